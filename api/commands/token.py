"""`policygraph token`: who may write to the service."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands import settings, tell
from api.tokens import Scope, Tokens

token = typer.Typer(help="Who may write to the service: make, list and revoke tokens.", no_args_is_help=True)


@token.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Who or what it is for.")],
    scope: Annotated[list[Scope], typer.Option(help="What it is good for; may be given twice.")],
) -> None:
    """Make a token and print it. It is told this once: only its hash is kept."""
    path = settings(context).tokens_path
    print(Tokens(path).create(name, tuple(scope)))
    tell(f"Kept as a hash in {path}. A service that runs knows it from now on.")


@token.command("list")
def list_(context: typer.Context) -> None:
    """Who holds a token."""
    for holder in Tokens(settings(context).tokens_path).holders():
        print(f"{holder.name}\t{','.join(holder.scopes)}\t{holder.created}")


@token.command()
def revoke(context: typer.Context, name: Annotated[str, typer.Argument(help="Whose token.")]) -> None:
    """Make a token useless."""
    Tokens(settings(context).tokens_path).revoke(name)
    tell(f"The token {name!r} is of no use any more.")
