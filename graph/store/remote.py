"""Any SPARQL 1.1 server: query and update by the SPARQL Protocol, bulk by the Graph Store Protocol."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from types import TracebackType
from typing import IO, Self
from urllib.parse import urlencode

import httpx
import pyoxigraph
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
)

from graph.errors import QueryError, StoreError
from graph.store import engine
from graph.store.protocol import Answer, Change, Formats, Graph, NotAcceptableError, Row, Values
from graph.store.terms import bind, render_change

STATE = NamedNode("urn:policygraph:state")
"""The graph of a server that bears the version of its data: its one triple is neither counted nor dumped."""
_VERSION = NamedNode("urn:policygraph:version")
_LOAD_QUADS = 50_000
_JSON = "application/sparql-results+json"
_NEW_VERSION = """DELETE WHERE {{ GRAPH {state} {{ {state} {version} ?v }} }} ;
INSERT DATA {{ GRAPH {state} {{ {state} {version} {value} }} }}"""


class RemoteStore:
    """A store behind HTTP. `apply` is as atomic as the server's update request (Oxigraph: wholly).

    `http://host/base` stands for `/query`, `/update` and `/store` below it, as Oxigraph has them; an address that
    ends in `/query` or `/sparql` is the query address itself, with `update` and `store` beside it.
    """

    def __init__(self, location: str, *, timeout: float = 60.0) -> None:
        self.location = location
        base = location.rstrip("/")
        head, _, tail = base.rpartition("/")
        named = tail in {"query", "sparql"}
        self.query_url = base if named else f"{base}/query"
        beside = head if named else base
        self.update_url = f"{beside}/update"
        self.graph_store_url = f"{beside}/store"
        self._http = httpx.Client(timeout=timeout, follow_redirects=False)

    def select(self, query: str, values: Values | None = None) -> Iterator[Row]:
        """The solutions of a SELECT."""
        result = self._results(bind(query, values))
        if not isinstance(result, QuerySolutions):
            raise QueryError("This is not a SELECT query.")
        return engine.rows(result)

    def ask(self, query: str, values: Values | None = None) -> bool:
        """The answer of an ASK."""
        result = self._results(bind(query, values))
        if not isinstance(result, QueryBoolean):
            raise QueryError("This is not an ASK query.")
        return bool(result)

    def construct(self, query: str, values: Values | None = None) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        response = self._query(bind(query, values), "application/n-triples")
        if _media(response) not in {"application/n-triples", "text/plain"}:
            raise QueryError("This is not a CONSTRUCT or DESCRIBE query.")
        return (quad.triple for quad in pyoxigraph.parse(response.content, RdfFormat.N_TRIPLES))

    def serialize_query(
        self,
        query: str,
        formats: Formats,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
    ) -> Answer:
        """The server's answer, byte by byte as it sends it."""
        wanted = [media for media in (formats.results, formats.graph) if media is not None]
        if not wanted:
            raise NotAcceptableError("No format was asked for.")
        graphs = [("default-graph-uri", graph.value) for graph in default_graphs]
        graphs += [("named-graph-uri", graph.value) for graph in named_graphs]
        request = self._http.build_request(
            "POST",
            self.query_url,
            params=httpx.QueryParams(urlencode(graphs)),
            content=query.encode(),
            headers={"content-type": "application/sparql-query", "accept": ", ".join(wanted)},
        )
        with _reached(self.query_url):
            response = self._http.send(request, stream=True)
        if not response.is_success:
            response.read()
        _check(response)
        return Answer(_media(response), _stream(response, self.query_url))

    def apply(self, change: Change) -> None:
        """Make a change by one update request."""
        if change:
            self._update(render_change(change, _new_version()))

    def update(self, update: str, base: str | None = None) -> None:
        """Run an update by one request; the version moves with it. Relative IRIs are the server's matter without `base`."""
        prologue = f"BASE {NamedNode(base)}\n" if base else ""
        self._update(f"{prologue}{update}\n;\n{_new_version()}")

    def has_graph(self, graph: Graph) -> bool:
        """Whether a graph is there and holds something."""
        if isinstance(graph, DefaultGraph):
            return True
        return self.ask("ASK { GRAPH $graph { ?s ?p ?o } }", {"graph": graph})

    def load(self, quads: Iterable[Quad]) -> None:
        """Add many quads by Graph Store Protocol POSTs, graph by graph."""
        rest = iter(quads)
        while batch := list(islice(rest, _LOAD_QUADS)):
            for graph, group in groupby(sorted(batch, key=_graph_key), key=lambda quad: quad.graph_name):
                if not isinstance(graph, (NamedNode, DefaultGraph)):
                    raise ValueError(f"a graph must have an IRI: {graph}")
                body = pyoxigraph.serialize((quad.triple for quad in group), format=RdfFormat.N_TRIPLES)
                self._send("POST", graph, content=body, headers={"content-type": "application/n-triples"})
        self._update(_new_version())

    def dump(
        self,
        output: IO[bytes],
        format: RdfFormat,
        graph: Graph | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """Write one graph by the Graph Store Protocol, or everything, graph by graph."""
        if graph is not None:
            response = self._send("GET", graph, headers={"accept": "application/n-triples"})
            triples = (quad.triple for quad in pyoxigraph.parse(response.content, RdfFormat.N_TRIPLES))
            pyoxigraph.serialize(triples, output, format, prefixes=dict(prefixes or {}))
            return
        if not format.supports_datasets:
            raise ValueError(f"{format.name} cannot hold named graphs: name the graph to write")
        pyoxigraph.serialize(self._quads(), output, format, prefixes=dict(prefixes or {}))

    def count(self) -> int:
        """How many quads there are, in all graphs."""
        query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } FILTER(?g != $state) } }"
        (row,) = self.select(query, {"state": STATE})
        return int(_text(row["n"]))

    def version(self) -> str:
        """The mark of the data, kept on the server; changes that others make there do not move it."""
        rows = self.select("SELECT ?v { GRAPH $state { ?s ?p ?v } }", {"state": STATE})
        return next((_text(row["v"]) for row in rows), "")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _quads(self) -> Iterator[Quad]:
        for triple in self.construct("CONSTRUCT WHERE { ?s ?p ?o }"):
            yield Quad(triple.subject, triple.predicate, triple.object)
        for row in list(self.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")):
            graph = row["g"]
            if not isinstance(graph, NamedNode) or graph == STATE:
                continue
            for triple in self.construct("CONSTRUCT { ?s ?p ?o } { GRAPH $graph { ?s ?p ?o } }", {"graph": graph}):
                yield Quad(triple.subject, triple.predicate, triple.object, graph)

    def _results(self, query: str) -> QuerySolutions | QueryBoolean:
        response = self._query(query, _JSON)
        if _media(response) not in {_JSON, "application/json"}:
            raise QueryError("This query does not answer with a table or a truth value.")
        return pyoxigraph.parse_query_results(response.content, QueryResultsFormat.JSON)

    def _query(self, query: str, accept: str) -> httpx.Response:
        headers = {"content-type": "application/sparql-query", "accept": accept}
        with _reached(self.query_url):
            response = self._http.post(self.query_url, content=query.encode(), headers=headers)
        if response.status_code == httpx.codes.NOT_ACCEPTABLE:
            raise QueryError("This is another kind of query.")
        return _check(response)

    def _update(self, request: str) -> None:
        headers = {"content-type": "application/sparql-update"}
        with _reached(self.update_url):
            _check(self._http.post(self.update_url, content=request.encode(), headers=headers))

    def _send(
        self, method: str, graph: Graph, *, content: bytes | None = None, headers: dict[str, str]
    ) -> httpx.Response:
        params = {"graph": graph.value} if isinstance(graph, NamedNode) else {"default": ""}
        with _reached(self.graph_store_url):
            return _check(
                self._http.request(method, self.graph_store_url, params=params, content=content, headers=headers)
            )


@contextmanager
def _reached(url: str) -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError as error:
        raise StoreError(f"The SPARQL server at {url} did not answer: {error}", "Is it running?") from error


def _check(response: httpx.Response) -> httpx.Response:
    if response.is_success:
        return response
    if response.status_code == httpx.codes.BAD_REQUEST:
        raise engine.syntax_error(response.text.strip()[:2000])
    if response.status_code == httpx.codes.NOT_ACCEPTABLE:
        raise NotAcceptableError("The answer cannot be written in any of the formats asked for.")
    reason = f"{response.status_code} {response.reason_phrase}"
    address = response.url.copy_with(query=None)
    raise StoreError(f"The SPARQL server at {address} answered {reason}.", response.text[:500])


def _new_version() -> str:
    return _NEW_VERSION.format(state=STATE, version=_VERSION, value=Literal(secrets.token_hex(8)))


def _media(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _graph_key(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)


def _text(term: object) -> str:
    if not isinstance(term, Literal):
        raise StoreError(f"The SPARQL server answered {term} where a literal was due.")
    return term.value


def _stream(response: httpx.Response, url: str) -> Iterator[bytes]:
    with _reached(url):
        try:
            yield from response.iter_bytes(1 << 16)
        finally:
            response.close()
