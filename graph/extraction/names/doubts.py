"""Why a stretch that the recogniser takes for an organisation is none: a surname, a paper that only tells, an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from graph.extraction.names.acronyms import DEFINED, spells
from graph.extraction.names.name import Name, words
from graph.extraction.names.shape import is_title_case
from graph.registry import load as registry

TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Sir|Lord|Lady|Justice|Judge|Governor|Senator|President|Minister|Chairman|Chairwoman)\.? (?:[A-Z][\w’'\-]+ ){0,2}([A-Z][\w’'\-]+)"
)
TITLED_TOGETHER = re.compile(
    r"\b(?:Justices|Judges|Senators|Sens\.|Reps\.|Commissioners|Councillors|Councilmembers|Messrs\.?) ((?:[A-Z][\w.’'\-]* ?){1,3}(?:, (?:[A-Z][\w.’'\-]* ?){1,3})*,? and (?:[A-Z][\w.’'\-]* ?){1,3})"
)
# What stands before and behind a paper or an agency that tells the news.
BEFORE_SOURCE = re.compile(
    r"(?:\b(?:according to|via|told|citing|cited by|saying by|quoted by|reported by|reports? by|reported in|wrote in|first reported by|published (?:by|in)"
    r"|interview with|as reported by|seen by|obtained by|source:|writes|credits?:?|photo:?|images?/|image:|writing (?:in|for))\s+(?:the\s+)?|/)$",
    re.IGNORECASE,
)
BEHIND_SOURCE = re.compile(
    r"^(?:['’]s)?(?:,? (?:first )?(?:reported|reports|writes|wrote|has reported|noted that|quoted|cited)\b| (?:story|report|reporter|journalist|headline|article|newspaper|column)\b|/)"
)
CAPITALS = re.compile(r"(?m)^(?:[A-Z]{3,} ?){2,4}(?:,[^\n:]{0,20})?(?::| [-–—])")  # 'KUALA LUMPUR: '
DATELINE = re.compile(r"(?m)^[A-Z][\w .,'’\-]{2,40}\(([^)\n]{2,30})\) ?(?:[-–—]|--)")
CREDIT = re.compile(r"(?i)^(?:photo|image|illustration|picture|credit|source|by\b|written by|published)")


def doubtful(found: Iterable[Name], text: str, people: Collection[str]) -> list[Name]:
    """The names without those that are no organisations by all their places. `people` are names of persons, in full."""
    kept: list[Name] = []
    by_surface: dict[str, list[Name]] = {}
    for name in found:
        by_surface.setdefault(name.surface, []).append(name)
    surnames = {part for person in people if " " in person for part in (person.split()[0], person.split()[-1])}
    surnames |= {match[1] for match in TITLED.finditer(text)}
    surnames |= {name.strip() for match in TITLED_TOGETHER.finditer(text) for name in re.split(r", | and ", match[1])}
    wires = {match[1] for match in DATELINE.finditer(text)}
    for surface, group in by_surface.items():
        if surface in surnames or surface in wires or surface in words()["not_organisations"]:
            continue
        if (
            all(only_tells(name, text) for name in group)
            or is_office(surface)
            or is_part(surface)
            or is_matter(surface)
        ):
            continue
        if all(is_title_case(text, name.start) for name in group) or is_common(surface, text):
            continue
        if 2 * sum(is_thing(name, text) for name in group) >= len(group) or all(
            is_subject(name, text) for name in group
        ):
            continue
        kept += group
    return kept


def abbreviations(text: str, organisations: Collection[str]) -> set[str]:
    """Abbreviations that a text gives to what is no organisation: 'live facial recognition (LFR)', 'Unmanned Aircraft System (UAS)'."""
    return {
        form
        for match in DEFINED.finditer(text)
        if spells(match[1].split(), match[2]) and not match[1].strip(" \"“‘'").endswith(tuple(organisations))
        for form in (match[2], f"{match[2]}s")
    }


# Behind a name: what makes of it a product, a doctrine, a scheme or the mark of a standard; before it: what a thing is called by.
THING_BEHIND = re.compile(
    r"(?: \([A-Z]{2,6}\))?[\"”’']?,? (?:apps?|devices?|tokens?|coins?|software|feature|features|tool|tools|doctrine|deference|regime|scheme|programme|program|machine|machines"
    r"|rules?|ruling|test|standards?|format|protocol|initiative|campaign|project|cartel|moratorium|recall|dashboard|toolbar|plug-?in)\b|^ (?:Officer|Manager|Director|Editor|Correspondent|Counsel)\b"
)
THING_BEFORE = re.compile(
    r"\b(?:app|apps|service|feature|tool|chatbot|software|model|the game|video game|device|token|magazine|journal|title|book|film|series) [\"“‘']?$"
)


def is_thing(name: Name, text: str) -> bool:
    """Whether a noun for a product, a doctrine or a work stands right beside a name: 'the MyPost app', 'Chevron deference'."""
    return bool(
        THING_BEHIND.match(text[name.end : name.end + 30])
        or THING_BEFORE.search(text[max(0, name.start - 30) : name.start])
    )


# 'Domestic Trade, Cooperatives and Consumerism Ministry'.
SUBJECT_BEHIND = re.compile(r"^(?:,? [A-Z][a-z]+)*,? and (?:[A-Z][a-z]+ )+(?:Ministry|Department|Minister)\b")
LEADS_BEFORE = re.compile(r"\b(?:Director|Head|Chief|Manager) of $")
SUBJECT_BEFORE = re.compile(
    r"\b(?:[Mm]inist(?:er|ry)|[Dd]epartment|[Dd]irectorate(?:-General)?|[Ss]ecretary|[Cc]ommissioners?|[Cc]ommittee) (?:of|for|on) (?:the )?(?:[A-Z][\w,]* (?:and (?:the )?)?){0,5}$"
)


def is_subject(name: Name, text: str) -> bool:
    """Whether a name is the field of an office or of a ministry: 'Minister of Communications Technology', 'Director of Operations'."""
    before = text[max(0, name.start - 80) : name.start]
    return bool(
        SUBJECT_BEFORE.search(before)
        or SUBJECT_BEHIND.match(text[name.end : name.end + 80])
        or (" " not in name.surface and LEADS_BEFORE.search(before))
    )


def is_matter(surface: str) -> bool:
    """'Joint Investigation', 'Harnessing AI', 'Art. 5', 'Justice Chawla', 'Polish': a proceeding, a topic, an article, a judge, a people."""
    parts = surface.split()
    return (
        parts[-1] in words()["matters"]
        or parts[0] in words()["titles"]
        or (len(parts) > 1 and parts[0].endswith("ing") and parts[0] not in words()["ing_names"])
        or surface in registry().adjectives
        or surface.endswith("-")
        or "|" in surface
        or (", " in surface and parts[-1] in words()["callings"])
        or all(part in words()["not_organisations"] for part in surface.split("/"))
    )


def is_part(surface: str) -> bool:
    """'Enforcement Division', 'Center for Tobacco Products': a part of a body that the text does not name with it."""
    parts = surface.split()
    units = words()["units"]
    own = len(parts) > 1 and parts[-2].endswith(("'s", "’s"))
    return len(parts) > 1 and ((parts[-1] in units and not own) or (parts[0] in units and parts[1] in ("of", "for")))


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
