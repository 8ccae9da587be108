"""How the languages write names: capitals, legal forms, the beginning of a sentence, words of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.extraction.linear.words import Words
from graph.extraction.names import Name

CAP = r"[A-ZÀÁÂÄÇÈÉÊËÍÎÑÓÖÚÜ0-9][\w&’'\-]*(?:\.[a-z]{2,4}\b)?"
JOIN = r"(?:&|und|et|y|e|en|de|di|del|da|do|of|the)"


def starts_sentence(text: str, place: int) -> bool:
    """Whether a place begins a sentence or a line."""
    before = text[max(0, place - 3) : place].rstrip(" «\"“„'’")
    return not before or before[-1] in ".!?:\n"


def is_common(surface: str, text: str) -> bool:
    """A single word that the text also writes small."""
    return surface.isalpha() and re.search(rf"\b{re.escape(surface.lower())}\b", text) is not None


def has_key(word: str, words: Words, prefixes: tuple[str, ...], whole: bool = False) -> bool:
    """Whether a single word has an entry of one of these sections (or of exactly these keys)."""
    return any(
        key in prefixes if whole else key.startswith(prefixes)
        for phrase in words.phrases.get(word, ())
        if len(phrase.words) == 1
        for key in phrase.keys
    )


def first_word(name: Name) -> str:
    """The first word of an entity's name."""
    return re.split(r"[ '’]", name.entity.name)[0]


def spans_of(found: Iterable[Name]) -> set[int]:
    """The places that names take."""
    return {place for name in found for place in range(name.start, name.end)}
