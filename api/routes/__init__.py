"""The addresses of the service, one module a concern. A new router is added to `ROUTERS`."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes import docs, entities, health, home, network, resources, rulings, search, sparql

ROUTERS: tuple[APIRouter, ...] = (
    rulings.router,
    entities.router,
    search.router,
    network.router,
    sparql.router,
    health.router,
    home.router,
    resources.router,
    docs.router,
)
