"""The rulings as a feed for other dashboards: /api/v1/rulings as JSON, CSV or JSON Feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from api import caching, feeds, formats
from api.deps import ThenDep
from api.records import Ruling
from api.rulings import Filters, Page
from graph.bands import Band
from graph.model import Kind, Status
from graph.store import Store

router = APIRouter(prefix="/api/v1", tags=["rulings"])
OFFERS = {"json": "application/json", "csv": "text/csv", "feed": "application/feed+json"}
_WAYS = " An IRI, an id (`clearview-ai`), or a name; case does not matter. Repeat it for alternatives."
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class RulingPage(BaseModel):
    """Rulings, newest first."""

    items: list[Ruling]
    total: int
    """How many rulings fit the filters, on all pages."""
    next: str | None
    """The cursor of the next page; null on the last one."""
    next_url: str | None
    """The address of the next page; null on the last one."""


def _filters(
    organisation: Annotated[list[str] | None, Query(description="Against whom." + _WAYS)] = None,
    authority: Annotated[list[str] | None, Query(description="Who ruled." + _WAYS)] = None,
    jurisdiction: Annotated[list[str] | None, Query(description="Where, with all within it (`CA`)." + _WAYS)] = None,
    technology: Annotated[list[str] | None, Query(description="On what, with its narrower kinds." + _WAYS)] = None,
    kind: Annotated[list[Kind] | None, Query(description="What kind of act")] = None,
    status: Annotated[list[Status] | None, Query(description="Where it stands")] = None,
    band: Annotated[
        list[Band] | None, Query(description="publish: may be told as it is; review: to be checked")
    ] = None,
    since: Annotated[str, Query(alias="from", pattern=_DATE, description="From this date on: 2021-02-03, 2021")] = "",
    until: Annotated[str, Query(alias="to", pattern=_DATE, description="Up to this date, it included")] = "",
    q: Annotated[str, Query(max_length=200, description="Words in the label, the quotes or a party's name")] = "",
) -> Filters:
    return Filters(
        tuple(organisation or ()),
        tuple(authority or ()),
        tuple(jurisdiction or ()),
        tuple(technology or ()),
        tuple(kind or ()),
        tuple(status or ()),
        tuple(band or ()),
        since,
        until,
        " ".join(q.split()),
    )


FiltersDep = Annotated[Filters, Depends(_filters)]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many rulings a page")]
Cursor = Annotated[str | None, Query(description="`next` of the page before", max_length=2000)]
Format = Annotated[str | None, Query(description="json, csv or feed; wins over Accept")]


@router.get(
    "/rulings",
    summary="Rulings, filtered and paged",
    response_model=RulingPage,
    responses={200: {"content": {media: {} for media in OFFERS.values()}}},
)
def rulings(
    request: Request,
    then: ThenDep,
    filters: FiltersDep,
    limit: Limit = 50,
    cursor: Cursor = None,
    format: Format = None,
) -> Response:
    """Rulings that fit all filters, newest first, each with its labels, its articles and their words."""
    name = formats.choose(request, OFFERS)
    return _respond(request, then.store, lambda: then.rulings.page(filters, limit, cursor), name)


@router.get("/rulings.{suffix}", include_in_schema=False)
def rulings_by_suffix(
    request: Request,
    then: ThenDep,
    filters: FiltersDep,
    suffix: str,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """The same with the format in the address: `.json`, `.csv`, `.feed`."""
    name = formats.by_name(suffix, OFFERS)
    return _respond(request, then.store, lambda: then.rulings.page(filters, limit, cursor), name)


def _respond(request: Request, store: Store, page: Callable[[], Page], name: str) -> Response:
    return caching.tagged(request, store.version(), lambda: _write(request, page(), name), name)


def _write(request: Request, page: Page, name: str) -> Response:
    next_url = str(request.url.include_query_params(cursor=page.cursor)) if page.cursor else None
    headers = {"Link": f'<{next_url}>; rel="next"'} if next_url else {}
    if name == "csv":
        headers["Content-Disposition"] = 'inline; filename="rulings.csv"'
        return Response(feeds.as_csv(page.items), headers=headers, media_type="text/csv; charset=utf-8; header=present")
    if name == "feed":
        feed = feeds.as_feed(page.items, str(request.base_url), str(request.url), next_url)
        return JSONResponse(feed, headers=headers, media_type=OFFERS["feed"])
    items = [ruling.model_dump() for ruling in page.items]
    body = {"items": items, "total": page.total, "next": page.cursor, "next_url": next_url}
    return JSONResponse(body, headers=headers)
