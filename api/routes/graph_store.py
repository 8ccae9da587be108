"""The SPARQL 1.1 Graph Store HTTP Protocol at /graph-store (https://www.w3.org/TR/sparql11-http-rdf-update/).

A graph is named by `?graph=`, the default graph by `?default`, and a graph whose name is its address here by that
address. Reading is open, writing takes a token with the scope `write`.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from http import HTTPStatus
from typing import Annotated, cast
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from api import caching, formats, protocol, writing
from api.asking import respond
from api.deps import ServicesDep
from api.problems import ProblemError
from api.state import Services
from api.tokens import Holder
from graph.errors import NotFoundError
from graph.store import Formats
from graph.store.protocol import Graph
from graph.store.updates import DEFAULT, Target

router = APIRouter(tags=["Graph store"])
ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_TAKES = {"Accept-Post": ", ".join([*formats.GRAPHS.values(), "multipart/form-data"])}


@dataclass(frozen=True, slots=True)
class Addressed:
    """What a request is about: a graph, or with None the graph store itself."""

    graph: Graph | None

    @property
    def target(self) -> Target:
        """The same as the target of a write."""
        return Target(self.graph) if isinstance(self.graph, NamedNode) else DEFAULT


def _addressed(request: Request) -> Addressed:
    fields = protocol.parameters(request)
    names, default = fields.get("graph", []), "default" in fields
    indirect = request.url.path.rstrip("/") == "/graph-store"
    if len(names) + default + (not indirect) > 1:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "More than one graph is named.")
    if names:
        return Addressed(writing.named(names[0]))
    if default:
        return Addressed(DefaultGraph())
    return Addressed(None if indirect else writing.named(_address(request)))


def _address(request: Request) -> str:
    """The address of the request as it was sent, without its query: percent-encoding is left as it is."""
    path = request.scope.get("raw_path") or quote(request.url.path).encode()
    return f"{request.url.scheme}://{request.url.netloc}{path.partition(b'?')[0].decode('ascii', 'replace')}"


AddressedDep = Annotated[Addressed, Depends(_addressed)]


def _writer(request: Request, services: ServicesDep) -> Holder:
    return writing.writer(request, services)


WriterDep = Annotated[Holder, Depends(_writer)]


@router.get("/graph-store/{path:path}", include_in_schema=False)
@router.get(
    "/graph-store", summary="Read a graph", responses={200: {"content": {m: {} for m in formats.GRAPHS.values()}}}
)
async def read(
    request: Request,
    services: ServicesDep,
    addressed: AddressedDep,
    graph: str | None = None,
    default: str | None = None,
) -> Response:
    """All triples of the graph `graph`, or with `?default` those of the default graph."""
    known = _there(services, addressed)
    wanted = formats.sparql_formats(request.headers.get("accept"), request.query_params.get("format"))
    if wanted.graph is None:
        wanted = formats.sparql_formats(None, None)
    tag = caching.tag(services.store.version(), request)
    if caching.is_known(request, tag):
        return caching.not_modified(tag)
    # The pool takes names of graphs only; without any it asks the default graph.
    graphs = (known,) if isinstance(known, NamedNode) else ()
    reply = await services.pool.answer(ALL, Formats(None, wanted.graph), graphs, client=protocol.client(request))
    response = respond(reply)
    response.headers["ETag"] = tag
    return response


@router.put("/graph-store/{path:path}", include_in_schema=False)
@router.put("/graph-store", summary="Replace a graph", status_code=204, response_class=Response)
async def replace(
    request: Request,
    services: ServicesDep,
    addressed: AddressedDep,
    holder: WriterDep,
    graph: str | None = None,
    default: str | None = None,
) -> Response:
    """Replace a graph by the triples sent: 201 if it was not there, else 204."""
    known = _named(addressed)
    _judge(request, services, addressed)
    triples, size = await _triples(request, services, known)
    created = not services.store.has_graph(known)
    name = _clause(known)
    update = f"CLEAR SILENT {name} ; " + ("" if isinstance(known, DefaultGraph) else f"CREATE SILENT {name} ; ")
    await services.writer.make(update + _insert(triples, known))
    writing.record(services, holder, "put graph", [addressed.target], size)
    return Response(status_code=HTTPStatus.CREATED if created else HTTPStatus.NO_CONTENT)


@router.post("/graph-store/{path:path}", include_in_schema=False)
@router.post("/graph-store", summary="Add to a graph", status_code=204, response_class=Response)
async def add(
    request: Request,
    services: ServicesDep,
    addressed: AddressedDep,
    holder: WriterDep,
    graph: str | None = None,
    default: str | None = None,
) -> Response:
    """Add the triples sent to a graph: 201 if it was not there, else 204.

    Sent to the graph store itself they make a graph of their own, whose address comes in `Location`.
    """
    if addressed.graph is None:
        fresh = str(request.url.replace(query="", path=f"/graph-store/{secrets.token_hex(8)}"))
        addressed = Addressed(writing.named(fresh))
    known = _named(addressed)
    _judge(request, services, addressed)
    triples, size = await _triples(request, services, known)
    created = not services.store.has_graph(known)
    create = f"CREATE SILENT {_clause(known)} ; " if created else ""
    await services.writer.make(create + _insert(triples, known))
    writing.record(services, holder, "post graph", [addressed.target], size)
    if not created:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return Response(
        status_code=HTTPStatus.CREATED, headers={"Location": known.value} if isinstance(known, NamedNode) else {}
    )


@router.delete("/graph-store/{path:path}", include_in_schema=False)
@router.delete("/graph-store", summary="Remove a graph", status_code=204, response_class=Response)
async def remove(
    request: Request,
    services: ServicesDep,
    addressed: AddressedDep,
    holder: WriterDep,
    graph: str | None = None,
    default: str | None = None,
) -> Response:
    """Remove a graph; the default graph is emptied."""
    known = _there(services, addressed)
    _judge(request, services, addressed)
    word = "CLEAR" if isinstance(known, DefaultGraph) else "DROP"
    await services.writer.make(f"{word} {_clause(known)}")
    writing.record(services, holder, "delete graph", [addressed.target], 0)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _named(addressed: Addressed) -> Graph:
    if addressed.graph is None:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "No graph is named.", "Give ?graph= with an IRI, or ?default.")
    return addressed.graph


def _there(services: Services, addressed: Addressed) -> Graph:
    known = _named(addressed)
    if not services.store.has_graph(known):
        raise NotFoundError(f"There is no graph {known}.")
    return known


def _judge(request: Request, services: Services, addressed: Addressed) -> None:
    """ProblemError 403 for a graph that is not the client's, 412 where its conditions (RFC 9110, 13.1) do not hold."""
    writing.check_targets(services, [addressed.target])
    there = services.store.has_graph(_named(addressed))
    wanted, unwanted = request.headers.get("if-match"), request.headers.get("if-none-match")
    tags = {caching.tag(services.store.version(), request, form) for form in _forms(request)} if there else set()
    if wanted is not None and not (there and (wanted.strip() == "*" or tags & _tags(wanted))):
        raise ProblemError(HTTPStatus.PRECONDITION_FAILED, "The graph is another one by now.", "Read it again.")
    if unwanted is not None and there and (unwanted.strip() == "*" or tags & _tags(unwanted)):
        raise ProblemError(HTTPStatus.PRECONDITION_FAILED, "The graph is there already.")


def _forms(request: Request) -> Iterator[str]:
    """What the client may have accepted when it read the graph."""
    yield from (request.headers.get("accept", ""), "", "*/*", *formats.GRAPHS.values())


def _tags(header: str) -> set[str]:
    return {part.strip() for part in header.split(",")}


async def _triples(request: Request, services: Services, graph: Graph) -> tuple[list[Quad], int]:
    """The triples of the body, or of each part of a form, and how many bytes it had."""
    body = await protocol.body_bytes(request, services.settings.max_update_bytes)
    kind = request.headers.get("content-type", "")
    base = graph.value if isinstance(graph, NamedNode) else _address(request)
    if not kind.lower().startswith("multipart/form-data"):
        return await asyncio.to_thread(_parsed, body, kind, base), len(body)
    form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=policy.HTTP)
    if not form.is_multipart():
        raise ProblemError(HTTPStatus.BAD_REQUEST, "The form has no parts.")
    found: list[Quad] = []
    for part in form.iter_parts():
        found += _parsed(cast(bytes, part.get_payload(decode=True)), str(part["content-type"] or ""), base)
    return found, len(body)


def _parsed(body: bytes, kind: str, base: str) -> list[Quad]:
    media = kind.partition(";")[0].strip().lower()
    format = RdfFormat.from_media_type(media) if media else None
    if format is None:
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"{media or 'No type'!r} is no RDF format.", headers=_TAKES
        )
    try:
        quads = list(parse(body, format, base_iri=base))
    except (SyntaxError, ValueError) as error:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"The body is not valid {format.name}: {error}.") from error
    if any(not isinstance(quad.graph_name, DefaultGraph) for quad in quads):
        raise ProblemError(HTTPStatus.BAD_REQUEST, "The body names graphs.", "Send one graph at a time, as triples.")
    return quads


def _clause(graph: Graph) -> str:
    return f"GRAPH {graph}" if isinstance(graph, NamedNode) else "DEFAULT"


def _insert(quads: list[Quad], graph: Graph) -> str:
    """An INSERT DATA of these triples; their blank nodes become new ones."""
    triples = " .\n".join(str(quad.triple) for quad in quads)
    return (
        f"INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}"
        if isinstance(graph, NamedNode)
        else f"INSERT DATA {{ {triples} }}"
    )
