"""What waits for a person: an item with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.curation.decision import Anchor, Verdict


class Reason(StrEnum):
    """Why something stands in the queue."""

    UNSURE = "unsure"
    RACE = "race"
    CONFLICT = "conflict"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A report as evidence: its IRI, what it says, in which article."""

    report: str
    anchor: Anchor
    headline: str
    value: str = ""
    """What it says of the property that a conflict is about."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide. `question` is in words, `verdicts` what answers it, `decision` the one that was lost."""

    reason: Reason
    question: str
    exhibits: tuple[Exhibit, ...]
    verdicts: tuple[Verdict, ...]
    property: str = ""
    decision: str = ""
