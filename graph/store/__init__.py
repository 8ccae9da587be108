"""Where the graph lives: one protocol, Oxigraph on disk or in memory, or any SPARQL 1.1 server.

with open_store("policygraph-store") as store:
    store.apply(Change(clear=(article,), insert=quads))
    for row in store.select(query, {"organisation": NamedNode(iri)}):
        print(row["ruling"])
"""

from __future__ import annotations

from graph.store.protocol import (
    NAMED_MEDIA_TYPES,
    Answer,
    Change,
    Formats,
    Graph,
    NotAcceptableError,
    Row,
    Store,
    Term,
    Update,
    Values,
)
from graph.store.terms import bind

__all__ = [
    "NAMED_MEDIA_TYPES",
    "Answer",
    "Change",
    "Formats",
    "Graph",
    "NotAcceptableError",
    "Row",
    "Store",
    "Term",
    "Update",
    "Values",
    "bind",
    "open_store",
]

MEMORY = "memory:"


def open_store(location: str) -> Store:
    """The store at `location`: a folder, the http(s) address of a SPARQL 1.1 server, or `memory:`.

    A folder is made where there is none. StoreError if it is in use by another process, damaged or unwritable;
    a server is first asked when the store is first used.
    """
    if location.startswith(("http://", "https://")):
        from graph.store.remote import RemoteStore

        return RemoteStore(location)
    from graph.store.oxigraph import OxigraphStore

    return OxigraphStore(None if location == MEMORY else location)
