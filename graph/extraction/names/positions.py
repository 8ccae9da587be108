"""Organisations that no registry holds, by what stands beside them: a noun for a firm, the place of one addressed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from graph.extraction.names.name import Name, new_entity, words
from graph.extraction.names.nearby import cities
from graph.extraction.names.shape import is_organisation_name, is_title_case
from graph.model import EntityType
from graph.registry import Registry

# A word of a name: a capital, or digits and letters mixed ('9mobile', '24x7digital'); a name of such words.
PART = r"(?:[A-Z][\w&’'\-]*(?:\.[a-z]{2,4}\b)?|\d+[a-z][\w]{2,})"
NAME = rf"{PART}(?: (?:&|of|and|for|the|de) {PART}| {PART}){{0,4}}"
FIRM = (
    r"(?:company|firm|start-?up|app|platform|provider|operator|broker|retailer|chain|lender|exchange|developer|maker|carrier|airline|insurer|website|site"
    r"|marketplace|supermarket|vendor|manufacturer|giant|agency|charity|hospital|publisher|studio|marketer|telemarketer|subsidiary|contractor|fintech|bank|network|chatbot)"
)
INTRODUCED = re.compile(rf"\b{FIRM},? (?:called |named |known as )?[\"“‘]?({NAME})")
ACTS = (
    r"(?:fined|sued|sanctioned|penali[sz]ed|reprimanded|prosecuted|raided|indicted|fines|sues|sanctions|penali[sz]es)"
)
ADDRESSED = re.compile(
    rf"\b(?:{ACTS}|(?:fine|penalty|lawsuit|suit|complaint|probe|investigation|injunction|order|charges|case|action|proceedings|sanctions) (?:against|on|into)) "
    rf"(?:the )?((?>{NAME}))(?! {FIRM})"
)
UNDERWENT = re.compile(
    rf"\b({NAME}),? (?:was|were|has been|have been|had been|is being|are being) "
    r"(?:also |later |recently |separately )?(?:fined|sued|sanctioned|penali[sz]ed|reprimanded|prosecuted|indicted|charged with|ordered to|found to have|hit with|banned from)"
)


def placed_names(text: str, known: Sequence[Name], others: Collection[str], registry: Registry) -> list[Name]:
    """Organisations by their places in the text, none across a name that is known already.

    `others` are stretches that name places, peoples or persons.
    """
    taken = {place for name in known if name.entity.type not in LOOSE for place in range(name.start, name.end)}
    people = {part for name in known if name.entity.type is EntityType.PERSON for part in name.surface.split()}
    found: list[Name] = []
    for start, end in stretches(text):
        surface = text[start:end]
        if (
            taken.isdisjoint(range(start, end))
            and may_be_firm(surface, people, registry)
            and not is_title_case(text, start)
        ):
            found.append(Name(start, end, surface, new_entity(EntityType.ORGANISATION, surface)))
            taken.update(range(start, end))
    return found


# Names that others may stretch over: 'Prague Airport', 'Facial Recognition Ltd'.
LOOSE = (EntityType.TECHNOLOGY, EntityType.JURISDICTION)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what may be a name."""
    for pattern in (INTRODUCED, ADDRESSED, UNDERWENT):
        for match in pattern.finditer(text):
            surface = re.split(r" (?:and|for|of the|the) ", match[1])[0] if pattern is not UNDERWENT else match[1]
            start = match.start(1) + len(lead_of(surface))
            yield start, match.start(1) + len(surface)


def lead_of(surface: str) -> str:
    """The article or the first word of a sentence that is no part of the name."""
    match = re.match(
        r"(?:(?:The|A|An|In|On|By|For|But|And|While|When|After|Last|This|That|It|Its|His|Her|Their|Both|Also|Meanwhile|Earlier) )+",
        surface,
    )
    return match[0] if match else ""


def may_be_firm(surface: str, people: Iterable[str], registry: Registry) -> bool:
    """Whether a stretch of capitals may name an organisation: no place, no person, no day, no word of law."""
    parts = surface.split()
    if not parts or len(surface) < 3 or not is_organisation_name(surface):
        return False
    if surface in registry.places or surface in registry.adjectives or surface in cities() or set(parts) & set(people):
        return False
    if parts[0].lower() in STARTS or re.search(r"(?:['’]s?|-(?:owned|based|run|backed|made|led|wide))$", surface):
        return False
    first_common = len(parts) == 1 and parts[0].lower() in words()["common_words"]
    return not first_common and not any(part in MONTHS for part in parts) and parts[0] not in registry.adjectives


# Words that begin a sentence with a capital and no name.
STARTS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "i",
        "nobody",
        "neither",
        "none",
        "both",
        "all",
        "some",
        "many",
        "most",
        "few",
        "several",
        "each",
        "every",
        "any",
        "another",
        "others",
        "those",
        "these",
        "this",
        "that",
        "who",
        "what",
        "which",
        "there",
        "here",
        "one",
        "two",
        "three",
        "no",
        "not",
        "companies",
        "firms",
        "platforms",
        "people",
        "users",
        "customers",
        "consumers",
        "regulators",
        "officials",
        "experts",
        "critics",
        "meanwhile",
        "however",
        "also",
        "additionally",
        "moreover",
        "furthermore",
        "finally",
        "similarly",
        "instead",
        "today",
        "yesterday",
        "including",
        "though",
    ]
)
MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sept",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ]
)
