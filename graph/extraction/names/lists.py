"""Names that stand in one list with known organisations: 'OKX, Bybit, MEXC, Phemex and Kraken'."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from graph.extraction.names.name import Name, new_entity
from graph.extraction.names.nearby import cities
from graph.extraction.names.positions import may_be_firm
from graph.model import EntityType
from graph.registry import Hit, Registry

PART = r"[A-Z0-9][\w&’'\-]*(?:\.\w+)*"
ITEM = rf"{PART}(?: {PART}){{0,3}}"
LIST = re.compile(rf"{ITEM}(?:, {ITEM})+(?:,? (?:and|or|&) {ITEM})?|{ITEM}(?:, {ITEM})*,? (?:and|or|&) {ITEM}")
SEPARATOR = re.compile(r",? (?:and|or|&) |, ")
LEAST_KNOWN, LEAST_ITEMS = 2, 4


def listed_names(text: str, known: Sequence[Name], others: Collection[str], registry: Registry) -> list[Name]:
    """The other items of lists of four and more of which at least two, and a third of all, are organisations.

    `others` are stretches that name places, peoples or persons; of single words the list knows better.
    """
    firms = {(name.start, name.end) for name in known if name.entity.type is EntityType.ORGANISATION}
    taken = {place for name in known for place in range(name.start, name.end)}
    found: list[Name] = []
    for match in LIST.finditer(text):
        items = list(stretches(match[0], match.start()))
        sure = sum(item in firms for item in items)
        if len(items) < LEAST_ITEMS or sure < LEAST_KNOWN or 3 * sure < len(items) or not in_prose(text, match):
            continue
        for start, end in items:
            surface = text[start:end]
            person = " " in surface and surface in others
            if taken.isdisjoint(range(start, end)) and not person and may_be_firm(surface, (), registry):
                found.append(Name(start, end, surface, new_entity(EntityType.ORGANISATION, surface)))
    return found


CHAIN = re.compile(rf"{ITEM}(?:(?:,? (?:and|or) |, ){ITEM})+")


def listed_places(text: str, registry: Registry) -> set[tuple[int, int]]:
    """The items of lists that hold a place and no registered firm: 'Oakland, Alameda and Cambridge, Massachusetts'."""
    found: set[tuple[int, int]] = set()
    for match in CHAIN.finditer(text):
        items = list(stretches(match[0], match.start()))
        known = [is_place(text[start:end], registry) for start, end in items]
        behind = len(items) == 2 and known[1] and not text[slice(*items[1])].isupper() and "," in match[0]
        firm = any(
            hit.start == 0 for start, end in items for hit in registry.find(text[start:end]) if is_firm(hit, registry)
        )
        if not firm and (behind or (len(items) > 2 and any(known))):
            found.update(items)
    return found


def is_place(surface: str, registry: Registry) -> bool:
    """Whether a stretch is a country, a state or a city."""
    return surface in registry.places or surface in cities()


def is_firm(hit: Hit, registry: Registry) -> bool:
    """Whether a registered name is that of an organisation."""
    return registry.entries[hit.form.entries[0]].type is EntityType.ORGANISATION


def in_prose(text: str, listed: re.Match[str]) -> bool:
    """Whether the words around a list are written small; in a headline its last item may run on."""
    before, after = text[max(0, listed.start() - 80) : listed.start()], text[listed.end() : listed.end() + 80]
    return re.search(r"\b[a-z]{3,}\b", before.rpartition("\n")[2] + after.partition("\n")[0]) is not None


def stretches(listed: str, offset: int) -> list[tuple[int, int]]:
    """Start and end of each item of a list."""
    ends = [0, *(place for match in SEPARATOR.finditer(listed) for place in match.span()), len(listed)]
    return [(offset + start, offset + end) for start, end in zip(ends[::2], ends[1::2], strict=True)]
