"""Search, and one entity with its rulings and claims, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from api import caching, entities
from api.deps import ServicesDep, SettingsDep, StoreDep
from api.entities import Entity, Hit
from api.queries import iri
from graph.errors import NotFoundError

router = APIRouter(prefix="/api/v1", tags=["entities"])


class Hits(BaseModel):
    """What was found, best first."""

    items: list[Hit]


@router.get("/search", summary="Search names and titles")
def search(
    store: StoreDep,
    settings: SettingsDep,
    q: Annotated[str, Query(max_length=200, description="Words of a name")],
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Hits:
    """Organisations, authorities, technologies, laws, rulings and articles by their names."""
    return Hits(items=entities.search(store, settings.base, q, limit))


@router.get("/entities/{type}/{id:path}", response_model=Entity, summary="One thing with its rulings and claims")
def entity(
    request: Request,
    services: ServicesDep,
    type: Annotated[str, Path(description="organisation, regulator, jurisdiction, technology, law, person, ruling …")],
    id: Annotated[str, Path(description="What follows it in the IRI: clearview-ai")],
) -> Response:
    """What the graph knows of one thing, with its newest 100 rulings, its claims and the articles that name it."""
    base = services.settings.base
    thing = iri(f"{base}{type}/{id}")
    if thing is None:
        raise NotFoundError(f"{type}/{id} is no id.")
    store = services.store

    def answer() -> Response:
        return JSONResponse(entities.describe(store, services.rulings, base, thing).model_dump())

    return caching.tagged(request, store.version(), answer)
