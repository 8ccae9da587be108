"""SPARQL 1.1 updates: what they write to, their dataset, what they change (https://www.w3.org/TR/sparql11-update/)."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from graph.errors import QueryError
from graph.store.updates.reading import operations
from graph.store.updates.records import DEFAULT, UNKNOWN, Operation, Target

__all__ = ["DEFAULT", "UNKNOWN", "Operation", "Target", "operations", "targets", "with_dataset"]


def targets(update: str) -> set[Target]:
    """Everything that an update may write to. QueryError if that cannot be told."""
    return {target for operation in operations(update) for target in operation.targets}


def with_dataset(update: str, default_graphs: Sequence[NamedNode], named_graphs: Sequence[NamedNode]) -> str:
    """The update with `using-graph-uri` and `using-named-graph-uri` of the protocol written into each of its operations.

    QueryError if an operation names a dataset itself (SPARQL 1.1 Protocol, 2.2.3), or if the update cannot be read.

    >>> with_dataset("DELETE WHERE { ?s ?p 'WHERE' }", [NamedNode("urn:g")], [])
    "DELETE { ?s ?p 'WHERE' } USING <urn:g> WHERE { ?s ?p 'WHERE' }"
    """
    if not default_graphs and not named_graphs:
        return update
    clauses = [f"USING {graph}" for graph in default_graphs] + [f"USING NAMED {graph}" for graph in named_graphs]
    text = update
    for operation in reversed(operations(update)):
        if operation.has_dataset:
            raise QueryError(
                "The update says USING or WITH, and so does the request.",
                "Leave out using-graph-uri and using-named-graph-uri, or USING and WITH.",
            )
        if operation.where is None:
            continue
        template = f"{update[slice(*operation.pattern)]} " if operation.pattern else ""
        text = f"{text[: operation.where]}{template}{' '.join(clauses)} {text[operation.where :]}"
    return text
