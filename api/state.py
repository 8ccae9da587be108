"""What lives as long as the service runs, for whoever answers a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from starlette.requests import Request

from api.caching import Latest
from api.settings import ServiceSettings
from api.tokens import Tokens
from graph.contents import Contents
from graph.search import Texts
from graph.store import Store
from graph.store.pool import ReaderPool, Writer

if TYPE_CHECKING:
    from api.past import Past
    from api.rulings import Rulings


@dataclass(frozen=True)
class Services:
    """Made when the service starts, but for what its first answers do not need."""

    settings: ServiceSettings
    store: Store
    pool: ReaderPool
    writer: Writer
    texts: Texts
    tokens: Tokens
    contents: Latest[Contents] = field(default_factory=Latest)

    @cached_property
    def rulings(self) -> Rulings:
        """The rulings of the store."""
        from api.rulings import Rulings

        return Rulings(self.store, self.settings.base)

    @cached_property
    def past(self) -> Past:
        """The store as it was."""
        from api.past import Past

        return Past(self.settings.base, self.settings.past_quads)


def services(request: Request) -> Services:
    """The services of the application that this request came to."""
    return cast(Services, request.app.state.services)
