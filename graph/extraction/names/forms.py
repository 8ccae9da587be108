"""Other forms of the names of a text: abbreviations that it defines, and short forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from graph.extraction.names.acronyms import initials
from graph.extraction.names.name import Name, entity_of, words
from graph.model import Entity, EntityType
from graph.registry import Registry, fold

DEFINITION = re.compile(r"\(\s*(?:the\s+)?[\"“‘']?([A-Z][A-Za-z&.\-]{1,11})[\"”’']?\s*(?:[,;][^)]{0,60})?\)")


def definitions(text: str, named: Sequence[Name]) -> list[Name]:
    """Further places of abbreviations that the text defines: 'Information Commissioner's Office (ICO) ... the ICO'."""
    ends = {
        name.end: name
        for name in named
        if name.entity.type in (EntityType.REGULATOR, EntityType.ORGANISATION, EntityType.LAW)
    }
    found: list[Name] = []
    for match in DEFINITION.finditer(text):
        name = ends.get(match.start()) or ends.get(match.start() - 1)
        if name is None or fold(match[1]) == fold(name.surface):
            continue
        for place in re.finditer(rf"\b{re.escape(match[1])}\b", text):
            found.append(Name(place.start(), place.end(), place[0], name.entity))
    return found


# The surname of somebody who is named by his office: 'Newsom' of 'Gov. Gavin Newsom', of the body that the office is.
OFFICE = re.compile(
    r"\b(?:[Gg]overnor|Gov\.|[Aa]ttorney [Gg]eneral|AG|Commissioner|President|Minister|Secretary|Chair|Chairman|Chairwoman|Mayor) "
    r"(?:[A-Z][\w.’'\-]*,? ){1,2}([A-Z][\w’'\-]{3,})$"
)


def short_forms(text: str, named: Sequence[Name], registry: Registry) -> list[Name]:
    """The first words of an organisation's name used alone later: 'Clearview' for Clearview AI."""
    taken = {
        place
        for name in named
        if name.entity.type is not EntityType.TECHNOLOGY
        for place in range(name.start, name.end)
    }
    owners: dict[str, set[str]] = {}
    entities: dict[str, Entity] = {}
    for name in named:
        if held := OFFICE.search(name.surface):
            owners.setdefault(held[1], set()).add(name.entity.id)
            entities[name.entity.id] = name.entity
        if name.product or name.entity.type not in (EntityType.ORGANISATION, EntityType.PERSON):
            continue
        for form in (name.surface, name.entity.name):
            parts = form.split()
            short = parts[-1] if name.entity.type is EntityType.PERSON else parts[0]
            if (
                len(parts) > 1
                and len(short) > 3
                and short[0].isupper()
                and short not in registry.adjectives
                and short not in registry.places
            ):
                owners.setdefault(short.strip(",."), set()).add(name.entity.id)
                entities[name.entity.id] = name.entity
    found: list[Name] = []
    for short, ids in owners.items():
        if len(ids) != 1 or short in words()["not_organisations"] or short.lower() in COMMON_STARTS:
            continue
        entity = entities[next(iter(ids))]
        for place in re.finditer(rf"\b{re.escape(short)}\b", text):
            if place.start() not in taken:
                found.append(Name(place.start(), place.end(), place[0], entity))
    return without_legal_form(text, named) + found


def without_legal_form(text: str, named: Sequence[Name]) -> list[Name]:
    """Places of a firm's name without its legal form: 'Strictly Broadband' where the text has 'Strictly Broadband Limited' too."""
    full = {name.entity.name: name.entity for name in named if name.entity.name != name.surface and not name.product}
    return [
        Name(place.start(), place.end(), place[0], entity)
        for form, entity in full.items()
        if entity.type is EntityType.ORGANISATION and not entity.registered
        for place in re.finditer(rf"\b{re.escape(form)}\b", text)
    ]


def shortened(named: Sequence[Name]) -> list[Name]:
    """The names with unknown firms that begin the name of one other firm of the text made that firm: 'Agri-Fintech' for Agri-Fintech Holdings."""
    firms = {name.entity.id: name.entity for name in named if name.entity.type is EntityType.ORGANISATION}
    whole: dict[str, Entity] = {}
    for identifier, entity in firms.items():
        longer = [
            other
            for other in firms.values()
            if (other.name.startswith(f"{entity.name} ") or other.name == f"City of {entity.name}")
            and not entity.registered
            and len(entity.name) > 3
        ]
        if len(longer) == 1:
            whole[identifier] = longer[0]
    return [replace(name, entity=whole.get(name.entity.id, name.entity)) for name in named]


ACRONYM = re.compile(r"\b[A-Z]{3,5}\b")


def initialled(text: str, named: Sequence[Name], registry: Registry) -> list[Name]:
    """Initials of the one authority of the text that has them: 'the DPA' for the Icelandic Data Protection Authority, or for the ICO."""
    bodies = {name.entity.id: name.entity for name in named if name.entity.type is EntityType.REGULATOR}
    of = {identifier: initials((entity.name, *entity.aliases)) for identifier, entity in bodies.items()}
    for identifier in bodies:
        entry = registry.entries.get(identifier)
        if entry and "data-protection" in entry.remit and entry.kind == "regulator":
            of[identifier] |= words()["generic_bodies"]
    found: list[Name] = []
    for place in ACRONYM.finditer(text):
        fitting = [identifier for identifier, letters in of.items() if place[0] in letters]
        if len(fitting) == 1:
            found.append(Name(place.start(), place.end(), place[0], bodies[fitting[0]]))
    return found


HEAD = re.compile(
    r"(?<![A-Z][\w’'\-] )\b(Commission|Council|Parliament|Authority|Agency|Board|Tribunal|Court|Bureau|Office|Department|Ministry|Regulator|Inspectorate)\b"
    r"(?! (?:of|for|on|to [A-Z]|and [A-Z]|[A-Z])|['’]s (?:Office|Court))"
)


OFFICE_ALONE = re.compile(r"\b[Tt]he (President|[Gg]overnor)\b(?! (?:of|for|[A-Z])|['’]s (?:Office|office|Working))")


def heads_of_state(text: str, named: Sequence[Name], registry: Registry) -> list[Name]:
    """'the President' in a text on the United States, 'the Governor' in one on a single state: who signs there."""
    homes = Counter(name.entity.jurisdiction for name in named if name.entity.jurisdiction)
    states = {home for home in homes if home.startswith("US-")}
    countries = Counter(home[:2] for home in homes.elements())
    if not countries or countries.most_common(1)[0][0] != "US":
        return []
    found: list[Name] = []
    for place in OFFICE_ALONE.finditer(text):
        state = next(iter(states)).lower() if len(states) == 1 else None
        identifier = "us-president" if place[1] == "President" else f"{state}-governor"
        if entry := registry.entries.get(f"regulator/{identifier}"):
            found.append(
                Name(place.start(1), place.end(1), place[1], entity_of(entry, ("the one of the place spoken of",)))
            )
    return found


EU_COURTS = frozenset({"regulator/eu-general-court", "regulator/eu-court-of-justice"})


def bodies(text: str, named: Sequence[Name], registry: Registry) -> list[Name]:
    """The last word of an authority's name with a capital, alone: 'the Commission' is the one named last before it."""
    whole = sorted(
        (name for name in named if name.entity.type is EntityType.REGULATOR and " " in name.surface),
        key=lambda name: name.start,
    )
    found: list[Name] = []
    union = any(
        name.entity.id in EU_COURTS for name in named
    )  # whose judgements are on acts of the European Commission
    for place in HEAD.finditer(text):
        before = text[max(0, place.start() - 14) : place.start()]
        bare = place[0] in UNION_BODIES and (not before or before[-1] in "\n:" or before.endswith((": ", " and ")))
        if not bare and not re.search(r"(?:^|\W)(?:[Tt]he|[Tt]hat|[Tt]his|a \d{4}|\d{4})\s$", before):
            continue
        fitting = [name for name in whole if place[0] in (*name.surface.split(), *name.entity.name.split())]
        if place[0] == "Commission" and union:
            commission = registry.entries[UNION_BODIES["Commission"]]
            found.append(
                Name(place.start(), place.end(), place[0], entity_of(commission, ("beside the courts of the Union",)))
            )
            continue
        earlier = [name for name in fitting if name.start < place.start()] or fitting
        if earlier:
            found.append(Name(place.start(), place.end(), place[0], earlier[-1].entity))
        elif place[0] in UNION_BODIES and of_union(named):
            body = registry.entries[UNION_BODIES[place[0]]]
            found.append(Name(place.start(), place.end(), place[0], entity_of(body, ("in a text on the Union",))))
    return found


UNION_BODIES = {
    "Commission": "regulator/eu-commission",
    "Council": "regulator/eu-council",
    "Parliament": "regulator/eu-parliament",
}


def of_union(named: Sequence[Name]) -> bool:
    """Whether a text speaks of the European Union more than of any state."""
    votes = Counter(
        name.entity.jurisdiction
        for name in named
        if name.entity.jurisdiction and name.entity.type is not EntityType.ORGANISATION
    )
    return bool(votes) and votes.most_common(1)[0][0] == "EU"


COMMON_STARTS = frozenset(
    [
        "the",
        "data",
        "digital",
        "general",
        "national",
        "international",
        "american",
        "european",
        "united",
        "first",
        "global",
        "new",
        "big",
        "open",
        "social",
        "internet",
        "privacy",
        "electronic",
        "human",
        "federal",
        "public",
        "royal",
        "london",
        "british",
        "central",
        "common",
        "consumer",
        "future",
        "free",
        "great",
        "center",
        "centre",
        "university",
        "institute",
        "association",
        "council",
    ]
)
