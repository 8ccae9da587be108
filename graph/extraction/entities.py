"""Which of the named things belong to the record of a text: actors, laws, technologies, homes of authorities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.extraction.names import Name, entity_of
from graph.extraction.reports import Draft
from graph.model import Entity, EntityType, Report
from graph.registry import Registry

NAMED = (EntityType.ORGANISATION, EntityType.REGULATOR, EntityType.LAW, EntityType.PERSON)


def entities_of(
    found: Sequence[Name],
    techs: Sequence[Entity],
    drafts: Sequence[Draft],
    made: Sequence[Report],
    registry: Registry,
) -> tuple[Entity, ...]:
    """All named actors and laws, the technologies the text is about, the jurisdictions of its acts and authorities."""
    acting = {entity.id: entity for draft in drafts for entity in (*draft.issuers, *draft.respondents)}
    chosen: dict[str, Entity] = {}
    for name in found:
        if name.entity.type in NAMED and not name.product and counts(name.entity, acting, registry):
            chosen.setdefault(name.entity.id, name.entity)
    for entity in (*acting.values(), *techs):
        chosen.setdefault(entity.id, entity)
    for code in homes(chosen.values(), made):
        if entry := registry.entries.get(f"jurisdiction/{code.lower()}"):
            chosen.setdefault(entry.id, entity_of(entry, ("home of an authority",)))
    return tuple(chosen.values())


def counts(entity: Entity, acting: Iterable[str], registry: Registry) -> bool:
    """Papers and news agencies count where an act is theirs or on them, else they only tell; so do national governments, else they are a setting."""
    entry = registry.entries.get(entity.id)
    if entry is None or entity.id in acting:
        return True
    return entry.kind != "media" and not (entry.kind == "government" and "-" not in (entity.jurisdiction or ""))


def homes(entities: Iterable[Entity], made: Iterable[Report]) -> list[str]:
    """The jurisdictions (ISO 3166) of the authorities and of the acts of a text."""
    authorities = [entity.jurisdiction for entity in entities if entity.type is EntityType.REGULATOR]
    return list(
        dict.fromkeys(
            [code for code in authorities if code] + [code for report in made for code in report.jurisdictions]
        )
    )
