"""The data of the linear grammar: trigger words, function words and places of one language, ready to be looked up.

Entries of several words are phrases; `a ... b` is a separable verb, whose particle stands later in the clause.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import ontology
from graph.registry import fold

TOKEN = re.compile(r"\d+(?:[.,  ]\d+)*|[^\W\d_]+(?:[-.][^\W_]+)*['’]?|\w+|[^\w\s]")
LANGUAGES = ("fr", "de", "es", "it", "pt", "nl")
FREE = "..."


@dataclass(frozen=True, slots=True)
class Phrase:
    """A lexical entry: its words, the particle that ends it elsewhere in the clause, and its keys (`act.fine`)."""

    words: tuple[str, ...]
    particle: str | None
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """All entries of a language by their first word, the longest first; places by word; remits by key."""

    language: str
    phrases: Mapping[str, tuple[Phrase, ...]]
    places: Mapping[str, str]
    short: Mapping[str, str]
    remit: Mapping[str, tuple[str, ...]]
    verb_final: bool
    endings: Mapping[str, tuple[str, ...]]
    homes: tuple[str, ...]
    names: Mapping[str, frozenset[str]]

    def keys_at(self, lows: Sequence[str], place: int, end: int) -> Iterator[tuple[int, Phrase]]:
        """The entries that begin at a word, with the number of words that each takes; the longest first."""
        for phrase in self.phrases.get(lows[place], ()):
            size = len(phrase.words)
            if tuple(lows[place : place + size]) != phrase.words:
                continue
            if phrase.particle and phrase.particle not in lows[place + size : end]:
                continue
            yield size, phrase


def tokens(text: str) -> list[re.Match[str]]:
    """Words, elided words with their apostrophe, numbers and signs."""
    return list(TOKEN.finditer(text))


def lower(word: str) -> str:
    """A word as entries spell it: lower case, plain apostrophe."""
    return fold(word)


def sections_of(language: str) -> dict[str, Any]:
    """The sections of a language's file, with those that only this reader needs (`<language>-line.toml`) put over them."""
    folder = ontology.ROOT / "lexicon"
    data = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    own = folder / f"{language}-line.toml"
    for name, section in tomllib.loads(own.read_text(encoding="utf-8")).items() if own.exists() else ():
        data[name] = {**data.get(name, {}), **section} if isinstance(section, dict) else section
    return data


@cache
def load(language: str) -> Words:
    """The linear data of a language. FileNotFoundError if there is none."""
    data = sections_of(language)
    gathered: dict[tuple[tuple[str, ...], str | None], set[str]] = {}
    for section in SECTIONS:
        for key, forms in data.get(section, {}).items():
            for form in forms:
                gathered.setdefault(parsed(form), set()).add(f"{section}.{key}")
    return Words(
        language=language,
        phrases=index(Phrase(*words, frozenset(keys)) for words, keys in gathered.items()),
        places={word: code for code, words in data.get("places", {}).items() for word in words},
        short=dict(data.get("short", {})),
        remit={key: tuple(forms) for key, forms in data.get("remit", {}).items()},
        verb_final=bool(data.get("verb_final", False)),
        endings={key: tuple(forms) for key, forms in data.get("endings", {}).items()},
        homes=tuple(data.get("homes", ())),
        names=as_sets(data.get("names", {})),
    )


SECTIONS = (
    "act",
    "loose",
    "infinitive",
    "noun",
    "noun_with",
    "carry",
    "judge",
    "court",
    "must",
    "condemn",
    "legislate",
    "factuality",
    "people",
    "grammar",
)


def as_sets(section: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Word lists as sets."""
    return {key: frozenset(forms) for key, forms in section.items()}


def parsed(form: str) -> tuple[tuple[str, ...], str | None]:
    """The words of an entry and its particle."""
    head, _, tail = form.partition(FREE)
    particle = lower(tail.split()[-1]) if tail.strip() else None
    return tuple(lower(match[0]) for match in tokens(head)), particle


def index(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """Phrases by first word, those of more words first, separable ones before plain ones."""
    by_first: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase.words[0], []).append(phrase)
    return {
        first: tuple(sorted(group, key=lambda item: (-len(item.words), item.particle is None)))
        for first, group in by_first.items()
    }
