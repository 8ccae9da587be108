"""What the trained reader adds to the frames: acts that they leave unread, sides that they had to guess, and doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.extraction.amounts import Amount
from graph.extraction.factuality import Standing
from graph.extraction.reports import Draft
from graph.extraction.reports.draft import FREE_OF_RESPONDENTS, LEAD_SENTENCES, Support, overlap, shares
from graph.extraction.reports.trust import confidence
from graph.extraction.told import Told
from graph.model import BlockKind, Entity, EntityType, Evidence, Kind, Modality, Status

SURE = 0.5
"""How sure the reader must be of an act to say whose it is where a frame had to guess."""
LEAST = 0.3
"""How sure the reader must be of an act that no frame tells."""
SAME_WORD = 12
"""Characters between the words that a frame and the reader take for the same act."""
PAID = (Kind.FINE, Kind.SETTLEMENT)
TITLES = (BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.HEADING)


def join(
    drafts: Sequence[Draft], told: Sequence[Told], amounts: Sequence[Amount], standing: Callable[[Told], Standing]
) -> list[Draft]:
    """The drafts of the frames, each with the support that the reader gives it, and the reader's own acts.

    Where both read an act in one word and do not agree on it, the more trustworthy reading stands. `standing` is what
    the grammar of its sentence says of an act: whether it was done, and whose words it is told in.
    """
    made = list(drafts)
    for draft in made:
        weigh(draft, [item for item in told if item.sentence.index in draft.sentences])
    for item in sorted(told, key=lambda one: -one.chance):  # an act told in two words is the surer one
        if item.chance < LEAST or any(same(draft, item) or of_other_kind(draft, item) for draft in made):
            continue
        draft = draft_of(item, amounts, standing(item))
        rivals = [other for other in made if other.modality is Modality.ASSERTED and near(other, item)]
        if all(confidence(draft) > confidence(rival) for rival in rivals):
            made = [other for other in made if other not in rivals] + [draft]
    return made


def weigh(draft: Draft, told: Sequence[Told]) -> None:
    """Support of a draft by the reader, and the sides that it names where the draft had to guess."""
    agreeing = [item for item in told if item.kind is draft.kind]
    best = max(agreeing, key=lambda item: item.chance, default=None)
    if best is not None and best.chance >= SURE:
        if draft.guessed_issuers and (issuers := entities(best.issuers, EntityType.REGULATOR)):
            draft.issuers, draft.guessed_issuers = corrected(draft.issuers, issuers), False
        if draft.guessed_respondents and (respondents := entities(best.respondents)):
            draft.respondents, draft.guessed_respondents = corrected(draft.respondents, respondents), False
        if draft.kind in FREE_OF_RESPONDENTS:
            draft.respondents = []
    draft.respondents = [entity for entity in draft.respondents if entity not in draft.issuers]
    support = support_of(draft, told)
    draft.support = draft.support.joined(support) if draft.support else support


def corrected(guessed: list[Entity], read: list[Entity]) -> list[Entity]:
    """A side that was guessed, unless the reader names others: it reads one of several more easily than all."""
    return guessed if overlap(guessed, read) else read


def support_of(draft: Draft, told: Sequence[Told]) -> Support:
    """What the reader thinks of a draft."""
    agreeing = [item for item in told if item.kind is draft.kind or of_other_kind(draft, item)]
    others = [item for item in told if item not in agreeing and near(draft, item)]
    return Support(
        act=max((item.chance for item in agreeing), default=0.0),
        issuer=max((chance_of(draft.issuers, item.issuers) for item in agreeing), default=0.0),
        respondent=max((chance_of(draft.respondents, item.respondents) for item in agreeing), default=0.0),
        other=max((item.chance for item in others), default=0.0),
    )


def chance_of(side: Sequence[Entity], told: Sequence[tuple[Entity, float]]) -> float:
    """How sure the reader is that one of a side is on it."""
    ids = {entity.id for entity in side}
    return max((chance for entity, chance in told if entity.id in ids), default=0.0)


def near(draft: Draft, item: Told) -> bool:
    """Whether both mean the same word."""
    return abs(draft.place - item.place) <= SAME_WORD


def same(draft: Draft, item: Told) -> bool:
    """Whether a frame tells the act that the reader tells: the same kind, by and on the same, in a sentence of both.

    What a frame takes for claimed, denied or possible stays so: only frames know whose words they are.
    """
    if item.sentence.index not in draft.sentences:
        return False
    if draft.modality is not Modality.ASSERTED and near(draft, item):
        return True
    return (
        draft.kind is item.kind
        and shares(draft.issuers, entities(item.issuers, EntityType.REGULATOR))
        and shares(draft.respondents, entities(item.respondents))
    )


def of_other_kind(draft: Draft, item: Told) -> bool:
    """Whether grammar knows better of which kind an act is: a court dismisses an appeal or finds no breach, a rule change that is approved is no law, who is charged a sum is fined, preliminary findings are no charge."""
    if not near(draft, item):
        return False
    if draft.kind is Kind.APPEAL and draft.rule.startswith("court "):
        return item.kind is Kind.DISMISSAL
    if draft.kind is Kind.DISMISSAL and draft.rule.startswith("judgement "):
        return item.kind is Kind.FINDING
    if draft.kind is Kind.APPROVAL and draft.rule.endswith(" matter"):
        return item.kind is Kind.LEGISLATION
    if draft.kind is Kind.FINDING and draft.status is Status.PROPOSED:
        return item.kind is Kind.CHARGE
    return draft.kind is Kind.FINE and draft.amount is not None and item.kind is Kind.CHARGE


def entities(side: Sequence[tuple[Entity, float]], kind: EntityType | None = None) -> list[Entity]:
    """The entities of a side; places are none, and law has no side."""
    return [
        entity
        for entity, _ in side
        if (entity.type is kind if kind else entity.type not in (EntityType.JURISDICTION, EntityType.LAW))
    ]


def draft_of(item: Told, amounts: Sequence[Amount], standing: Standing) -> Draft:
    """An act of the reader as a draft."""
    sentence = item.sentence
    issuers = entities(item.issuers, EntityType.REGULATOR)
    if item.kind is Kind.LAWSUIT:
        issuers = [entity for entity in issuers if "Court" not in entity.name]  # where one sues, not who
    places = [entity.jurisdiction for entity, _ in item.issuers if entity.type is EntityType.JURISDICTION]
    respondents = [entity for entity in entities(item.respondents) if entity not in issuers]
    sums = [one for one in amounts if sentence.start <= one.start < sentence.end and one.role in ("sum", "floor")]
    nearest = min(sums, key=lambda one: abs(one.start - item.place), default=None)
    sides = [chance for side in (item.issuers[:1], item.respondents[:1]) for _, chance in side]
    rule = f"read {item.word.lower()}"
    return Draft(
        kind=item.kind,
        status=item.status,
        modality=standing.modality,
        issuers=issuers,
        respondents=respondents,
        places=[place for place in places if place],
        amount=nearest if item.kind in PAID else None,
        laws=[],
        sentences=[sentence.index],
        place=item.place,
        rule=rule,
        trust=min([1.0, *sides]),
        evidence=[Evidence(sentence.text, sentence.start, sentence.end, rule)],
        source=standing.source,
        block=sentence.block,
        lead=sentence.index < LEAD_SENTENCES,
        heading=sentence.kind in TITLES,
        counted=len(respondents) > 1,
        read=True,
        support=Support(
            item.chance,
            *[max((chance for _, chance in side), default=0.0) for side in (item.issuers, item.respondents)],
        ),
    )
