"""The first token of a query or update that cannot stand where it stands, by the grammar of SPARQL.

Only texts that the engine has refused come here: it takes a fifth of a second to make the parser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import cast

import lark
from lark.common import LexerConf
from lark.lexer import Lexer

from graph.store.tokens import Kind, Token

_MOST_TOKENS = 20_000
_CALLED = {
    "VARIABLE": "a variable",
    "IRI": "an IRI",
    "NAME": "a prefixed name",
    "STRING": "a string",
    "NUMBER": "a number",
    "BLANK": "a blank node",
    "FUNCTION": "a function",
    "LANGUAGE": "a language",
    "$END": "the end",
}


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A token, None for the end of the text, and what could stand there instead."""

    token: Token | None
    expected: tuple[str, ...]


def misplaced(read: Sequence[Token], what: str) -> Misplaced | None:
    """The first token of a query or update (`what`) that is wrong; None if the grammar takes all, or it is too long."""
    if len(read) > _MOST_TOKENS:
        return None
    try:
        grammar().parse(cast(str, read), start=what)  # a lexer of one's own takes what it likes
    except lark.UnexpectedToken as error:
        at = error.token.start_pos if error.token.type != "$END" else None
        return Misplaced(None if at is None else read[at], _told(error.accepts or error.expected))
    return None


@cache
def grammar() -> lark.Lark:
    """The parser."""
    text = Path(__file__).with_name("sparql.lark").read_text("utf-8")
    return lark.Lark(text, parser="lalr", start=["query", "update"], lexer=_Terminals)


class _Terminals(Lexer):
    """Our tokens under the names that the grammar has for them; `start_pos` counts tokens."""

    def __init__(self, conf: LexerConf) -> None:
        self._names = {terminal.pattern.value: terminal.name for terminal in conf.terminals if terminal.pattern}

    def lex(self, data: Sequence[Token]) -> Iterator[lark.Token]:  # type: ignore[override]
        """Each token."""
        for place, token in enumerate(data):
            yield lark.Token(self._name(token), token.text, place)

    def _name(self, token: Token) -> str:
        if token.kind is Kind.MARK:
            return self._names.get(token.text, "NONE")
        if token.kind is Kind.WORD:
            return self._names.get(token.text.upper(), "FUNCTION")
        return token.kind.name if is_closed(token) else "NONE"


def is_closed(token: Token) -> bool:
    """Whether it has its end, if it is a string."""
    quote = token.text[:3] if token.text[:3] in ('"""', "'''") else token.text[:1]
    return token.kind is not Kind.STRING or (len(token.text) >= 2 * len(quote) and token.text.endswith(quote))


def _told(names: set[str]) -> tuple[str, ...]:
    """What could stand there: kinds of terms, punctuation in quotes, keywords; what there is least of comes first."""
    written = {terminal.name: terminal.pattern.value for terminal in grammar().terminals if terminal.pattern}
    others = sorted(written[name] for name in names if name in written)
    kinds = sorted(_CALLED[name] for name in names if name in _CALLED)
    marks = [f'"{mark}"' for mark in others if not mark.isalpha()]
    words = ["a" if word == "A" else word for word in others if word.isalpha()]
    groups: list[list[str]] = sorted([kinds, marks, words], key=len)
    return tuple(chain.from_iterable(groups))
