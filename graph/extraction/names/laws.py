"""Laws that no registry holds, by the way English writes their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.extraction.names.name import Name, new_entity
from graph.extraction.names.shape import is_title_case
from graph.model import Entity, EntityType

# Names of laws as English writes them: a title that ends in 'Act', and the numbers of bills.
STATUTE = re.compile(
    r"\b(?:[A-Z][\w’'\-]+,? (?:(?:and|of|for|the|to|on|in|from|by|with) ){0,2}){1,9}(?:\([A-Z][^()\n]{1,100}\) (?:Amendment )?){0,2}"
    r"(?:(?:Acts?|Bill|Code|Regulation|Regulations|Ordinance|Directive)\b(?:,? (?:of )?(?:19|20)\d\d(?: (?:and|to) (?:19|20)\d\d)?)?"
    r"|(?:Rules|Rule),? (?:\(No\. ?\d+\) )?(?:19|20)\d\d)"
    r"|(?<=[Tt]he )(?:[A-Z][\w’'\-]+ ){1,5}Law\b(?! (?:School|Society|Commission|Firm|Cent(?:er|re)|Review|Enforcement|Journal|Department|Group|Institute|Library))"
    r"|\b(?:[A-Z][\w’'\-]+ ){2,5}Rules(?: and Guidelines)?\b(?! of\b)"
)
# 'Act No. 4054 on the Protection of Competition', 'Decree on Personal Data', 'Law No. 6698'.
NUMBERED = re.compile(
    r"\b(?:Federal |Republic |Presidential |Royal |Legislative )?(?:Law|Act|Decree|Decree-Law|Regulation|Ordinance|Proclamation|Directive)"
    r"(?: No\.? ?\d[\d/.\-]*(?: of (?:19|20)\d\d)?(?: (?:on|for) (?:the )?[A-Z]\w+(?: (?:(?:and|of|for|the|in|to|on) ){0,2}[A-Z]\w+){0,6})?"
    r"| (?:on|for) (?:the )?[A-Z]\w+(?: (?:(?:and|of|for|the|in|to|on) ){0,2}[A-Z]\w+){1,6})"
)
# Two laws in one breath: 'the Money Laundering Act and the Gambling Act'.
JOINED = re.compile(r"\b(?:Act|Law|Bill|Code)( and (?:the )?)(?=[A-Z])")
BILL = re.compile(
    r"\b(?:(?:House|Senate|Assembly|Council) (?:Bill|File|Resolution)|[HSA]\.? ?[BRF]\.?|A\.?B\.?|L\.?D\.?|Bill) (?:No\. )?(?:[CS]-)?\d{1,5}(?:-\d+)?\b"
    r"|\bExecutive Order (?:No\. |\(EO\) )?\d{4,5}\b"
)
NOT_STATUTE = re.compile(
    r"^(?:[Tt]he|This|That|An?|Under|In|If|By|New|Proposed|Draft|Each|Every|Any|As|EU|UK|US|Once|When|While|Since|After|Before|Although|For|With|and|of|for|to|on|in|from|by|with) "
    r"|^(?:Act|Bill|Code)$"
)


def unregistered_laws(text: str, known: Sequence[Name]) -> list[Name]:
    """Laws that no registry holds, by the way their names are written; a firm's name inside a title belongs to the title."""
    whole = [name for name in known if name.entity.type not in (EntityType.TECHNOLOGY, EntityType.JURISDICTION)]
    firms = {name.end: name for name in whole if may_lead(name)}
    taken = {place for name in whole if name.end not in firms for place in range(name.start, name.end)}
    found: list[Name] = []
    for pattern in (BILL, NUMBERED, STATUTE):
        for start, end in titles(text, pattern, firms):
            surface = text[start:end]
            if (
                len(surface.split()) < 2
                or "\n" in surface
                or taken.intersection(range(start, end))
                or is_title_case(text, start)
            ):
                continue
            taken.update(range(start, end))
            found.append(Name(start, end, surface, new_entity(EntityType.LAW, surface)))
    return found


def may_lead(name: Name) -> bool:
    """Firms and the acronyms of bodies stand in titles of laws: 'COMESA Competition Regulations'."""
    body = name.entity.type is EntityType.REGULATOR and name.surface.isupper()
    return body or name.entity.type is EntityType.ORGANISATION


def titles(text: str, pattern: re.Pattern[str], firms: Mapping[int, Name]) -> Iterator[tuple[int, int]]:
    """Start and end of what is written like a title, without what leads to it."""
    for match in pattern.finditer(text):
        start = behind_firms(text, match.start(), match.end(), firms)
        cuts = [place.span(1) for place in JOINED.finditer(text, start, match.end())]
        edges = [start, *(edge for cut in cuts for edge in cut), match.end()]
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            while lead := NOT_STATUTE.match(text[first:end]):
                first += lead.end()
            yield first, end


PARTED = re.compile(r"(?:['’]s)? (?:and|of|for|to|on|in|from|by|with|the)\b|['’]s ")


def behind_firms(text: str, start: int, end: int, firms: Mapping[int, Name]) -> int:
    """Where a title begins that firms are named before: 'Meta and the Online Safety Act'; not 'Apple Growers Act'."""
    leading = [name.end for name in firms.values() if name.start <= start < name.end < end]
    return max((place + 1 for place in leading if PARTED.match(text, place)), default=start)


# What stands between two names of one law: 'the FIT Act (HR 4763)', 'SB 396, also known as the Social Media Safety Act'.
BETWEEN = re.compile(
    r"[\"”’]? ?\((?:the )?|,? (?:also |collectively |better )?known as (?:the |The )?[\"“‘]?|,? or (?:the )[\"“‘]?|, the "
)


def same_laws(text: str, named: Sequence[Name]) -> list[Name]:
    """The names with several names of one law made one: those the text sets equal, and short forms by initials."""
    laws = [name for name in named if name.entity.type is EntityType.LAW]
    merged: dict[str, Entity] = {}
    for one, two in pairwise(laws):
        if one.end <= two.start and BETWEEN.fullmatch(text[one.end : two.start]):
            unite(merged, one.entity, two.entity)
    for short in laws:
        if NUMBERED.fullmatch(short.surface):
            for other in laws:
                if other.surface.startswith(f"{short.surface} "):
                    unite(merged, other.entity, short.entity)
        head = short.surface.split()[0]
        if short.surface.endswith(" Act") and head.isupper() and head.isalpha() and not short.entity.registered:
            long = [
                name for name in laws if name.entity is not short.entity and initials_of(name.surface).startswith(head)
            ]
            if len({name.entity.id for name in long}) == 1:
                unite(merged, long[0].entity, short.entity)
    return [replace(name, entity=merged.get(name.entity.id, name.entity)) for name in named]


def unite(merged: dict[str, Entity], one: Entity, two: Entity) -> None:
    """Let two entities be the one that a registry knows, else the first."""
    if one.id != two.id and not (one.registered and two.registered):
        keep, drop = (two, one) if two.registered else (one, two)
        merged[drop.id] = keep


def initials_of(surface: str) -> str:
    """First letters of the capitalised words of a law's title."""
    return "".join(word[0] for word in surface.split() if word[0].isupper())
