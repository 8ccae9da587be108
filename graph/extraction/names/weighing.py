"""How likely a stretch names an organisation, by how it is written, what the recogniser says and what stands around all its places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log1p
from typing import Any

import ontology
from graph.extraction.names.shape import is_title_case, looks_like_firm
from graph.extraction.names.stretches import Stretch

BEFORE, BEHIND = 48, 60
"""How far a cue is looked for on either side of a place."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """What may stand on the sides of a name; both sides have to hold that are given."""

    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None


@cache
def lexicon() -> dict[str, Any]:
    """`ontology/lexicon/organisations.toml`."""
    return tomllib.loads((ontology.ROOT / "lexicon" / "organisations.toml").read_text(encoding="utf-8"))


@cache
def cues() -> dict[str, Cue]:
    """The cues by name."""

    def pattern(sides: Mapping[str, str], side: str) -> re.Pattern[str] | None:
        if side not in sides:
            return None
        filled = sides[side]
        for name, words in lexicon()["words"].items():
            filled = filled.replace(f"<{name}>", words)
        return re.compile(filled)

    return {name: Cue(pattern(sides, "before"), pattern(sides, "behind")) for name, sides in lexicon()["cues"].items()}


@cache
def weights() -> dict[str, float]:
    """The weight of each feature."""
    return {name: float(weight) for name, weight in lexicon()["weights"].items()}


def likelihood(stretch: Stretch, text: str, firms: Collection[tuple[int, int]], people: frozenset[str]) -> float:
    """How likely a stretch names an organisation, by a logistic regression."""
    values = features_of(stretch, text, firms, people)
    total = sum(weights()[name] * value for name, value in values.items())
    return 1 / (1 + exp(-total))


def features_of(
    stretch: Stretch, text: str, firms: Collection[tuple[int, int]], people: frozenset[str]
) -> dict[str, float]:
    """What speaks for and against a stretch, as `weights` names it. `firms` are places of other organisations."""
    values = {"bias": 1.0, **shape(stretch.surface), **recognised_as(stretch, people)}
    values |= standing(stretch, text, firms)
    for name, cue in cues().items():
        count = sum(holds(cue, text, place) for place in stretch.places)
        values[name] = log1p(count) / log1p(len(stretch.places))
        values[f"{name}_any"] = min(count, MOST) / MOST
    return values


def shape(surface: str) -> dict[str, float]:
    """How a stretch is written."""
    size = len(surface.split())
    return {
        "one_word": size == 1,
        "two_words": size == 2,
        "long": size > 3,
        "firm_word": looks_like_firm(surface),
        "inner_capital": re.search(r"[a-z][A-Z]", surface) is not None,
        "capitals": surface.isupper(),
        "digit": re.search(r"\d", surface) is not None,
        "dotted": re.search(r"\w\.\w", surface) is not None,
        "ampersand": "&" in surface,
        "and": " and " in surface,
    }


def recognised_as(stretch: Stretch, people: frozenset[str]) -> dict[str, float]:
    """The shares of the recogniser's labels, and whether a person bears the name or a part of it."""
    votes, surface = stretch.votes, stretch.surface
    total = max(1, sum(votes.values()))
    full = 2 <= len(surface.split()) <= 4 and not looks_like_firm(surface)
    return {
        "org": votes["ORG"] / total,
        "person": votes["PERSON"] / total,
        "full_name": votes["PERSON"] / total if full else 0.0,
        "place": (votes["GPE"] + votes["LOC"] + votes["FAC"]) / total,
        "people": votes["NORP"] / total,
        "thing": (votes["PRODUCT"] + votes["WORK_OF_ART"] + votes["EVENT"] + votes["LAW"]) / total,
        "unrecognised": not votes,
        "in_person": any(surface != person and surface in person for person in people),
    }


def standing(stretch: Stretch, text: str, firms: Collection[tuple[int, int]]) -> dict[str, float]:
    """How often and where a stretch stands."""
    prose = [start for start, _ in stretch.places if not is_title_case(text, start)]
    return {
        "count": log1p(len(stretch.places)),
        "titles_only": not prose,
        "written_small": re.search(rf"\b{re.escape(stretch.surface.lower())}\b", text) is not None,
        "starts_only": bool(prose) and all(starts(text, start) for start in prose),
        "beside_firm": min(2, sum(beside(place, firms, text) for place in stretch.places)) / 2,
    }


def holds(cue: Cue, text: str, place: tuple[int, int]) -> bool:
    """Whether a cue stands on its sides of a place."""
    start, end = place
    if cue.before and not cue.before.search(text[max(0, start - BEFORE) : start].rpartition("\n")[2]):
        return False
    return cue.behind is None or cue.behind.match(text[end : end + BEHIND]) is not None


def starts(text: str, place: int) -> bool:
    """Whether a place begins a line or a sentence."""
    return re.search(r"(?:^|[\n.!?:;•*#>\-–—|\"“”])[\s\"“‘*#>•\-–—]*$", text[max(0, place - 6) : place]) is not None


JOINT = re.compile(r",? (?:and|or|&) (?:the )?|, | v\.? | / ")


def beside(place: tuple[int, int], firms: Collection[tuple[int, int]], text: str) -> bool:
    """Whether a place stands in one enumeration with a known organisation."""
    start, end = place
    return any(
        (last <= start and start - last < 8 and JOINT.fullmatch(text[last:start]) is not None)
        or (end <= first and first - end < 8 and JOINT.fullmatch(text[end:first]) is not None)
        for first, last in firms
    )


def ranked(likely: Mapping[str, float]) -> Sequence[str]:
    """Surfaces, the likeliest first, of equal ones the longest."""
    return sorted(likely, key=lambda surface: (-likely[surface], -len(surface), surface))
