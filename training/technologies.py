"""Fits the weights by which `graph/extraction/topics.py` tells what a text is filed under.

    python -m training.technologies           # cross-validates, fits, writes ontology/lexicon/topics.toml
    python -m training.technologies --also FOLDER  # with annotated texts of your own (training/annotated.py)
    python -m training.technologies --dry-run  # the figures alone

One row a concept that a document, one of the gold set's `dev` split, holds a trace of; right is the one concept that fits
an annotated technology best. It takes a minute on one core. The figures are of folds of whole documents, each scored by weights that have not seen it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import ontology
from benchmarks.quality import gold
from benchmarks.quality.gold import Named
from benchmarks.quality.matching import fold
from benchmarks.quality.running import samples
from graph.clean import clean
from graph.extraction import names, sentences, topics
from graph.extraction.topics import Traces
from graph.model import Article
from graph.registry import Registry, load
from training.annotated import annotated
from training.regression import Numbers, fitted, likelihoods, written

LEXICON = ontology.ROOT / "lexicon" / "topics.toml"
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One document: a row of features a concept with a trace, which of them are right, and how many annotated ones left no trace."""

    rows: Numbers
    right: Numbers
    missed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How many concepts were chosen rightly, of those chosen and of those annotated."""

    right: int
    chosen: int
    annotated: int

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.chosen), self.right / max(1, self.annotated)
        f1 = 2 * self.right / max(1, self.chosen + self.annotated)
        return f"P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}"


def development_cases(registry: Registry) -> list[Case]:
    """The English documents of the gold set's development split."""
    documents = [item for item in gold.load() if item.split == "dev" and item.language == "en"]
    articles = samples(documents)
    return [case_of(articles[item.source], item.gold.technologies, registry) for item in documents]


def case_of(article: Article, annotated: Sequence[Named], registry: Registry) -> Case:
    """The features of all concepts of a text, and which of them its annotation has."""
    split = sentences.split(clean(article))
    found = topics.traces(names.find(split, registry, "en"), split, registry)
    rows = [features(concept, found, split, registry) for concept in found]
    right = best_concepts(list(found), found, annotated, registry)
    width = len(topics.weights())
    return Case(
        np.array(rows, float).reshape(-1, width),
        np.array([concept in right for concept in found], float),
        len(annotated) - len(right),
    )


def features(
    concept: str, found: dict[str, Traces], split: Sequence[sentences.Sentence], registry: Registry
) -> list[float]:
    """The features of a concept in the order of the weights."""
    values = topics.features_of(concept, found, split, registry)
    return [float(values[name]) for name in topics.weights()]


def best_concepts(
    concepts: Sequence[str], found: dict[str, Traces], annotated: Sequence[Named], registry: Registry
) -> set[str]:
    """For each annotated term the concept that fits it best: by its label, by another name, by how often it is named."""
    chosen: set[str] = set()
    for term in annotated:
        forms, label = {fold(form) for form in term.forms}, fold(term.name)
        ranked = []
        for concept in set(concepts) - chosen:
            entry = registry.entries[concept]
            aliases = {fold(alias) for alias in (entry.name, *entry.aliases)}
            if aliases & forms:
                count = found[concept].named + found[concept].served
                ranked.append((fold(entry.name) == label, label in aliases, count, concept))
        if ranked:
            chosen.add(max(ranked)[-1])
    return chosen


def fit(cases: Sequence[Case]) -> Numbers:
    """The weights of some cases."""
    return fitted(np.concatenate([case.rows for case in cases]), np.concatenate([case.right for case in cases]))


def measure(cases: Sequence[Case], weights: Numbers) -> Figures:
    """What the choice of `topics.technologies` gets right with some weights."""
    right = chosen = annotated = 0
    for case in cases:
        likely = likelihoods(case.rows, weights)
        ranked = np.argsort(-likely, kind="stable")
        taken = [place for place in ranked if likely[place] >= topics.LIKELY][: topics.MOST_TECHNOLOGIES]
        taken = taken or [place for place in ranked[:1] if likely[place] >= topics.AT_ALL]
        right += int(case.right[taken].sum())
        chosen += len(taken)
        annotated += int(case.right.sum()) + case.missed
    return Figures(right, chosen, annotated)


def cross_validated(cases: Sequence[Case]) -> Figures:
    """The figures of documents by weights that were fitted on the others."""
    parts = [
        measure(cases[fold_::FOLDS], fit([case for place, case in enumerate(cases) if place % FOLDS != fold_]))
        for fold_ in range(FOLDS)
    ]
    return Figures(sum(p.right for p in parts), sum(p.chosen for p in parts), sum(p.annotated for p in parts))


def main() -> None:
    """Cross-validates, fits and writes the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="folders with further annotated texts")
    arguments = parser.parse_args()
    registry = load()
    cases = development_cases(registry)
    for folder in arguments.also:
        cases += [case_of(article, record.technologies, registry) for article, record in annotated(folder)]
    print(f"documents {len(cases)}, concepts with a trace {sum(len(case.right) for case in cases)}")
    print(f"weights as they are      {measure(cases, np.array(list(topics.weights().values())))}")
    print(f"new, documents not seen  {cross_validated(cases)}")
    weights = fit(cases)
    print(f"new, documents seen      {measure(cases, weights)}")
    if not arguments.dry_run:
        text = written(LEXICON.read_text(encoding="utf-8"), list(topics.weights()), weights, LEXICON)
        LEXICON.write_text(text, encoding="utf-8")
        print(f"wrote {LEXICON}")


if __name__ == "__main__":
    main()
