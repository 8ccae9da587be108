"""Texts without capitals (transcripts, captions): given capitals for the reading, each letter in its place.

Registered names get the capitals that the registry writes, other words none: what is left is for those who act
beside a word for a firm or an authority ('data broker mobilewalla').
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from graph.extraction.model_en import parser
from graph.extraction.names.name import words
from graph.extraction.sentences import Sentence
from graph.model import EntityType, Evidence, Extraction, Report, Text
from graph.registry import Hit, Registry

LEAST_LETTERS = 200
MOST_CAPITALS = 0.002
LONG = 60
RESTORED = (EntityType.ORGANISATION, EntityType.REGULATOR, EntityType.LAW, EntityType.JURISDICTION)
WORD = re.compile(r"[^\W\d_]{5,}")


def is_caseless(text: str) -> bool:
    """Whether a text has (nearly) no capitals."""
    letters = sum(character.isalpha() for character in text)
    return letters >= LEAST_LETTERS and sum(character.isupper() for character in text) <= MOST_CAPITALS * letters


def restored(text: Text, registry: Registry) -> Text:
    """The text with the capitals of registered names and of words that no English text knows, offsets as they were."""
    characters = list(text.content)
    for hit in longest(registry.find(text.content, caseless=True)):
        if is_name(hit, text.content, registry):
            characters[hit.start : hit.end] = hit.form.surface
    cased = "".join(characters)
    for match in WORD.finditer(cased):
        if match[0].islower() and is_strange(match[0]):
            characters[match.start()] = match[0][0].upper()
    return replace(text, content="".join(characters))


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those that overlap a longer one."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda item: (item.start - item.end, item.start)):
        if taken.isdisjoint(range(hit.start, hit.end)):
            kept.append(hit)
            taken.update(range(hit.start, hit.end))
    return kept


def is_name(hit: Hit, text: str, registry: Registry) -> bool:
    """Names of several words, and single ones of three letters or more that are no common word."""
    entry = registry.entries[hit.form.entries[0]]
    surface = text[hit.start : hit.end]
    if entry.type not in RESTORED or len(surface) != len(hit.form.surface):
        return False
    return " " in surface or (len(surface) >= 3 and surface not in words()["common_words"])


def is_strange(word: str) -> bool:
    """Whether the language model has no vector for a word, in no form: a made-up name."""
    vocabulary = parser().vocab
    return not any(vocabulary.has_vector(form) for form in (word, word.rstrip("s"), word.capitalize()))


def split_long(sentences: Sequence[Sentence], text: Text) -> list[Sentence]:
    """The sentences, those that run on without a stop cut where the parser sees another one begin."""
    found: list[Sentence] = []
    for item in sentences:
        pieces = cuts(item.text) if len(item.text.split()) > LONG else [(0, len(item.text))]
        for start, end in pieces:
            whole = item.text[start:end]
            first = item.start + start + len(whole) - len(whole.lstrip())
            last = item.start + start + len(whole.rstrip())
            found.append(replace(item, start=first, end=last, text=text.content[first:last], index=len(found)))
    return found


def cuts(text: str) -> list[tuple[int, int]]:
    """The stretches from one finite clause to the next: where the parser sees a sentence or a subject of its own begin."""
    doc = parser()(text)
    starts = {span.start for span in doc.sents}
    starts |= {token.left_edge.i for token in doc if is_subject(token) and not depends(doc, token.left_edge.i)}
    marks = {match.start(1) for match in (*TIME.finditer(text), *TURN.finditer(text))}
    places = sorted({doc[number].idx for number in starts} | marks | {0})
    return [(start, end) for start, end in pairwise([*places, len(text)]) if text[start:end].strip()]


def is_subject(token: Token) -> bool:
    """The subject before a finite verb that is no relative clause."""
    verb = token.head
    return token.dep_ in ("nsubj", "nsubjpass", "expl") and verb.i > token.i and verb.dep_ not in ("relcl", "acl")


def depends(doc: Doc, number: int) -> bool:
    """Whether the word before ties what follows to it: a conjunction, a preposition, a verb of saying or wishing."""
    if number == 0:
        return True
    before = doc[number - 1]
    return before.tag_ in TYING and before.lower_ not in ("today", "yesterday", "now", "here")


# Tags (Penn Treebank) of words that what follows belongs to.
TYING = frozenset(
    [
        "IN",
        "WDT",
        "WP",
        "WRB",
        "TO",
        "MD",
        "DT",
        "JJ",
        "PRP$",
        "CC",
        "RB",
        "VB",
        "VBP",
        "VBD",
        "VBZ",
        "VBG",
        "VBN",
        "POS",
    ]
)
TIME = re.compile(r"\b(\d{1,2}:\d{2}(?::\d{2})?)\b")
# Words by which a speaker begins anew, at the head of a line.
TURN = re.compile(r"\n\s*((?:so|then|but|now|well|okay|ok|meanwhile|also|next|finally|first|second|and then|what)\b)")


def as_written(extraction: Extraction, text: Text) -> Extraction:
    """The extraction with its quotes and mentions as the text writes them."""

    def quoted(evidence: Evidence) -> Evidence:
        return replace(evidence, quote=text.content[evidence.start : evidence.end])

    def report(item: Report) -> Report:
        return replace(item, evidence=tuple(map(quoted, item.evidence)))

    return replace(
        extraction,
        text=text,
        mentions=tuple(replace(item, surface=text.content[item.start : item.end]) for item in extraction.mentions),
        reports=tuple(map(report, extraction.reports)),
        possibilities=tuple(map(report, extraction.possibilities)),
        hidden=tuple(map(report, extraction.hidden)),
        claims=tuple(replace(item, evidence=quoted(item.evidence)) for item in extraction.claims),
        relations=tuple(replace(item, evidence=quoted(item.evidence)) for item in extraction.relations),
    )
