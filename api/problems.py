"""Errors become problem documents (RFC 9457) here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match

from api import formats, pages
from graph.errors import InputError, NotFoundError, PolicygraphError, QueryError, StoreError
from graph.history import HistoryError
from graph.store import NotAcceptableError
from graph.store.guard import ForbiddenQueryError
from graph.store.pool import AnswerTooLargeError, QueryLimitError, ServiceBusyError, TooManyQueriesError

if TYPE_CHECKING:
    from fastapi.exceptions import RequestValidationError

log = logging.getLogger(__name__)
STATUSES: dict[type[PolicygraphError], HTTPStatus] = {
    QueryError: HTTPStatus.BAD_REQUEST,
    InputError: HTTPStatus.BAD_REQUEST,
    ForbiddenQueryError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    HistoryError: HTTPStatus.GONE,
    NotAcceptableError: HTTPStatus.NOT_ACCEPTABLE,
    AnswerTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    QueryLimitError: HTTPStatus.SERVICE_UNAVAILABLE,
    ServiceBusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    TooManyQueriesError: HTTPStatus.TOO_MANY_REQUESTS,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
}
_RETRY = {"Retry-After": "5"}
MEDIA = "application/problem+json"


class ProblemError(PolicygraphError):
    """An error of the protocol with a status of its own."""

    def __init__(
        self, status: HTTPStatus, message: str, remedy: str = "", headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(message, remedy)
        self.status = status
        self.headers = headers or {}


def problem(
    request: Request, status: HTTPStatus, detail: str, headers: dict[str, str] | None = None, **more: object
) -> Response:
    """A problem document, or a page for a browser. Members of `more` that say nothing are left out."""
    if formats.wants_page(request) and not request.url.path.startswith("/api/"):
        page = pages.render(request, "problem.html", status.value, title=status.phrase, detail=detail, **_remedy(more))
        page.headers.update(headers or {})
        return page
    body: dict[str, object] = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    body |= {name: value for name, value in more.items() if value not in (None, "", [])}
    return JSONResponse(body, status.value, {"Vary": "Accept", **(headers or {})}, MEDIA)


def _remedy(more: dict[str, object]) -> dict[str, object]:
    return {"remedy": more.get("remedy") or ""}


def install(app: Starlette, routes: Sequence[BaseRoute]) -> None:
    """Let `app`, made of these routes, answer every error of a handler with a problem document."""
    app.state.known_routes = routes
    app.add_exception_handler(PolicygraphError, _told)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, PolicygraphError)
    if isinstance(error, ProblemError):
        return problem(request, error.status, error.message, error.headers, remedy=error.remedy)
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
    if isinstance(error, StoreError):
        log.error("%s %s: %s", request.method, request.url.path, error.message)
        return problem(request, status, "The store did not answer.", _RETRY, remedy="Try again in a few seconds.")
    place: dict[str, object] = {}
    if isinstance(error, QueryError):
        place = {"line": error.line, "column": error.column, "token": error.token}
    headers = _RETRY if status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS} else None
    return problem(request, status, error.message, headers, remedy=error.remedy, **place)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    headers = dict(error.headers or {})
    detail = error.detail if error.detail != status.phrase else ""
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(allowed(request))
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
        detail = f"{request.method} is not possible here."
    if status is HTTPStatus.NOT_FOUND:
        detail = f"There is nothing at {request.url.path}."
    return problem(request, status, detail or status.description, headers)


def allowed(request: Request) -> list[str]:
    """The methods that the address of this request takes."""
    methods = {"OPTIONS"}
    routes: Sequence[BaseRoute] = request.app.state.known_routes
    for route in routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= getattr(route, "methods", None) or set()
    if "GET" in methods:
        methods.add("HEAD")
    return sorted(methods)


def invalid(request: Request, error: Exception) -> Response:
    """Answer parameters of the API that are not as its document has them."""
    found = cast("RequestValidationError", error).errors()
    errors = [{"parameter": str((item["loc"][1:] or item["loc"])[0]), "detail": item["msg"]} for item in found]
    detail = "; ".join(f"{item['parameter']}: {item['detail']}" for item in errors)
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def _unforeseen(request: Request, error: Exception) -> Response:
    log.exception("%s %s", request.method, request.url.path, exc_info=error)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong inside; it has been logged.")
