"""The records of review, and the work behind its addresses: what is to be decided, what was decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from pydantic import BaseModel, Field

from graph.curation import Kept, Undone, Verdict, decision_of, kept
from graph.curation.items import Exhibit, Item, Reason
from graph.model import BindingForce, Kind, Status
from graph.registry_graph import described
from graph.settings import Settings
from graph.store import Store

_ID = "ids with spaces between them, as at the end of an address: "
FIELDS = {
    "kind": ("kind", ", ".join(Kind)),
    "status": ("status", ", ".join(Status)),
    "bindingForce": ("binding force", ", ".join(BindingForce)),
    "issuedBy": ("authorities", f"{_ID}regulator/ie-dpc"),
    "respondent": ("against", f"{_ID}organisation/meta"),
    "jurisdiction": ("where", f"{_ID}jurisdiction/ie"),
    "technology": ("technologies", f"{_ID}technology/facial-recognition"),
    "legalBasis": ("laws", f"{_ID}law/eu-gdpr"),
    "date": ("date", "2023-05-22, 2023-05 or 2023"),
    "penaltyAmount": ("sum", "1200000000"),
    "penaltyCurrency": ("currency", "EUR"),
}
"""What can be corrected, in words, with what is to be written."""


class AnchorRecord(BaseModel):
    """A report, as a decision names it: by what survives a new extraction. Parties are ids of entities."""

    article: str = Field(description="IRI of the article")
    quote: str
    kind: str
    issuers: list[str] = []
    respondents: list[str] = []


class ExhibitRecord(AnchorRecord):
    """A report as evidence. `authorities` and `against` are the names of its parties; `source` tells who published it when.

    `value` is what it says of the property that sources disagree on.
    """

    report: str
    headline: str
    source: str = ""
    authorities: list[str] = []
    against: list[str] = []
    value: str = ""


class ItemRecord(BaseModel):
    """One thing to decide."""

    reason: Reason
    question: str
    exhibits: list[ExhibitRecord]
    verdicts: list[Verdict]
    property: str = ""
    decision: str = ""


class Queue(BaseModel):
    """What is to be decided, by reason; `total` counts all, `items` are a page of them."""

    total: int
    counts: dict[Reason, int]
    items: list[ItemRecord]


class NewDecision(BaseModel):
    """A decision to be made. Who makes it is the holder of the token, when is now."""

    verdict: Verdict
    why: str = Field(min_length=1, max_length=2000)
    reports: list[AnchorRecord] = []
    entities: list[str] = []
    values: dict[str, list[str]] = {}


class DecisionRecord(BaseModel):
    """A decision as it is kept. `undone` tells who took it back, when and why; `lost` that its report is
    not there any more; `names` are those of the entities.
    """

    id: str
    verdict: Verdict
    time: str
    by: str
    why: str
    reports: list[AnchorRecord] = []
    entities: list[str] = []
    names: list[str] = []
    values: dict[str, list[str]] = {}
    undone: dict[str, str] | None = None
    lost: bool = False


def waiting(store: Store, settings: Settings, reason: Reason | None, limit: int, offset: int) -> Queue:
    """A page of the queue."""
    from graph.curation.queue import queue  # with consolidation and its libraries: only curators wait for them

    items = list(queue(store, settings))
    counts = {one: sum(item.reason is one for item in items) for one in Reason}
    chosen = [item for item in items if reason is None or item.reason is reason]
    return Queue(
        total=len(chosen), counts=counts, items=[item_record(one) for one in islice(chosen, offset, offset + limit)]
    )


def item_record(item: Item) -> ItemRecord:
    """An item as JSON has it."""
    return ItemRecord(
        reason=item.reason,
        question=item.question,
        exhibits=[exhibit_record(one) for one in item.exhibits],
        verdicts=list(item.verdicts),
        property=item.property,
        decision=item.decision,
    )


def exhibit_record(exhibit: Exhibit) -> ExhibitRecord:
    """A report as evidence, as JSON has it."""
    told: dict[str, Any] = asdict(exhibit)
    return ExhibitRecord(**told.pop("anchor"), **told)


def decided(store: Store, settings: Settings) -> list[DecisionRecord]:
    """All decisions, the latest first."""
    from graph.curation.replay import load

    iris = described(settings.base).iris
    lost = {one.id for one in load(store, iris).lost()}
    return [decision_record(settings, one, one.decision.id in lost) for one in reversed(kept(store, iris))]


def decision_record(settings: Settings, one: Kept, lost: bool = False) -> DecisionRecord:
    """A decision as JSON has it."""
    undone = asdict(one.undone) if one.undone else None
    names = list(map(described(settings.base).name, one.decision.entities))
    return DecisionRecord(id=one.decision.id, undone=undone, lost=lost, names=names, **one.decision.as_record())


def making(store: Store, settings: Settings, new: NewDecision, by: str) -> Callable[[], DecisionRecord]:
    """What makes a decision when it is called. InputError if it is none."""
    from graph.curation.deciding import decide

    decision = decision_of({**new.model_dump(), "time": now(), "by": by})

    def make() -> DecisionRecord:
        effect = decide(store, settings, decision)
        store.apply(effect.change)
        return decision_record(settings, Kept(decision), bool(effect.lost))

    return make


def undoing(store: Store, settings: Settings, identifier: str, by: str, why: str) -> Callable[[], DecisionRecord]:
    """What takes a decision back when it is called. NotFoundError if none of this id is in force."""
    from graph.curation.deciding import undo

    undone = Undone(now(), by, why)

    def take_back() -> DecisionRecord:
        effect = undo(store, settings, identifier, undone)
        store.apply(effect.change)
        return decision_record(settings, Kept(effect.decision, undone))

    return take_back


def now() -> str:
    """This moment, as decisions tell it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
