"""A small trained reader of acts, beside the frames (`training/` makes it).

It reads the stretches that name somebody who can act or be acted on and says which words tell of an act, of what kind
and standing, and which of the names near by are its two sides.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.extraction.learned import model
from graph.extraction.learned.decoding import Reading, readings
from graph.extraction.learned.windows import AUTHORITY, BEFORE, LAW, PARTY, PLACE, Marked, Page
from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.extraction.told import Told
from graph.model import Entity, EntityType, Kind, Status

TYPES = {
    EntityType.REGULATOR: AUTHORITY,
    EntityType.ORGANISATION: PARTY,
    EntityType.PERSON: PARTY,
    EntityType.JURISDICTION: PLACE,
    EntityType.LAW: LAW,
}
LEAST = 0.1
"""How sure the reader must be of an act to tell it at all."""


def read(sentences: Sequence[Sentence], names: Sequence[Name], content: str) -> list[Told]:
    """The acts of a text, in order. `content` is the whole text that the offsets count in."""
    actors = [name for name in names if name.entity.type in TYPES]
    if not actors:
        return []
    entities = {name.entity.id: name.entity for name in actors}
    numbers = {name: number for number, name in enumerate(entities)}
    page = Page(
        content,
        [(sentence.start, sentence.end) for sentence in sentences],
        [Marked(name.start, name.end, TYPES[name.entity.type], numbers[name.entity.id]) for name in actors],
    )
    stretches = [(first, last) for first, last in page.stretches() if names_somebody(page, first, last)]
    cast = list(entities.values())
    return [
        told_of(reading, sentences[reading.sentence], content, cast)
        for reading in readings(page, stretches, model.run, model.tokenizer())
        if reading.told >= LEAST
    ]


def names_somebody(page: Page, first: int, last: int) -> bool:
    """Whether anybody is named, in a stretch or in the sentences seen before it, who could act."""
    start, end = page.sentences[max(0, first - BEFORE)][0], page.sentences[last - 1][1]
    return any(start <= name.start < end for name in page.names)


def told_of(reading: Reading, sentence: Sentence, content: str, cast: Sequence[Entity]) -> Told:
    """A reading with its keys as entities and its place in the text."""
    issuers, respondents = (
        tuple((cast[key], chance) for key, chance in side) for side in (reading.issuers, reading.respondents)
    )
    return Told(
        sentence,
        reading.start,
        content[reading.start : reading.end],
        Kind(reading.kind),
        Status(reading.standing),
        reading.told,
        issuers,
        respondents,
    )


__all__ = ["read"]
