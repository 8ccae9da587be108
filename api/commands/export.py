"""`policygraph export`: the whole graph, or one of its graphs, as a file."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.commands import settings, tell
from graph.errors import InputError


class Format(StrEnum):
    """How a graph is written. N-Quads and TriG hold all graphs, the others one."""

    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


def export(
    context: typer.Context,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.NQUADS,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A file; without it, stdout.")] = None,
    graph: Annotated[str | None, typer.Option(metavar="IRI|default", help="Only this graph.")] = None,
) -> None:
    """Write the graph to a file.

    Formats that hold one graph only (Turtle, N-Triples, RDF/XML) get the consolidated one unless
    `--graph` names another.
    """
    from pyoxigraph import DefaultGraph

    from api.queries import PREFIXES, iri
    from graph.store import NAMED_MEDIA_TYPES, Graph, open_store
    from graph.store.engine import rdf_format

    chosen = settings(context)
    prefixes = PREFIXES | {"id": chosen.base}
    writer = rdf_format(NAMED_MEDIA_TYPES[format.value])
    only: Graph | None = None
    if graph not in (None, "default"):
        only = iri(graph or "")
        if only is None:
            raise InputError(f"{graph} is no IRI.", "Name a graph by its IRI, or `default`.")
    elif graph == "default" or not writer.supports_datasets:
        only = DefaultGraph()
    with open_store(chosen.store) as store:
        if out is None:
            store.dump(sys.stdout.buffer, writer, only, prefixes)
            sys.stdout.buffer.flush()
            return
        fresh = out.with_name(out.name + ".part")
        try:
            with fresh.open("wb") as output:
                store.dump(output, writer, only, prefixes)
            fresh.replace(out)
        except OSError as error:
            raise InputError(f"{out} cannot be written: {error.strerror}.", "Choose another --out.") from error
        finally:
            fresh.unlink(missing_ok=True)
        tell(f"{out}: {out.stat().st_size:,} bytes")
