"""Which reports of the gold set tell one act: consolidation against the `act` that annotators gave each ruling.

Measured end to end: the reports that extraction yields and that match an annotated ruling are consolidated, over all
documents at once. What extraction invents or misses is not counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.quality.gold import Record
from benchmarks.quality.matching import match_rulings
from graph.consolidate import Told, clusters


@dataclass(frozen=True, slots=True)
class Item:
    """A report: the act that it tells, and the ruling that it became a part of."""

    report: str
    act: str
    ruling: int


@dataclass(frozen=True, slots=True)
class Found:
    """What one document yields: the annotation, the record of the extraction, and its reports by their place in it."""

    gold: Record
    record: Record
    reports: Sequence[Told | None]


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed figures: averages over items (Bagga and Baldwin 1998)."""

    items: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def items(documents: Iterable[Found]) -> list[Item]:
    """The reports that match an annotated ruling, its kind too, and that are sure enough to be published."""
    found = list(documents)
    known = [report for document in found for report in document.reports if report]
    ruling = {report.iri: number for number, cluster in enumerate(clusters(known)) for report in cluster.reports}
    return [
        Item(report.iri, document.gold.rulings[other].act, ruling[report.iri])
        for document in found
        for one, other in match_rulings(document.record, document.gold)
        if (report := document.reports[one])
    ]


def bcubed(found: Sequence[Item]) -> BCubed:
    """How far items of one ruling are of one act (precision), and items of one act in one ruling (recall).

    >>> bcubed([Item("a", "x", 1), Item("b", "x", 1), Item("c", "y", 1)]).precision.__round__(3)
    0.556
    """
    both = Counter((item.act, item.ruling) for item in found)
    rulings, acts = Counter(item.ruling for item in found), Counter(item.act for item in found)
    total = len(found) or 1
    return BCubed(
        len(found),
        sum(both[item.act, item.ruling] / rulings[item.ruling] for item in found) / total,
        sum(both[item.act, item.ruling] / acts[item.act] for item in found) / total,
    )


def told_twice(found: Sequence[Item]) -> list[Item]:
    """The items whose act, or whose ruling, has another one: those that can be got wrong."""
    rulings, acts = Counter(item.ruling for item in found), Counter(item.act for item in found)
    return [item for item in found if rulings[item.ruling] > 1 or acts[item.act] > 1]


def errors(found: Sequence[Item]) -> list[str]:
    """Acts that became several rulings, and rulings of several acts."""
    lines = []
    for act in sorted({item.act for item in found}):
        parts = {item.ruling for item in found if item.act == act}
        if len(parts) > 1:
            lines.append(f"- {act} is {len(parts)} rulings: {', '.join(i.report for i in found if i.act == act)}")
    for ruling in sorted({item.ruling for item in found}):
        acts = sorted({item.act for item in found if item.ruling == ruling})
        if len(acts) > 1:
            lines.append(f"+ one ruling for {', '.join(acts)}")
    return lines
