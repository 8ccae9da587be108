"""What another reader adds to the frames: acts that they leave unread, and sides that they had to guess."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extraction.actors import Discourse
from graph.extraction.amounts import Amount
from graph.extraction.reports import Draft, inherit
from graph.extraction.reports.draft import LEAD_SENTENCES, shares
from graph.extraction.told import Told
from graph.model import BlockKind, Entity, EntityType, Evidence, Kind, Modality

SURE = 0.5
"""How sure the reader must be of an act that no frame tells."""
SAME_WORD = 12
"""Characters between the words that a frame and the reader take for the same act."""
PAID = (Kind.FINE, Kind.SETTLEMENT)
TITLES = (BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.HEADING)


def join(drafts: Sequence[Draft], told: Sequence[Told], amounts: Sequence[Amount], scene: Discourse) -> list[Draft]:
    """The drafts of the frames, with the sides that the reader names where they had to guess, and the reader's own acts."""
    made = list(drafts)
    for draft in made:
        fill(draft, [item for item in told if item.sentence.index in draft.sentences])
    for item in told:
        if item.chance < SURE or any(same(draft, item) for draft in made):
            continue
        draft = draft_of(item, amounts)
        inherit(draft, [other for other in made if other.place < draft.place][::-1][:4][::-1], scene)
        made.append(draft)
    return made


def fill(draft: Draft, told: Sequence[Told]) -> None:
    """The sides that the reader names where a draft had to guess."""
    agreeing = [item for item in told if item.kind is draft.kind]
    best = max(agreeing, key=lambda item: item.chance, default=None)
    if best is None or best.chance < SURE:
        return
    if draft.guessed_issuers and (issuers := entities(best.issuers, EntityType.REGULATOR)):
        draft.issuers, draft.guessed_issuers = issuers, False
    if draft.guessed_respondents and (respondents := entities(best.respondents)):
        draft.respondents, draft.guessed_respondents = respondents, False


def same(draft: Draft, item: Told) -> bool:
    """Whether a frame tells the act that the reader tells: the same word, or the same kind by and on the same."""
    if item.sentence.index not in draft.sentences:
        return False
    if abs(draft.place - item.place) <= SAME_WORD:
        return True
    return (
        draft.kind is item.kind
        and shares(draft.issuers, entities(item.issuers, EntityType.REGULATOR))
        and shares(draft.respondents, entities(item.respondents))
    )


def entities(side: Sequence[tuple[Entity, float]], kind: EntityType | None = None) -> list[Entity]:
    """The entities of a side; places are none, and law has no side."""
    return [
        entity
        for entity, _ in side
        if (entity.type is kind if kind else entity.type not in (EntityType.JURISDICTION, EntityType.LAW))
    ]


def draft_of(item: Told, amounts: Sequence[Amount]) -> Draft:
    """An act of the reader as a draft."""
    sentence = item.sentence
    issuers = entities(item.issuers, EntityType.REGULATOR)
    places = [entity.jurisdiction for entity, _ in item.issuers if entity.type is EntityType.JURISDICTION]
    respondents = [entity for entity in entities(item.respondents) if entity not in issuers]
    sums = [one for one in amounts if sentence.start <= one.start < sentence.end and one.role in ("sum", "floor")]
    nearest = min(sums, key=lambda one: abs(one.start - item.place), default=None)
    sides = [chance for side in (item.issuers[:1], item.respondents[:1]) for _, chance in side]
    rule = f"read {item.word.lower()}"
    return Draft(
        kind=item.kind,
        status=item.status,
        modality=Modality.ASSERTED,
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
        source="narrator",
        block=sentence.block,
        lead=sentence.index < LEAD_SENTENCES,
        heading=sentence.kind in TITLES,
        counted=len(respondents) > 1,
    )
