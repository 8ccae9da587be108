"""Words of practice from which a reader infers the technology that a text is about: 'nuisance calls', 'age checks'."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

import ahocorasick

import ontology
from graph.registry import fold

GAP = r"(?:[\w'’-]+ ){0,3}"
Cue = tuple[str, re.Pattern[str]]


@cache
def automaton() -> ahocorasick.Automaton:
    """The beginnings of all cues, each with its length and the cues that begin so (`ontology/lexicon/cues.toml`)."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "cues.toml").read_text(encoding="utf-8"))
    by_start: dict[str, list[Cue]] = {}
    for concept, phrases in loaded["cues"].items():
        for phrase in phrases:
            start = re.split(r"[*…]", phrase)[0]
            by_start.setdefault(start, []).append((f"technology/{concept}", re.compile(pattern(phrase))))
    found = ahocorasick.Automaton()
    for start, group in by_start.items():
        found.add_word(start, (len(start), tuple(group)))
    found.make_automaton()
    return found


def pattern(phrase: str) -> str:
    """A phrase as a pattern of whole words: `*` is the rest of a word, `…` up to three words.

    >>> bool(re.match(pattern("scan* … faces"), "scanned their customers' faces at the door"))
    True
    """
    words = (re.escape(word.removesuffix("*")) + r"[\w-]*" * word.endswith("*") for word in phrase.split())
    return " ".join(words).replace("… ", GAP) + r"\b"


def find(text: str) -> Iterator[tuple[str, int]]:
    """The concepts that the words of a text point to, each with the place of its words."""
    folded = fold(text)
    for last, (size, group) in automaton().iter(folded):
        start = last - size + 1
        if start and (folded[start - 1].isalnum() or folded[start - 1] in "-_"):
            continue
        for concept, words in group:
            if words.match(folded, start):
                yield concept, start
