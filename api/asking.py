"""Queries as the SPARQL 1.1 Protocol has them. A browser gets a page to write them in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from pyoxigraph import NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api import caching, description, formats, protocol, rdf, state, textual, updating, writing
from api.problems import ProblemError
from api.protocol import FORM, QUERY, UPDATE, Fields
from api.queries import sparql, text
from api.state import Services
from graph.errors import QueryError
from graph.store.pool import Reply

MEDIA = (*formats.RESULTS.values(), *formats.GRAPHS.values())
_TAKES = {"Accept-Post": f"{FORM}, {QUERY}, {UPDATE}", "Accept-Query": QUERY}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of the protocol, read and checked."""

    query: str
    default_graphs: tuple[NamedNode, ...]
    named_graphs: tuple[NamedNode, ...]
    format: str | None
    seconds: float | None


async def query_by_get(request: Request) -> Response:
    """Ask the graph in SPARQL. A browser without `format=` gets a page to write queries in.

    Without a query the endpoint describes itself (https://www.w3.org/TR/sparql11-service-description/).
    """
    services, fields = state.services(request), protocol.parameters(request)
    if formats.likes_pages(request.headers.get("accept"), fields.get("format", [None])[-1], MEDIA):
        return await asyncio.to_thread(_page, request, services)
    if not {"query", "update"} & fields.keys():
        return await asyncio.to_thread(_description, request, services)
    tag = caching.tag(services.store.version(), request)
    if caching.is_known(request, tag):
        return caching.not_modified(tag)
    response = await _answer(request, services, _read(fields))
    response.headers["ETag"] = tag
    return response


async def query_by_post(request: Request) -> Response:
    """Ask the graph in SPARQL, with the query as the body or as the field `query` of a form.

    An update is taken here too, as at /update.
    """
    services, media = state.services(request), protocol.media_type(request, _TAKES)
    fields = protocol.parameters(request)
    if media == UPDATE:
        holder = writing.writer(request, services)
        body = await protocol.body_text(request, services.settings.max_update_bytes)
        return await updating.direct(request, services, holder, fields, body)
    if media == QUERY:
        return await _direct(request, services, fields)
    if media == FORM:
        body = await protocol.body_text(request, services.settings.max_update_bytes)
        fields = protocol.joined(fields, protocol.pairs(body))
        if "update" in fields:
            return await updating.run(request, services, writing.writer(request, services), fields)
        return await _answer(request, services, _read(fields))
    message = f"A query is sent as {FORM} or {QUERY}."
    raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message, headers=_TAKES)


async def query_by_query(request: Request) -> Response:
    """The query as the body of a request with the method QUERY, as SPARQL 1.2 has it."""
    services, media = state.services(request), protocol.media_type(request, _TAKES)
    if media == FORM:
        body = await protocol.body_text(request, services.settings.max_query_bytes)
        return await _answer(request, services, _read(protocol.pairs(body)))
    if media == QUERY:
        return await _direct(request, services, protocol.parameters(request))
    raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"A query is sent as {QUERY}.", headers=_TAKES)


async def _direct(request: Request, services: Services, fields: Fields) -> Response:
    """A query that is the body."""
    body = await protocol.body_text(request, services.settings.max_query_bytes)
    if "query" in fields:
        raise protocol.wrong("The query stands in the body and in the address.")
    return await _answer(request, services, _read({**fields, "query": [body]}))


async def _answer(request: Request, services: Services, asked: Asked) -> Response:
    if len(asked.query.encode()) > services.settings.max_query_bytes:
        raise protocol.too_large(services.settings.max_query_bytes)
    wanted = formats.sparql_formats(request.headers.get("accept"), asked.format)
    matched = await textual.matched(asked.query, services.texts)
    try:
        reply = await services.pool.answer(
            matched.text,
            wanted,
            asked.default_graphs,
            asked.named_graphs,
            seconds=asked.seconds,
            client=protocol.client(request),
        )
    except QueryError as error:
        raise matched.placed(error) from error
    return respond(reply)


def respond(reply: Reply) -> Response:
    """A reply of the pool as a response: whole if it is short, else in pieces."""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    media = formats.content_type(reply.media_type)
    if reply.body is not None:
        return Response(reply.body, headers=headers, media_type=media)
    return StreamingResponse(reply.chunks(), headers=headers, media_type=media)


def _read(fields: Fields) -> Asked:
    if "update" in fields:
        raise protocol.wrong("An update is sent by POST.")
    timeout = fields.get("timeout", [""])[0]
    try:
        seconds = float(timeout) if timeout else None
    except ValueError as error:
        raise protocol.wrong("timeout is a number of seconds.") from error
    if seconds is not None and not seconds > 0:
        raise protocol.wrong("timeout is a number of seconds above 0.")
    return Asked(
        protocol.single(fields, "query"),
        protocol.graphs(fields, "default-graph-uri"),
        protocol.graphs(fields, "named-graph-uri"),
        next(iter(fields.get("format", [])), None),
        seconds,
    )


def _page(request: Request, services: Services) -> Response:
    from api.query_page import page  # with what only pages need

    return page(request, services)


def _description(request: Request, services: Services) -> Response:
    return rdf.answered(request, services, _described(request, services))


def _described(request: Request, services: Services) -> Iterator[Triple]:
    graphs = [
        NamedNode(name) for name in sorted(text(row["graph"]) for row in services.store.select(sparql("graph-list")))
    ]
    writable = services.settings.open_graphs or bool(services.tokens.holders())
    yield from description.service(rdf.place(request), graphs, writable)
