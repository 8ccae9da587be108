"""Why a stretch that the recogniser takes for an organisation is none: a surname, a paper that only tells, an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from graph.extraction.names.acronyms import DEFINED, spells
from graph.extraction.names.name import Name, words
from graph.extraction.names.shape import is_title_case

TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Sir|Lord|Lady|Justice|Judge|Governor|Senator|President|Minister|Chairman|Chairwoman)\.? (?:[A-Z][\w’'\-]+ ){0,2}([A-Z][\w’'\-]+)"
)
# What stands before and behind a paper or an agency that tells the news.
BEFORE_SOURCE = re.compile(
    r"(?:\b(?:according to|via|told|citing|cited by|reported by|reports? by|reported in|wrote in|first reported by|published (?:by|in)"
    r"|interview with|as reported by|seen by|obtained by|source:|writes|credits?:?|photo:?|images?/|image:|writing (?:in|for))\s+(?:the\s+)?|/)$",
    re.IGNORECASE,
)
BEHIND_SOURCE = re.compile(
    r"^(?:['’]s)?(?:,? (?:first )?(?:reported|reports|writes|wrote|has reported|noted that|quoted)\b| (?:story|report|reporter|journalist|headline|article|newspaper|column)\b|/)"
)
DATELINE = re.compile(r"(?m)^[A-Z][\w .,'’\-]{2,40}\(([^)\n]{2,30})\) ?(?:[-–—]|--)")
CREDIT = re.compile(r"(?i)^(?:photo|image|illustration|picture|credit|source|by\b|written by|published)")


def doubtful(found: Iterable[Name], text: str, people: Collection[str]) -> list[Name]:
    """The names without those that are no organisations by all their places. `people` are names of persons, in full."""
    kept: list[Name] = []
    by_surface: dict[str, list[Name]] = {}
    for name in found:
        by_surface.setdefault(name.surface, []).append(name)
    surnames = {person.split()[-1] for person in people if " " in person}
    surnames |= {match[1] for match in TITLED.finditer(text)}
    short = abbreviations(text) | {match[1] for match in DATELINE.finditer(text)}
    for surface, group in by_surface.items():
        if surface in surnames or surface in short or surface in words()["not_organisations"]:
            continue
        if all(only_tells(name, text) for name in group) or is_office(surface):
            continue
        if all(is_title_case(text, name.start) for name in group) or is_common(surface, text):
            continue
        kept += group
    return kept


def abbreviations(text: str) -> set[str]:
    """Abbreviations that a text gives to things in small letters: 'live facial recognition (LFR)'."""
    return {
        match[2]
        for match in DEFINED.finditer(text)
        if spells(match[1].split(), match[2]) and all(part[0].islower() for part in match[1].split()[-len(match[2]) :])
    }


def only_tells(name: Name, text: str) -> bool:
    """Whether a name stands where the source of a story is given, or in a line of credits."""
    line = text[text.rfind("\n", 0, name.start) + 1 : name.start]
    return bool(
        BEFORE_SOURCE.search(text[max(0, name.start - 40) : name.start])
        or BEHIND_SOURCE.match(text[name.end : name.end + 30])
        or (CREDIT.match(line.strip()) and len(line) < 80)
    )


def is_common(surface: str, text: str) -> bool:
    """A single word that the text also writes small."""
    return surface.isalpha() and re.search(rf"\b{surface.lower()}\b", text) is not None


def is_office(surface: str) -> bool:
    """'Additional Solicitor General', 'Deputy Chief Executive': a post, not a body."""
    return surface.split()[-1] in (
        "General",
        "Executive",
        "Officer",
        "Director",
        "President",
        "Minister",
        "Chairman",
        "Editor",
    )
