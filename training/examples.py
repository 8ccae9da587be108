"""Passages as what the network learns from: which words carry acts; and for each such word, what act and whose.

Both are read by the same network. The first kind of example has a label at every word; the second has a mark before one
word, a kind and a standing there, and a label for each role at each name. What is shown with a word is what the reader
is shown when it reads (`graph/extraction/learned/windows.py`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from graph.extraction.learned.labels import KINDS, NO_ACT, NONE, STANDINGS
from graph.extraction.learned.windows import AUTHORITY, LAW, PARTY, PLACE, Marked, Page, Window, asking
from graph.extraction.sentences import spans
from training.passages import Passage, Told

TYPES = {"a": AUTHORITY, "p": PARTY, "j": PLACE, "l": LAW}
UNREAD = -100
"""The label of pieces that are not asked for: nothing is learned there."""
DECOYS = 0.35
"""In what share of the stretches a word that carries no act is asked for."""


@dataclass(frozen=True, slots=True)
class Example:
    """`carries`: the kind of act at each word. `asked`: the piece of the mark with its kind and standing. `roles`: a name's piece, is issuer, is respondent."""

    pieces: list[int]
    carries: list[int] = field(default_factory=list)
    asked: tuple[int, int, int] | None = None
    roles: list[tuple[int, int, int]] = field(default_factory=list)


def page_of(passage: Passage, chance: random.Random | None = None, lost: float = 0.0) -> Page:
    """A passage as the reader takes it; with `chance` a share `lost` of its names goes unmarked, as names do that nobody recognises."""
    keys = keys_of(passage)
    names = [
        Marked(name.start, name.end, TYPES[name.thing[0]], keys[name.thing])
        for name in passage.names
        if chance is None or chance.random() >= lost
    ]
    return Page(passage.text, list(sentences_of(passage)), names)


def sentences_of(passage: Passage) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences, line by line."""
    start = 0
    for line in passage.text.split("\n"):
        yield from ((start + first, start + last) for first, last in spans(line))
        start += len(line) + 1


def keys_of(passage: Passage) -> dict[str, int]:
    """A number for each thing of a passage."""
    return {thing: number for number, thing in enumerate(dict.fromkeys(name.thing for name in passage.names))}


def examples(passage: Passage, tokenizer: Tokenizer, chance: random.Random, lost: float) -> Iterator[Example]:
    """All that is learned from one passage."""
    page = page_of(passage, chance, lost)
    acts = {act.start: act for act in passage.acts}
    for first, last in page.stretches():
        made = page.core(first, last, tokenizer)
        yield carried(made, acts)
        begin, finish = page.sentences[first][0], page.sentences[last - 1][1]
        own = [start for _, start, _ in made.words if begin <= start < finish]
        for start in own:
            if start in acts:
                yield asked_for(page, start, acts[start], keys_of(passage), tokenizer)
        others = [start for start in own if start not in acts]
        if others and chance.random() < DECOYS:
            yield asked_for(page, chance.choice(others), None, {}, tokenizer)


def carried(made: Window, acts: dict[int, Told]) -> Example:
    """The example that asks of every word whether it carries an act. `acts` are by their words' offsets."""
    labels = [UNREAD] * len(made.pieces)
    for piece, start, _ in made.words:
        labels[piece] = KINDS.index(acts[start].kind.value) if start in acts else NONE
    return Example(made.pieces, labels)


def asked_for(page: Page, start: int, act: Told | None, keys: dict[str, int], tokenizer: Tokenizer) -> Example:
    """The example that asks for the act at one word; None: the word carries none."""
    made = page.around(page.sentence_of(start), start, tokenizer)
    piece = next(piece for piece, first, _ in made.words if first == start)
    pieces, marks = asking(made, piece)
    kind = KINDS.index(act.kind.value) if act else NONE
    standing = STANDINGS.index(act.status if act else NO_ACT)
    issuers, respondents = (
        {keys[thing] for thing in side if thing in keys}
        for side in ((act.issuers, act.respondents) if act else ((), ()))
    )
    roles = [
        (mark, int(key in issuers), int(key in respondents)) for mark, (_, key) in zip(marks, made.marks, strict=True)
    ]
    return Example(pieces, [], (piece, kind, standing), roles)
