"""Which country a name that several share belongs to, by the places named beside it and by the cities of a text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache

import ontology
from graph.registry import Registry

# How far a country may stand before a name ("Nigeria's markets regulator, the SEC") and behind it ('SEC of Nigeria').
BEFORE, BEHIND = 60, 40
PLACE = r"(?:[A-Z][\w.]*(?:[ -][A-Z][\w.]*){0,2})"
BEHIND_IT = re.compile(rf"\s*(?:\([^)]*\)\s*)?(?:of|in|for)\s+(?:the\s+)?({PLACE})")
CAPITALS = re.compile(rf"{PLACE}")


@cache
def cities() -> dict[str, str]:
    """The country (ISO 3166) that a city speaks for, by name (`ontology/lexicon/cities.toml`)."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "cities.toml").read_text(encoding="utf-8"))
    return {city: code for code, names in loaded["cities"].items() for city in names}


@cache
def city_pattern() -> re.Pattern[str]:
    """Any city, as written or in capitals (a dateline)."""
    names = sorted({form for city in cities() for form in (city, city.upper())}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def city_votes(text: str) -> Counter[str]:
    """How often a text names a city of each country."""
    known = {form: code for city, code in cities().items() for form in (city, city.upper())}
    return Counter(known[match[0]] for match in city_pattern().finditer(text))


def beside(text: str, start: int, end: int, registry: Registry) -> str | None:
    """The country named right behind a stretch of text, else the last one right before it in its sentence."""
    if match := BEHIND_IT.match(text, end, end + BEHIND):
        if code := next(codes(match[1], registry), None):
            return code
    before = re.split(r"[.;:!?\n]\s", text[max(0, start - BEFORE) : start])[-1]
    found = [code for match in CAPITALS.finditer(before) for code in codes(match[0], registry)]
    return found[-1] if found else None


def codes(surface: str, registry: Registry) -> Iterator[str]:
    """The country that some capitalised words name, whole or by one of them."""
    for form in (surface, *surface.split()):
        bare = form.rstrip(".")
        if code := registry.places.get(bare) or registry.adjectives.get(bare) or registry.places.get(form):
            yield code
            return
