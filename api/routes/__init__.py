"""The addresses of the service, one module a concern. A new router is added to `ROUTERS`."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes import (
    catalogue,
    docs,
    entities,
    graph_store,
    health,
    home,
    network,
    resources,
    rulings,
    search,
    sparql,
    update,
)

ROUTERS: tuple[APIRouter, ...] = (
    rulings.router,
    entities.router,
    search.router,
    network.router,
    sparql.router,
    update.router,
    graph_store.router,
    health.router,
    catalogue.router,
    home.router,
    resources.router,
    docs.router,
)
