"""`policygraph extract`: what articles say, without storing anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands import settings, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Article, Refusal


def extract(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of articles; - reads one document from stdin.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object an article, one a line.")] = False,
) -> None:
    """Tell what articles say: names, rulings with their quotes, claims. Nothing is stored."""
    import orjson

    from graph.extraction import extract as read_article
    from graph.extraction.record import to_record
    from graph.model import Refusal

    refused = 0
    for item in inputs(paths, settings(context).max_input_bytes):
        if isinstance(item, Refusal):
            refused += 1
            tell(describe(item))
            continue
        record = to_record(read_article(item))
        if json:
            print(orjson.dumps(record).decode())
        else:
            show(record)
    if refused:
        raise typer.Exit(1)


def inputs(paths: list[Path], max_bytes: int) -> Iterator[Article | Refusal]:
    """The articles of paths; `-` is standard input."""
    import sys

    from graph.readers import read_bytes, read_paths

    for path in paths:
        if str(path) == "-":
            yield from read_bytes("-", sys.stdin.buffer.read(max_bytes + 1), max_bytes)
        else:
            yield from read_paths([path], max_bytes)


def describe(refusal: Refusal) -> str:
    """A refusal in a line: what, where, why, and what would help."""
    place = f", {refusal.place}" if refusal.place else ""
    remedy = f" ({refusal.remedy})" if refusal.remedy else ""
    return f"refused {refusal.source}{place}: {refusal.reason}{remedy}"


def show(record: dict[str, Any]) -> None:
    """The record for a reader: headline, rulings with their quotes, claims."""
    from rich.console import Console
    from rich.markup import escape

    console = Console()
    console.print(
        f"[bold]{escape(record['title'])}[/bold]  [dim]{escape(record['source'])} · {record['language']}[/dim]"
    )
    for ruling in record["rulings"]:
        who = escape(" and ".join(ruling["issuers"]) or "an authority that is not named")
        whom = escape(", ".join(ruling["respondents"]))
        penalty = ruling["penalty"]
        amount = f", {penalty['amount']:,.0f} {penalty['currency']}" if penalty else ""
        console.print(
            f"  [cyan]{ruling['kind']}[/cyan] ({ruling['status']}) by {who}"
            + (f" against {whom}" if whom else "")
            + amount
        )
        console.print(f"    [dim]“{escape(ruling['evidence']['quote'])}”[/dim]")
    for claim in record["claims"]:
        console.print(f"  [magenta]claim[/magenta] by {escape(claim['by'])}: {escape(claim['gist'])}")
    if not record["rulings"] and not record["claims"]:
        console.print("  [dim]no ruling, no claim[/dim]")
    console.print()
