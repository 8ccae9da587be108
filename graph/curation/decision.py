"""What a person decided: on which reports or things, what, when, by whom and why.

A decision names a report by what survives a new extraction: the article, the quote, the kind and the parties. Where the
extraction changes so much that nothing like it is left, the decision waits and is shown as lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from graph.errors import InputError


class Verdict(StrEnum):
    """What can be decided: the first three about a report, the next three about reports, the last two about entities.

    NOTED leaves everything as it is: somebody has seen that words are gone, or that sources disagree.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    NOTED = "noted"
    SAME_ACT = "same-act"
    APART = "apart"
    MERGE = "merge"
    DISTINCT = "distinct"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A report as a decision names it. `article` is an IRI; parties are ends of IRIs (`organisation/meta`)."""

    article: str
    quote: str
    kind: str
    issuers: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `time` is ISO 8601; `reports` are what ACCEPT to APART are about, `entities` MERGE and DISTINCT.

    MERGE keeps the last of its entities as the name of all. `values` are what CORRECT puts in place: the local name of
    a property of the ontology with all its values as text; no value takes the field away.
    """

    verdict: Verdict
    time: str
    by: str
    why: str
    reports: tuple[Anchor, ...] = ()
    entities: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The same decision has the same id wherever it is kept, so taking it in twice does nothing."""
        said = (
            self.verdict,
            self.time,
            self.by,
            repr(self.reports),
            repr(self.entities),
            repr(sorted(self.values.items())),
        )
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    def as_record(self) -> dict[str, Any]:
        """The decision as JSON has it; `decision_of` reads it again."""
        return {
            **asdict(self),
            "verdict": str(self.verdict),
            "values": {name: list(given) for name, given in self.values.items()},
        }


CORRECTABLE = {
    "kind": "concept",
    "status": "concept",
    "bindingForce": "concept",
    "issuedBy": "entity",
    "respondent": "entity",
    "jurisdiction": "entity",
    "technology": "entity",
    "legalBasis": "entity",
    "date": "text",
    "penaltyAmount": "text",
    "penaltyCurrency": "text",
}
"""The properties that a person may correct, and what their values are."""


def decision_of(record: Mapping[str, Any]) -> Decision:
    """A decision from its record. InputError that names what is wrong."""
    try:
        decision = Decision(
            verdict=Verdict(record["verdict"]),
            time=str(record["time"]),
            by=str(record["by"]),
            why=str(record["why"]),
            reports=tuple(anchor_of(one) for one in record.get("reports", ())),
            entities=tuple(map(str, record.get("entities", ()))),
            values={str(name): tuple(map(str, given)) for name, given in record.get("values", {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"This is no decision: {error!r}.", "docs/review.md shows the fields of one.") from error
    check(decision)
    return decision


def anchor_of(record: Mapping[str, Any]) -> Anchor:
    """An anchor from its record."""
    return Anchor(
        str(record["article"]),
        str(record["quote"]),
        str(record["kind"]),
        tuple(map(str, record.get("issuers", ()))),
        tuple(map(str, record.get("respondents", ()))),
    )


def check(decision: Decision) -> None:
    """InputError unless a decision is about what its verdict is about."""
    wanted: dict[Verdict, tuple[str, Sequence[object], int, int]] = {
        Verdict.ACCEPT: ("report", decision.reports, 1, 1),
        Verdict.REJECT: ("report", decision.reports, 1, 1),
        Verdict.CORRECT: ("report", decision.reports, 1, 1),
        Verdict.NOTED: ("report", decision.reports, 1, 1000),
        Verdict.SAME_ACT: ("reports", decision.reports, 2, 1000),
        Verdict.APART: ("reports", decision.reports, 2, 1000),
        Verdict.MERGE: ("entities", decision.entities, 2, 2),
        Verdict.DISTINCT: ("entities", decision.entities, 2, 2),
    }
    what, given, least, most = wanted[decision.verdict]
    if not least <= len(set(given)) <= most:
        raise InputError(
            f"The verdict {decision.verdict} needs {least} {what}, not {len(set(given))}.", "Name each once."
        )
    if decision.verdict is Verdict.CORRECT and not decision.values:
        raise InputError("A correction needs values.", f"Give one or more of {', '.join(CORRECTABLE)}.")
    if unknown := decision.values.keys() - CORRECTABLE.keys():
        raise InputError(f"{', '.join(sorted(unknown))} cannot be corrected.", f"These can: {', '.join(CORRECTABLE)}.")
