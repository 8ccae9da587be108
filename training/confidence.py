"""Fits the weights by which `graph/extraction/reports/trust.py` says how likely a report is right.

    python -m training.confidence                 # cross-validates, fits, writes ontology/lexicon/confidence.toml
    python -m training.confidence --also FOLDER   # with annotated texts of your own (training/annotated.py)
    python -m training.confidence --dry-run       # the figures alone

A case is a report that extraction makes of an English article, right where the annotation has it (kind, an issuer and a
respondent). The figures are of folds of whole documents, each judged by weights that have not seen it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

import ontology
from benchmarks.quality import gold
from benchmarks.quality.gold import Record, record_of
from benchmarks.quality.matching import match_rulings
from benchmarks.quality.passages import as_marked, gold_record
from benchmarks.quality.running import samples
from graph.clean import clean
from graph.extraction import assemble, understand
from graph.extraction.record import to_record
from graph.extraction.reports.trust import by_rung_alone, features
from graph.model import Article, Modality
from graph.readers import raw
from graph.registry import load
from training import passages, regression
from training.annotated import annotated
from training.regression import Numbers, likelihoods

LEXICON = ontology.ROOT / "lexicon" / "confidence.toml"
FOLDS = 10
HEAD = "# How much each feature of a report speaks for its being right: `training/confidence.py` writes this file.\n\n[weights]\n"


@dataclass(frozen=True, slots=True)
class Input:
    """A text with its annotation; `passage` if it is a marked one."""

    article: Article
    annotated: Record
    passage: passages.Passage | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One article: the features of its reports by name, which are right, and how many rulings are annotated."""

    reports: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    annotated: int


def cases_of(inputs: Sequence[Input]) -> list[Case]:
    """All cases, read in two processes that tell every report, however doubtful."""
    with ProcessPoolExecutor(2, get_context("spawn"), tell_all) as pool:
        return list(pool.map(case_of, inputs, chunksize=4))


def tell_all() -> None:
    """Let this process hide no report."""
    os.environ |= {"POLICYGRAPH_PUBLISH_CONFIDENCE": "0", "POLICYGRAPH_REVIEW_CONFIDENCE": "0"}


def case_of(given: Input) -> Case:
    """The reports of one text."""
    registry = load()
    understood = understand(given.article, clean(given.article), registry)
    drafts = [item for item in understood.drafts if item.modality is Modality.ASSERTED]
    record = to_record(assemble(understood, registry))
    told = record_of(as_marked(record, given.passage) if given.passage else record)
    right = {one for one, _ in match_rulings(told, given.annotated)}
    return Case(
        tuple(dict(features(draft, draft.support)) for draft in drafts if draft.support and not by_rung_alone(draft)),
        tuple(number in right for number, draft in enumerate(drafts) if not by_rung_alone(draft)),
        len(given.annotated.rulings),
    )


def held_out() -> Iterator[Input]:
    """The passages that the reader has not learned from."""
    for passage in passages.load():
        if passage.held:
            article = raw.read(passage.place, passage.text, passage.text.encode())
            yield Input(replace(article, language="en"), gold_record(passage), passage)


def development() -> Iterator[Input]:
    """The English articles of the gold set's development split."""
    documents = [item for item in gold.load() if item.split == "dev" and item.language == "en"]
    articles = samples(documents)
    yield from (Input(articles[item.source], item.gold) for item in documents)


def fitted(cases: Sequence[Case]) -> dict[str, float]:
    """The weight of each feature."""
    rows, right = table(cases)
    return dict(zip(names(cases), map(float, regression.fitted(rows, right)), strict=True))


def names(cases: Sequence[Case]) -> list[str]:
    """The features, in the order of a table's columns."""
    return list(next(report for case in cases for report in case.reports))


def table(cases: Sequence[Case]) -> tuple[Numbers, Numbers]:
    """All reports as rows of features, and which are right."""
    rows = [list(report.values()) for case in cases for report in case.reports]
    return np.array(rows), np.array([float(one) for case in cases for one in case.right])


def judged(cases: Sequence[Case]) -> Numbers:
    """How likely each report is right, by weights fitted on the documents of the other folds."""
    found: dict[int, Numbers] = {}
    for fold in range(FOLDS):
        weights = fitted([case for place, case in enumerate(cases) if place % FOLDS != fold])
        for place in range(fold, len(cases), FOLDS):
            rows, _ = table([cases[place]])
            found[place] = likelihoods(rows, np.array(list(weights.values()))) if len(rows) else np.zeros(0)
    return np.concatenate([found[place] for place in range(len(cases))])


def figures(cases: Sequence[Case], likely: Numbers) -> Iterator[str]:
    """Precision, recall and F1 of what is told from each confidence upwards."""
    right = np.array([one for case in cases for one in case.right])
    annotated = sum(case.annotated for case in cases)
    for least in np.arange(0.2, 0.95, 0.05):
        told = likely >= least
        good = int((told & right).sum())
        precision, recall = good / max(1, int(told.sum())), good / annotated
        f1 = 2 * good / max(1, int(told.sum()) + annotated)
        yield f"from {least:.2f}: P {precision:.2f} R {recall:.2f} F1 {f1:.2f}"


def main() -> None:
    """Cross-validates, fits and writes the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="folders with further annotated texts")
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    arguments = parser.parse_args()
    own = [Input(article, record) for folder in arguments.also for article, record in annotated(folder)]
    inputs = [*held_out(), *development(), *own]
    cases = cases_of(inputs)
    print(f"documents {len(cases)}, reports {sum(len(case.reports) for case in cases)}; of documents not seen:")
    print("\n".join(figures(cases, judged(cases))))
    weights = fitted(cases)
    if not arguments.dry_run:
        lines = (f'"{name}" = {weight:.3f}' for name, weight in weights.items())
        LEXICON.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"wrote {LEXICON}")


if __name__ == "__main__":
    main()
