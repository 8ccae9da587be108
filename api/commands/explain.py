"""`policygraph explain`: why reports are one ruling, and why it follows others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import settings

if TYPE_CHECKING:
    from graph.consolidate import Explanation


def explain(
    context: typer.Context,
    ruling: Annotated[str, typer.Argument(metavar="RULING", help="Its IRI, or what follows `ruling/` in it.")],
    json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Tell why reports of several articles are one ruling, and why it follows others."""
    import json as codec
    from dataclasses import asdict

    from pyoxigraph import NamedNode

    from graph.consolidate import explain as found
    from graph.registry_graph import described
    from graph.store import open_store

    own = settings(context)
    name = ruling.removeprefix(own.base).removeprefix("ruling/")
    with open_store(own.store) as store:
        told = found(store, described(own.base), NamedNode(f"{own.base}ruling/{name}"), own.bands)
    print(codec.dumps(asdict(told), indent=2) if json else "\n".join(lines(told)))


def lines(told: Explanation) -> list[str]:
    """The explanation as plain text."""
    found = [told.ruling, "", f"Made from {len(told.reports)} report{'' if len(told.reports) == 1 else 's'}:"]
    for report in told.reports:
        found += [f"- {report.report}", f"  “{report.quote}”"]
        if report.beside:
            found.append(f"  the same act as {report.beside.rpartition('/')[2]}: {'; '.join(report.reasons)}")
    for link in told.follows:
        total = sum(points for points, _ in link.grounds)
        found += ["", f"Follows {link.earlier}: {total} points, {link.needed} are needed"]
        found += [f"  {points:+d} {words}" for points, words in link.grounds]
    return found
