"""Acts of many sentences become the reports of one article: gaps filled, the same act told twice made one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.extraction.actors import Actor, Discourse, Role, is_body
from graph.extraction.amounts import Amount
from graph.extraction.dates import FoundDate
from graph.extraction.frames import Act
from graph.extraction.names import entity_of
from graph.model import (
    BindingForce,
    BlockKind,
    Entity,
    EntityType,
    Evidence,
    Kind,
    Modality,
    Money,
    Report,
    Status,
    WhenDone,
)

# Trust by rung and rule, calibrated on the development split of the gold set (docs/quality.md).
RUNG_TRUST = {
    "named": 1.0,
    "described": 0.9,
    "coreferent": 0.85,
    "guessed": 0.8,
    "counted": 0.8,
    "inherited": 0.7,
    "unnamed": 0.6,
}
LEAD_SENTENCES = 6
BINDING = {
    Kind.FINE,
    Kind.ORDER,
    Kind.BAN,
    Kind.SETTLEMENT,
    Kind.APPEAL,
    Kind.LEGISLATION,
    Kind.APPROVAL,
    Kind.DISMISSAL,
}
FREE_OF_RESPONDENTS = {Kind.LEGISLATION, Kind.GUIDANCE}


@dataclass(slots=True)
class Draft:
    """An act on its way to a report; the only record that changes, and only inside this module."""

    kind: Kind
    status: Status
    modality: Modality
    issuers: list[Entity]
    respondents: list[Entity]
    places: list[str]
    amount: Amount | None
    laws: list[str]
    sentences: list[int]
    place: int
    rule: str
    trust: float
    evidence: list[Evidence]
    overturns: bool = False
    unnamed_issuer: bool = False
    unnamed_court: bool = False
    unnamed_respondent: bool = False
    guessed_issuers: bool = False
    guessed_respondents: bool = False
    date: WhenDone | None = None
    source: str = "narrator"
    block: int = 0
    heading: bool = False
    lead: bool = False
    counted: bool = False
    extra: set[str] = field(default_factory=set)


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


def draft_of(act: Act) -> Draft:
    """A draft with the roles that the frame filled."""
    sentence = act.parsed.sentence
    rungs = [actor.rung for actor in (*act.issuers, *act.respondents)]
    return Draft(
        kind=act.kind,
        status=act.status,
        modality=act.standing.modality if not (act.standing.future and act.kind is Kind.BAN) else Modality.POSSIBLE,
        issuers=entities(act.issuers),
        respondents=entities(act.respondents),
        places=[actor.place for actor in act.issuers if actor.place],
        amount=act.amount,
        laws=list(act.laws),
        sentences=[sentence.index],
        place=act.place,
        rule=act.rule,
        trust=min((RUNG_TRUST[rung] for rung in rungs), default=0.6),
        evidence=[Evidence(sentence.text, sentence.start, sentence.end, act.rule)],
        overturns=act.overturns,
        unnamed_issuer=any(actor.role is Role.AUTHORITY and actor.entity is None for actor in act.issuers),
        unnamed_court=any(actor.court for actor in act.issuers),
        unnamed_respondent=bool(act.respondents) and all(actor.entity is None for actor in act.respondents),
        source=act.standing.source,
        block=sentence.block,
        lead=sentence.index < LEAD_SENTENCES,
        counted=len(act.respondents) > 1 or any(actor.rung == "counted" for actor in act.respondents),
        heading=sentence.kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.HEADING),
    )


def entities(found: Sequence[Actor]) -> list[Entity]:
    """The named ones, each once."""
    return list({actor.entity.id: actor.entity for actor in found if actor.entity}.values())


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
                if item.issuers and shares(item.respondents, draft.respondents) and (item.kind is Kind.APPEAL) == court
            ]
            source = same[0].issuers if same else around(draft, scene, EntityType.REGULATOR)
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
    elif not draft.respondents and draft.kind not in FREE_OF_RESPONDENTS and not draft.rule.endswith(" matter"):
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


def around(draft: Draft, scene: Discourse, kind: EntityType) -> list[Entity]:
    """The one entity of a type that the passage before (or the headline's lead) speaks of; none if there are several."""
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
    if inside:
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


def shares(ours: Sequence[Entity], theirs: Sequence[Entity]) -> bool:
    """Whether two casts have somebody in common, or one of them is unknown."""
    return not ours or not theirs or bool({entity.id for entity in ours} & {entity.id for entity in theirs})


# --- merging ---------------------------------------------------------------------------------------------------------


def merge(made: Sequence[Draft]) -> list[Draft]:
    """The drafts with those that tell the same act made one, the fullest first in its evidence."""
    kept: list[Draft] = []
    for draft in sorted(made, key=lambda item: (item.heading, item.place)):
        twin = next((item for item in kept if same_act(item, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            absorb(twin, draft)
    return sorted(kept, key=lambda item: item.place)


def same_act(one: Draft, two: Draft) -> bool:
    """The same kind by the same authority against the same party, with amounts and standing that agree."""
    if one.kind is not two.kind or one.modality is not two.modality:
        return False
    if (one.status is Status.PROPOSED) != (two.status is Status.PROPOSED):
        return False
    if one.date and two.date and one.date.value and two.date.value and not agree(one.date.value, two.date.value):
        return False
    if one.kind is Kind.LEGISLATION:
        return (
            (not one.laws or not two.laws or bool(set(one.laws) & set(two.laws)))
            and same_cast(one.issuers, two.issuers)
            and same_step(one, two)
        )
    if " each " in one.rule or (
        one.sentences == two.sentences and one.issuers and two.issuers and not overlap(one.issuers, two.issuers)
    ):
        return False
    return same_amount(one.amount, two.amount) and (
        (same_cast(one.issuers, two.issuers) and same_cast(one.respondents, two.respondents))
        or same_but_guessed(one, two)
    )


def same_step(one: Draft, two: Draft) -> bool:
    """The same step in the making of a law; 'becomes law' is any of those that make it one."""
    steps = {draft.rule.removeprefix("linear ") for draft in (one, two)}
    return len(steps) == 1 or bool(steps & {"legislate become"} and steps & {"legislate pass", "legislate sign"})


def same_but_guessed(one: Draft, two: Draft) -> bool:
    """The same party and the same sum, where one telling leaves its issuer open ('Ultra Tune to pay $2.6m')."""
    return (
        (one.guessed_issuers or two.guessed_issuers)
        and one.amount is not None
        and two.amount is not None
        and one.amount.currency == two.amount.currency
        and overlap(one.respondents, two.respondents)
    )


def agree(one: str, two: str) -> bool:
    """Two dates of whatever precision that can be the same."""
    size = min(len(one), len(two))
    return one[:size] == two[:size]


def same_cast(ours: Sequence[Entity], theirs: Sequence[Entity]) -> bool:
    """Casts that overlap, or of which one is empty."""
    return shares(ours, theirs)


def same_amount(one: Amount | None, two: Amount | None) -> bool:
    """Equal within 2%, or stated in two currencies, or stated once."""
    if one is None or two is None or one.currency != two.currency:
        return True
    return abs(one.amount - two.amount) <= max(one.amount, two.amount) * 2 / 100


def absorb(kept: Draft, other: Draft) -> None:
    """Take over what another telling of the same act adds."""
    if kept.guessed_issuers and other.issuers and not other.guessed_issuers:
        kept.issuers, kept.guessed_issuers = other.issuers, False
    elif not kept.issuers or joint(kept, other):
        kept.issuers = union(kept.issuers, other.issuers)
    if kept.guessed_respondents and other.respondents and not other.guessed_respondents:
        kept.respondents, kept.guessed_respondents = other.respondents, False
    kept.respondents = kept.respondents or other.respondents
    if kept.amount is None or (other.amount is not None and not other.heading and kept.heading):
        kept.amount = other.amount or kept.amount
    kept.laws = list(dict.fromkeys([*kept.laws, *other.laws]))
    kept.sentences += other.sentences
    kept.evidence += [item for item in other.evidence if item not in kept.evidence]
    kept.trust = max(kept.trust, other.trust)
    kept.date = kept.date or other.date
    kept.place = min(kept.place, other.place)


def joint(kept: Draft, other: Draft) -> bool:
    """Several issuers named in one breath are joint ones; a single further one is only another word for the first."""
    return len(other.issuers) > 1


def union(ours: Sequence[Entity], theirs: Sequence[Entity]) -> list[Entity]:
    """Both, each once."""
    return list({entity.id: entity for entity in (*ours, *theirs)}.values())


# Acts that no text reports without saying whose they are.
NEEDS_ISSUER = {
    Kind.BAN,
    Kind.ORDER,
    Kind.APPEAL,
    Kind.DISMISSAL,
    Kind.APPROVAL,
    Kind.CHARGE,
    Kind.WARNING,
    Kind.FINDING,
    Kind.INVESTIGATION,
    Kind.GUIDANCE,
}


def select(kept: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that are too incomplete to be acts, or are but a part of another act of the same hand."""
    complete = [draft for draft in kept if draft.issuers or draft.places or draft.kind not in NEEDS_ISSUER or by_some_court(draft)]
    complete = [
        draft
        for draft in complete
        if draft.respondents
        or (draft.unnamed_respondent and not draft.guessed_issuers)
        or draft.kind in FREE_OF_RESPONDENTS | {Kind.FINE, Kind.BAN}
        or draft.rule.endswith(" matter")
    ]
    complete = [draft for draft in complete if not is_guess(draft)]
    for draft in complete:
        hand_over(draft, complete)
    return [draft for draft in complete if not is_part(draft, complete)]


def by_some_court(draft: Draft) -> bool:
    """'A court has found that X broke the law': an act of a court that is not named, on a party that is."""
    return draft.unnamed_court and bool(draft.respondents) and not draft.guessed_respondents


def hand_over(draft: Draft, others: Sequence[Draft]) -> None:
    """Let a settlement have the sum that its parties are told to pay in another sentence."""
    for other in others:
        if other.kind is Kind.FINE and draft.kind is Kind.SETTLEMENT and draft.amount is None and other.amount:
            if overlap(draft.issuers, other.issuers) and overlap(draft.respondents, other.respondents):
                draft.amount = other.amount
                draft.evidence += [item for item in other.evidence if item not in draft.evidence]


def is_guess(draft: Draft) -> bool:
    """Neither who acts nor on whom stands in the sentence, and no sum either."""
    return draft.guessed_issuers and draft.guessed_respondents and draft.amount is None


# A finding, a charge or a finished investigation is part of the sanction that the same authority took for it;
# a penalty that a settlement states is the settlement's.
PARTS = {
    Kind.FINDING: {
        Kind.FINE,
        Kind.ORDER,
        Kind.BAN,
        Kind.SETTLEMENT,
        Kind.WARNING,
        Kind.LAWSUIT,
        Kind.CHARGE,
        Kind.APPEAL,
    },
    Kind.CHARGE: {Kind.SETTLEMENT, Kind.FINE},
    Kind.INVESTIGATION: {
        Kind.FINE,
        Kind.ORDER,
        Kind.BAN,
        Kind.FINDING,
        Kind.SETTLEMENT,
        Kind.DISMISSAL,
        Kind.LAWSUIT,
        Kind.WARNING,
    },
    Kind.FINE: {Kind.SETTLEMENT},
    # 'closed its inquiry' beside a sanction of the same hand is no acquittal.
    Kind.DISMISSAL: {Kind.FINE, Kind.ORDER, Kind.BAN, Kind.FINDING, Kind.SETTLEMENT},
}


def is_part(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether a draft only tells a part of another asserted draft."""
    if draft.modality is not Modality.ASSERTED:
        return False
    if draft.kind is Kind.INVESTIGATION and (
        "ing" in draft.rule
        or any(other is not draft and set(other.sentences) & set(draft.sentences) for other in others)
    ):
        return False  # still open: told as going on, or opened in the same breath as another measure
    for other in others:
        if other is not draft and other.kind in PARTS.get(draft.kind, ()) and other.modality is Modality.ASSERTED:
            if (
                overlap(draft.issuers, other.issuers)
                and overlap(draft.respondents, other.respondents)
                and (draft.kind is not Kind.FINE or same_amount(draft.amount, other.amount))
            ):
                if not (
                    draft.date
                    and other.date
                    and draft.date.value
                    and other.date.value
                    and not agree(draft.date.value, other.date.value)
                ):
                    return True
    return False


def overlap(ours: Sequence[Entity], theirs: Sequence[Entity]) -> bool:
    """Whether two casts name somebody in common."""
    return bool({entity.id for entity in ours} & {entity.id for entity in theirs})


def mark_overturned(kept: Sequence[Draft]) -> None:
    """An annulling judgement overturns the earlier act on the same party that the text tells of; a repeal, the law's making."""
    for end in kept:
        if end.kind is Kind.LEGISLATION and end.rule == "legislate end" and end.modality is Modality.ASSERTED:
            for draft in kept:
                made = draft.kind is Kind.LEGISLATION and draft.status is Status.DECIDED and draft.rule != end.rule
                if made and set(draft.laws) & set(end.laws):
                    draft.status = Status.OVERTURNED
    for judgement in kept:
        if not judgement.overturns or judgement.modality is not Modality.ASSERTED:
            continue
        for draft in kept:
            if (
                draft.kind in (Kind.FINE, Kind.ORDER, Kind.BAN)
                and draft is not judgement
                and draft.status is Status.DECIDED
            ):
                apart = {entity.id for entity in judgement.issuers} & {entity.id for entity in draft.issuers}
                if not apart and shares(judgement.respondents, draft.respondents):
                    draft.status = Status.OVERTURNED
                    if draft.date == judgement.date:
                        draft.date = None  # the day of the judgement: nothing is annulled on the day that it is done


# --- dates, laws, confidence -----------------------------------------------------------------------------------------


def date_drafts(made: Sequence[Draft], dates: Sequence[FoundDate]) -> None:
    """The date nearest to the trigger in its own sentence; none is better than a wrong one."""
    for draft in made:
        inside = [found for item in draft.evidence for found in dates if item.start <= found.start < item.end]
        if inside:
            draft.date = min(inside, key=lambda found: (found.when.value is None, abs(found.start - draft.place))).when


def date_leads(kept: Sequence[Draft], dates: Sequence[FoundDate], lead: tuple[int, int]) -> None:
    """An act of the headline or the lead that bears no date takes the one day that the lead names."""
    days = {
        found.when.value: found.when
        for found in dates
        if lead[0] <= found.start < lead[1] and found.when.precision == "day"
    }
    for draft in kept:
        if (draft.date is None or draft.date.value is None) and draft.place < lead[1] and len(days) == 1:
            draft.date = next(iter(days.values()))


def to_report(draft: Draft, technologies: tuple[str, ...], laws: tuple[str, ...], main: bool) -> Report:
    """The frozen report of a draft."""
    jurisdictions = dict.fromkeys(
        [entity.jurisdiction for entity in draft.issuers if entity.jurisdiction] + draft.places
    )
    return Report(
        kind=draft.kind,
        status=draft.status,
        binding_force=force_of(draft),
        modality=draft.modality,
        issuers=tuple(entity.id for entity in draft.issuers),
        respondents=tuple(entity.id for entity in draft.respondents),
        jurisdictions=tuple(jurisdictions),
        technologies=technologies,
        laws=tuple(dict.fromkeys([*draft.laws, *laws])),
        evidence=tuple(draft.evidence),
        confidence=round(confidence(draft), 3),
        date=draft.date,
        penalty=Money(draft.amount.amount, draft.amount.currency) if draft.amount else None,
        remedies=recommended(draft),
        main=main,
        source=draft.source,
    )


SHOULD = re.compile(
    r"\b(?:should|recommended that \w+|must) ((?:delete|stop|cease|destroy|remove|end|discontinue|refrain)\b[^.;]{3,220}?)(?=[.;”\"]|, ?the |,the |$)",
    re.IGNORECASE,
)


def recommended(draft: Draft) -> tuple[str, ...]:
    """What a finding asks the party to do, in the words of its evidence: 'delete all images', 'stop offering'."""
    if draft.kind is not Kind.FINDING:
        return ()
    return tuple(
        dict.fromkeys(match[1].strip(" ,") for item in draft.evidence for match in SHOULD.finditer(item.quote))
    )


def force_of(draft: Draft) -> BindingForce:
    """Binding force from kind and status: proposals bind nobody, findings only find."""
    if draft.status is Status.PROPOSED:
        return BindingForce.NON_BINDING
    if draft.kind is Kind.FINDING:
        return BindingForce.FINDING_ONLY
    if draft.kind in BINDING:
        return BindingForce.BINDING
    return BindingForce.NON_BINDING if draft.kind in (Kind.GUIDANCE, Kind.WARNING) else BindingForce.UNKNOWN


def confidence(draft: Draft) -> float:
    """Trust in a report between 0 and 1: the rung of its roles, what is missing, how often it is told."""
    value = draft.trust * 0.85
    if not draft.issuers:
        value *= 0.75
    if not draft.respondents and draft.kind not in FREE_OF_RESPONDENTS and not draft.counted:
        value *= 0.6
    value += 0.05 * min(len(draft.evidence) - 1, 3)
    return min(value, 0.99)
