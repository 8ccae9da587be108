"""One entity with its rulings and claims, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, Response

from api import caching, entities
from api.deps import ThenDep
from api.entities import Entity
from api.queries import iri
from graph.errors import NotFoundError

router = APIRouter(prefix="/api/v1", tags=["entities"])


@router.get("/entities/{type}/{id:path}", response_model=Entity, summary="One thing with its rulings and claims")
def entity(
    request: Request,
    services: ThenDep,
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
