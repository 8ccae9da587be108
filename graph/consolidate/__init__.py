"""From reports to rulings: the default graph, derived from the articles' graphs, the registry and people's judgements.

`consolidate` works out what changes in the default graph when articles' graphs are replaced. Only what the change
touches is read; the result is the same for any order in which articles come. A judgement takes effect by the same way:
the articles whose reports it is about are replaced by themselves (`reconsider`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from graph.bands import Bands
from graph.consolidate.articles import all_articles, article_quads, former_claims, links
from graph.consolidate.clustering import Cluster, clusters
from graph.consolidate.entities import Descriptions
from graph.consolidate.explaining import Explanation, explain
from graph.consolidate.matters import Matters
from graph.consolidate.reading import View
from graph.consolidate.records import Origin, Told, reports_in
from graph.consolidate.ruling import Act
from graph.consolidate.rulings import conflicts_of, ruling_quads, rulings_change
from graph.judgements import NONE, Judgements
from graph.registry_graph import Registry
from graph.sparql import sparql
from graph.store import Store
from graph.vocabulary import text_of


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
    bands: Bands,
    judgements: Judgements = NONE,
) -> Consolidated:
    """What follows for the default graph when `fresh` quads take the place of the `replaced` articles' graphs."""
    view = View(store, registry.iris, replaced, fresh, bands, judgements)
    stale, acts = rulings_change(view, registry)
    moved, rulings = Matters(view, registry, stale, acts).change()
    written = [*article_quads(fresh, view), *links(view), *rulings]
    forgotten = {*stale, *moved, *conflicts_of(view, stale), *(graph.value for graph in replaced), *former_claims(view)}
    things, descriptions = Descriptions(view, registry).change(written, forgotten)
    return Consolidated(tuple(map(NamedNode, sorted(forgotten | things))), (*written, *descriptions))


def reconsider(
    store: Store, registry: Registry, articles: Collection[NamedNode], bands: Bands, judgements: Judgements
) -> Consolidated:
    """What follows for the default graph from judgements on reports, or on entities, of these articles."""
    view = View(store, registry.iris, articles, (), bands)
    return consolidate(store, registry, articles, view.replaced_quads(), bands, judgements)


def rebuild(store: Store, registry: Registry, bands: Bands, judgements: Judgements = NONE) -> Consolidated:
    """The default graph anew, from all articles: after a change of the registry, the rules or a setting."""
    view = View(store, registry.iris, (), (), bands, judgements)
    found: dict[str, set[str]] = {name: set() for name in ("article", "report", "ruling", "derived", "claim", "thing")}
    for row in store.select(sparql("consolidate-all")):
        for name, term in row.items():
            found[name].add(text_of(term))
    acts = [Act(cluster) for cluster in clusters(view.reports(found["report"]), judgements)]
    _, rulings = Matters(view, registry, found["ruling"], list(ruling_quads(acts, registry, view))).change()
    written = [*all_articles(view, found["article"]), *rulings]
    forgotten = found["ruling"] | found["derived"] | found["article"] | found["claim"]
    things, descriptions = Descriptions(view, registry, found["thing"]).change(written, forgotten)
    return Consolidated(tuple(map(NamedNode, sorted(forgotten | things))), (*written, *descriptions))


__all__ = [
    "Act",
    "Cluster",
    "Consolidated",
    "Explanation",
    "Origin",
    "Told",
    "clusters",
    "consolidate",
    "explain",
    "rebuild",
    "reconsider",
    "reports_in",
]
