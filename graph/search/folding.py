"""Words as they are compared: without case, accents and punctuation, and where each stands in its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h"})
_NO_SPACES = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
"""Kana and ideographs, which are written without spaces: each is a word."""


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word, and the characters `text[start:end]` that it was made of."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order.

    >>> [token.word for token in tokens("L’accès, Łódź: GROẞE 顔認証")]
    ['l', 'acces', 'lodz', 'grosse', '顔', '認', '証']
    """
    for match in _pattern().finditer(text):
        if word := fold(match[0]):
            yield Token(word, match.start(), match.end())


def words(text: str) -> list[str]:
    """The folded words of a text."""
    if text.isascii():
        return _pattern().findall(text.lower())
    return [token.word for token in tokens(text)]


def fold(word: str) -> str:
    """A word without case and accents.

    >>> fold("Île"), fold("STRASSE") == fold("Straße")
    ('ile', True)
    """
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char)).translate(_LETTERS)


@cache
def _pattern() -> re.Pattern[str]:
    """A word: letters and digits with the marks on them, which Python does not count as parts of words."""
    marks = "".join(char for char in map(chr, range(0x10000)) if unicodedata.category(char).startswith("M"))
    return re.compile(rf"[{_NO_SPACES}]|(?:(?![{_NO_SPACES}_])[\w{re.escape(marks)}])+")
