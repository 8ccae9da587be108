"""`policygraph retract`: takes an article out, and tells before what falls with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import settings, tell

if TYPE_CHECKING:
    from graph.retraction import Retraction


def retract(
    context: typer.Context,
    article: Annotated[
        str | None, typer.Argument(metavar="IRI", help="The article: its IRI, or what follows the base.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason, which the tombstone tells.")] = "",
    by: Annotated[str, typer.Option("--by", envvar="USER", help="Who decides it.")] = "unknown",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Let a retracted article in again.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="What was removed.")] = False,
) -> None:
    """Take an article out of the graph, after telling what falls with it. What others tell too stays.

    A tombstone keeps who did it, when and why, and the article is not taken in again.
    """
    from pyoxigraph import NamedNode

    from graph import contents, retraction
    from graph.store import open_store

    chosen = settings(context)
    with open_store(chosen.store) as store:
        if list_:
            for stone in retraction.tombstones(store, chosen).values():
                print(f"{stone.time}\t{stone.by}\t{stone.thing.value}\t{stone.label}\t{stone.why}")
            return
        if article is None:
            raise typer.BadParameter("give the IRI of an article, or --list")
        thing = NamedNode(article if "://" in article else chosen.base + article)
        if undo:
            retraction.undo(store, chosen, thing)
            tell("It may be ingested again.")
            return
        if not why:
            raise typer.BadParameter("give a reason with --why: the tombstone tells it")
        found = retraction.retraction(store, chosen, thing, by, why)
        preview(found)
        if not yes:
            typer.confirm("Retract it?", abort=True, err=True)
        store.apply(found.change)
        contents.refresh(store, chosen.base, changed=True)
        tell("Retracted.")


def preview(found: Retraction) -> None:
    """What would fall, on stderr."""
    tell(f"{found.headline}\n{found.article.value}")
    for one in found.affected:
        what = f"keeps {one.after} of {one.before} articles" if one.after else "falls: no other article tells of it"
        tell(f"  {one.label}: {what}")
    if not found.affected:
        tell("  It reports no ruling.")
