"""What extraction loses where it knows less: companies under invented names, a registry or a stage switched off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.quality.gold import Document
from benchmarks.quality.renaming import renamed
from benchmarks.quality.report import cell
from benchmarks.quality.running import run, samples
from benchmarks.quality.scoring import TYPES, Score, total
from benchmarks.quality.variants import REGISTRIES, STAGES
from graph.registry import load

UNKNOWN = "unknown companies"
COLUMNS = (*TYPES, "rulings")


@dataclass(frozen=True, slots=True)
class Slice:
    """The score of one way to extract the documents."""

    name: str
    score: Score


def whole(documents: Sequence[Document], workers: int) -> Slice:
    """Extraction as it is: what the others are compared with."""
    return Slice("everything", total(item.score for item in run(documents, workers)[0]))


def unknown_companies(documents: Sequence[Document], workers: int) -> Slice:
    """The documents with their registered companies under invented names."""
    articles, registry = samples(documents), load()
    pairs = [renamed(document, articles[document.source], registry) for document in documents]
    given = {document.source: article for document, article in pairs}
    scored, _ = run([document for document, _ in pairs], workers, given)
    return Slice(UNKNOWN, total(item.score for item in scored))


def without(part: str, documents: Sequence[Document], workers: int) -> Slice:
    """Extraction without a registry or a stage."""
    scored, _ = run(documents, workers, without=part)
    return Slice(f"without {part}", total(item.score for item in scored))


def knowing_less(documents: Sequence[Document], workers: int) -> Iterator[Slice]:
    """The slices of `make quality`: everything, unknown companies, each registry off."""
    yield whole(documents, workers)
    yield unknown_companies(documents, workers)
    yield from (without(part, documents, workers) for part in REGISTRIES)


def ablation(documents: Sequence[Document], workers: int) -> Iterator[Slice]:
    """Everything, then each registry and each stage off in its turn."""
    yield whole(documents, workers)
    yield from (without(part, documents, workers) for part in (*REGISTRIES, *STAGES))


SLOTS = ("status", "date")
HEADER = (
    f"{'F1':34}{''.join(f'{name[:7]:>8}' for name in COLUMNS)}{'P':>7}{'R':>6}"
    f"{''.join(f'{name:>8}' for name in SLOTS)}{'silent':>8}"
)


def row(one: Slice) -> str:
    """One line of the table: F1 by type, rulings with P and R and slots, articles without a ruling that were left without one."""
    score, rulings = one.score, one.score.counts["rulings"]
    values = "".join(cell(score.counts[name].f1, 8) for name in COLUMNS)
    slots = "".join(cell(score.slot(name), 8) for name in SLOTS)
    silent = cell(score.silent.precision, 8)
    return f"{one.name:34}{values}{cell(rulings.precision, 7)}{cell(rulings.recall, 6)}{slots}{silent}"
