"""The inverse of writing: an article's graph back to the document it was made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad

from graph.model import Article
from graph.quads.writing import Document, LostReport, Revision
from graph.vocabulary import PG, PROV, RDF, RDFS, SCHEMA, text_of


def article_from(quads: Iterable[Quad]) -> Document | None:
    """The document of an article's graph, None if the quads hold no article.

    `source` is the article's IRI: the place where it was read is not stored.
    """
    facts: dict[str, list[str]] = {}
    everything = list(quads)
    for quad in everything:
        if quad.subject == quad.graph_name and isinstance(quad.predicate, NamedNode):
            facts.setdefault(quad.predicate.value, []).append(text_of(quad.object))
            facts.setdefault("source", [text_of(quad.subject)])
    if PG.Article.value not in facts.get(RDF.type.value, ()):
        return None
    return replace(document_of(facts), revisions=revisions_of(everything))


def revisions_of(quads: Iterable[Quad]) -> frozenset[Revision]:
    """The former versions that an article's graph keeps."""
    told: dict[str, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    by_subject: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        told[text_of(quad.subject)][quad.predicate].append(text_of(quad.object))
        by_subject[text_of(quad.subject)].append(quad)
    return frozenset(
        Revision(
            hashes=frozenset(own[PG.contentHash]),
            until=own[PROV.invalidatedAtTime][0],
            quotes=frozenset(own[PG.quote]),
            lost=frozenset(lost_report(by_subject[iri]) for iri in own[PG.lost]),
        )
        for own in list(told.values())
        if PG.Revision.value in own[RDF.type]
    )


def lost_report(quads: Iterable[Quad]) -> LostReport:
    """A report, or what is kept of one, as the record of a report whose words are gone."""
    facts = [(quad.predicate, quad.object) for quad in quads]
    label, quote = (
        next(text_of(value) for name, value in facts if name == wanted) for wanted in (RDFS.label, PG.quote)
    )
    kept = {(name, value) for name, value in facts if name not in _NOT_KEPT and isinstance(value, NamedNode | Literal)}
    return LostReport(label, quote, frozenset(kept))


_NOT_KEPT = frozenset({RDF.type, RDFS.label, PG.quote, PG.evidence})
"""What `LostReport` tells otherwise, and the places of words that are gone."""


def document_of(facts: dict[str, list[str]]) -> Document:
    """The document of the facts about an article, by the IRI of their predicate."""

    def every(predicate: NamedNode) -> list[str]:
        return sorted(facts.get(predicate.value, ()))

    def one(predicate: NamedNode) -> str | None:
        return next(iter(every(predicate)), None)

    inferred = frozenset(every(PG.inferred))
    published = one(SCHEMA.datePublished)
    hashes = every(PG.contentHash)
    article = Article(
        source=facts["source"][0],
        format=one(PG.format) or "",
        title=one(SCHEMA.headline) or "",
        text=one(SCHEMA.articleBody) or "",
        content_hash=hashes[0] if hashes else "",
        url=one(SCHEMA.url),
        published=datetime.fromisoformat(published) if published else None,
        publisher=one(PG.publisherName),
        domain=one(PG.publisherDomain),
        language=None if "language" in inferred else one(SCHEMA.inLanguage),
        excerpt=one(SCHEMA.abstract) or "",
        topics=tuple(every(SCHEMA.keywords)),
        images=tuple(every(SCHEMA.image)),
        inferred=inferred - {"language"},
    )
    return Document(article, frozenset(hashes), frozenset(every(PG.related)))
