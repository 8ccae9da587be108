"""`policygraph query`: ask the store in SPARQL."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import settings, tell
from graph.errors import InputError, QueryError

if TYPE_CHECKING:
    from graph.store import Store


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    TRIG = "trig"
    NQUADS = "nquads"


def query(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(metavar="FILE.rq|NAME|SPARQL|-", help="A file, an example's name, the query itself, or -.")
    ],
    format: Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")] = Format.TABLE,
) -> None:
    """Ask the store in SPARQL.

    `policygraph query 'SELECT ?s { ?s a pg:Ruling }'` asks it as it stands; a name such as `who-acted-jointly` asks one
    of the example questions. The usual prefixes (`pg:`, `id:`, `rdfs:`, `skos:`, `schema:` …) may be left out.
    """
    from api.queries import with_prefixes
    from graph.search import Rewritten, Texts, mentions, rewritten
    from graph.store import open_store
    from graph.store.guard import refuse_calls

    chosen = settings(context)
    given = read(query)
    text = with_prefixes(given, chosen.base)
    refuse_calls(text)
    matched = Rewritten(text, text)
    try:
        with open_store(chosen.store) as store:
            if mentions(text):
                with Texts(store) as texts:
                    matched = rewritten(text, texts)
            if format is Format.TABLE:
                table(store, matched.text, chosen.base)
            else:
                write(store, matched.text, format)
    except QueryError as caught:
        error = matched.placed(caught)
        if error.line == 1 and error.column is not None:
            error.column -= len(text) - len(given)
        raise error from caught


def read(given: str) -> str:
    """The text of a query: of stdin for `-`, of a file, of an example question, or `given` itself."""
    import ontology

    if given == "-":
        return sys.stdin.read()
    if given in (examples := ontology.queries()):
        return examples[given]
    if "{" in given:
        return given
    try:
        return Path(given).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{given} is not UTF-8.") from error
    except OSError as error:
        remedy = f"Give a file or a query. Examples: {', '.join(examples)}" if examples else "Give a file or a query."
        raise InputError(f"There is no query {given}.", remedy) from error


def write(store: Store, text: str, format: Format) -> None:
    """The answer in a format, as the engine writes it."""
    from api.formats import sparql_formats

    for chunk in store.serialize_query(text, sparql_formats(None, format.value)).chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def table(store: Store, text: str, base: str) -> None:
    """The answer for people to read: a table of a SELECT, yes or no, or Turtle."""
    import json

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from graph.store import Formats

    answer = store.serialize_query(text, Formats("application/sparql-results+json", "text/turtle"))
    body = b"".join(answer.chunks).decode()
    if answer.media_type == "text/turtle":
        print(body, end="")
        return
    data = json.loads(body)
    if "boolean" in data:
        print("yes" if data["boolean"] else "no")
        return
    console = Console() if sys.stdout.isatty() else Console(width=240)
    grid = Table(*data["head"]["vars"], box=box.SIMPLE_HEAD, pad_edge=False)
    for row in data["results"]["bindings"]:
        grid.add_row(*(Text(cell) for cell in _cells(row, data["head"]["vars"], base)))
    console.print(grid)
    count = len(data["results"]["bindings"])
    tell(f"{count} {'row' if count == 1 else 'rows'}")


def _cells(row: dict[str, dict[str, str]], names: list[str], base: str) -> Iterator[str]:
    for name in names:
        value = row.get(name, {}).get("value", "")
        yield value.removeprefix(base) if row.get(name, {}).get("type") == "uri" else value
