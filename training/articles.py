"""Stretches of the gold set's development articles that tell of no act: what ordinary sentences look like.

A stretch counts if its article reports no ruling at all, or if it names nobody who issues or suffers one there and
has no word that tells of acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.quality.gold import Document
from benchmarks.quality.gold import load as load_gold
from benchmarks.quality.running import samples
from graph.clean import clean
from graph.extraction import lexicon, names, sentences
from graph.extraction.learned import TYPES
from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.model import Article
from graph.registry import load as load_registry
from training.passages import Passage
from training.recognised import as_named

STRETCH = 3
WORD = re.compile(r"[A-Za-z]+")


def silent() -> Iterator[Passage]:
    """All such stretches of the English articles of the development split."""
    documents = [item for item in load_gold() if item.split == "dev" and item.language == "en"]
    articles = samples(documents)
    for document in documents:
        yield from stretches(articles[document.source], document)


def stretches(article: Article, document: Document) -> Iterator[Passage]:
    """The silent stretches of one article."""
    text = clean(article)
    split = sentences.split(text)
    found = [name for name in names.find(split, load_registry(), "en") if name.entity.type in TYPES]
    for first in range(0, len(split), STRETCH):
        part = split[first : first + STRETCH]
        if not document.gold.rulings or says_nothing(part, document):
            yield passage_of(text.content, part, found, f"{document.id}:{first}")


def says_nothing(part: Sequence[Sentence], document: Document) -> bool:
    """Whether nobody of the article's rulings is named and no word of an act stands in a stretch."""
    said = " ".join(item.text for item in part).lower()
    known = {name.name: name.forms for name in (*document.gold.regulators, *document.gold.organisations)}
    cast = {
        form
        for ruling in document.gold.rulings
        for who in (*ruling.issuers, *ruling.respondents)
        for form in known.get(who, (who,))
    }
    return not any(form.lower() in said for form in cast) and lexicon.load("en").all_triggers().isdisjoint(
        WORD.findall(said)
    )


def passage_of(content: str, part: Sequence[Sentence], found: Sequence[Name], place: str) -> Passage:
    """A stretch as a passage without acts."""
    start, end = part[0].start, part[-1].end
    inside = [
        replace(name, start=name.start - start, end=name.end - start)
        for name in found
        if start <= name.start and name.end <= end
    ]
    return Passage(content[start:end], as_named(inside), (), "article", ("no act",), place)
