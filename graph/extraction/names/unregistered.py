"""Organisations, authorities and persons that no registry holds, by how they are written and by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from graph.extraction.names.doubts import abbreviations, doubtful
from graph.extraction.names.lists import listed_places
from graph.extraction.names.name import Name, new_entity, words
from graph.extraction.names.nearby import cities
from graph.extraction.names.positions import may_be_firm
from graph.extraction.names.shape import is_authority_name, is_organisation_name, looks_like_firm
from graph.extraction.names.stretches import Seen, Stretch, seen
from graph.extraction.names.weighing import likelihood, ranked
from graph.extraction.sentences import Sentence
from graph.model import Entity, EntityType
from graph.registry import Registry

LIKELY = 0.55
"""The likelihood from which a stretch is taken for an organisation."""
ABBREVIATED = re.compile(r"(?:[A-Z][a-z]{0,2}\.)+[A-Z]?\.?")  # 'Ph.D', 'S.E.C', 'Va.'


def unknown_names(
    sentences: Sequence[Sentence], text: str, known: Sequence[Name], registry: Registry
) -> tuple[list[Name], frozenset[str]]:
    """Organisations, authorities and persons that no registry holds, weighed over the whole text.

    Also the stretches that the recogniser takes for places, peoples and single persons.
    """
    found = seen(sentences, text, taken_by(known))
    bodies = {name.entity.id: name.entity for name in known if name.entity.type is EntityType.REGULATOR}
    others = [name for stretch in found.stretches.values() for name in bodies_and_people(stretch, bodies)]
    none = frozenset(
        surface for surface, stretch in found.stretches.items() if stretch.label in ("GPE", "NORP", "PERSON")
    )
    return [*organisations(found, text, known, registry), *others], none | found.people


def taken_by(known: Iterable[Name]) -> set[int]:
    """The places of known names; terms of technology leave room."""
    return {
        place
        for name in known
        if name.entity.type is not EntityType.TECHNOLOGY
        for place in range(name.start, name.end)
    }


def organisations(found: Seen, text: str, known: Iterable[Name], registry: Registry) -> list[Name]:
    """The stretches that are likely organisations, the likeliest of those that overlap."""
    firms = firm_places(found, known)
    likely = {
        surface: likelihood(stretch, text, firms - set(stretch.places), found.people)
        for surface, stretch in candidates(found, text, registry).items()
    }
    sure = [surface for surface in ranked(likely) if likely[surface] >= LIKELY]
    short = abbreviations(text, sure)
    chosen: list[Name] = []
    taken: set[int] = set()
    longer = {surface: begun_with(surface, sure) for surface in sure}
    for surface in sorted(sure, key=lambda surface: longer[surface] is not None):
        if surface in short:
            continue
        entity = new_entity(EntityType.ORGANISATION, longer[surface] or surface)
        free = [place for place in found.stretches[surface].places if taken.isdisjoint(range(*place))]
        chosen += [Name(start, end, surface, entity) for start, end in free]
        taken.update(place for start, end in free for place in range(start, end))
    return chosen


def begun_with(surface: str, sure: Iterable[str]) -> str | None:
    """The one longer name that a name begins: 'Northgate' is 'Northgate Analytics' where the text has both."""
    fitting = [other for other in sure if other.startswith(f"{surface} ")]
    return fitting[0] if len(fitting) == 1 else None


def firm_places(found: Seen, known: Iterable[Name]) -> set[tuple[int, int]]:
    """Places of organisations: the known ones, and what the recogniser mostly takes for one."""
    named = {(name.start, name.end) for name in known if name.entity.type is EntityType.ORGANISATION}
    return named | {place for stretch in found.stretches.values() if stretch.label == "ORG" for place in stretch.places}


def candidates(found: Seen, text: str, registry: Registry) -> Mapping[str, Stretch]:
    """The stretches that may name an organisation at all, by surface."""
    fitting = [stretch for surface, stretch in found.stretches.items() if may_be(stretch, registry)]
    names = [
        Name(start, end, stretch.surface, new_entity(EntityType.ORGANISATION, stretch.surface))
        for stretch in fitting
        for start, end in stretch.places
    ]
    left = {name.surface for name in doubtful(names, text, found.people)}
    towns = listed_places(text, registry)
    return {
        stretch.surface: stretch
        for stretch in fitting
        if stretch.surface in left and not towns.issuperset(stretch.places)
    }


def may_be(stretch: Stretch, registry: Registry) -> bool:
    """Whether the words could name an organisation; what the recogniser has not seen needs more of them."""
    surface = stretch.surface
    if not is_organisation_name(surface) or is_authority_name(surface):
        return False
    if surface.split()[-1].strip(".") in words()["law_heads"]:
        return False
    if surface in cities() or ABBREVIATED.fullmatch(surface):
        return False
    return bool(stretch.votes) or may_be_firm(surface, (), registry)


def bodies_and_people(stretch: Stretch, bodies: Mapping[str, Entity]) -> list[Name]:
    """The places of an authority or of a person, as the recogniser mostly sees it."""
    if not stretch.votes:
        return []
    surface = stretch.surface
    if entity := short_body(surface, bodies):
        return [Name(start, end, surface, entity) for start, end in stretch.places]
    if stretch.label == "PERSON" and len(surface.split()) in (2, 3) and not looks_like_firm(surface):
        kind = EntityType.PERSON
    elif (stretch.label == "ORG" or looks_like_firm(surface)) and is_body(surface):
        kind = EntityType.REGULATOR
    else:
        return []
    return [Name(start, end, surface, new_entity(kind, surface)) for start, end in stretch.places]


def is_body(surface: str) -> bool:
    """Whether the words name an authority and no law."""
    last = surface.split()[-1].strip(".")
    return re.search(r"\w", surface) is not None and last not in words()["law_heads"] and is_authority_name(surface)


def short_body(surface: str, bodies: Mapping[str, Entity]) -> Entity | None:
    """The authority of the text whose name ends so: 'Board of Supervisors' for San Francisco's."""
    if len(surface.split()) < 2:
        return None
    fitting = [
        entity
        for entity in bodies.values()
        if any(form.endswith(" " + surface) for form in (entity.name, *entity.aliases))
    ]
    return fitting[0] if len(fitting) == 1 else None
