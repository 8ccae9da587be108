"""Passages with the names that extraction finds in them, in place of those that were marked: some missed, some false.

The reader learns from both, for it is given such names when it reads.
"""

from __future__ import annotations

from dataclasses import replace

from graph.extraction import names
from graph.extraction.learned import TYPES
from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.model import BlockKind
from graph.registry import Registry
from training.examples import sentences_of
from training.passages import Named, Passage

LETTERS = {1: "a", 2: "p", 3: "j", 4: "l"}


def recognised(passage: Passage, registry: Registry) -> Passage:
    """A passage as extraction would find it. A side of an act is whatever is found where somebody of that side is named."""
    found = [name for name in names.find(split(passage), registry, "en") if name.entity.type in TYPES]
    named = as_named(found)
    true: dict[str, set[str]] = {}
    for one in passage.names:
        true.setdefault(one.thing, set()).update(other.thing for other in named if meets(one, other))
    acts = tuple(
        replace(act, issuers=side(act.issuers, true), respondents=side(act.respondents, true)) for act in passage.acts
    )
    return replace(passage, names=named, acts=acts)


def split(passage: Passage) -> list[Sentence]:
    """The sentences of a passage, a line a block."""
    return [
        Sentence(start, end, passage.text[start:end], BlockKind.PARAGRAPH, passage.text.count("\n", 0, start), number)
        for number, (start, end) in enumerate(sentences_of(passage))
    ]


def as_named(found: list[Name]) -> tuple[Named, ...]:
    """Names as marks, one thing an entity."""
    things: dict[str, str] = {}
    return tuple(
        Named(
            name.start,
            name.end,
            things.setdefault(name.entity.id, f"{LETTERS[TYPES[name.entity.type]]}{len(things) + 1}"),
        )
        for name in found
    )


def meets(one: Named, other: Named) -> bool:
    """Whether the second mark covers most of the first: 'Ireland' is not 'Meta Platforms Ireland'."""
    return 2 * (min(one.end, other.end) - max(one.start, other.start)) > one.end - one.start


def side(things: tuple[str, ...], true: dict[str, set[str]]) -> tuple[str, ...]:
    """The things found in place of those of a side."""
    return tuple(sorted({other for thing in things for other in true.get(thing, ())}))
