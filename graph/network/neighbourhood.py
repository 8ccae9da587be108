"""Which part of the graph to show: the rulings most reported with their parties, or what is near to one thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.network.reading import ARTICLE_LINKS, Reader
from graph.network.records import ARTICLE, CLAIM, CONTEXT, RULING, Edge, Extent, Node
from graph.store import Store

if TYPE_CHECKING:
    import networkx as nx

DEFAULT_DEPTH = 2
DEFAULT_LIMIT = 90
MAX_LIMIT = 1000
PARTIES_A_RULING = 3
"""About how many other nodes a ruling brings into an overview."""
_RANKS = (RULING, "Regulator", "Organisation", "Person", "Matter", CLAIM, "Technology", "Jurisdiction", "Law", ARTICLE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to show. Without `focus` an overview; claims are shown near a focus unless `claims` says otherwise."""

    focus: str | None = None
    depth: int = DEFAULT_DEPTH
    limit: int = DEFAULT_LIMIT
    articles: bool = False
    claims: bool | None = None

    @property
    def with_claims(self) -> bool:
        """Whether claims are shown."""
        return self.focus is not None if self.claims is None else self.claims


@dataclass(frozen=True, slots=True)
class _Reach:
    """The ids that were come to, in the order of coming, and how much of the whole they are."""

    ids: tuple[str, ...]
    extent: Extent


def network(store: Store, base: str, wish: Wish) -> nx.MultiDiGraph:
    """The part of the graph that `wish` asks for.

    Nodes are ids with a `record` (Node), edges have their property as key and a `record` (Edge). The graph itself
    has `focus` (id or None), `depth` and `extent` (Extent). NotFoundError if nothing has the name of the focus.
    """
    reader = Reader(store, base)
    focus = reader.find(wish.focus) if wish.focus else None
    reach = _near(reader, focus, wish) if focus else _overview(reader, wish)
    graph = _induced(reader, reach.ids, wish)
    graph.graph.update(focus=focus, depth=wish.depth, extent=reach.extent)
    return graph


def records(graph: nx.MultiDiGraph) -> tuple[list[Node], list[Edge]]:
    """The nodes and edges of a network, in a fixed order."""
    nodes: list[Node] = [data["record"] for _, data in graph.nodes(data=True)]
    edges: list[Edge] = [data["record"] for _, _, data in graph.edges(data=True)]
    return sorted(nodes, key=lambda node: node.id), sorted(edges, key=_place)


def _near(reader: Reader, focus: str, wish: Wish) -> _Reach:
    reached, frontier, left_out = [focus], [focus], set[str]()
    for step in range(wish.depth):
        links = [edge for edge in reader.links(frontier) if _wanted(edge, wish)]
        near = {end for edge in links for end in (edge.source, edge.target)} - set(reached)
        ranked = _ranked(near, links)
        room = max(wish.limit - len(reached), 0)
        if len(ranked) > room:
            order = reader.order()
            ranked.sort(key=lambda id_: (_rank(_type(id_)), order.get(id_, 0)))
            room = room if step + 1 == wish.depth else room // PARTIES_A_RULING
        left_out.update(ranked[room:])
        frontier = [id_ for id_ in ranked[:room] if _type(id_) not in CONTEXT]
        reached += ranked[:room]
        if not frontier:
            break
    return _Reach(tuple(reached), Extent(len(reached), len({*reached, *left_out})))


def _overview(reader: Reader, wish: Wish) -> _Reach:
    rulings, total = reader.rulings(max(1, wish.limit // PARTIES_A_RULING))
    links = [edge for edge in reader.links(rulings) if _wanted(edge, wish)]
    near = {end for edge in links for end in (edge.source, edge.target)} - set(rulings)
    ranked = _ranked(near, links)
    if wish.with_claims:
        more = [edge for edge in reader.links(near) if edge.property == "claimant"]
        ranked += sorted({edge.source for edge in more} - set(ranked))
    shown = [*rulings, *_whole_types(ranked, max(wish.limit - len(rulings), 0))]
    whole = len(rulings) == total
    extent = Extent(len(shown), len(rulings) + len(ranked)) if whole else Extent(len(rulings), total, "rulings")
    return _Reach(tuple(shown), extent)


def _whole_types(ranked: list[str], room: int) -> list[str]:
    """The first `room`; no place or law is shown where not all of them have room, for a few would mislead."""
    lost = {_type(id_) for id_ in ranked[room:]} & {"Jurisdiction", "Law"}
    return [id_ for id_ in ranked[:room] if _type(id_) not in lost]


def _induced(reader: Reader, ids: Iterable[str], wish: Wish) -> nx.MultiDiGraph:
    import networkx as nx  # takes half a second: only those who ask for a network wait for it

    nodes = {node.id: node for node in reader.nodes(ids)}
    edges = {edge for edge in reader.links(id_ for id_ in nodes if _type(id_) not in CONTEXT) if _wanted(edge, wish)}
    inside = {edge for edge in edges if edge.source in nodes and edge.target in nodes and edge.source != edge.target}
    graph = nx.MultiDiGraph()
    for id_ in sorted(nodes):
        graph.add_node(id_, record=nodes[id_])
    for edge in sorted(_marked(inside), key=_place):
        graph.add_edge(edge.source, edge.target, key=edge.property, record=edge)
    return graph


def _marked(edges: set[Edge]) -> list[Edge]:
    """A ruling's jurisdiction is implied where one of its issuers is seated there."""
    seats = {(edge.source, edge.target) for edge in edges if edge.property == "jurisdiction"}
    implied = {
        Edge(edge.source, "jurisdiction", place)
        for edge in edges
        if edge.property == "issuedBy"
        for seated, place in seats
        if seated == edge.target
    }
    return [replace(edge, implied=True) if edge in implied else edge for edge in edges]


def _wanted(edge: Edge, wish: Wish) -> bool:
    if edge.property in ARTICLE_LINKS and not wish.articles:
        return False
    ends = {_type(edge.source), _type(edge.target)}
    return (wish.with_claims or CLAIM not in ends) and (wish.articles or ARTICLE not in ends)


def _ranked(ids: Iterable[str], links: Iterable[Edge]) -> list[str]:
    """Rulings first, then parties; within a type those with most links."""
    weight: dict[str, int] = {}
    for edge in links:
        for end in (edge.source, edge.target):
            weight[end] = weight.get(end, 0) + 1
    return sorted(ids, key=lambda id_: (_rank(_type(id_)), -weight.get(id_, 0), id_))


def _place(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.target, edge.property


def _rank(type_: str) -> int:
    return _RANKS.index(type_) if type_ in _RANKS else len(_RANKS)


def _type(id_: str) -> str:
    return id_.partition("/")[0].capitalize()
