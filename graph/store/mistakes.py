"""Where a query or update is wrong that the engine's parser has refused.

The parser tells how far it came, trying everything, which is often behind the mistake: at `SELEC * {}` it is the end. So
a word that SPARQL does not know, a prefix that is not declared, and a token that the grammar does not have at its place
are looked for first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.store.tokens import Kind, Token, place_of, tokens

WORDS = frozenset((Path(__file__).parent / "words.txt").read_text("ascii").split())
"""Keywords and built-in functions of SPARQL 1.1 and 1.2, and of the engine, in upper case."""


_MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Mistake:
    """A token that cannot stand where it stands, its place counted from 1, and why; empty at the end of the text."""

    token: str
    line: int
    column: int
    reason: str


def mistake(text: str, what: str, line: int, column: int, expected: str) -> Mistake:
    """What is wrong with a query or update of which the parser says that it came up to here and `expected` something."""
    read = list(tokens(text))
    found = [one for one in (_unknown(read), _undeclared(read), _misplaced(read, what)) if one is not None]
    if found:
        token, reason = min(found, key=lambda one: one[0].start if one[0] else len(text))
        place = place_of(text, token.start if token else len(text))
        return Mistake(token.text if token else "", *place, reason)
    offset = sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1
    at = next((token for token in read if token.start < offset <= token.end or token.start == offset), None)
    if at is None:
        return Mistake("", line, column, expected)
    return Mistake(at.text, *place_of(text, at.start), expected)


def _misplaced(read: Sequence[Token], what: str) -> tuple[Token | None, str] | None:
    from graph.store.misplaced import is_closed, misplaced  # a parser, for those who need it

    found = misplaced(read, what)
    if found is None:
        return None
    if found.token is not None and not is_closed(found.token):
        return found.token, "this string has no end"
    return found.token, f"expected {' or '.join(found.expected[:_MOST_LISTED])}"


def _unknown(read: Sequence[Token]) -> tuple[Token | None, str] | None:
    for token in read:
        if token.kind is Kind.WORD and token.text.upper() not in WORDS:
            return token, f"{token.text} is no word of SPARQL"
    return None


def _undeclared(read: Sequence[Token]) -> tuple[Token | None, str] | None:
    declared: set[str] = set()
    for before, token in zip([None, *read], read, strict=False):
        if token.kind is not Kind.NAME:
            continue
        prefix = token.text.partition(":")[0]
        if before is not None and before.is_word("PREFIX"):
            declared.add(prefix)
        elif prefix not in declared:
            return token, f"the prefix {prefix}: is not declared"
    return None
