"""Which rulings a change makes anew, and what they are then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graph.consolidate.clustering import clusters
from graph.consolidate.former import by_key, former_quads
from graph.consolidate.reading import View
from graph.consolidate.ruling import Act
from graph.quads import RULING_SLUG_LENGTH, slug
from graph.registry_graph import Registry
from graph.sparql import sparql
from graph.store import Row, Store
from graph.vocabulary import PG, text_of


def rulings_change(view: View, registry: Registry) -> tuple[set[str], list[Quad]]:
    """The rulings that are made anew, and the quads of what takes their place.

    Rulings of the same slug are told apart by number, in an order of their reports: they are made anew together.
    """
    seeds = {*view.fresh_reports(), *view.replaced_reports(), *view.lost_here()}
    former = {text_of(value) for _, predicate, value in view.old if predicate == PG.reports}
    stale: dict[str, str] = {}
    slugs: set[str] = set()
    while True:
        acts = [Act(cluster) for cluster in clusters(view.linked(seeds), view.judgements)]
        sources = former | {report.iri for act in acts for report in act.reports} | {report.iri for report in seeds}
        rows = list(view.rows("consolidate-rulings", reports=sorted(sources)))
        stale |= {text_of(row["ruling"]): text_of(row["slug"]) for row in rows}
        wanted = {slug_of(act) for act in acts} | set(stale.values())
        rows += of_slugs(view.store, wanted - slugs)
        slugs |= wanted
        stale |= {text_of(row["ruling"]): text_of(row["slug"]) for row in rows}
        more = set(view.reports(text_of(row["report"]) for row in rows)) - seeds
        if more <= {report for act in acts for report in act.reports}:
            return set(stale), list(ruling_quads(acts, registry, view))
        seeds |= more


def of_slugs(store: Store, slugs: Iterable[str]) -> list[Row]:
    """The rulings of these slugs with their reports."""
    wanted = [Literal(value) for value in sorted(slugs)]
    return list(store.select(sparql("consolidate-slugs"), {"slugs": wanted})) if wanted else []


def slug_of(act: Act) -> str:
    """The end of the ruling's IRI without its number."""
    return slug(" ".join(act.slug_parts()), RULING_SLUG_LENGTH)


def ruling_quads(acts: Iterable[Act], registry: Registry, view: View) -> Iterator[Quad]:
    """All rulings, those of one slug numbered in the order of their first reports.

    Close races come with their rivals, articles that tell the act no more beside those that do.
    """
    by_slug: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        by_slug[slug_of(act)].append(act)
    named: list[tuple[NamedNode, Act]] = []
    for name, same in sorted(by_slug.items()):
        same.sort(key=lambda act: min(report.iri for report in act.reports))
        for number, act in enumerate(same, 1):
            named.append((registry.iris.ruling(name, number), act))
            yield from act.quads(named[-1][0], name, registry.iris, registry.name, view.bands)
    home = {report.iri: iri for iri, act in named for report in act.reports}
    lost = by_key(view.lost_nearby())
    for iri, act in named:
        yield from former_quads(iri, act, lost)
        yield from (Quad(iri, PG.perhapsSameAs, home[rival]) for rival in sorted(act.rivals))


def conflicts_of(view: View, rulings: Iterable[str]) -> set[str]:
    """The conflicts of these rulings, and the variants of these conflicts, as they stand."""
    rows = view.rows("consolidate-conflicts", rulings=sorted(rulings))
    return {text_of(term) for row in rows for term in row.values()}
