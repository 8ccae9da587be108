"""What changed and why: /api/v1/changes as JSON, JSON Feed or Atom."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api import caching, formats, news
from api.deps import ServicesDep
from api.news import ChangePage
from graph.history import Cause, changes

router = APIRouter(prefix="/api/v1", tags=["changes"])
OFFERS = {"json": "application/json", "feed": "application/feed+json", "atom": "application/atom+xml"}
Causes = Annotated[list[Cause] | None, Query(description="Only changes made for one of these reasons")]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many transactions a page")]
Cursor = Annotated[str, Query(max_length=40, description="`next` of the page before; without it from the oldest on")]


@router.get(
    "/changes",
    summary="What changed, when and why",
    response_model=ChangePage,
    responses={200: {"content": {media: {} for media in OFFERS.values()}}},
)
def change_feed(
    request: Request,
    services: ServicesDep,
    cause: Causes = None,
    limit: Limit = 100,
    cursor: Cursor = "",
    format: Annotated[str | None, Query(description="json, feed or atom; wins over Accept")] = None,
) -> Response:
    """Each transaction that changed rulings or matters, oldest first, with their values before and after.

    Keep `next` and come back with it: nothing is missed. 410 if the log does not reach back to a cursor. JSON Feed and
    Atom give the newest, newest first.
    """
    return _respond(request, services, cause, limit, cursor, formats.choose(request, OFFERS))


@router.get("/changes.{suffix}", include_in_schema=False)
def change_feed_by_suffix(
    request: Request, services: ServicesDep, suffix: str, cause: Causes = None, limit: Limit = 100, cursor: Cursor = ""
) -> Response:
    """The same with the format in the address: `.json`, `.feed`, `.atom`."""
    return _respond(request, services, cause, limit, cursor, formats.by_name(suffix, OFFERS))


def _respond(
    request: Request, services: ServicesDep, causes: list[Cause] | None, limit: int, cursor: str, name: str
) -> Response:
    def answer() -> Response:
        page = changes(services.store, cursor, limit, newest=name != "json" and not cursor)
        told = news.page(page, services.settings.base, frozenset(causes or Cause))
        if name == "json":
            next_url = str(request.url.include_query_params(cursor=told.next)) if told.more else None
            body = told.model_dump() | {"next_url": next_url}
            return JSONResponse(body, headers={"Link": f'<{next_url}>; rel="next"'} if next_url else {})
        home, own = str(request.base_url), str(request.url)
        if name == "feed":
            return JSONResponse(news.as_feed(told, home, own), media_type=OFFERS["feed"])
        return Response(news.as_atom(told, home, own), media_type=OFFERS["atom"])

    return caching.tagged(request, services.store.version(), answer, name)
