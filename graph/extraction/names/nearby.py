"""Which country a name that several share belongs to, by the places named beside it and by the cities of a text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import ontology
from graph.extraction.names.name import Name
from graph.model import EntityType
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


LOCAL = re.compile(r"\b(?:City|County|Town|Borough|Village|Superior|Circuit|State|Regional|Provincial)\b")


def homed(named: Sequence[Name], text: str, places: Counter[str], registry: Registry) -> list[Name]:
    """The names, authorities that no registry holds with the jurisdiction that their name, what stands beside it or the whole text gives them."""
    unknown = [name for name in named if name.entity.type is EntityType.REGULATOR and not name.entity.registered]
    homes: dict[str, str] = {}
    for name in unknown:
        code = next(codes(name.surface, registry), None) or beside(text, name.start, name.end, registry)
        if code:
            homes.setdefault(name.entity.id, code)
    for name in unknown:
        if code := sole_place(places, LOCAL.search(name.surface) is not None):
            homes.setdefault(name.entity.id, code)
    return [
        replace(name, entity=replace(name.entity, jurisdiction=homes[name.entity.id]))
        if name.entity.id in homes
        else name
        for name in named
    ]


def sole_place(places: Counter[str], local: bool) -> str | None:
    """The country that a text speaks of twice as often as of any other; for a local body the one state or province of it that is named."""
    countries = Counter({code: count for code, count in places.items() if "-" not in code and code != "INT"})
    ranked = countries.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    country = ranked[0][0]
    parts = [code for code in places if code.startswith(f"{country}-")]
    return (parts[0] if len(parts) == 1 else None) if local and parts else country
