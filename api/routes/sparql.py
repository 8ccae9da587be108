"""The SPARQL 1.1 Protocol for queries, at /sparql, /sparql/ and /query."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import chain
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from pyoxigraph import NamedNode

import ontology
from api import formats, pages
from api.deps import ServicesDep
from api.problems import ProblemError
from api.queries import sparql
from graph.store import Answer

router = APIRouter(tags=["SPARQL"])
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_TAKES = {"Accept-Post": f"{FORM}, {QUERY}", "Accept-Query": QUERY}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of the protocol, read and checked."""

    query: str
    default_graphs: tuple[NamedNode, ...]
    named_graphs: tuple[NamedNode, ...]
    format: str | None
    seconds: float | None


@router.get("/sparql/", include_in_schema=False)
@router.get("/query", include_in_schema=False)
@router.get(
    "/sparql", summary="Ask in SPARQL", responses={200: {"content": {media: {} for media in formats.RESULTS.values()}}}
)
async def query_by_get(
    request: Request,
    services: ServicesDep,
    query: Annotated[str | None, Query(description="A SPARQL 1.1 query")] = None,
    format: Annotated[str | None, Query(description="json, xml, csv, tsv, turtle, jsonld …; wins over Accept")] = None,
    timeout: Annotated[str | None, Query(description="Seconds; lowers the limit of the service")] = None,
) -> Response:
    """Ask the graph in SPARQL. A browser without `format=` gets a page to write queries in."""
    if formats.wants_page(request, *formats.RESULTS.values(), *formats.GRAPHS.values()):
        return _page(request, query)
    return await _answer(request, services, _read(_pairs(request.url.query)))


@router.post("/sparql/", include_in_schema=False)
@router.post("/query", include_in_schema=False)
@router.post("/sparql", summary="Ask in SPARQL, with a long query")
async def query_by_post(request: Request, services: ServicesDep) -> Response:
    """Ask the graph in SPARQL, with the query as the body or as the field `query` of a form."""
    body = await _body(request, services.settings.max_query_bytes)
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if "charset" in parameters and "utf-8" not in parameters and "utf8" not in parameters:
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Queries are written in UTF-8.", headers=_TAKES)
    pairs = _pairs(request.url.query)
    match media.strip():
        case "application/x-www-form-urlencoded":
            fields = _pairs(body)
            return await _answer(
                request,
                services,
                _read({name: pairs.get(name, []) + fields.get(name, []) for name in {*pairs, *fields}}),
            )
        case "application/sparql-query":
            if "query" in pairs:
                raise _wrong("The query stands in the body and in the address.")
            return await _answer(request, services, _read({**pairs, "query": [body]}))
        case "application/sparql-update":
            raise _no_writing()
    message = f"A query is sent as {FORM} or {QUERY}."
    raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message, headers=_TAKES)


async def _answer(request: Request, services: ServicesDep, asked: Asked) -> Response:
    if len(asked.query.encode()) > services.settings.max_query_bytes:
        raise _too_large(services.settings.max_query_bytes)
    wanted = formats.sparql_formats(request.headers.get("accept"), asked.format)
    future = services.pool.submit(asked.query, wanted, asked.default_graphs, asked.named_graphs, seconds=asked.seconds)
    return _respond(await asyncio.wrap_future(future))


def _respond(answer: Answer) -> Response:
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    media = formats.content_type(answer.media_type)
    chunks: Iterator[bytes] = answer.chunks
    first, second = next(chunks, b""), next(chunks, None)
    if second is None:
        return Response(first, headers=headers, media_type=media)
    return StreamingResponse(chain((first, second), chunks), headers=headers, media_type=media)


def _read(fields: dict[str, list[str]]) -> Asked:
    if "update" in fields:
        raise _no_writing()
    queries = fields.get("query", [])
    if len(queries) != 1:
        raise _wrong("There is no query." if not queries else "There is more than one query.")
    timeout = fields.get("timeout", [""])[0]
    try:
        seconds = float(timeout) if timeout else None
        default, named = (
            tuple(NamedNode(iri) for iri in fields.get(name, ())) for name in ("default-graph-uri", "named-graph-uri")
        )
    except ValueError as error:
        raise _wrong(f"A parameter is not valid: {error}.") from error
    if seconds is not None and not seconds > 0:
        raise _wrong("timeout is a number of seconds above 0.")
    return Asked(queries[0], default, named, next(iter(fields.get("format", [])), None), seconds)


def _pairs(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:
        raise _wrong("The parameters are not UTF-8, or too many.") from error


async def _body(request: Request, limit: int) -> str:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise _too_large(limit)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong("The body is not UTF-8.") from error


def _page(request: Request, query: str | None) -> Response:
    examples = ontology.queries()
    chosen = request.query_params.get("example", "")
    text = query or examples.get(chosen) or sparql("first-query")
    return pages.render(
        request,
        "query.html",
        query=text,
        examples=pages.questions(),
        chosen=chosen,
        run=query is not None or chosen in examples,
    )


def _wrong(message: str) -> ProblemError:
    remedy = "See https://www.w3.org/TR/sparql11-protocol/#query-operation"
    return ProblemError(HTTPStatus.BAD_REQUEST, message, remedy)


def _too_large(limit: int) -> ProblemError:
    return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A query may have {limit} bytes.")


def _no_writing() -> ProblemError:
    return ProblemError(HTTPStatus.FORBIDDEN, "This service does not take updates.", "Use `policygraph ingest`.")
