"""Takes an article out of the graph, with a tombstone that says who did it, when and why; and takes that back.

What other articles tell too stays. An article that was retracted is not taken in again, until the retraction is undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import NotFoundError
from graph.history import Cause, logged
from graph.registry_graph import described
from graph.settings import Settings
from graph.sparql import sparql
from graph.store import Change, Store
from graph.vocabulary import PG, PROV, RDF, RDFS, XSD, text_of


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What was removed: its IRI and what it was called, when (ISO 8601), by whom and why."""

    thing: NamedNode
    label: str
    time: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Affected:
    """A ruling that the article reports, and how many articles report it before and after; 0 if it falls."""

    ruling: NamedNode
    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Retraction:
    """What retracting an article would do, and the change that does it."""

    article: NamedNode
    headline: str
    affected: tuple[Affected, ...]
    change: Change


def retraction(store: Store, settings: Settings, article: NamedNode, by: str, why: str) -> Retraction:
    """What falls with an article. NotFoundError if the store does not hold it."""
    from graph.consolidate import consolidate
    from graph.curation.replay import load  # with numpy and networkx, half a second: only those who retract wait

    found = list(store.select(sparql("retraction-article"), {"article": article}))
    if not found:
        raise NotFoundError(
            f"The store holds no article {article.value}.", "`policygraph query` finds articles by title."
        )
    headline = text_of(found[0]["headline"])
    registry = described(settings.base)
    judgements = load(store, registry.iris).read_anew(article.value, ()).judgements()
    derived = consolidate(store, registry, (article,), (), settings.bands, judgements)
    supports = {quad.subject: int(text_of(quad.object)) for quad in derived.insert if quad.predicate == PG.supportCount}
    affected = tuple(
        Affected(ruling, text_of(row["label"]), int(text_of(row["articles"])), supports.get(ruling, 0))
        for row in store.select(sparql("retraction-rulings"), {"article": article})
        if isinstance(ruling := row["ruling"], NamedNode)
    )
    gone = [(article, headline), *((one.ruling, one.label) for one in affected if not one.after)]
    time = datetime.now(UTC).isoformat(timespec="seconds")
    stones = [Tombstone(thing, label, time, by, why) for thing, label in gone]
    insert = (*derived.insert, *tombstone_quads(stones, settings))
    change = Change((article,), derived.forget, insert)
    return Retraction(article, headline, affected, logged(store, change, Cause.PERSON, settings, f"{by}: {why}"))


def undo(store: Store, settings: Settings, article: NamedNode) -> None:
    """Take a retraction back: the article may be taken in again. NotFoundError if it was not retracted."""
    if article.value not in tombstones(store, settings):
        raise NotFoundError(f"{article.value} was not retracted.", "`policygraph retract --list` tells what was.")
    graph = curation(settings)
    rest = [
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for triple in store.construct(sparql("graph-triples"), {"graph": graph})
        if triple.subject != article
    ]
    store.apply(Change(clear=(graph,), insert=tuple(rest)))


def tombstones(store: Store, settings: Settings) -> dict[str, Tombstone]:
    """All tombstones, by the IRI of what was removed."""
    rows = store.select(sparql("tombstones"), {"curation": curation(settings)})
    found = [
        Tombstone(thing, text_of(row["label"]), text_of(row["time"]), text_of(row["by"]), text_of(row["why"]))
        for row in rows
        if isinstance(thing := row["thing"], NamedNode)
    ]
    return {stone.thing.value: stone for stone in found}


def tombstone_quads(stones: Iterable[Tombstone], settings: Settings) -> list[Quad]:
    """Tombstones as they stand in the curation graph."""
    graph = curation(settings)
    return [
        Quad(stone.thing, predicate, value, graph)
        for stone in stones
        for predicate, value in (
            (RDF.type, PG.Tombstone),
            (RDFS.label, Literal(stone.label)),
            (PROV.invalidatedAtTime, Literal(stone.time, datatype=XSD.dateTime)),
            (PG.retractedBy, Literal(stone.by)),
            (RDFS.comment, Literal(stone.why)),
        )
    ]


def curation(settings: Settings) -> NamedNode:
    """The graph of human decisions."""
    return described(settings.base).iris.curation()
