"""The addresses of the service, one module a concern. A new router is added to `ROUTERS`."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes import (
    catalogue,
    changes,
    docs,
    entities,
    graph_store,
    health,
    home,
    network,
    resources,
    review,
    rulings,
    search,
    sparql,
    update,
)

ROUTERS: tuple[APIRouter, ...] = (
    sparql.router,
    update.router,
    rulings.router,
    changes.router,
    entities.router,
    search.router,
    network.router,
    review.router,
    graph_store.router,
    health.router,
    catalogue.router,
    home.router,
    resources.router,
    docs.router,
)
