"""Updates as the SPARQL 1.1 Protocol has them, of whoever has a token with the scope `write`."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext, suppress
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from api import protocol, state, textual, writing
from api.problems import ProblemError
from api.protocol import FORM, UPDATE, Fields
from api.state import Services
from api.tokens import Holder
from graph.errors import QueryError
from graph.store.guard import ForbiddenQueryError, refuse_calls
from graph.store.updates import Operation, operations, with_dataset
from graph.store.updates.rehearsal import evaluates

_TAKES = {"Accept-Post": f"{FORM}, {UPDATE}"}


async def update_by_post(request: Request) -> Response:
    """Run an update, which is the body or the field `update` of a form. It needs a token with the scope `write`.

    The default graph, and the graphs that belong to the service, cannot be written to.
    """
    services = state.services(request)
    holder = writing.writer(request, services)
    media, fields = protocol.media_type(request, _TAKES), protocol.parameters(request)
    body = await protocol.body_text(request, services.settings.max_update_bytes)
    if media == FORM:
        return await run(request, services, holder, protocol.joined(fields, protocol.pairs(body)))
    if media == UPDATE:
        return await direct(request, services, holder, fields, body)
    message = f"An update is sent as {FORM} or {UPDATE}."
    raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message, headers=_TAKES)


async def direct(request: Request, services: Services, holder: Holder, fields: Fields, body: str) -> Response:
    """An update that is the body."""
    if "update" in fields:
        raise protocol.wrong("The update stands in the body and in the address.")
    return await run(request, services, holder, {**fields, "update": [body]})


async def run(request: Request, services: Services, holder: Holder, fields: Fields) -> Response:
    """Judge an update, run it wholly or not at all, and note it."""
    if "query" in fields:
        raise protocol.wrong("There is a query and an update.")
    update = protocol.single(fields, "update")
    update = with_dataset(
        update, protocol.graphs(fields, "using-graph-uri"), protocol.graphs(fields, "using-named-graph-uri")
    )
    found = await asyncio.to_thread(_read, update, services.settings.open_graphs)
    try:
        await asyncio.to_thread(refuse_calls, update, services.settings.reachable)
    except ForbiddenQueryError:
        operations(update)  # what is not SPARQL at all is told so first
        raise
    written = {target for operation in found for target in operation.targets}
    writing.check_targets(services, written)
    base = str(request.url.replace(query=""))
    matched = await textual.matched(update, services.texts)
    try:
        if evaluates(found):
            await services.writer.evaluate(matched.text, base, protocol.client(request))
        else:
            await services.writer.make(matched.text, base)
    except QueryError as error:
        raise matched.placed(error) from error
    writing.record(services, holder, "update", written, len(update.encode()))
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _read(update: str, open_to_all: bool) -> list[Operation]:
    """The operations of an update. QueryError if they cannot be told, unless all may write to all: none then."""
    with suppress(QueryError) if open_to_all else nullcontext():
        return operations(update)
    return []
