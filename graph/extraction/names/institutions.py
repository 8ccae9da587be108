"""Public bodies by the words of their names, most in no registry: 'Transport Safety Inspectorate', 'Commercial Court of Rabat'.

The recogniser sees most of them in running text; in lists, headlines and beside the name of a place it misses many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.extraction.names.described import of_remit
from graph.extraction.names.name import Name, entity_of, new_entity, words
from graph.extraction.names.shape import is_title_case
from graph.model import Entity, EntityType
from graph.registry import Registry

WORD = r"[A-Z][\w’'\-]*[a-z][\w’'\-]*"
SUBJECT = rf"{WORD}(?:(?:,|,? (?:and|of|for|on)(?: the)?| &)? {WORD}){{0,5}}"
SEAT = rf"(?: No\.? ?\d+)?(?: of (?:the )?{WORD}(?: {WORD}){{0,3}})?"
COURT = re.compile(rf"\b(?:{WORD} (?:of )?){{1,4}}(?:Court|Tribunal)\b{SEAT}")
BODY = re.compile(rf"\b({SUBJECT}) (?:Authority|Agency|Commission|Inspectorate|Ombudsman)\b(?: of {WORD}(?: {WORD})?)?")
MINISTRY = re.compile(rf"\b(?:Ministry|Inspectorate) (?:of|for) (?:the )?({SUBJECT})")
ALONE = re.compile(r"(?:Court|Tribunal)\b|\w+ (?:Court|Tribunal)$")
"""What stands for a court that was named before."""
LEAD = re.compile(
    r"(?:[A-Z][\w\-]+[’']s|The|A|An|This|That|In|On|At|By|For|From|With|And|But|While|When|After|Before|Under|Between|To|As|If|Both|Its|Our|Last|Since|Until|Yesterday|Today|Meanwhile|However|Also|Former|Deputy) "
)


def institutions(text: str, known: Sequence[Name], registry: Registry) -> list[Name]:
    """Bodies by their words; never across a name that is known already, but for a place in theirs.

    'Saudi Arabian Competition Authority' is the one body of that country for competition, whatever the registry calls it.
    """
    taken = {
        place
        for name in known
        if name.entity.type not in (EntityType.TECHNOLOGY, EntityType.JURISDICTION)
        for place in range(name.start, name.end)
    }
    found: list[Name] = []
    for start, end in stretches(text):
        if taken.isdisjoint(range(start, end)) and not is_title_case(text, start):
            found.append(Name(start, end, text[start:end], body_of(text[start:end], registry)))
            taken.update(range(start, end))
    return found


def body_of(surface: str, registry: Registry) -> Entity:
    """The national body that a name describes, else one that only texts know."""
    parts = surface.split()
    for size in (2, 1):
        place = " ".join(parts[:size])
        code = registry.adjectives.get(place) or registry.places.get(place)
        if code and (entry := of_remit(code, " ".join(parts[size:]).lower(), frozenset())):
            return entity_of(entry, ("described by jurisdiction and remit",))
    return new_entity(EntityType.REGULATOR, surface)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what names a public body: a court that is named in full, others by a subject of policy.

    Offices, bureaus and boards are left out: most are parts of a body.
    """
    for match in COURT.finditer(text):
        start = match.start() + lead_of(match[0])
        if not ALONE.match(text, start, match.end()):
            yield start, match.end()
    for pattern in (BODY, MINISTRY):
        for match in pattern.finditer(text):
            start = match.start() + lead_of(match[0])
            subject = set(re.findall(r"[\w\-]+", text[max(start, match.start(1)) : match.end(1)]))
            if subject & words()["policy_subjects"]:
                yield start, match.end()


def lead_of(run: str) -> int:
    """How many characters of a run of capitalised words stand before the name."""
    start = 0
    while match := LEAD.match(run[start:]):
        start += match.end()
    return start
