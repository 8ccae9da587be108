"""Text as names are looked up in it: in lower case, with plain quotes, hyphens and blanks, at the same offsets."""

from __future__ import annotations

from functools import cache

BLANKS = str.maketrans("\n\t\r", "   ")


def fold(text: str) -> str:
    """Lower case, plain quotes and blanks, each character for one, so that offsets hold."""
    return "".join(map(fold_character, text)) if not text.isascii() else text.lower().translate(BLANKS)


@cache
def fold_character(character: str) -> str:
    """One character folded to one character."""
    if character in "‘’ʼ`´":
        return "'"
    if character in "“”„«»":
        return '"'
    if character in "‐‑‒–":
        return "-"
    if character.isspace():
        return " "
    low = character.lower()
    return low if len(low) == 1 else character


def whole_word(text: str, start: int, end: int) -> bool:
    """True if no letter or digit touches the stretch from outside."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (
        not (before.isalnum() or before == "_" or (before in "-@" and start > 1 and text[start - 2].isalnum()))
        and not after.isalnum()
    )
