"""What every store can do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, NamedTuple, Protocol, Self

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from graph.errors import PolicygraphError

Term = NamedNode | Literal | BlankNode | Triple
Graph = NamedNode | DefaultGraph
Row = dict[str, Term]
"""One solution: variable name to term, without the variables that are unbound."""
Values = Mapping[str, Term | Sequence[Term]]
"""What to put in the place of `$name` in a query: a term, or several terms for a VALUES block."""

NAMED_MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "trig": "application/trig",
    "nquads": "application/n-quads",
}
"""Short names of the formats that answers and dumps are written in."""


class NotAcceptableError(PolicygraphError):
    """None of the formats that were asked for can hold the answer."""


@dataclass(frozen=True, slots=True)
class Change:
    """One transaction: graphs to empty, subjects of the default graph to forget, quads to add, in this order."""

    clear: tuple[NamedNode, ...] = ()
    forget: tuple[NamedNode, ...] = ()
    insert: tuple[Quad, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.clear or self.forget or self.insert)


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL 1.1 update that was made; its relative IRIs were resolved against `base`."""

    text: str
    base: str | None = None


class Formats(NamedTuple):
    """The media types a client takes: for a table or truth value, and for a graph. None where it takes neither."""

    results: str | None = "application/sparql-results+json"
    graph: str | None = "text/turtle"


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised answer: its media type and its bytes in pieces."""

    media_type: str
    chunks: Iterator[bytes]


class Store(Protocol):
    """A set of quads with SPARQL 1.1 over it.

    `$name` in a query is a place for a value of `values`; variables are written `?name`. Every method raises
    QueryError where the query is at fault and StoreError where the store is.
    """

    location: str

    def select(self, query: str, values: Values | None = None) -> Iterator[Row]:
        """The solutions of a SELECT, in order. The query is checked at once, the rows come as they are asked for."""
        ...

    def ask(self, query: str, values: Values | None = None) -> bool:
        """The answer of an ASK."""
        ...

    def construct(self, query: str, values: Values | None = None) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        ...

    def serialize_query(
        self,
        query: str,
        formats: Formats,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
    ) -> Answer:
        """The answer of any query, written by the engine. NotAcceptableError if `formats` has none for its kind.

        Graphs that are given replace the dataset that the query itself names, as in the SPARQL 1.1 Protocol.
        """
        ...

    def apply(self, change: Change) -> None:
        """Make a change wholly or not at all; what it inserts must be free of blank nodes (ValueError)."""
        ...

    def update(self, update: str, base: str | None = None) -> None:
        """Run a SPARQL 1.1 update wholly or not at all; relative IRIs are resolved against `base`.

        What it may write to, and reach, is for the caller to judge (`graph.store.updates`, `graph.store.guard`).
        """
        ...

    def has_graph(self, graph: Graph) -> bool:
        """Whether a graph is there, be it empty; the default graph always is."""
        ...

    def load(self, quads: Iterable[Quad]) -> None:
        """Add many quads fast. An error may leave part of them: use `apply` where that matters."""
        ...

    def dump(
        self,
        output: IO[bytes],
        format: RdfFormat,
        graph: Graph | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """Write one graph, or everything. ValueError if everything is asked for in a format without named graphs."""
        ...

    def count(self) -> int:
        """How many quads there are, in all graphs."""
        ...

    def version(self) -> str:
        """An opaque mark of the data: another one after each change, the same one after a restart."""
        ...

    def close(self) -> None:
        """Let go of files and connections. The store is of no use afterwards."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
