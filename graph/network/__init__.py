"""The graph as a network (networkx): an overview, or what is near to one thing.

graph = network(store, base, Wish(focus="Clearview AI", depth=2))
nodes, edges = records(graph)
"""

from __future__ import annotations

from graph.network.exchange import gexf, graphml
from graph.network.neighbourhood import DEFAULT_DEPTH, DEFAULT_LIMIT, MAX_LIMIT, Wish, network, records
from graph.network.records import Edge, Extent, Fact, Node, Source, Value

__all__ = [
    "DEFAULT_DEPTH",
    "DEFAULT_LIMIT",
    "MAX_LIMIT",
    "Edge",
    "Extent",
    "Fact",
    "Node",
    "Source",
    "Value",
    "Wish",
    "gexf",
    "graphml",
    "network",
    "records",
]
