"""What consolidation reads: one report of one article, as it stands in the article's graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from pyoxigraph import NamedNode

from graph.blocking import Facets, days_of, sum_key
from graph.model import BindingForce, Kind, Modality, Status
from graph.vocabulary import PG, text_of

Facts = Mapping[str, list[str]]
"""The facts about one thing: the IRI of each predicate with its values as text."""


@dataclass(frozen=True)
class Told:
    """A report. Parties and places are the ends of IRIs (`organisation/meta`); `published` is its article's day."""

    iri: str
    article: str
    published: date | None
    kind: Kind
    status: Status
    force: BindingForce
    issuers: frozenset[str]
    respondents: frozenset[str]
    jurisdictions: frozenset[str]
    technologies: frozenset[str]
    laws: frozenset[str]
    date: str | None
    amount: Decimal | None
    currency: str | None
    remedies: frozenset[str]
    confidence: Decimal
    main: bool
    quote: str

    @cached_property
    def facets(self) -> Facets:
        """What it is found by."""
        return Facets(
            kind=self.kind,
            status=self.status,
            respondents=self.respondents,
            issuers=self.issuers,
            laws=self.laws,
            technologies=self.technologies,
            dated=days_of(self.date) if self.date else None,
            published=self.published,
            amount=sum_key(self.amount, self.currency) if self.amount is not None and self.currency else "",
        )

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of its jurisdictions; `eu` and `int` count as such."""
        return frozenset(place.removeprefix("jurisdiction/").partition("-")[0] for place in self.jurisdictions)


def told(iri: str, article: str, published: date | None, facts: Facts, base: str) -> Told | None:
    """The record of a report's facts; None for one that is not asserted."""

    def one(predicate: NamedNode) -> str | None:
        return min(facts.get(predicate.value, ()), default=None)

    def ends(predicate: NamedNode) -> frozenset[str]:
        return frozenset(value.removeprefix(base) for value in facts.get(predicate.value, ()))

    def named(predicate: NamedNode) -> str:
        return (one(predicate) or "").rpartition("/")[2]

    if named(PG.modality) != Modality.ASSERTED:
        return None
    amount = one(PG.penaltyAmount)
    return Told(
        iri=iri,
        article=article,
        published=published,
        kind=Kind(named(PG.kind)),
        status=Status(named(PG.status)),
        force=BindingForce(named(PG.bindingForce)),
        issuers=ends(PG.issuedBy),
        respondents=ends(PG.respondent),
        jurisdictions=ends(PG.jurisdiction),
        technologies=ends(PG.technology),
        laws=ends(PG.legalBasis),
        date=one(PG.date),
        amount=Decimal(amount) if amount else None,
        currency=one(PG.penaltyCurrency),
        remedies=frozenset(facts.get(PG.remedy.value, ())),
        confidence=Decimal(one(PG.confidence) or 0),
        main=one(PG.main) != "false",
        quote=one(PG.quote) or "",
    )


def gathered(rows: Iterable[tuple[object, object, object]]) -> dict[str, dict[str, list[str]]]:
    """Triples by subject and predicate, as text."""
    found: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in rows:
        found.setdefault(text_of(subject), {}).setdefault(text_of(predicate), []).append(text_of(value))
    return found
