"""What an answer says, as far as the text bears it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.extraction.told import Told
from graph.model import Entity, EntityType, Kind, Status
from graph.registry import fold

BELIEVED = 0.7
"""How much an act of a language model is believed that nothing contradicts."""
SHORTEST = 20
"""Letters that a quote must have to be one."""


class Said(Protocol):
    """An act of an answer."""

    quote: str
    word: str
    kind: Kind
    status: Status
    issuers: list[str]
    respondents: list[str]


def grounded(act: Said, sentences: Sequence[Sentence], names: Sequence[Name]) -> Iterator[Told]:
    """The act, if its quote stands in a sentence and its word in the quote; sides keep only names found in the text."""
    quote = plain(act.quote)
    sentence = next((item for item in sentences if len(quote) >= SHORTEST and quote in plain(item.text)), None)
    if sentence is None:
        return
    word = re.search(rf"\b{re.escape(act.word.strip())}\b", sentence.text, re.IGNORECASE) if act.word.strip() else None
    if word is None:
        return
    issuers, respondents = (
        [entity for said in side if (entity := named(said, names))] for side in (act.issuers, act.respondents)
    )
    if not issuers and not respondents:
        return
    yield Told(
        sentence=sentence,
        place=sentence.start + word.start(),
        word=word[0],
        kind=act.kind,
        status=act.status,
        chance=BELIEVED,
        issuers=tuple((entity, BELIEVED) for entity in issuers if entity.type is not EntityType.LAW),
        respondents=tuple((entity, BELIEVED) for entity in respondents if entity.type is not EntityType.LAW),
    )


def named(said: str, names: Sequence[Name]) -> Entity | None:
    """The entity that the text calls so."""
    wanted = fold(said)
    return next((name.entity for name in names if wanted in (fold(name.surface), fold(name.entity.name))), None)


def plain(text: str) -> str:
    """A text without its case, its blanks made one."""
    return re.sub(r"\s+", " ", text).strip().lower()
