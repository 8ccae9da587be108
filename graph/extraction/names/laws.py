"""Laws that no registry holds, by the way English writes their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.names.name import Name, new_entity
from graph.extraction.names.shape import is_title_case
from graph.model import EntityType

# Names of laws as English writes them: a title that ends in 'Act', and the numbers of bills.
STATUTE = re.compile(
    r"\b(?:[A-Z][\w’'\-]+,? (?:(?:and|of|for|the|to|on|in|from|by|with) ){0,2}){1,9}(?:Act|Bill|Code|Regulation|Regulations|Ordinance|Directive)\b(?: (?:of )?(?:19|20)\d\d)?"
)
BILL = re.compile(
    r"\b(?:(?:House|Senate|Assembly|Council) (?:Bill|File|Resolution)|[HSA]\.? ?[BRF]\.?|A\.?B\.?|L\.?D\.?|Bill) (?:No\. )?(?:[CS]-)?\d{1,5}(?:-\d+)?\b"
)
NOT_STATUTE = re.compile(
    r"^(?:The|This|That|An?|Under|In|If|By|New|Proposed|Draft|Each|Every|Any|As|EU|UK|US) |^(?:Act|Bill|Code)$"
)


def unregistered_laws(text: str, known: Sequence[Name]) -> list[Name]:
    """Laws that no registry holds, by the way their names are written; never across a registered name."""
    taken = {
        place
        for name in known
        if name.entity.type is not EntityType.TECHNOLOGY and name.entity.type is not EntityType.JURISDICTION
        for place in range(name.start, name.end)
    }
    found: list[Name] = []
    for pattern in (BILL, STATUTE):
        for match in pattern.finditer(text):
            start, surface = match.start(), match[0]
            while lead := NOT_STATUTE.match(surface):
                start, surface = start + lead.end(), surface[lead.end() :]
            if (
                len(surface.split()) < 2
                or "\n" in surface
                or taken.intersection(range(start, match.end()))
                or is_title_case(text, start)
            ):
                continue
            taken.update(range(start, match.end()))
            found.append(Name(start, match.end(), surface, new_entity(EntityType.LAW, surface)))
    return found
