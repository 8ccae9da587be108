"""Other forms of the names of a text: abbreviations that it defines, and short forms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.names.name import Name, words
from graph.model import Entity, EntityType
from graph.registry import Registry, fold

DEFINITION = re.compile(r"\(\s*(?:the\s+)?[\"“‘']?([A-Z][A-Za-z&.\-]{1,11})[\"”’']?\s*(?:[,;][^)]{0,60})?\)")


def definitions(text: str, named: Sequence[Name]) -> list[Name]:
    """Further places of abbreviations that the text defines: 'Information Commissioner's Office (ICO) ... the ICO'."""
    ends = {
        name.end: name
        for name in named
        if name.entity.type in (EntityType.REGULATOR, EntityType.ORGANISATION, EntityType.LAW)
    }
    found: list[Name] = []
    for match in DEFINITION.finditer(text):
        name = ends.get(match.start()) or ends.get(match.start() - 1)
        if name is None or fold(match[1]) == fold(name.surface):
            continue
        for place in re.finditer(rf"\b{re.escape(match[1])}\b", text):
            found.append(Name(place.start(), place.end(), place[0], name.entity))
    return found


# The surname of somebody who is named by his office: 'Newsom' of 'Gov. Gavin Newsom', of the body that the office is.
OFFICE = re.compile(
    r"\b(?:Governor|Gov\.|Attorney General|AG|Commissioner|President|Minister|Secretary|Chair|Chairman|Chairwoman|Mayor) "
    r"(?:[A-Z][\w.’'\-]*,? ){1,2}([A-Z][\w’'\-]{3,})$"
)


def short_forms(text: str, named: Sequence[Name], registry: Registry) -> list[Name]:
    """The first words of an organisation's name used alone later: 'Clearview' for Clearview AI."""
    taken = {
        place
        for name in named
        if name.entity.type is not EntityType.TECHNOLOGY
        for place in range(name.start, name.end)
    }
    owners: dict[str, set[str]] = {}
    entities: dict[str, Entity] = {}
    for name in named:
        if held := OFFICE.search(name.surface):
            owners.setdefault(held[1], set()).add(name.entity.id)
            entities[name.entity.id] = name.entity
        if name.product or name.entity.type not in (EntityType.ORGANISATION, EntityType.PERSON):
            continue
        for form in (name.surface, name.entity.name):
            parts = form.split()
            short = parts[-1] if name.entity.type is EntityType.PERSON else parts[0]
            if (
                len(parts) > 1
                and len(short) > 3
                and short[0].isupper()
                and short not in registry.adjectives
                and short not in registry.places
            ):
                owners.setdefault(short.strip(",."), set()).add(name.entity.id)
                entities[name.entity.id] = name.entity
    found: list[Name] = []
    for short, ids in owners.items():
        if len(ids) != 1 or short in words()["not_organisations"] or short.lower() in COMMON_STARTS:
            continue
        entity = entities[next(iter(ids))]
        for place in re.finditer(rf"\b{re.escape(short)}\b", text):
            if place.start() not in taken:
                found.append(Name(place.start(), place.end(), place[0], entity))
    return found


COMMON_STARTS = frozenset(
    [
        "the",
        "data",
        "digital",
        "general",
        "national",
        "international",
        "american",
        "european",
        "united",
        "first",
        "global",
        "new",
        "big",
        "open",
        "social",
        "internet",
        "privacy",
        "electronic",
        "human",
        "federal",
        "public",
        "royal",
        "london",
        "british",
        "central",
        "common",
        "consumer",
        "future",
        "free",
        "great",
        "center",
        "centre",
        "university",
        "institute",
        "association",
        "council",
    ]
)
