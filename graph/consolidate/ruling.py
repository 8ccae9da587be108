"""One act out of its reports: every field by a vote of the articles, told as quads of the default graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from babel.numbers import get_territory_currencies
from pyoxigraph import Literal, NamedNode, Quad

from graph.bands import Bands
from graph.consolidate.amounts import Sum, same_sum
from graph.consolidate.clustering import Cluster
from graph.consolidate.conflicts import Conflict
from graph.consolidate.matching import mistaken_issuer
from graph.consolidate.records import Told
from graph.consolidate.support import has_official, sources
from graph.consolidate.votes import Candidate, candidates
from graph.model import BindingForce, Kind, Status
from graph.quads import Iris
from graph.vocabulary import PG, RDF, RDFS, XSD, concept, date_literal

SLUG_RESPONDENTS = 2
TECHNOLOGY_SHARE = 3
"""A technology counts if at least one in so many of the articles has it with the act."""
EXACT = len("2021-02-03")
_KINDS = list(Kind)
_FORCES = [BindingForce.BINDING, BindingForce.NON_BINDING, BindingForce.FINDING_ONLY, BindingForce.UNKNOWN]
_STATUSES = list(Status)
_SCALES = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))


Value = TypeVar("Value")


class Act:
    """A ruling as its reports tell it."""

    def __init__(self, cluster: Cluster) -> None:
        self.reports, self.rivals = cluster.reports, cluster.rivals
        self.articles = sorted({report.article for report in self.reports})
        self.source_of = sources(self.reports)
        self.kind = self._kind()
        own = [report for report in self.reports if report.kind is self.kind]
        self.status = status_of(own)
        self.force = self._force(own)
        self.respondents = self._united(lambda report: report.respondents)
        self.jurisdictions = self._united(lambda report: report.jurisdictions)
        self.laws = self._united(lambda report: report.laws)
        self.technologies = self._told_often(lambda report: report.technologies)
        self.conflicts: list[Conflict] = []
        self.issuers = self._issuers()
        self.date = self._date()
        self.penalty = self._penalty()
        days = [day for report in self.reports if (day := report.published)]
        self.first_reported: date | None = min(days, default=None)
        self.best = min(self.reports, key=lambda report: (report.kind is not self.kind, -report.confidence, report.iri))

    def slug_parts(self) -> list[str]:
        """What the ruling's IRI is made of: respondents (else issuers, laws, technologies), kind, country, date."""
        subjects = self.respondents or self.issuers or self.laws or self.technologies
        names = [subject.partition("/")[2] for subject in subjects[:SLUG_RESPONDENTS]]
        if len(subjects) > SLUG_RESPONDENTS:
            names.append("and others")
        return [*names, self.kind.value, *self._country(), self.date or "undated"]

    def quads(self, iri: NamedNode, slug: str, iris: Iris, name: Callable[[str], str], bands: Bands) -> Iterator[Quad]:
        """The ruling in the default graph."""
        yield Quad(iri, PG.band, concept("band", bands.of(float(self.confidence()))))
        for predicate, value in self._facts(slug, iris, name):
            yield Quad(iri, predicate, value)
        for conflict in self.conflicts:
            yield from conflict.quads(iri, iris, name)

    def label(self, name: Callable[[str], str]) -> str:
        """`Meta: fine of EUR 1.2 billion by Data Protection Commission (2023-05-12)`."""
        act = self.kind.value
        if self.status in (Status.PROPOSED, Status.PENDING, Status.APPEALED, Status.OVERTURNED):
            act = f"{self.status.value} {act}"
        if self.penalty:
            act += f" of {self.penalty[1]} {spoken(self.penalty[0])}"
        against = f"{listed(self.respondents, name)}: " if self.respondents else ""
        by = f" by {listed(self.issuers, name)}" if self.issuers else ""
        on = listed(self.laws or self.technologies, name) if not self.respondents else ""
        return f"{against}{act}{f' on {on}' if on else ''}{by}{f' ({self.date})' if self.date else ''}"

    def confidence(self) -> Decimal:
        """How sure it is that the act was done as told: as sure as its surest report."""
        return max(report.confidence for report in self.reports)

    def _facts(
        self, slug: str, iris: Iris, name: Callable[[str], str]
    ) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
        yield from ((RDF.type, PG.Ruling), (RDFS.label, Literal(self.label(name))), (PG.slug, Literal(slug)))
        yield from ((PG.kind, concept("kind", self.kind)), (PG.status, concept("status", self.status)))
        yield PG.bindingForce, concept("force", self.force)
        for predicate, ids in (
            (PG.issuedBy, self.issuers),
            (PG.respondent, self.respondents),
            (PG.jurisdiction, self.jurisdictions),
            (PG.technology, self.technologies),
            (PG.legalBasis, self.laws),
        ):
            yield from ((predicate, iris.entity(identifier)) for identifier in ids)
        if self.date:
            yield PG.date, date_literal(self.date)
            yield PG.datePrecision, Literal({10: "day", 7: "month", 4: "year"}[len(self.date)])
        if self.first_reported:
            yield PG.firstReported, Literal(self.first_reported.isoformat(), datatype=XSD.date)
        if self.penalty:
            yield PG.penaltyAmount, Literal(format(self.penalty[0].normalize(), "f"), datatype=XSD.decimal)
            yield PG.penaltyCurrency, Literal(self.penalty[1])
        yield from ((PG.remedy, Literal(remedy)) for remedy in self._united(lambda report: report.remedies))
        yield from ((PG.reportedBy, NamedNode(article)) for article in self.articles)
        yield from ((PG.fromReport, NamedNode(report.iri)) for report in self.reports)
        yield PG.supportCount, Literal(len(self.articles))
        yield PG.sourceCount, Literal(len(set(self.source_of.values())))
        yield PG.officialSource, Literal(has_official(self.reports))
        yield PG.confidence, Literal(format(self.confidence(), "f"), datatype=XSD.decimal)
        if self.best.quote:
            yield PG.quote, Literal(self.best.quote)

    def _united(self, values: Callable[[Told], Iterable[str]]) -> list[str]:
        return sorted({value for report in self.reports for value in values(report)})

    def _told_often(self, values: Callable[[Told], Iterable[str]]) -> list[str]:
        told: dict[str, set[str]] = defaultdict(set)
        for report in self.reports:
            for value in values(report):
                told[value].add(report.article)
        return sorted(value for value, by in told.items() if len(by) * TECHNOLOGY_SHARE >= len(self.articles))

    def _votes(self, votes: Iterable[tuple[Told, Value]], key: Callable[[Value], Any]) -> list[Candidate[Value]]:
        return candidates(votes, self.source_of, key)

    def _kind(self) -> Kind:
        return self._votes(((report, report.kind) for report in self.reports), _KINDS.index)[0].value

    def _force(self, own: Sequence[Told]) -> BindingForce:
        told = ((report, report.force) for report in own if report.force is not BindingForce.UNKNOWN)
        found = self._votes(told, _FORCES.index)
        return found[0].value if found else BindingForce.UNKNOWN

    def _issuers(self) -> list[str]:
        """All that some text names; but where texts name different authorities for one act, those of the winner."""
        named = [report for report in self.reports if report.issuers]
        if not any(mistaken_issuer(one, other) and not one.issuers & other.issuers for one in named for other in named):
            return self._united(lambda report: report.issuers)
        votes = self._votes(((report, tuple(sorted(report.issuers))) for report in named), lambda value: value)
        winner = set(votes[0].value)
        others = [vote for vote in votes if not winner & set(vote.value)]
        self.conflicts.append(Conflict("issuer", PG.issuedBy, (votes[0], *others)))
        return sorted({issuer for vote in votes if winner & set(vote.value) for issuer in vote.value})

    def _date(self) -> str | None:
        dates = [(report, report.date) for report in self.reports if report.date]
        precise = max((len(value) for _, value in dates), default=0)
        votes = self._votes(((report, value) for report, value in dates if len(value) == precise), str)
        if len(votes) > 1 and precise == EXACT:
            self.conflicts.append(Conflict("date", PG.date, votes))
        return votes[0].value if votes else None

    def _penalty(self) -> Sum | None:
        """The sum with the best standing; of the same sum told otherwise, in the country's currency and most exactly."""
        told = (
            (report, (report.amount, report.currency)) for report in self.reports if report.amount and report.currency
        )
        votes = self._votes(told, lambda value: (-digits(value[0]), -value[0], value[1]))
        if not votes:
            return None
        first = votes[0].value
        alike = [vote for vote in votes if same_sum(first, vote.value)]
        exact = max(
            alike,
            key=lambda vote: (vote.value[1] in self._currencies(), vote.value[1] == first[1], digits(vote.value[0])),
        )
        others = [vote for vote in votes if vote not in alike]
        if others:
            self.conflicts.append(Conflict("sum", PG.penaltyAmount, (exact, *others)))
        return exact.value

    def _currencies(self) -> set[str]:
        """The currencies of its countries: those that it was imposed in."""
        return {currency for place in self._country() for currency in get_territory_currencies(place.upper())}

    def _country(self) -> list[str]:
        votes = self._votes(((report, place) for report in self.reports for place in report.countries), str)
        return [votes[0].value] if votes else []


def status_of(reports: Sequence[Told]) -> Status:
    """The status that the latest article tells, if any article says against whom by one that does.

    What is overturned stays so, and a proposal recalled after the decision does not undo it.
    """
    reports = [report for report in reports if report.respondents] or reports
    told = {report.status for report in reports}
    if Status.OVERTURNED in told:
        return Status.OVERTURNED
    done = [report for report in reports if report.status in (Status.DECIDED, Status.APPEALED)]
    latest = max(done or reports, key=lambda report: (report.published or date.min, _STATUSES.index(report.status)))
    return latest.status


def listed(ids: Sequence[str], name: Callable[[str], str]) -> str:
    """Up to three names."""
    names = [name(identifier) for identifier in ids]
    return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} others"


def spoken(amount: Decimal) -> str:
    """`1.2 billion`, `345 million`, `7,500`."""
    for scale, word in _SCALES:
        if amount >= scale:
            return f"{(amount / scale).quantize(Decimal('0.001')).normalize():f} {word}"
    return f"{amount.normalize():,f}"


def digits(amount: Decimal) -> int:
    """How many significant digits a sum is told with."""
    return len(amount.normalize().as_tuple().digits)
