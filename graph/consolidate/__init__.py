"""From reports to rulings: the default graph, derived from the articles' graphs and the registry alone.

`consolidate` works out what changes in the default graph when articles' graphs are replaced. Only what the change
touches is read; the result is the same for any order in which articles come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graph.consolidate.clustering import Cluster, clusters
from graph.consolidate.entities import Descriptions
from graph.consolidate.reading import View
from graph.consolidate.records import Told
from graph.consolidate.ruling import Act
from graph.quads import RULING_SLUG_LENGTH, slug
from graph.registry_graph import Registry
from graph.sparql import sparql
from graph.store import Row, Store
from graph.vocabulary import PG, RDF, RDFS, SCHEMA, text_of

# Links to related articles are written when both are there: see `links`.
_ARTICLE = frozenset(
    (RDF.type, RDFS.label, SCHEMA.headline, SCHEMA.abstract, SCHEMA.datePublished, SCHEMA.url, SCHEMA.inLanguage)
) | {PG.publisherName, PG.publisherDomain, PG.mentions}
_CLAIM = frozenset((RDF.type, RDFS.label, PG.claimant, PG.gist, PG.madeIn, PG.quote))


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What changes in the default graph: subjects to forget, then quads to write."""

    forget: tuple[NamedNode, ...]
    insert: tuple[Quad, ...]


def consolidate(
    store: Store,
    registry: Registry,
    replaced: Collection[NamedNode],
    fresh: Sequence[Quad],
    publish_confidence: float,
) -> Consolidated:
    """What follows for the default graph when `fresh` quads take the place of the `replaced` articles' graphs."""
    view = View(store, registry.iris, replaced, fresh, publish_confidence)
    stale, rulings = rulings_change(view, registry)
    written = [*article_quads(fresh), *links(view), *rulings]
    forgotten = {*stale, *(graph.value for graph in replaced), *former_claims(view)}
    things, descriptions = Descriptions(view, registry).change(written, forgotten)
    forget = sorted(forgotten | things)
    return Consolidated(tuple(map(NamedNode, forget)), (*written, *descriptions))


def rebuild(store: Store, registry: Registry, publish_confidence: float) -> Consolidated:
    """All rulings and descriptions anew, from all articles: after a change of the registry, the rules or a setting."""
    view = View(store, registry.iris, (), (), publish_confidence)
    found: dict[str, set[str]] = {"report": set(), "thing": set(), "ruling": set()}
    for row in store.select(sparql("consolidate-all")):
        for name, term in row.items():
            found[name].add(text_of(term))
    acts = [Act(cluster) for cluster in clusters(view.reports(found["report"]))]
    written = list(ruling_quads(acts, registry))
    things, descriptions = Descriptions(view, registry, found["thing"]).change(written, found["ruling"])
    return Consolidated(tuple(map(NamedNode, sorted(found["ruling"] | things))), (*written, *descriptions))


def article_quads(fresh: Sequence[Quad]) -> Iterator[Quad]:
    """Articles and claims as the default graph has them."""
    claims = {quad.subject for quad in fresh if quad.predicate == RDF.type and quad.object == PG.Claim}
    for quad in fresh:
        about_article = quad.subject == quad.graph_name and quad.predicate in _ARTICLE
        if about_article or (quad.subject in claims and quad.predicate in _CLAIM):
            yield Quad(quad.subject, quad.predicate, quad.object)


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


def rulings_change(view: View, registry: Registry) -> tuple[set[str], list[Quad]]:
    """The rulings that are made anew, and the quads of what takes their place.

    Rulings of the same slug are told apart by number, in an order of their reports: they are made anew together.
    """
    seeds = {*view.fresh_reports(), *view.replaced_reports()}
    stale: dict[str, str] = {}
    slugs: set[str] = set()
    while True:
        acts = [Act(cluster) for cluster in clusters(view.linked(seeds))]
        sources = {report.iri for act in acts for report in act.reports} | {report.iri for report in seeds}
        rows = list(view.rows("consolidate-rulings", reports=sorted(sources)))
        stale |= {text_of(row["ruling"]): text_of(row["slug"]) for row in rows}
        wanted = {slug_of(act) for act in acts} | set(stale.values())
        rows += of_slugs(view.store, wanted - slugs)
        slugs |= wanted
        stale |= {text_of(row["ruling"]): text_of(row["slug"]) for row in rows}
        more = set(view.reports(text_of(row["report"]) for row in rows)) - seeds
        if more <= {report for act in acts for report in act.reports}:
            return set(stale), list(ruling_quads(acts, registry))
        seeds |= more


def of_slugs(store: Store, slugs: Iterable[str]) -> list[Row]:
    """The rulings of these slugs with their reports."""
    wanted = [Literal(value) for value in sorted(slugs)]
    return list(store.select(sparql("consolidate-slugs"), {"slugs": wanted})) if wanted else []


def slug_of(act: Act) -> str:
    """The end of the ruling's IRI without its number."""
    return slug(" ".join(act.slug_parts()), RULING_SLUG_LENGTH)


def ruling_quads(acts: Iterable[Act], registry: Registry) -> Iterator[Quad]:
    """All rulings, those of one slug numbered in the order of their first reports."""
    by_slug: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        by_slug[slug_of(act)].append(act)
    for name, same in sorted(by_slug.items()):
        same.sort(key=lambda act: min(report.iri for report in act.reports))
        for number, act in enumerate(same, 1):
            iri = registry.iris.ruling(name, number)
            yield from act.quads(iri, name, registry.iris, registry.name)


__all__ = ["Act", "Cluster", "Consolidated", "Told", "clusters", "consolidate", "rebuild"]
