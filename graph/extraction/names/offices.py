"""The one body or officer of a place, by a common noun: "Brazil's supreme court", 'Texas attorney general Ken Paxton'."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ontology
from graph.model import EntityType
from graph.registry import Entry, Registry
from graph.registry import load as load_registry

PLACE = r"(?:[A-Z][\w.]+ ){0,2}[A-Z][\w.]+"
PERSON = r"(?: [A-Z][\w.’'\-]+){2,3}"


@dataclass(frozen=True, slots=True)
class Office:
    """A sort of body or officer that each place has one of (`ontology/lexicon/offices.toml`)."""

    nouns: tuple[str, ...]
    kinds: frozenset[str]
    signs: tuple[str, ...]
    officer: bool = False

    def is_held_by(self, entry: Entry) -> bool:
        """Whether a row of the registry can be this office."""
        words = " ".join((entry.name, entry.id, *entry.remit))
        return entry.kind in self.kinds and any(sign in words for sign in self.signs)


@cache
def offices() -> dict[str, Office]:
    """Offices by each of their nouns."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "offices.toml").read_text(encoding="utf-8"))
    made = [
        Office(tuple(row["nouns"]), frozenset(row["kinds"]), tuple(row["signs"]), row.get("officer", False))
        for row in loaded["office"]
    ]
    return {noun: office for office in made for noun in office.nouns}


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The noun behind its place, with an officer's name, and before it."""
    nouns = "|".join(map(re.escape, sorted(offices(), key=len, reverse=True)))
    behind = re.compile(rf"\b({PLACE})(?:['’]s?)? ({nouns})\b(?:['’]s office\b)?({PERSON})?")
    before = re.compile(rf"\b({nouns}) (?:of|for) (?:the )?({PLACE})")
    return behind, before


def holders(text: str, registry: Registry) -> Iterator[tuple[int, int, Entry]]:
    """Start, end and row of each office of a place in a text; none where the place has none or several."""
    behind, before = patterns()
    for match in behind.finditer(text):
        place = last_place(match[1], registry)
        entry = holder(registry_code(place, registry), match[2]) if place else None
        if place and entry:
            end = match.end() if offices()[match[2]].officer or not match[3] else match.start(3)
            start = match.start() + len(match[1]) - len(place)
            if not is_past(text, start):
                yield start, end, entry
    for match in before.finditer(text):
        place = first_place(match[2], registry)
        entry = holder(registry_code(place, registry), match[1]) if place else None
        if place and entry and not is_past(text, match.start()):
            yield match.start(), match.start(2) + len(place), entry


def is_past(text: str, start: int) -> bool:
    """Whether what begins here is a former one."""
    return re.search(r"\b(?:[Ff]ormer|[Ee]x|[Tt]hen)[ -]$", text[max(0, start - 8) : start]) is not None


def last_place(words: str, registry: Registry) -> str | None:
    """The longest end of a run of capitalised words that names a place."""
    parts = words.split(" ")
    ends = (" ".join(parts[number:]) for number in range(len(parts)))
    return next((end for end in ends if registry_code(end, registry)), None)


def first_place(words: str, registry: Registry) -> str | None:
    """The longest beginning of a run of capitalised words that names a place."""
    parts = words.rstrip(".").split(" ")
    heads = (" ".join(parts[:number]) for number in range(len(parts), 0, -1))
    return next((head for head in heads if registry_code(head, registry)), None)


def registry_code(place: str, registry: Registry) -> str | None:
    """The ISO 3166 code of a place by its name or adjective."""
    return registry.adjectives.get(place) or registry.places.get(place)


@cache
def holder(code: str | None, noun: str) -> Entry | None:
    """The one row of a place that is an office."""
    office = offices()[noun]
    fitting = [
        entry
        for entry in load_registry().entries.values()
        if entry.type is EntityType.REGULATOR and entry.jurisdiction == code and office.is_held_by(entry)
    ]
    return fitting[0] if len(fitting) == 1 else None
