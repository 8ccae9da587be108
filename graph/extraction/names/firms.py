"""Firms that write what they are behind their names: 'Sale Slash, LLC', 'Strictly Broadband Limited'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.names.name import Name, new_entity
from graph.extraction.names.shape import is_authority_name, is_title_case
from graph.model import EntityType

WORD = r"[A-Z0-9](?:[\w.’'\-/]|&(?=[A-Z]))*"
FORM = (
    r"Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|PLC|plc|GmbH|AG|NV|N\.V|BV|B\.V|SpA|S\.p\.A|S\.r\.l|Srl|Oy|Oyj|ASA"
    r"|AS|A/S|AB|SAS|SARL|Sdn\.? Bhd|Pte\.? Ltd|Pty\.? Ltd|Pty\.? Limited|Pvt\.? Ltd|Private Limited|LLP|LP|ehf|d\.o\.o|a\.s|Co\.,? Ltd|KK|S\.A|Sp\. z o\.o"
)
FIRM = re.compile(
    rf"(?<![\w.])({WORD}(?: (?:(?:&|and|of|ve|y|et|und|og|och|e) )?{WORD}){{0,5}}?),? (?:{FORM})\b\.?(?! [a-z]+ \()"
)
# What may stand before a name with a capital and is no part of it.
LEAD = re.compile(
    r"^(?:(?:[A-Z][\w.]* )?[A-Z][\w.]*-based|The|A|An|In|On|At|By|For|From|With|And|But|While|When|After|Against|Under|Between|Of|To|As|If|Re|Both|Its|Our|Company|Companies|Parties"
    r"|Defendants?|Respondents?|Plaintiffs?|Messrs|versus|v\.|vs\.?|VS\.?|V\.)[:,]? "
)
MOST_WORDS_IN_TITLES = 3


def firms(text: str, known: Sequence[Name]) -> list[Name]:
    """Firms that no registry holds, by their legal form; never across a registered name."""
    taken = {
        place
        for name in known
        if name.entity.type not in (EntityType.TECHNOLOGY, EntityType.JURISDICTION)
        for place in range(name.start, name.end)
    }
    found = [name for name in boxed(text) if taken.isdisjoint(range(name.start, name.end))]
    taken |= {place for name in found for place in range(name.start, name.end)}
    for match in FIRM.finditer(text):
        start = match.start() + lead_of(match[1])
        surface = text[start : match.end()].rstrip(".") if not match[0].endswith("Inc.") else text[start : match.end()]
        long = len(surface.split()) > MOST_WORDS_IN_TITLES and is_title_case(text, start)
        if long or "\n" in surface or taken.intersection(range(start, match.end())) or surface.split()[0].isdigit():
            continue
        found.append(Name(start, start + len(surface), surface, new_entity(EntityType.ORGANISATION, surface)))
    return found


# 'Parties: AS Watson B.V.' in a box of facts.
BOX = re.compile(
    r"(?m)^(?:Part(?:y|ies)|Respondents?|Defendants?|Controllers?|Company|Name of (?:the )?(?:company|controller))\s*:\s*\|?\s*"
    r"([A-Z0-9][^\n|(]{1,60}?)\s*(?:\([^\n)]*\)[^\n|]{0,20})?\s*\|?\s*$"
)


def boxed(text: str) -> list[Name]:
    """Parties that a box of facts names."""
    return [
        Name(match.start(1), match.end(1), match[1], new_entity(EntityType.ORGANISATION, match[1]))
        for match in BOX.finditer(text)
        if len(match[1].split()) <= 6 and not is_authority_name(match[1]) and match[1].lower() != "n/a"
    ]


def lead_of(run: str) -> int:
    """How many characters of a run of capitalised words stand before the name."""
    start = 0
    for parties in re.finditer(r" (?:v\.|vs\.?|V\.|VS\.?|versus) ", run):
        start = parties.end()
    while match := LEAD.match(run[start:]):
        start += match.end()
    return start
