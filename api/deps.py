"""What handlers of the API are given. A handler names it in its signature: `store: StoreDep`.

These are coroutines though they wait for nothing: FastAPI would run plain functions in threads.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Query, Request

from api import state
from api.state import Services
from graph.history import moment
from graph.store import Store
from graph.store.pool import ReaderPool


async def services(request: Request) -> Services:
    """The services of the application that this request came to."""
    return state.services(request)


ServicesDep = Annotated[Services, Depends(services)]


def _then(
    services: ServicesDep,
    at: Annotated[str, Query(description="The world as it was on this day: 2021-06-01", max_length=10)] = "",
    as_of: Annotated[
        str, Query(description="What was known then: 2021-06-01, or a time in ISO 8601", max_length=40)
    ] = "",
) -> Services:
    asked = moment(at, as_of)
    return replace(services, store=services.past.of(services.store, asked)) if asked else services


ThenDep = Annotated[Services, Depends(_then)]
"""The services over the data of the moment that `at` and `as_of` name."""


async def _store(services: ServicesDep) -> Store:
    return services.store


async def _pool(services: ServicesDep) -> ReaderPool:
    return services.pool


StoreDep = Annotated[Store, Depends(_store)]
PoolDep = Annotated[ReaderPool, Depends(_pool)]
