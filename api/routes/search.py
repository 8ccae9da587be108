"""Search: as JSON for programs and search boxes, as a page for people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from api import formats, pages
from api.deps import ServicesDep
from api.search import SearchResult, Type, search

router = APIRouter(tags=["search"])
JSON = "application/json"


def _result(
    services: ServicesDep,
    q: Annotated[
        str,
        Query(max_length=200, description='Words; the last may be unfinished. A phrase in quotes: "mass surveillance"'),
    ] = "",
    type: Annotated[list[Type] | None, Query(description="Of these types only; repeat it for several")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="How many hits of each type")] = 10,
    offset: Annotated[int, Query(ge=0, le=10_000, description="How many of each type to pass over")] = 0,
) -> SearchResult:
    return search(services.texts, services.settings.base, q, limit, offset, type or [])


ResultDep = Annotated[SearchResult, Depends(_result)]


@router.get("/api/v1/search", summary="Search names, titles, quotes and claims")
def search_data(result: ResultDep) -> SearchResult:
    """What holds all the words, by type. Accents and case do not matter, nor do typing errors where nothing else fits."""
    return result


@router.get("/search", include_in_schema=False)
def search_page(request: Request, services: ServicesDep, result: ResultDep) -> Response:
    """The same as a page; as JSON for whoever does not ask for HTML."""
    if not formats.wants_page(request, JSON):
        return JSONResponse(result.model_dump(), headers={"Vary": "Accept"})
    return pages.render(request, "search.html", q=result.query, result=result)
