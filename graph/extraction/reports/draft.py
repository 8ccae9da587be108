"""An act on its way to a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.extraction.actors import Actor, Role
from graph.extraction.amounts import Amount
from graph.extraction.frames import Act
from graph.model import BlockKind, Entity, Evidence, Kind, Modality, Status, WhenDone

FREE_OF_RESPONDENTS = {Kind.LEGISLATION, Kind.GUIDANCE}
LEAD_SENTENCES = 6

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


@dataclass(frozen=True, slots=True)
class Support:
    """What readers beside the frames think of a draft, each a chance between 0 and 1."""

    act: float = 0.0
    """That its sentence tells of an act of its kind."""
    issuer: float = 0.0
    """That one of its issuers does it."""
    respondent: float = 0.0
    """That one of its respondents suffers it."""
    other: float = 0.0
    """That its very word tells of an act of another kind."""

    def joined(self, other: Support) -> Support:
        """The better of two, of each."""
        return Support(
            max(self.act, other.act),
            max(self.issuer, other.issuer),
            max(self.respondent, other.respondent),
            min(self.other, other.other),
        )


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
    by_many: bool = False
    """Told of many authorities at once ('European regulators have imposed'): whom they hit is nobody that stands elsewhere."""
    unheard_of: bool = False
    """The text names no authority at all, so that none is missing here."""
    read: bool = False
    """Told by another reader than the frames, and by no frame."""
    support: Support | None = None
    """What the other readers make of it; None where none has read the text."""


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
        by_many=bool(act.issuers) and all(actor.rung == "counted" for actor in act.issuers),
        heading=sentence.kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.HEADING),
    )


def entities(found: Sequence[Actor]) -> list[Entity]:
    """The named ones, each once."""
    return list({actor.entity.id: actor.entity for actor in found if actor.entity}.values())


def shares(ours: Sequence[Entity], theirs: Sequence[Entity]) -> bool:
    """Whether two casts have somebody in common, or one of them is unknown."""
    return not ours or not theirs or bool({entity.id for entity in ours} & {entity.id for entity in theirs})


def overlap(ours: Sequence[Entity], theirs: Sequence[Entity]) -> bool:
    """Whether two casts name somebody in common."""
    return bool({entity.id for entity in ours} & {entity.id for entity in theirs})
