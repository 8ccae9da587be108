"""What is answered about a thing that the graph does not hold: that it never did, or when and why it went."""

from __future__ import annotations

from http import HTTPStatus

from pyoxigraph import NamedNode

from api.problems import ProblemError
from graph.errors import NotFoundError, PolicygraphError
from graph.history import ending
from graph.store import Store


def missing(store: Store, base: str, thing: NamedNode) -> PolicygraphError:
    """410 with the reason for a ruling or matter that the log saw go, 404 for anything else."""
    found = ending(store, thing)
    if not found:
        return NotFoundError(f"The graph knows nothing of {thing.value.removeprefix(base)}.", "Look for it at /search.")
    transaction, entry = found
    message = (
        f"“{entry.label}” is not told any more since {transaction.time[:10]}: {transaction.cause} ({transaction.note})."
    )
    remedy = f"Its reports went to {entry.heir}." if entry.heir else "What it was stands in /api/v1/changes."
    return ProblemError(HTTPStatus.GONE, message, remedy)
