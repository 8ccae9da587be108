"""Networks in the formats of other programs: GraphML and GEXF for Gephi, Cytoscape, yEd and networkx."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from graph.network.neighbourhood import records
from graph.network.records import Node

if TYPE_CHECKING:
    import networkx as nx

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(graph: nx.MultiDiGraph) -> bytes:
    """The network as GraphML, its facts as attributes."""
    import networkx as nx

    output = io.BytesIO()
    nx.write_graphml_xml(_flat(graph), output)
    return output.getvalue()


def gexf(graph: nx.MultiDiGraph) -> bytes:
    """The network as GEXF 1.2, its facts as attributes."""
    import networkx as nx

    output = io.BytesIO()
    nx.write_gexf(_flat(graph), output)
    return output.getvalue()


def _flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    import networkx as nx

    nodes, edges = records(graph)
    flat = nx.MultiDiGraph()
    for node in nodes:
        flat.add_node(node.id, **{name: _UNWRITABLE.sub("", value) for name, value in _attributes(node).items()})
    for number, edge in enumerate(edges):
        flat.add_edge(edge.source, edge.target, key=str(number), type=edge.property, label=edge.property)
    return flat


def _attributes(node: Node) -> dict[str, str]:
    facts = {fact.name: " | ".join(value.text for value in fact.values) for fact in node.facts}
    quotes = " | ".join(quote for source in node.sources for quote in source.quotes)
    urls = " | ".join(source.url for source in node.sources if source.url)
    more = {name: value for name, value in (("quotes", quotes), ("articles", urls)) if value}
    own = {"label": node.label, "class": node.type, "iri": node.iri}
    return facts | more | own
