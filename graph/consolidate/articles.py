"""Articles and their claims as the default graph has them, and the links between articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from graph.consolidate.reading import View
from graph.consolidate.records import gathered, origin
from graph.vocabulary import PG, RDF, RDFS, SCHEMA, concept, text_of

# Links to related articles are written when both are there: see `links`.
_ARTICLE = frozenset(
    (RDF.type, RDFS.label, SCHEMA.headline, SCHEMA.abstract, SCHEMA.datePublished, SCHEMA.url, SCHEMA.inLanguage)
) | {PG.publisherName, PG.publisherDomain, PG.provider, PG.mentions}
_CLAIM = frozenset((RDF.type, RDFS.label, PG.claimant, PG.gist, PG.madeIn, PG.quote))
_ORIGIN = frozenset((PG.publisherName, PG.publisherDomain))


def article_quads(told: Collection[Quad], view: View) -> Iterator[Quad]:
    """Articles and claims as the default graph has them; `told` are quads of their graphs."""
    claims = {quad.subject for quad in told if quad.predicate == RDF.type and quad.object == PG.Claim}
    own = [quad for quad in told if quad.subject == quad.graph_name]
    for quad in told:
        about_article = quad.subject == quad.graph_name and quad.predicate in _ARTICLE
        if about_article or (quad.subject in claims and quad.predicate in _CLAIM):
            yield Quad(quad.subject, quad.predicate, view.canonical(quad.object))
    publishers = gathered((quad.subject, quad.predicate, quad.object) for quad in own if quad.predicate in _ORIGIN)
    for article in sorted({text_of(quad.subject) for quad in own}):
        tier = origin(article, publishers.get(article, {})).tier
        yield Quad(NamedNode(article), PG.sourceTier, concept("tier", tier))


def links(view: View) -> Iterator[Quad]:
    """Links from and to the fresh articles, as far as the articles at the other end are there."""
    here = {text_of(quad.subject) for quad in view.fresh if quad.subject == quad.graph_name}
    outgoing = [quad for quad in view.fresh if quad.predicate == PG.related]
    others = {text_of(quad.object) for quad in outgoing} - here
    there = {text_of(row["thing"]) for row in view.rows("consolidate-described", things=sorted(others))}
    for quad in outgoing:
        if text_of(quad.object) in here | (there - view.replaced):
            yield Quad(quad.subject, quad.predicate, quad.object)
    for row in view.rows("article-referring", targets=sorted(here)):
        source, target = row["article"], row["target"]
        if isinstance(source, NamedNode) and source.value not in view.replaced:
            yield Quad(source, PG.related, target)


def former_claims(view: View) -> Iterator[str]:
    """The claims of the replaced graphs."""
    return (text_of(subject) for subject, predicate, value in view.old if predicate == RDF.type and value == PG.Claim)


def all_articles(view: View, articles: Iterable[str]) -> list[Quad]:
    """These articles and their claims anew, with their links among each other."""
    wanted = sorted(articles)
    told = [
        Quad(row["subject"], row["property"], row["value"], row["article"])  # type: ignore[arg-type]
        for row in view.rows("consolidate-articles", articles=wanted)
    ]
    there = set(wanted)
    related = [quad for quad in told if quad.predicate == PG.related and text_of(quad.object) in there]
    return [*article_quads(told, view), *(Quad(quad.subject, quad.predicate, quad.object) for quad in related)]
