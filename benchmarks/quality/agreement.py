"""How far two annotations of one text agree: the second reading (`benchmarks/gold/second`) against the first.

F1 takes neither for the right one: it is the same either way round.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quality.gold import DOCUMENTS, Document, Record, load, record_of
from benchmarks.quality.report import cell
from benchmarks.quality.scoring import SLOTS, TYPES, Score, Scored, score, total

SECOND = DOCUMENTS.with_name("second")


def second_readings(folder: Path = SECOND) -> dict[str, Record]:
    """The second annotations by the id of their document."""
    return {
        path.stem: record_of(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))
    }


def compared(documents: Sequence[Document], second: dict[str, Record]) -> list[Scored]:
    """Both annotations of each document that has two: what only the second has counts as wrong, the rest as missed."""
    return [Scored(one, score(second[one.id], one.gold)) for one in documents if one.id in second]


def measured() -> list[Scored]:
    """All documents of the gold set that were read twice."""
    return compared(load(), second_readings())


def lines(scored: Sequence[Scored]) -> Iterator[str]:
    """The agreement as a table: F1 by type, and the slots of the rulings that both have."""
    sum_of: Score = total(item.score for item in scored)
    yield f"{len(scored)} documents annotated twice"
    yield f"{'':22}{'F1':>7}{'both':>8}{'first':>8}{'second':>8}"
    for name in (*TYPES, "rulings", "rulings loose", "claims"):
        count = sum_of.counts[name]
        yield f"{name:22}{cell(count.f1, 7)}{count.right:>8}{count.missed:>8}{count.wrong:>8}"
    yield from ("", f"The same in {sum_of.slots['matched']} rulings that both have")
    yield from (f"{name:22}{cell(sum_of.slot(name), 7)}" for name in SLOTS)
    silent = sum_of.silent
    yield f"no ruling in both: {silent.right} of {silent.right + silent.wrong}"
