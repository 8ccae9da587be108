"""A network as a document: what is known of each node and link, and how pyvis and vis-network draw it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import log2
from typing import TYPE_CHECKING, Any

from graph.network import Edge, Extent, Fact, Node, Source, records
from viz.labels import penalty, short
from viz.styles import styles

if TYPE_CHECKING:
    import networkx as nx

    from viz.layout import Box

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"randomSeed": 7, "improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 1_000_000,
        "keyboard": {"enabled": True, "bindToWindow": False, "speed": {"x": 8, "y": 8, "zoom": 0.02}},
    },
    "nodes": {
        "borderWidth": 1.5,
        "borderWidthSelected": 4,
        "chosen": {"label": False},
        "font": {"face": "system-ui, sans-serif", "multi": False, "vadjust": -3},
        "margin": {"top": 5, "right": 8, "bottom": 5, "left": 8},
        "scaling": {"label": {"enabled": False, "drawThreshold": 6, "maxVisible": 24}},
        "shapeProperties": {"borderRadius": 4},
    },
    "edges": {
        "smooth": False,
        "arrowStrikethrough": False,
        "selectionWidth": 0,
        "chosen": {"label": False},
        "hoverWidth": 0.5,
        "font": {"size": 12, "align": "middle", "face": "system-ui, sans-serif"},
        "arrows": {"to": {"scaleFactor": 0.5}, "from": {"scaleFactor": 0.5}},
        "scaling": {"label": {"enabled": False, "drawThreshold": 6, "maxVisible": 18}},
    },
}
_INSIDE = {"box": 16, "ellipse": 12}
"""Shapes with the label inside, and its size."""
_CHOSEN = "#2b7de9"
_PALE = frozenset({"#f0e442"})
_OPEN = frozenset({"proposed", "pending", "appealed"})


def document(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """The network in plain dictionaries, ready for JSON. The `drawing` members are vis-network's own."""
    nodes, edges = records(graph)
    extent: Extent = graph.graph["extent"]
    focus: str | None = graph.graph["focus"]
    drawn_nodes, drawn_edges = _drawn(nodes, edges, focus)
    return {
        "focus": focus,
        "depth": graph.graph["depth"],
        "shown": extent.shown,
        "total": extent.total,
        "counted": extent.counted,
        "cut": extent.cut,
        "nodes": [_node(node) | {"drawing": drawing} for node, drawing in zip(nodes, drawn_nodes, strict=True)],
        "edges": [_edge(edge) | {"drawing": drawing} for edge, drawing in zip(edges, drawn_edges, strict=True)],
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "iri": node.iri,
        "type": node.type,
        "label": node.label,
        "links": node.links,
        "facts": _facts(node),
        "sources": [_source(source) for source in node.sources],
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "id": edge_id(edge),
        "source": edge.source,
        "property": edge.property,
        "target": edge.target,
        "label": styles().edge(edge.property).forward,
        "implied": edge.implied,
    }


def edge_id(edge: Edge) -> str:
    """What tells a link from all others."""
    return f"{edge.source} {edge.property} {edge.target}"


def _facts(node: Node) -> list[dict[str, Any]]:
    order = list(styles().facts)
    merged = {"penaltyAmount", "penaltyCurrency", "datePrecision"}
    facts = [_fact(fact) for fact in node.facts if fact.name not in merged]
    if amount := penalty(node):
        facts.append({"name": "penalty", "label": styles().fact("penalty"), "values": [_value(amount)]})
    return sorted(facts, key=lambda fact: order.index(fact["name"]) if fact["name"] in order else len(order))


def _fact(fact: Fact) -> dict[str, Any]:
    values = [_value(value.text, value.node, value.url) for value in fact.values]
    return {"name": fact.name, "label": styles().fact(fact.name), "values": values}


def _value(text: str, node: str | None = None, url: str | None = None) -> dict[str, Any]:
    return {"text": text, "node": node, "url": url}


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "published": source.published,
        "quotes": list(source.quotes),
    }


def _drawn(
    nodes: Sequence[Node], edges: Sequence[Edge], focus: str | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The nodes and edges as pyvis hands them to vis-network, in the same order."""
    import networkx as nx  # with pyvis, which pulls in IPython, and the layout, some seconds: only those who draw wait
    from pyvis.network import Network

    from viz.layout import positions

    looks = {node.id: _look(node, edges, focus) for node in nodes}
    plain = nx.Graph()
    plain.add_nodes_from(node.id for node in nodes)
    plain.add_edges_from((edge.source, edge.target) for edge in edges if not edge.implied)
    places = positions(plain, {id_: box(look) for id_, look in looks.items()}, focus)
    canvas = Network(directed=True)
    canvas.options = OPTIONS
    for node in nodes:
        x, y = places[node.id]
        canvas.add_node(node.id, **looks[node.id], x=x, y=y, physics=False)
    for edge in edges:
        canvas.add_edge(edge.source, edge.target, id=edge_id(edge), **_line(edge))
    drawn_nodes, drawn_edges, *_ = canvas.get_network_data()
    return drawn_nodes, drawn_edges


def options() -> str:
    """The options of vis-network, as JSON."""
    return json.dumps(OPTIONS)


def box(look: dict[str, Any]) -> Box:
    """What a node with its label takes, about."""
    from viz.layout import Box

    lines = str(look["label"]).split("\n")
    font = float(look["font"]["size"])
    width, height = max(map(len, lines)) * font * 0.54, len(lines) * font * 1.25
    if look["shape"] in _INSIDE:
        grow = 1.3 if look["shape"] == "ellipse" else 1.0
        return Box((width + 18) * grow, (height + 12) * grow)
    return Box(max(width, look["size"] * 2.0), height + look["size"] * 2.0 + 4, below=(height + 4) / 2)


def _look(node: Node, edges: Sequence[Edge], focus: str | None) -> dict[str, Any]:
    style = styles().node(node.type)
    degree = sum(node.id in (edge.source, edge.target) for edge in edges if not edge.implied)
    weight = min(log2(degree + 1), 5.0)
    focused = node.id == focus
    inside = style.shape in _INSIDE
    font: dict[str, Any] = {"size": _INSIDE[style.shape] if inside else round(15 + weight * 1.5 + 3 * focused)}
    if inside:
        font |= {"color": "#1e2226" if style.colour in _PALE else "#ffffff", "vadjust": 0}
    undecided = node.type == "Ruling" and bool(_OPEN & set(node.values("status")))
    return {
        "label": short(node),
        "shape": style.shape,
        "color": _colours("#fff4ec" if undecided else style.colour, style.colour),
        "size": style.size + round(weight * 1.6) + 4 * focused,
        "font": font | ({"color": "#7a2e00"} if undecided else {}),
        "shapeProperties": {"borderDashes": [5, 3] if undecided else False, "borderRadius": 4},
    }


def _colours(background: str, border: str) -> dict[str, Any]:
    return {
        "background": background,
        "border": border,
        "highlight": {"background": background, "border": _CHOSEN},
        "hover": {"background": background, "border": _CHOSEN},
    }


def _line(edge: Edge) -> dict[str, Any]:
    style = styles().edge(edge.property)
    return {
        "color": {"color": style.colour, "highlight": style.colour, "hover": style.colour, "opacity": 0.65},
        "width": style.width,
        "dashes": [6, 4] if style.dashed else False,
        "arrows": style.arrow,
        "hidden": edge.implied,
    }
