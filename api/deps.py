"""What handlers are given. A handler names it in its signature: `store: StoreDep`.

These are coroutines though they wait for nothing: FastAPI would run plain functions in threads.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated, cast

from fastapi import Depends, Query, Request

from api.caching import Latest
from api.description import Contents
from api.past import Past
from api.rulings import Rulings
from api.settings import ServiceSettings
from api.tokens import Tokens
from graph.history import moment
from graph.search import Texts
from graph.store import Store
from graph.store.pool import ReaderPool, Writer


@dataclass(frozen=True, slots=True)
class Services:
    """What lives as long as the application runs."""

    settings: ServiceSettings
    store: Store
    pool: ReaderPool
    writer: Writer
    rulings: Rulings
    texts: Texts
    tokens: Tokens
    past: Past
    contents: Latest[Contents] = field(default_factory=Latest)


async def services(request: Request) -> Services:
    """The services of the application that this request came to."""
    return cast(Services, request.app.state.services)


ServicesDep = Annotated[Services, Depends(services)]


def _then(
    services: ServicesDep,
    at: Annotated[str, Query(description="The world as it was on this day: 2021-06-01", max_length=10)] = "",
    as_of: Annotated[
        str, Query(description="What was known then: 2021-06-01, or a time in ISO 8601", max_length=40)
    ] = "",
) -> Services:
    asked = moment(at, as_of)
    if not asked:
        return services
    store = services.past.of(services.store, asked)
    return replace(services, store=store, rulings=Rulings(store, services.settings.base))


ThenDep = Annotated[Services, Depends(_then)]
"""The services over the data of the moment that `at` and `as_of` name."""


async def _store(services: ServicesDep) -> Store:
    return services.store


async def _settings(services: ServicesDep) -> ServiceSettings:
    return services.settings


async def _pool(services: ServicesDep) -> ReaderPool:
    return services.pool


async def _rulings(services: ServicesDep) -> Rulings:
    return services.rulings


StoreDep = Annotated[Store, Depends(_store)]
SettingsDep = Annotated[ServiceSettings, Depends(_settings)]
PoolDep = Annotated[ReaderPool, Depends(_pool)]
RulingsDep = Annotated[Rulings, Depends(_rulings)]
