"""`policygraph release`: a dated dump with what changed since the one before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.commands import settings, tell


def release(
    context: typer.Context,
    into: Annotated[Path, typer.Option("--into", help="The folder of releases.")] = Path("releases"),
    day: Annotated[
        datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="Its day; by default today, in UTC.")
    ] = None,
) -> None:
    """Write a release: everything as N-Quads, rulings whose state changed since the release before, checksums."""
    from graph import release as releases
    from graph.store import open_store

    chosen = settings(context)
    with open_store(chosen.store) as store:
        made = releases.release(store, into, (day or datetime.now(UTC)).date())
    print(made)
    tell(f"{made / releases.READABLE} tells what changed.")
