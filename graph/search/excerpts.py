"""Which of a thing's texts the words stand in, and that text in pieces: data, so that no markup is ever made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from graph.search.folding import Token, tokens
from graph.search.wording import Wording

LENGTH = 240
"""Characters of a long text that are shown."""
LEAD = 60
"""Of these, characters before the first match."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a thing: the name of its property in the ontology (`label`, `exact`) and its characters."""

    property: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of an excerpt, and whether they are what was looked for."""

    text: str
    match: bool = False


def typos(word: str) -> int:
    """How many typing errors a word may have to be found all the same."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def best(texts: Sequence[Text], asked: Wording, loosely: bool) -> tuple[Text, tuple[Piece, ...]]:
    """The text that holds most of the words, with the matches marked; of several the label, or the shortest."""
    marked = [(text, _matches(text.text, asked, loosely)) for text in texts]
    text, matches = min(
        marked, key=lambda one: (-len({word for word, _ in one[1]}), one[0].property != "label", len(one[0].text))
    )
    return text, _pieces(text.text, [token for _, token in matches])


def _matches(text: str, asked: Wording, loosely: bool) -> list[tuple[int, Token]]:
    """The tokens of a text that fit, each with the number of the word that it fits."""
    wanted = asked.words
    found = []
    for token in tokens(text):
        for number, word in enumerate(wanted):
            last = asked.unfinished and number == len(wanted) - 1
            if _fits(token.word, word, loosely, last):
                found.append((number, token))
                break
    return found


def _fits(token: str, word: str, loosely: bool, unfinished: bool) -> bool:
    if token == word or (unfinished and token.startswith(word)):
        return True
    allowed = typos(word) if loosely else 0
    if not allowed:
        return False
    lengths = range(len(word) - allowed, len(word) + allowed + 1) if unfinished else (len(token),)
    return any(OSA.distance(token[:length], word, score_cutoff=allowed) <= allowed for length in lengths)


def _pieces(text: str, matches: Sequence[Token]) -> tuple[Piece, ...]:
    """A text, or the part of a long one around the first match."""
    begin, end = _window(text, matches)
    pieces, at = [], begin
    if begin:
        pieces.append(Piece("… "))
    for token in matches:
        if token.start >= at and token.end <= end:
            pieces += [Piece(text[at : token.start]), Piece(text[token.start : token.end], match=True)]
            at = token.end
    pieces.append(Piece(text[at:end]))
    if end < len(text):
        pieces.append(Piece(" …"))
    return tuple(piece for piece in pieces if piece.text)


def _window(text: str, matches: Sequence[Token]) -> tuple[int, int]:
    if len(text) <= LENGTH:
        return 0, len(text)
    first = matches[0].start if matches else 0
    begin = max(0, min(first - LEAD, len(text) - LENGTH))
    if begin:
        begin = min(text.find(" ", begin) + 1 or begin, first)
    end = min(len(text), max(begin + LENGTH, matches[0].end if matches else 0))
    if end < len(text):
        space = text.rfind(" ", begin, end)
        end = space if space > (matches[0].end if matches else begin) else end
    return begin, end
