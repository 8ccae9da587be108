"""An extraction as the quads of its article's graph. Deterministic, without blank nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from graph.blocking import Facets, days_of, stored_keys, sum_key
from graph.model import Article, Entity, Evidence, Extraction, Modality, Report
from graph.quads.addresses import address_node
from graph.quads.iris import Iris, title_key
from graph.signatures import signature
from graph.sources import provider_of
from graph.vocabulary import OA, PG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD, concept, date_literal

GRAPH_VERSION = "2"
"""Changes when the quads of the same extraction change: stored articles are then made anew."""
CONTEXT_LENGTH = 40
LABEL_LENGTH = 120
Object = NamedNode | Literal | str | None


@dataclass(frozen=True, slots=True)
class LostReport:
    """A report of a former version whose quote no longer stands in the article: its label, the quote, what it said."""

    label: str
    quote: str
    facts: frozenset[tuple[NamedNode, NamedNode | Literal]] = frozenset()


@dataclass(frozen=True, slots=True)
class Revision:
    """A former version of an article: the hashes of its documents, until when it counted (ISO 8601), its quotes."""

    hashes: frozenset[str]
    until: str
    quotes: frozenset[str]
    lost: frozenset[LostReport] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """An article with all that is kept of the documents it was read from.

    `hashes` are the content hashes of these documents, `related` the articles that they name.
    `revisions` are former versions: their text is gone, what they said is not said any more.
    """

    article: Article
    hashes: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    revisions: frozenset[Revision] = frozenset()


def article_quads(extraction: Extraction, document: Document, iris: Iris, version: str) -> list[Quad]:
    """The whole graph of an article, in a fixed order."""
    return _Writer(extraction, document, iris).write(version)


class _Writer:
    def __init__(self, extraction: Extraction, document: Document, iris: Iris) -> None:
        self.extraction, self.document, self.iris = extraction, document, iris
        self.article = iris.article(document.article)
        self.names = {entity.id: entity.name for entity in extraction.entities}
        self.quads: dict[Quad, None] = {}

    def add(self, subject: NamedNode, facts: Iterable[tuple[NamedNode, Object]]) -> None:
        """Put facts about a subject in; absent values are left out."""
        for predicate, value in facts:
            if value is not None and value != "":
                term = Literal(value) if isinstance(value, str) else value
                self.quads[Quad(subject, predicate, term, self.article)] = None

    def write(self, version: str) -> list[Quad]:
        """All quads."""
        self.add(self.article, self.metadata(self.document.article))
        self.add(self.article, [(PG.extractorVersion, version)])
        for entity in self.extraction.entities:
            self.add(self.article, [(PG.mentions, self.iris.entity(entity.id))])
            if not entity.registered:
                self.add(self.iris.entity(entity.id), self.description(entity))
        for number, report in enumerate((*self.extraction.reports, *self.extraction.possibilities), 1):
            self.report(self.iris.report(self.article, number), report)
        self.claims()
        self.relations()
        self.revisions()
        return list(self.quads)

    def metadata(self, article: Article) -> Iterator[tuple[NamedNode, Object]]:
        """What is known of the article itself."""
        yield from ((RDF.type, PG.Article), (RDF.type, SCHEMA.NewsArticle), (RDFS.label, article.title or "untitled"))
        yield from ((SCHEMA.headline, article.title), (SCHEMA.abstract, article.excerpt))
        yield from ((SCHEMA.articleBody, article.text), (PG.format, article.format))
        if article.published:
            yield SCHEMA.datePublished, Literal(article.published.isoformat(), datatype=XSD.dateTime)
        yield from ((PG.publisherName, article.publisher), (PG.publisherDomain, article.domain))
        yield from (
            (SCHEMA.url, address_node(article.url)),
            (SCHEMA.inLanguage, article.language or self.extraction.language),
        )
        yield from ((PG.provider, provider_of(article.text)), (PG.textSignature, signature(self.extraction.text)))
        yield PG.titleKey, title_key(article.title)
        inferred = article.inferred if article.language else article.inferred | {"language"}
        yield from ((PG.inferred, name) for name in sorted(inferred))
        yield from ((PG.contentHash, value) for value in sorted(self.document.hashes | {article.content_hash}))
        yield from ((SCHEMA.keywords, topic) for topic in article.topics)
        yield from ((SCHEMA.image, address_node(image)) for image in article.images)
        yield from ((PG.related, NamedNode(other)) for other in sorted(self.document.related - {self.article.value}))

    def description(self, entity: Entity) -> Iterator[tuple[NamedNode, Object]]:
        """An entity that no registry holds, as this article names it."""
        yield from ((RDF.type, PG[entity.type.value]), (RDFS.label, entity.name))
        yield from ((SKOS.altLabel, alias) for alias in entity.aliases if alias != entity.name)
        if entity.jurisdiction:
            yield PG.jurisdiction, self.iris.entity(entity.jurisdiction)

    def report(self, iri: NamedNode, report: Report) -> None:
        """A report with its evidence."""
        self.add(self.article, [(PG.reports, iri)])
        self.add(iri, self.report_facts(report))
        for evidence in report.evidence:
            self.add(iri, [(PG.evidence, self.evidence(evidence))])
        if report.modality is Modality.ASSERTED:
            published = self.document.article.published
            facets = report_facets(report, published.date() if published else None)
            self.add(iri, ((PG.blockingKey, key) for key in stored_keys(facets)))

    def report_facts(self, report: Report) -> Iterator[tuple[NamedNode, Object]]:
        """The fields of a report."""
        yield from ((RDF.type, PG.Report), (RDFS.label, self.report_label(report)))
        yield from ((PG.kind, concept("kind", report.kind)), (PG.status, concept("status", report.status)))
        yield PG.bindingForce, concept("force", report.binding_force)
        yield PG.modality, concept("modality", report.modality)
        yield PG.confidence, decimal(round(Decimal(str(report.confidence)), 3))
        for predicate, ids in (
            (PG.issuedBy, report.issuers),
            (PG.respondent, report.respondents),
            (PG.jurisdiction, report.jurisdictions),
            (PG.technology, report.technologies),
            (PG.legalBasis, report.laws),
        ):
            yield from ((predicate, self.iris.entity(identifier)) for identifier in ids)
        if report.date:
            yield PG.date, date_literal(report.date.value) if report.date.value else None
            yield PG.dateExpression, report.date.expression
        if report.penalty:
            yield PG.penaltyAmount, decimal(report.penalty.amount)
            yield PG.penaltyCurrency, report.penalty.currency
        yield from ((PG.remedy, remedy) for remedy in report.remedies)
        yield PG.main, Literal(report.main)
        yield from ((PG.voice, report.source), (PG.quote, report.evidence[0].quote if report.evidence else None))

    def report_label(self, report: Report) -> str:
        """`fine: Data Protection Commission against Meta`."""
        issuers = ", ".join(self.names.get(identifier, identifier) for identifier in report.issuers)
        respondents = ", ".join(self.names.get(identifier, identifier) for identifier in report.respondents)
        parties = f"{issuers} against {respondents}" if issuers and respondents else issuers or respondents
        return shorten(f"{report.kind}: {parties}" if parties else f"{report.kind}")

    def evidence(self, evidence: Evidence) -> NamedNode:
        """A quote, described once however many things it bears out."""
        iri = self.iris.evidence(self.article, evidence)
        text = self.document.article.text
        self.add(
            iri,
            [
                (RDF.type, PG.Evidence),
                (RDF.type, OA.SpecificResource),
                (RDFS.label, shorten(evidence.quote)),
                (OA.hasSource, self.article),
                (OA.exact, evidence.quote),
                (OA.prefix, text[max(0, evidence.start - CONTEXT_LENGTH) : evidence.start]),
                (OA.suffix, text[evidence.end : evidence.end + CONTEXT_LENGTH]),
                (OA.start, Literal(evidence.start)),
                (OA.end, Literal(evidence.end)),
                (PG.rule, evidence.rule),
            ],
        )
        return iri

    def claims(self) -> None:
        """Positions and who takes them."""
        for claim in self.extraction.claims:
            iri = self.iris.claim(self.article, claim)
            label = shorten(f"{self.names.get(claim.by, claim.by)}: {claim.gist}")
            self.add(iri, [(RDF.type, PG.Claim), (RDFS.label, label), (PG.claimant, self.iris.entity(claim.by))])
            self.add(iri, [(PG.gist, claim.gist), (PG.madeIn, self.article)])
            self.add(iri, [(PG.quote, claim.evidence.quote), (PG.evidence, self.evidence(claim.evidence))])

    def revisions(self) -> None:
        """Former versions, with the reports whose words are gone."""
        for revision in sorted(self.document.revisions, key=lambda one: (one.until, min(one.hashes))):
            iri = self.iris.revision(self.article, min(revision.hashes))
            self.add(self.article, [(PROV.wasRevisionOf, iri)])
            self.add(iri, [(RDF.type, PG.Revision), (RDF.type, PROV.Entity)])
            self.add(iri, [(RDFS.label, f"version until {revision.until[:10]}")])
            self.add(iri, [(PROV.invalidatedAtTime, Literal(revision.until, datatype=XSD.dateTime))])
            self.add(iri, ((PG.contentHash, mark) for mark in sorted(revision.hashes)))
            self.add(iri, ((PG.quote, quote) for quote in sorted(revision.quotes)))
            for number, lost in enumerate(sorted(revision.lost, key=lambda one: (one.quote, one.label)), 1):
                flagged = self.iris.lost_report(iri, number)
                self.add(iri, [(PG.lost, flagged)])
                self.add(flagged, [(RDF.type, PG.LostReport), (RDFS.label, lost.label), (PG.quote, lost.quote)])
                self.add(flagged, sorted(lost.facts, key=str))

    def relations(self) -> None:
        """Plain facts, each with a statement that bears its evidence."""
        for number, relation in enumerate(self.extraction.relations, 1):
            subject, object_ = self.iris.entity(relation.subject), self.iris.entity(relation.object)
            predicate = PG[relation.predicate]
            iri = self.iris.statement(self.article, number)
            names = [self.names.get(identifier, identifier) for identifier in (relation.subject, relation.object)]
            self.add(subject, [(predicate, object_)])
            self.add(iri, [(RDF.type, PG.Statement), (RDFS.label, f"{names[0]} {relation.predicate} {names[1]}")])
            self.add(iri, [(RDF.subject, subject), (RDF.predicate, predicate), (RDF.object, object_)])
            self.add(iri, [(PG.evidence, self.evidence(relation.evidence))])


def report_facets(report: Report, published: date | None) -> Facets:
    """The facets of a report for its blocking keys."""
    return Facets(
        kind=report.kind,
        status=report.status,
        respondents=frozenset(report.respondents),
        issuers=frozenset(report.issuers),
        laws=frozenset(report.laws),
        technologies=frozenset(report.technologies),
        dated=days_of(report.date.value) if report.date and report.date.value else None,
        published=published,
        amount=sum_key(report.penalty.amount, report.penalty.currency) if report.penalty else "",
    )


def decimal(value: Decimal) -> Literal:
    """A plain decimal without exponent or trailing zeros."""
    text = format(value.normalize(), "f")
    return Literal(text, datatype=XSD.decimal)


def shorten(text: str) -> str:
    """A line for people, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= LABEL_LENGTH else line[:LABEL_LENGTH].rsplit(" ", 1)[0] + " …"
