"""The curated knowledge of `ontology/registry`, ready to be found in text.

`load()` reads the CSV files once a process. `Registry.find` walks a text with an Aho-Corasick automaton
(https://doi.org/10.1145/360825.360855) and returns every place where a registered name stands as a whole word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import ahocorasick

from graph.model import EntityType
from graph.registry.entries import Entry, all_entries
from graph.registry.folding import fold, whole_word
from graph.registry.forms import Form, collect_forms, fits


@dataclass(frozen=True, slots=True)
class Hit:
    """A registered form at a place of a text (offsets in code points, end exclusive)."""

    start: int
    end: int
    form: Form


@dataclass(frozen=True, slots=True)
class Registry:
    """All entries by id, all forms by their folded spelling, and the automaton over the forms."""

    entries: Mapping[str, Entry]
    forms: Mapping[str, tuple[Form, ...]]
    adjectives: Mapping[str, str]
    places: Mapping[str, str]
    automaton: ahocorasick.Automaton

    def find(self, text: str, caseless: bool = False) -> list[Hit]:
        """Hits in `text`, longest first where they overlap, in order of place; case is checked by `fits`, unless `caseless`."""
        folded = fold(text)
        found: list[Hit] = []
        for last, key in self.automaton.iter(folded):
            start, end = last - len(key) + 1, last + 1
            if not whole_word(folded, start, end):
                continue
            surface = text[start:end]
            form = next((form for form in self.forms[key] if caseless or fits(form, surface)), None)
            if form is not None:
                found.append(Hit(start, end, form))
        return sorted(found, key=lambda hit: (hit.start, -hit.end))

    def named(self, surface: str) -> tuple[Entry, ...]:
        """The entries that a surface form may mean, in any case."""
        forms = self.forms.get(fold(surface), ())
        return tuple(self.entries[identifier] for form in forms for identifier in form.entries)


@cache
def load() -> Registry:
    """The registry, read once a process (about a second)."""
    entries: dict[str, Entry] = {}
    for entry in all_entries():
        entries.setdefault(entry.id, entry)
    adjectives, places = place_words(entries.values())
    forms = collect_forms(entries.values(), {**adjectives, **places})
    automaton = ahocorasick.Automaton()
    for key in forms:
        automaton.add_word(key, key)
    automaton.make_automaton()
    return Registry(entries, forms, adjectives, places, automaton)


def place_words(entries: Iterable[Entry]) -> tuple[dict[str, str], dict[str, str]]:
    """Adjectives ('French') and names ('France') of places, each to its ISO 3166 code."""
    adjectives: dict[str, str] = {}
    places: dict[str, str] = {}
    for entry in entries:
        if entry.type is EntityType.JURISDICTION and entry.jurisdiction:
            for word in entry.acronyms:
                adjectives.setdefault(word, entry.jurisdiction)
            for name in entry.aliases:
                places.setdefault(name, entry.jurisdiction)
    return adjectives, places


__all__ = ["Entry", "Form", "Hit", "Registry", "fold", "load"]
