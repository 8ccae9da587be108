"""Updates of strangers: one commit after the other, and what has patterns to evaluate is evaluated in a reader first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from graph.store.oxigraph import OxigraphStore
from graph.store.pool.limits import ServiceBusyError
from graph.store.pool.queries import ReaderPool
from graph.store.protocol import Store

Result = TypeVar("Result")


class Writer:
    """Makes updates. Used on one event loop; whoever writes to an embedded store beside it may make it wait.

    Patterns may take any time. They are evaluated where they can be ended, on a copy of the data, and what came of them
    is committed if the data are still the same. If they are not, it is done again while nobody else may write.
    """

    def __init__(self, store: Store, pool: ReaderPool) -> None:
        self._store, self._pool = store, pool
        self._turn = asyncio.Lock()

    async def make(self, update: str, base: str | None = None) -> None:
        """Make an update that matches no patterns and fetches nothing: it costs what its length and its graphs do."""
        async with self._turn:
            await asyncio.to_thread(self._store.update, update, base)

    async def evaluate(self, update: str, base: str | None = None, client: str = "") -> None:
        """Make any update of which it can be told what it writes to, wholly or not at all.

        QueryLimitError if it needs more than a query may use, and the other errors of `ReaderPool.answer`.
        """
        if not isinstance(self._store, OxigraphStore):
            return await self.make(update, base)  # a server has limits of its own
        changes, version = await self._pool.rehearse(update, base, client=client)
        async with self._turn:
            if await asyncio.to_thread(self._store.make, changes, base, version):
                return None
            changes, version = await self._pool.rehearse(update, base, client=client)
            if await asyncio.to_thread(self._store.make, changes, base, version):
                return None
        raise ServiceBusyError("The data changed while the update was evaluated.", "Try again in a few seconds.")

    async def work(self, change: Callable[[], Result]) -> Result:
        """Run what reads the store and writes to it in one go, while nobody else writes by this writer."""
        async with self._turn:
            return await asyncio.to_thread(change)
