"""A ruling's facts in the default graph as a move of its matter, and the words for a matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.consolidate.chain import Move
from graph.vocabulary import PG, concept_name, text_of

Facts = list[tuple[NamedNode, NamedNode | Literal]]
NAMED = 2
"""Parties that a matter's label names."""


def move_of(iri: str, facts: Facts, base: str) -> Move:
    """The move of a ruling with these facts."""
    told: dict[NamedNode, list[str]] = {}
    for predicate, value in facts:
        told.setdefault(predicate, []).append(text_of(value))

    def one(predicate: NamedNode) -> str | None:
        return min(told.get(predicate, ()), default=None)

    def ends(predicate: NamedNode) -> frozenset[str]:
        return frozenset(value.removeprefix(base) for value in told.get(predicate, ()))

    amount, reported = one(PG.penaltyAmount), one(PG.firstReported)
    return Move(
        iri=iri,
        kind=concept_name(NamedNode(one(PG.kind) or "")),
        status=concept_name(NamedNode(one(PG.status) or "")),
        date=one(PG.date),
        reported=date.fromisoformat(reported) if reported else None,
        issuers=ends(PG.issuedBy),
        respondents=ends(PG.respondent),
        places=ends(PG.jurisdiction),
        technologies=ends(PG.technology),
        laws=ends(PG.legalBasis),
        penalty=(Decimal(amount), one(PG.penaltyCurrency) or "") if amount else None,
        articles=ends(PG.reportedBy),
    )


def label(group: Sequence[Move], name: Callable[[str], str]) -> str:
    """`British Airways in United Kingdom, 2019-2020`: the parties that most rulings of the matter name, where and when."""
    parties = Counter(subject for move in group for subject in sorted(move.subjects))
    named = [name(party) for party, _ in sorted(parties.items(), key=lambda entry: (-entry[1], entry[0]))]
    who = ", ".join(named[:NAMED]) + (" and others" if len(named) > NAMED else "")
    countries = Counter(f"jurisdiction/{country}" for move in group for country in sorted(move.countries))
    where = [name(country) for country, _ in sorted(countries.items(), key=lambda entry: (-entry[1], entry[0]))][:1]
    years = sorted({move.date[:4] for move in group if move.date})
    when = f", {years[0]}" + (f"-{years[-1]}" if years[-1] != years[0] else "") if years else ""
    return f"{who}{f' in {where[0]}' if where else ''}{when}"
