"""The command line: `policygraph --store DIR COMMAND`. Data goes to stdout, messages to stderr.

Each command is a function in `api/commands/`; what is heavy to import is imported inside it.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from api.commands import (
    explain,
    export,
    extract,
    ingest,
    network,
    query,
    release,
    retract,
    review,
    serve,
    stats,
    token,
)
from graph.errors import PolicygraphError, QueryError

app = typer.Typer(
    name="policygraph",
    help="News articles in, a graph of policy rulings out: who ruled what, against whom, and who says so.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 all went well · 1 some input was refused · 2 it could not run.",
)
for command in (
    ingest.ingest,
    extract.extract,
    query.query,
    explain.explain,
    serve.serve,
    network.network,
    export.export,
    retract.retract,
    release.release,
    review.review,
    stats.stats,
):
    app.command()(command)
app.add_typer(token.token, name="token")


@app.callback()
def options(
    context: typer.Context,
    store: Annotated[
        str | None,
        typer.Option(
            envvar="POLICYGRAPH_STORE",
            metavar="DIR|URL",
            help="A folder for the embedded store, or the address of a SPARQL 1.1 server.",
            show_default="policygraph-store",
        ),
    ] = None,
) -> None:
    """Options of all commands; `api.commands.settings(context)` gives them to a command."""
    context.obj = {"store": store} if store else {}


def main() -> None:
    """The entry point: tells errors in a line or two, and ends with the exit code."""
    try:
        app()
    except PolicygraphError as error:
        place = f" (line {error.line}, column {error.column})" if isinstance(error, QueryError) and error.line else ""
        print(f"policygraph: {error.message}{place}", file=sys.stderr)
        if error.remedy:
            print(f"  {error.remedy}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has read enough


if __name__ == "__main__":
    main()
