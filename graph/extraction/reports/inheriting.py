"""Who acts and on whom, where the sentence leaves it out: the act before, else what the text speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extraction.actors import Discourse, is_body
from graph.extraction.frames import Act
from graph.extraction.names import entity_of
from graph.extraction.reports.draft import FREE_OF_RESPONDENTS, RUNG_TRUST, Draft, draft_of, overlap, shares
from graph.extraction.reports.merging import same_amount
from graph.model import Entity, EntityType, Kind


def drafts(acts: Sequence[Act], scene: Discourse) -> list[Draft]:
    """Acts as drafts, with missing roles taken from what the text speaks of just then."""
    made: list[Draft] = []
    read = [draft_of(act) for act in sorted(acts, key=lambda item: item.place)]
    for number, draft in enumerate(read):
        inherit(draft, explained(draft, read[number + 1 :]) or made, scene)
        made.append(draft)
    return made


def explained(heading: Draft, later: Sequence[Draft]) -> list[Draft]:
    """What the passage under a heading tells of the same act: that, and not the passage before, says what it leaves out."""
    if not heading.heading:
        return []
    return [
        draft
        for draft in later
        if heading.block < draft.block <= heading.block + 2
        and not draft.heading
        and draft.kind is heading.kind
        and same_amount(heading.amount, draft.amount)
        and (draft.issuers if not heading.issuers else draft.respondents)
        and shares(heading.issuers, draft.issuers)
        and shares(heading.respondents, draft.respondents)
    ][::-1]


def inherit(draft: Draft, earlier: Sequence[Draft], scene: Discourse) -> None:
    """Fill a missing issuer or respondent from the act before it in the same passage, else from the text's main actors."""
    near = [item for item in earlier if item.block >= draft.block - 1 or item.heading]
    if not draft.issuers and not draft.unnamed_court:  # 'a Moscow court' is nobody else in the text
        court = draft.kind is Kind.APPEAL
        for place in draft.places:
            local = [
                scene.by_id[identifier]
                for identifier in scene.authorities
                if fits_place(scene.by_id[identifier], place, court, scene)
                and stands_for_place(scene.by_id[identifier], draft, near, scene)
            ]
            draft.issuers += local[:1]
        if not draft.issuers and not draft.places and draft.kind is not Kind.LEGISLATION:
            same = [
                item
                for item in reversed(near)
                if item.issuers
                and not draft.by_many
                and shares(item.respondents, draft.respondents)
                and (item.kind is Kind.APPEAL) == court
            ]
            source = same[0].issuers if same else around(draft, scene, EntityType.REGULATOR, draft.by_many)
            draft.issuers = list(source)
        if not draft.issuers and draft.unnamed_issuer:
            draft.issuers = described(draft, scene)
        if draft.issuers:
            draft.trust = min(draft.trust, RUNG_TRUST["inherited"])
            draft.guessed_issuers = True
    if not draft.respondents and draft.unnamed_respondent:
        draft.respondents = [] if draft.counted else told_elsewhere(draft, scene)
        draft.guessed_respondents = bool(draft.respondents)
        draft.unnamed_respondent = draft.counted or not scene.parties  # else nobody knows whom it means
        draft.trust = min(draft.trust, RUNG_TRUST["inherited"])
    elif not (
        draft.respondents or draft.kind in FREE_OF_RESPONDENTS or draft.by_many or draft.rule.endswith(" matter")
    ):
        same = [item for item in reversed(near) if item.respondents and shares(item.issuers, draft.issuers)]
        source = same[0].respondents if same else around(draft, scene, EntityType.ORGANISATION)
        draft.respondents = [entity for entity in source if entity.id not in {issuer.id for issuer in draft.issuers}]
        if draft.respondents:
            draft.trust = min(draft.trust, RUNG_TRUST["inherited"])
            draft.guessed_respondents = True


def stands_for_place(entity: Entity, draft: Draft, near: Sequence[Draft], scene: Discourse) -> bool:
    """Whether 'Turkey fined' can mean this authority: in a title, near its name, or if it acts on the same party elsewhere; a law is no regulator's."""
    entry = scene.registry.entries.get(entity.id)
    if draft.kind is Kind.LEGISLATION:
        return entry is not None and entry.kind in ("legislature", "government")
    start, end = draft.evidence[0].start, draft.evidence[0].end
    beside = any(
        name.entity.id == entity.id and start - NEAR_PLACE <= name.start < end + NEAR_PLACE for name in scene.names
    )
    same = any(
        entity.id in {issuer.id for issuer in item.issuers} and overlap(item.respondents, draft.respondents)
        for item in near
    )
    return draft.heading or beside or same


NEAR_PLACE = 250


def told_elsewhere(draft: Draft, scene: Discourse) -> list[Entity]:
    """Who 'a company' is: the party that stands out in the text, else the firm that is named first behind it."""
    issuers = {issuer.id for issuer in draft.issuers}

    def usable(entity: Entity) -> bool:
        return entity.id not in issuers and scene.is_party(entity)

    main = scene.main_party()
    if main and scene.leads and usable(main):
        return [main]
    end = draft.evidence[0].end
    behind = [
        name.entity
        for name in scene.names
        if name.entity.type is EntityType.ORGANISATION
        and end <= name.start < end + INTRODUCTION
        and usable(name.entity)
        and name.start not in scene.asides
    ]
    return behind[:1] if draft.lead else []


INTRODUCTION = 700
"""How far behind a lead that speaks of 'a company' its name may stand."""


def described(draft: Draft, scene: Discourse) -> list[Entity]:
    """The one national body that an unnamed authority must be: the place and the remit stand in the sentence."""
    start, end = draft.evidence[0].start, draft.evidence[0].end
    said = draft.evidence[0].quote.lower()
    codes = set(draft.places) or {
        name.entity.jurisdiction
        for name in scene.names
        if name.entity.type is EntityType.JURISDICTION and start <= name.start < end and name.entity.jurisdiction
    }
    remits = frozenset(
        remit
        for remit, forms in scene.lexicon.remit.items()
        if remit != "consumer"
        and any(form in said for form in forms if form not in ("data", "safety", "information", "internet", "online"))
    )
    if len(codes) != 1 or not remits:
        return []
    bodies = [entry for entry in scene.registry.entries.values() if is_body(entry, next(iter(codes)), remits)]
    return [entity_of(bodies[0], ("described by jurisdiction and remit",))] if len(bodies) == 1 else []


def fits_place(entity: Entity, place: str, court: bool, scene: Discourse) -> bool:
    """Whether an authority of the text is one of this jurisdiction and of the wanted sort."""
    entry = scene.registry.entries.get(entity.id)
    return entity.jurisdiction == place and ((entry.kind == "court") if entry else False) == court


def around(draft: Draft, scene: Discourse, kind: EntityType, inside_only: bool = False) -> list[Entity]:
    """The one entity of a type that the passage before (or the headline's lead) speaks of; none if there are several.

    `inside_only`: of the sentence alone, as where many act that are not named.
    """
    start, end = draft.evidence[0].start, draft.evidence[0].end
    court = draft.kind is Kind.APPEAL

    def usable(entity: Entity) -> bool:
        entry = scene.registry.entries.get(entity.id)
        if kind is EntityType.REGULATOR:
            is_court = entry is not None and entry.kind == "court"
            return is_court == court and not (entry is not None and entry.kind in ("legislature", "government"))
        return scene.is_party(entity)

    inside = {
        name.entity.id: name.entity
        for name in scene.names
        if name.entity.type is kind and start <= name.start < end and usable(name.entity)
    }
    if len(inside) == 1 or (inside and draft.kind is Kind.SETTLEMENT and kind is EntityType.REGULATOR):
        return list(inside.values())
    if inside or inside_only:
        return []
    main = scene.main_party()
    if kind is EntityType.ORGANISATION and scene.leads and main and usable(main):
        return [main]
    before = [entity for entity in scene.before(start, kind, 1000) if usable(entity)]
    if before:
        return before[:1]
    ranked = scene.authorities if kind is EntityType.REGULATOR else scene.parties
    heaviest = [scene.by_id[identifier] for identifier in ranked if usable(scene.by_id[identifier])]
    return heaviest[:1] if draft.heading else []
