"""`policygraph stats`: what is in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import settings

if TYPE_CHECKING:
    from graph.store import Store


def stats(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Tell how much of what is in the store."""
    import json as codec

    from rich.console import Console
    from rich.table import Table

    from graph.store import open_store

    with open_store(settings(context).store) as store:
        found = figures(store)
    if json:
        print(codec.dumps(found, indent=2))
        return
    grid = Table(show_header=False, box=None, pad_edge=False)
    grid.add_column()
    grid.add_column(justify="right")
    for name, value in found.items():
        grid.add_row(name, f"{value:,}" if isinstance(value, int) else value)
    Console().print(grid)


def figures(store: Store) -> dict[str, int | str]:
    """The number of things of each class, of graphs and of quads, and the version of the data."""
    from api.queries import PG, sparql, text

    rows = store.select(sparql("counts"))
    found: dict[str, int | str] = {
        text(row["class"]).removeprefix(PG): int(text(row["count"])) for row in rows if int(text(row["count"]))
    }
    (graphs,) = store.select(sparql("graph-count"))
    found = dict(sorted(found.items()))
    found |= {"graphs": int(text(graphs["count"])), "quads": store.count()}
    return found | {"store": store.location, "version": store.version()}
