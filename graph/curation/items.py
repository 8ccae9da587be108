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
    WITHDRAWN = "withdrawn"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A report as evidence: its IRI, what it says, in which article.

    `authorities` and `against` are the names of its parties, `source` tells who published the article when, `value` what
    the report says of the property that a conflict is about.
    """

    report: str
    anchor: Anchor
    headline: str
    source: str = ""
    authorities: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide. `question` is in words, `verdicts` what answers it, `decision` the one that was lost."""

    reason: Reason
    question: str
    exhibits: tuple[Exhibit, ...]
    verdicts: tuple[Verdict, ...]
    property: str = ""
    decision: str = ""
