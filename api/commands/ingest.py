"""`policygraph ingest`: articles into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import settings, tell
from api.commands.extract import describe, inputs

if TYPE_CHECKING:
    from graph.pipeline import IngestReport

# More refusals than these are counted, not listed.
LISTED = 20


def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of articles; - reads one document from stdin.")],
) -> None:
    """Read articles, extract what they say, and put it into the store. What is stored already is left alone."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from graph.pipeline import ingest_all
    from graph.search import Texts
    from graph.store import open_store

    chosen = settings(context)
    items = list(inputs(paths, chosen.max_input_bytes))
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    with open_store(chosen.store) as store, Texts(store), progress as bar:
        task = bar.add_task("reading", total=len(items))

        def advance(report: IngestReport) -> None:
            bar.update(task, completed=report.read + report.refused, description=Path(report.current).name[:40])

        report = ingest_all(iter(items), store, chosen, advance)
    summarise(report)
    if report.refusals:
        raise typer.Exit(1)


def summarise(report: IngestReport) -> None:
    """What was done, on stderr: stdout is for data."""
    for refusal in report.refusals[:LISTED]:
        tell(describe(refusal))
    if len(report.refusals) > LISTED:
        tell(f"… and {len(report.refusals) - LISTED} more refused")
    if report.quarantined:
        tell(
            f"{len(report.quarantined)} parts of articles were left out because they do not hold, the first: {describe(report.quarantined[0])}"
        )
    for one in report.revised[:LISTED]:
        tell(f"{one.title}: a new version; {len(one.lost)} reports lost their quote (of {one.quotes} quotes)")
        for lost in one.lost:
            tell(f"  {lost.label}: “{lost.quote}”")
    tell(
        f"{report.articles} articles ({report.new} new, {report.updated} updated, {report.unchanged} unchanged, {report.refused} refused) · "
        f"{report.entities:,} entities · {report.rulings:,} rulings · {report.triples:,} triples · {report.seconds:.1f} s"
    )
