"""Passages with other names in them: who acts and who is acted on must be read from the words around the names.

A name that the passages use often would otherwise be learned as a side by itself.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from training.passages import Named, Passage

RENAMED = "ap"
"""Letters of the things that get other names: authorities and parties. Places and laws keep theirs."""

Pool = Mapping[str, Sequence[tuple[str, ...]]]
"""By letter, the forms of things, the longest first."""


def pool(passages: Sequence[Passage]) -> Pool:
    """The names of all things of some passages."""
    return {
        letter: [forms for passage in passages for thing, forms in forms_of(passage).items() if thing[0] == letter]
        for letter in RENAMED
    }


def forms_of(passage: Passage) -> dict[str, tuple[str, ...]]:
    """What each thing of a passage is called, the longest form first."""
    forms: dict[str, set[str]] = {}
    for name in passage.names:
        forms.setdefault(name.thing, set()).add(passage.text[name.start : name.end])
    return {thing: tuple(sorted(of, key=lambda form: (-len(form), form))) for thing, of in forms.items()}


def renamed(passage: Passage, names: Pool, chance: random.Random) -> Passage:
    """A passage whose authorities and parties are called like those of other passages, its marks moved with the text."""
    new = {
        (thing, form): cased(other[min(number, len(other) - 1)], form)
        for thing, forms in forms_of(passage).items()
        if thing[0] in RENAMED
        for other in [chance.choice(names[thing[0]])]
        for number, form in enumerate(forms)
    }
    parts: list[str] = []
    moved: list[Named] = []
    shifts: list[tuple[int, int]] = []
    last = length = 0
    for name in sorted(passage.names, key=lambda item: item.start):
        old = passage.text[name.start : name.end]
        word = new.get((name.thing, old), old)
        parts += [passage.text[last : name.start], word]
        start = length + name.start - last
        moved.append(Named(start, start + len(word), name.thing))
        length, last = start + len(word), name.end
        shifts.append((name.end, length - last))
    acts = tuple(
        replace(act, start=act.start + by, end=act.end + by)
        for act in passage.acts
        for by in [shift(shifts, act.start)]
    )
    return replace(passage, text="".join([*parts, passage.text[last:]]), names=tuple(moved), acts=acts)


def shift(shifts: Sequence[tuple[int, int]], place: int) -> int:
    """By how much a place behind some names has moved. `shifts` are (end of a name, how far what follows it moved)."""
    return next((by for end, by in reversed(shifts) if end <= place), 0)


def cased(name: str, like: str) -> str:
    """A name in lower case or capitals if the one that it stands for is."""
    if like.islower():
        return name.lower()
    return name.upper() if like.isupper() and len(like) > 6 else name
