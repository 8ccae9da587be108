"""Fits the weights by which `graph/extraction/names/weighing.py` tells unknown organisations from all else with a capital.

    python -m training.organisations           # cross-validates, fits, writes ontology/lexicon/organisations.toml
    python -m training.organisations --dry-run  # the figures alone

One row a stretch of a text that may name an organisation and that no registry knows; right are those that the annotation
has. The texts: the English documents of the gold set's `dev` split, read twice (with their companies under invented names,
and with the registry of companies switched off, where their own names are unknown), and the marked passages, which count
less. The figures are of folds of whole documents, each scored by weights that have not seen it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

import ontology
import training.passages
from benchmarks.quality import gold
from benchmarks.quality.gold import Document
from benchmarks.quality.matching import fold
from benchmarks.quality.renaming import renamed
from benchmarks.quality.running import samples
from benchmarks.quality.variants import switch_off
from graph.clean import clean
from graph.extraction import caseless, sentences
from graph.extraction.names import known, padded
from graph.extraction.names.name import LEGAL_FORM
from graph.extraction.names.stretches import Stretch, seen
from graph.extraction.names.unregistered import LIKELY, candidates, firm_places, taken_by
from graph.extraction.names.weighing import features_of, weights
from graph.extraction.sentences import Sentence
from graph.model import Article, Block, BlockKind, Text
from graph.registry import load
from training.passages import Passage
from training.regression import Numbers, fitted, likelihoods, written

LEXICON = ontology.ROOT / "lexicon" / "organisations.toml"
FOLDS = 8
PASSAGE_COUNTS = 0.3
"""How much a stretch of a passage counts beside one of a document: passages show no pages, lists and headings."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text: its id, a row of features a stretch, which of them name organisations, how much each counts."""

    id: str
    rows: Numbers
    right: Numbers
    counts: float


def of_article(article: Article, organisations: Iterable[str], identifier: str) -> Case:
    """The stretches of an article of which `organisations` are the annotated names."""
    text = clean(article)
    if caseless.is_caseless(text.content):
        text = caseless.restored(text, load())
    return of_sentences(sentences.split(text), {bare(name) for name in organisations}, identifier, 1.0)


def of_passage(passage: Passage) -> Case:
    """The stretches of a passage. A marked party with a person's name may be either, and says nothing."""
    lines = (line for line in passage.text.splitlines(keepends=True))
    blocks, place = [], 0
    for line in lines:
        blocks.append(Block(BlockKind.PARAGRAPH, place, place + len(line.rstrip("\n"))))
        place += len(line)
    named = {bare(passage.text[name.start : name.end]): name.thing[0] for name in passage.names}
    parties = {name for name, kind in named.items() if kind == "p"}

    def tells(stretch: Stretch) -> bool:
        person = stretch.label == "PERSON" and len(stretch.surface.split()) in (2, 3)
        name = bare(stretch.surface)
        return not (person if name in parties else name in named)

    split = sentences.split(Text(passage.text, tuple(blocks)))
    return of_sentences(split, parties, passage.place, PASSAGE_COUNTS, tells)


def of_sentences(
    split: Sequence[Sentence],
    organisations: set[str],
    identifier: str,
    counts: float,
    tells: Callable[[Stretch], bool] = lambda _: True,
) -> Case:
    """The case of a text, with the stretches for which `tells` holds."""
    registry, text = load(), padded(split)
    named, _ = known(split, text, registry, "en")
    found = seen(split, text, taken_by(named))
    firms = firm_places(found, named)
    stretches = [one for one in candidates(found, text, registry).values() if tells(one)]
    features = [features_of(one, text, firms - set(one.places), found.people) for one in stretches]
    rows = [[float(values[name]) for name in weights()] for values in features]
    right = [bare(one.surface) in organisations for one in stretches]
    return Case(identifier, np.array(rows, float).reshape(-1, len(weights())), np.array(right, float), counts)


def bare(name: str) -> str:
    """A name as it is compared: without legal form."""
    return fold(LEGAL_FORM.sub("", name))


def of_renamed(document: Document) -> Case:
    """A document with its companies under invented names."""
    there, article = renamed(document, samples([document])[document.source], load())
    return of_article(article, (form for one in there.gold.organisations for form in one.forms), document.id)


def of_document(document: Document) -> Case:
    """A document as it is."""
    article = samples([document])[document.source]
    return of_article(article, (form for one in document.gold.organisations for form in one.forms), document.id)


def all_cases() -> list[Case]:
    """Every text, in two processes that know the companies or know none."""
    documents = [item for item in gold.load() if item.split == "dev" and item.language == "en"]
    context = get_context("spawn")
    with ProcessPoolExecutor(2, context) as pool:
        found = [*pool.map(of_renamed, documents), *pool.map(of_passage, training.passages.load(), chunksize=50)]
    with ProcessPoolExecutor(2, context, switch_off, ("companies",)) as pool:
        return [*found, *pool.map(of_document, documents)]


def fit(cases: Sequence[Case]) -> Numbers:
    """The weights of some cases."""
    counts = np.concatenate([np.full(len(case.right), case.counts) for case in cases])
    return fitted(np.concatenate([case.rows for case in cases]), np.concatenate([case.right for case in cases]), counts)


def figures(cases: Sequence[Case], weights_: Numbers) -> Numbers:
    """How many stretches of documents are taken rightly, taken at all, and right."""
    documents = [case for case in cases if case.counts == 1]
    found: list[tuple[float, float, float]] = []
    for case in documents:
        taken = likelihoods(case.rows, weights_) >= LIKELY
        found.append((float(case.right[taken].sum()), float(taken.sum()), float(case.right.sum())))
    summed: Numbers = np.array(found).reshape(-1, 3).sum(axis=0)
    return summed


def cross_validated(cases: Sequence[Case]) -> Numbers:
    """The figures of documents by weights that were fitted on the others."""
    names = sorted({case.id for case in cases if case.counts == 1})
    total = np.zeros(3)
    for number in range(FOLDS):
        held = set(names[number::FOLDS])
        total += figures(
            [case for case in cases if case.id in held], fit([case for case in cases if case.id not in held])
        )
    return total


def shown(figures_: Numbers) -> str:
    """Precision, recall and F1 of right, taken and annotated."""
    right, taken, annotated = figures_
    return f"P {right / max(1, taken):.2f}  R {right / max(1, annotated):.2f}  F1 {2 * right / max(1, taken + annotated):.2f}"


def main() -> None:
    """Cross-validates, fits and writes the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    arguments = parser.parse_args()
    cases = all_cases()
    print(f"texts {len(cases)}, stretches {sum(len(case.right) for case in cases)}")
    print(f"weights as they are      {shown(figures(cases, np.array(list(weights().values()))))}")
    print(f"new, documents not seen  {shown(cross_validated(cases))}")
    new = fit(cases)
    print(f"new, documents seen      {shown(figures(cases, new))}")
    if not arguments.dry_run:
        text = written(LEXICON.read_text(encoding="utf-8"), list(weights()), new, LEXICON)
        LEXICON.write_text(text, encoding="utf-8")
        print(f"wrote {LEXICON}")


if __name__ == "__main__":
    main()
