"""`policygraph network`: the network as one HTML file, or as a file for Gephi and its like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import settings, tell
from graph.errors import InputError

if TYPE_CHECKING:
    import networkx as nx


def network(
    context: typer.Context,
    focus: Annotated[
        str | None, typer.Option(metavar="ENTITY", help="What to look around: an id, an IRI or a name.")
    ] = None,
    depth: Annotated[int, typer.Option(min=1, max=4, help="How many links away from it.")] = 2,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The most nodes.")] = 90,
    articles: Annotated[bool, typer.Option("--articles", help="Draw articles as nodes too.")] = False,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file: .html, .json, .graphml or .gexf.")] = Path(
        "network.html"
    ),
) -> None:
    """Draw the network, or the part of it around one thing.

    The page is one file that needs no other and asks no other host for anything.
    """
    from graph.network import Wish
    from graph.network import network as read
    from graph.store import open_store

    if out.suffix not in _WRITERS:
        raise InputError(f"{out} has no ending that I know.", f"Use one of {', '.join(_WRITERS)}.")
    chosen = settings(context)
    with open_store(chosen.store) as store:
        graph = read(store, chosen.base, Wish(focus, depth, limit, articles))
    try:
        out.write_bytes(_WRITERS[out.suffix](graph))
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}.", "Choose another --out.") from error
    extent = graph.graph["extent"]
    cut = f"; {extent.shown} of {extent.total} {extent.counted}, raise --limit for more" if extent.cut else ""
    tell(f"{out}: {len(graph)} things, {graph.number_of_edges()} links{cut}")


def _html(graph: nx.MultiDiGraph) -> bytes:
    from viz.drawing import document
    from viz.page import standalone

    drawn = document(graph)
    names = [node["label"] for node in drawn["nodes"] if node["id"] == drawn["focus"]]
    return standalone(drawn, f"Network around {names[0]}" if names else "Policy rulings").encode()


def _json(graph: nx.MultiDiGraph) -> bytes:
    import orjson

    from viz.drawing import document

    return orjson.dumps(document(graph))


def _graphml(graph: nx.MultiDiGraph) -> bytes:
    from graph.network import graphml

    return graphml(graph)


def _gexf(graph: nx.MultiDiGraph) -> bytes:
    from graph.network import gexf

    return gexf(graph)


_WRITERS = {".html": _html, ".json": _json, ".graphml": _graphml, ".gexf": _gexf}
