"""From the outputs of the network to acts: which word tells one, of what kind and standing, who does it to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from graph.extraction.learned.labels import KINDS, NO_ACT, NONE, STANDINGS
from graph.extraction.learned.windows import Page, Window, asking

Scores = NDArray[np.float32]
Outputs = tuple[Scores, Scores, Scores, Scores]
"""Logits at each piece: the kind that a word carries; at a mark of asking the kind and the standing; at a name the roles."""
Run = Callable[[Sequence[int]], Outputs]
SUSPECTED = 0.15
"""How likely a word must carry an act to be asked for."""
NAMED = 0.5
"""How likely a role must be for a name to have it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An act that the word at [start, end) of the text carries; all chances between 0 and 1. Sides are keys of names."""

    start: int
    end: int
    sentence: int
    kind: str
    standing: str
    told: float
    """How likely the word tells of an act as one: possible, denied and demanded ones left out."""
    issuers: tuple[tuple[int, float], ...]
    respondents: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A word that may carry an act, with the chances of each kind."""

    start: int
    end: int
    carried: Scores


def softmax(scores: Scores) -> Scores:
    """Chances over the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def readings(page: Page, stretches: Sequence[tuple[int, int]], run: Run, tokenizer: Tokenizer) -> Iterator[Reading]:
    """What is told in some stretches of a text, in order, doubtful readings too."""
    for first, last in stretches:
        begin, finish = page.sentences[first][0], page.sentences[last - 1][1]
        for suspect in suspects(page.core(first, last, tokenizer), run):
            if begin <= suspect.start < finish:
                number = page.sentence_of(suspect.start)
                yield reading_of(suspect, number, page.around(number, suspect.start, tokenizer), run)


def suspects(made: Window, run: Run) -> list[Suspect]:
    """The words of a window that may carry an act."""
    carried = softmax(run(made.pieces)[0])
    return [
        Suspect(start, end, carried[piece]) for piece, start, end in made.words if 1 - carried[piece][NONE] >= SUSPECTED
    ]


def reading_of(suspect: Suspect, number: int, made: Window, run: Run) -> Reading:
    """What the network says when it is asked for the act of one word in the window around its sentence."""
    piece = next(piece for piece, start, _ in made.words if start == suspect.start)
    pieces, marks = asking(made, piece)
    _, kinds, standings, roles = run(pieces)
    kind, standing = (softmax(kinds[piece]) + suspect.carried) / 2, softmax(standings[piece])
    no_act = STANDINGS.index(NO_ACT)
    chances = np.asarray(1 / (1 + np.exp(-roles[np.asarray(marks, dtype=np.intp)])), dtype=np.float32)
    keys = [key for _, key in made.marks]
    return Reading(
        start=suspect.start,
        end=suspect.end,
        sentence=number,
        kind=KINDS[int(np.argmax(np.delete(kind, NONE))) + 1],
        standing=STANDINGS[int(np.argmax(np.delete(standing, no_act)))],
        told=float((1 - kind[NONE]) * (1 - standing[no_act])),
        issuers=best(keys, chances[:, 0]),
        respondents=best(keys, chances[:, 1]),
    )


def best(keys: Sequence[int], chances: Scores) -> tuple[tuple[int, float], ...]:
    """The things that have a role, each with the chance of its likeliest naming, the likeliest first."""
    highest: dict[int, float] = {}
    for key, chance in zip(keys, chances, strict=True):
        highest[key] = max(float(chance), highest.get(key, 0.0))
    return tuple(
        sorted(((key, chance) for key, chance in highest.items() if chance >= NAMED), key=lambda item: -item[1])
    )
