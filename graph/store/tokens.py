"""The tokens of SPARQL 1.1 and 1.2 (https://www.w3.org/TR/sparql12-query/#grammar), by longest match, as it demands.

The grammar leaves one place to the parser: in `?a<?b&&?c>?d` the longest match is an IRI, and a parser that looks for
an operator there finds one. `could_compare` tells such tokens; who must not be deceived looks at both readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

_START = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE = rf"{_START}_0-9\-\u00b7\u0300-\u036f\u203f-\u2040"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[{_START}_:0-9]|{_PLX})(?:(?:[{_MORE}.:]|{_PLX})*(?:[{_MORE}:]|{_PLX}))?"
_VARIABLE = rf"[{_START}_0-9][{_START}_0-9\u00b7\u0300-\u036f\u203f-\u2040]*+"
_HEX = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
# Possessive quantifiers, and strings that may lack their end: no text makes this take more than linear time.
_TOKEN = re.compile(
    rf"""(?P<SPACE>[ \t\r\n]++|\#[^\r\n]*+)
    |(?P<IRI><(?:[^<>"{{}}|^`\\\x00-\x20]|{_HEX})*+>)
    |(?P<STRING>\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*+(?:\"\"\")?|\'\'\'(?:(?:'|'')?(?:[^'\\]|\\.))*+(?:\'\'\')?
        |"(?:[^"\\\r\n]|\\.)*+"?|'(?:[^'\\\r\n]|\\.)*+'?)
    |(?P<VARIABLE>[?$]{_VARIABLE})
    |(?P<BLANK>_:[{_START}_0-9](?:[{_MORE}.]*[{_MORE}])?)
    |(?P<NAME>(?:[{_START}][{_MORE}.]*+(?<!\.))?:(?:{_LOCAL})?)
    |(?P<LANGUAGE>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
    |(?P<NUMBER>(?:[0-9]++\.[0-9]*+|\.?[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
    |(?P<WORDS>[{_START}][{_MORE}.]*+)
    |(?P<MARK>\{{\||\|\}}|<<\(|\)>>|<<|>>|\^\^|&&|\|\||!=|<=|>=|.)""",
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"(?P<WORD>[A-Za-z][A-Za-z0-9_]*+)|(?P<MARK>.)", re.DOTALL)
_ESCAPE = re.compile(_HEX)


class Kind(Enum):
    """What a token is."""

    IRI = "IRI"
    STRING = "STRING"
    VARIABLE = "VARIABLE"
    BLANK = "BLANK"
    NAME = "NAME"
    """A prefixed name, or a prefix alone with its colon."""
    LANGUAGE = "LANGUAGE"
    NUMBER = "NUMBER"
    WORD = "WORD"
    """A keyword, the name of a built-in function, `a`, `true`, `false`."""
    MARK = "MARK"
    """Punctuation, and any character that begins no token."""


OPERANDS = frozenset({Kind.IRI, Kind.STRING, Kind.VARIABLE, Kind.NAME, Kind.LANGUAGE, Kind.NUMBER, Kind.WORD})


class Token(NamedTuple):
    """A token and where it starts in its text."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, which are given in upper case."""
        return self.kind is Kind.WORD and self.text.upper() in words

    def is_mark(self, *marks: str) -> bool:
        """Whether it is one of these pieces of punctuation."""
        return self.kind is Kind.MARK and self.text in marks


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The tokens of a query or update from `start` on, without spaces and comments. No text makes it fail.

    A string without an end goes on to the end of its line, or of the text; such a query is not valid.

    >>> [token.text for token in tokens("SELECT * { ?s a 'SERVICE' } # LOAD")]
    ['SELECT', '*', '{', '?s', 'a', "'SERVICE'", '}']
    """
    for match in _TOKEN.finditer(text, start):
        kind = match.lastgroup
        if kind == "WORDS":
            yield from _words(match)
        elif kind is not None and kind != "SPACE":
            yield Token(Kind(kind), match[0], match.start())


def _words(run: re.Match[str]) -> Iterator[Token]:
    """What a run of letters holds that is no prefix: `true.SERVICE` is three tokens."""
    for match in _WORD.finditer(run[0]):
        yield Token(Kind.WORD if match.lastgroup == "WORD" else Kind.MARK, match[0], run.start() + match.start())


def could_compare(token: Token, before: Token | None) -> bool:
    """Whether a parser may read this IRI, which stands behind `before`, as `<`, more tokens and a comment."""
    if token.kind is not Kind.IRI or "#" not in token.text or before is None:
        return False
    return before.kind in OPERANDS or before.is_mark(")", ")>>")


def place_of(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset, both counted from 1.

    >>> place_of("ASK {\\n}", 6)
    (2, 1)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def unescape(text: str) -> str:
    r"""`text` with each \uXXXX and \UXXXXXXXX decoded; those that name no character stay.

    SPARQL 1.1 decodes a whole query so before it reads it, SPARQL 1.2 only in strings and IRIs.

    >>> unescape(r"S\u0045RVICE")
    'SERVICE'
    """
    return _ESCAPE.sub(_decode, text) if "\\" in text else text


def _decode(match: re.Match[str]) -> str:
    code = int(match[0][2:], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match[0]
