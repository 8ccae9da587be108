"""What consolidation reads: one report of one article, as it stands in the article's graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from pyoxigraph import NamedNode, Quad

from graph.blocking import Facets, days_of, sum_key
from graph.judgements import NONE, Judgements
from graph.model import BindingForce, Kind, Modality, Status
from graph.sources import OTHER, name_key, tier_of
from graph.vocabulary import PG, SCHEMA, text_of

Facts = Mapping[str, Sequence[str]]
"""The facts about one thing: the IRI of each predicate with its values as text."""


@dataclass(frozen=True)
class Origin:
    """The article of reports: its day, its publisher, and what tells that it is a copy of another one's story.

    `publisher` is the key of its name or domain, empty for none; `provider` an agency, `signature` that of its text.
    """

    article: str
    published: Day | None = None
    publisher: str = ""
    tier: str = OTHER
    provider: str = ""
    signature: str = ""


@dataclass(frozen=True)
class Told:
    """A report. Parties and places are the ends of IRIs (`organisation/meta`)."""

    iri: str
    origin: Origin
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

    @property
    def article(self) -> str:
        """The article that tells it."""
        return self.origin.article

    @property
    def published(self) -> Day | None:
        """Its article's day."""
        return self.origin.published

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


def origin(article: str, facts: Facts) -> Origin:
    """The origin of an article's own facts."""

    def one(predicate: NamedNode) -> str:
        return min(facts.get(predicate.value, ()), default="")

    name, domain, published = one(PG.publisherName), one(PG.publisherDomain), one(SCHEMA.datePublished)
    return Origin(
        article=article,
        published=datetime.fromisoformat(published).date() if published else None,
        publisher=name_key(name) or name_key(domain.removeprefix("www.").rpartition(".")[0]),
        tier=tier_of(name, domain),
        provider=one(PG.provider),
        signature=one(PG.textSignature),
    )


def told(iri: str, origin: Origin, facts: Facts, base: str, judgements: Judgements = NONE) -> Told | None:
    """The record of a report's facts, corrected as people judged; None for one that is not asserted or was rejected."""
    if iri in judgements.rejected:
        return None
    facts = {**facts, **judgements.corrected.get(iri, {})}

    def one(predicate: NamedNode) -> str | None:
        return min(facts.get(predicate.value, ()), default=None)

    def ends(predicate: NamedNode) -> frozenset[str]:
        return frozenset(judgements.canonical(value.removeprefix(base)) for value in facts.get(predicate.value, ()))

    def named(predicate: NamedNode) -> str:
        return (one(predicate) or "").rpartition("/")[2]

    if named(PG.modality) != Modality.ASSERTED:
        return None
    amount = one(PG.penaltyAmount)
    return Told(
        iri=iri,
        origin=origin,
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


def reports_in(quads: Iterable[Quad], base: str) -> dict[str, Told]:
    """The asserted reports of one article's graph by their IRIs."""
    facts = gathered((quad.subject, quad.predicate, quad.object) for quad in quads)
    found = {}
    for article, own in facts.items():
        home = origin(article, own)
        for iri in own.get(PG.reports.value, ()):
            if record := told(iri, home, facts[iri], base):
                found[iri] = record
    return found


def gathered(rows: Iterable[tuple[object, object, object]]) -> dict[str, dict[str, list[str]]]:
    """Triples by subject and predicate, as text."""
    found: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in rows:
        found.setdefault(text_of(subject), {}).setdefault(text_of(predicate), []).append(text_of(value))
    return found
