"""The trigger words of a language, from `ontology/lexicon/<language>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import ontology
from graph.model import Kind

Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets by section and key, as the file has them; verbs and nouns also by the kind that they name."""

    verbs: Mapping[str, Kind]
    nouns: Mapping[str, tuple[Kind, ...]]
    judge: Words
    carry: Words
    noun_needs: Words
    court: Words
    settle: Words
    legislate: Words
    factuality: Words
    people: Words
    remit: Words
    frames: Words

    def may_matter(self, words: frozenset[str]) -> bool:
        """Whether a sentence of these (lower-case) words can tell of an act at all."""
        return not words.isdisjoint(self.all_triggers())

    def all_remits(self, remits: frozenset[str]) -> frozenset[str]:
        """The words by which bodies of these remits are called."""
        return frozenset().union(*(self.remit.get(remit, frozenset()) for remit in remits))

    def all_triggers(self) -> frozenset[str]:
        """Every word that can begin a frame."""
        return triggers_of(self.verbs, self.nouns, self.judge, self.court, self.settle, self.legislate)


def triggers_of(verbs: Mapping[str, Kind], nouns: Mapping[str, tuple[Kind, ...]], *groups: Words) -> frozenset[str]:
    """The union of the words of verbs, nouns and groups."""
    key = (id(verbs), id(nouns))
    if key not in TRIGGERS:
        TRIGGERS[key] = (
            frozenset(verbs)
            | frozenset(nouns)
            | frozenset().union(*(word for group in groups for word in group.values()))
        )
    return TRIGGERS[key]


TRIGGERS: dict[tuple[int, int], frozenset[str]] = {}


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language. FileNotFoundError if there is none."""
    data = tomllib.loads((ontology.ROOT / "lexicon" / f"{language}.toml").read_text(encoding="utf-8"))
    sections = {name: {key: frozenset(value) for key, value in data.get(name, {}).items()} for name in SECTIONS}
    verbs = {form: Kind(kind) for kind, forms in data["act"].items() for form in forms}
    nouns: dict[str, tuple[Kind, ...]] = {}
    for kind, forms in data["noun"].items():
        for form in forms:
            nouns[form] = (*nouns.get(form, ()), Kind(kind))
    return Lexicon(verbs=verbs, nouns=nouns, **sections)


SECTIONS = ("judge", "carry", "noun_needs", "court", "settle", "legislate", "factuality", "people", "remit", "frames")
