"""Which of the values that articles tell is taken, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from graph.consolidate.records import Told
from graph.sources import OFFICIAL, TIERS

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Value]):
    """A value with who tells it: its articles, how many independent sources they are, their best tier, their last day."""

    value: Value
    articles: tuple[str, ...]
    sources: int
    tier: str
    latest: date
    trust: Decimal

    @property
    def standing(self) -> tuple[Any, ...]:
        """What decides, the greatest wins: an official source, independent sources, the tier, the last word, trust."""
        return self.tier == OFFICIAL, self.sources, -TIERS.index(self.tier), self.latest, self.trust


def candidates(
    votes: Iterable[tuple[Told, Value]], source_of: Mapping[str, str], key: Callable[[Value], Any]
) -> list[Candidate[Value]]:
    """The values that reports tell, the winner first; equals are in the order of `key`."""
    tellers: dict[Value, list[Told]] = defaultdict(list)
    for report, value in votes:
        tellers[value].append(report)
    found = [candidate(value, reports, source_of) for value, reports in tellers.items()]
    found.sort(key=lambda one: key(one.value))
    found.sort(key=lambda one: one.standing, reverse=True)
    return found


def candidate(value: Value, reports: Iterable[Told], source_of: Mapping[str, str]) -> Candidate[Value]:
    """A value and its tellers."""
    tellers = list(reports)
    return Candidate(
        value=value,
        articles=tuple(sorted({report.article for report in tellers})),
        sources=len({source_of[report.article] for report in tellers}),
        tier=min((report.origin.tier for report in tellers), key=TIERS.index),
        latest=max(report.published or date.min for report in tellers),
        trust=max(report.confidence for report in tellers),
    )


def reason(winner: Candidate[Any], other: Candidate[Any]) -> str:
    """Why the winner was preferred to another value, in a few words."""
    if winner.tier == OFFICIAL and other.tier != OFFICIAL:
        return "an official source tells it"
    if winner.sources != other.sources:
        return f"told by {counted(winner.sources)} against {other.sources}"
    if winner.tier != other.tier:
        return f"told by a nearer source: {named(winner.tier)} against {named(other.tier)}"
    if winner.latest != other.latest:
        return f"told last ({winner.latest.isoformat()})"
    if winner.trust != other.trust:
        return "read with more confidence"
    return "nothing speaks for one of them: the more exact one, or the first"


def counted(number: int) -> str:
    """`1 independent source`, `2 independent sources`."""
    return f"{number} independent source{'' if number == 1 else 's'}"


def named(tier: str) -> str:
    """A tier in words."""
    return tier.replace("-", " ")
