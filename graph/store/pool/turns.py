"""Whose turn it is: so many at a time, the clients that wait one after the other, however much each of them asks."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque


class Turns:
    """`slots` turns at a time, at most `each` of one client."""

    def __init__(self, slots: int, each: int | None = None) -> None:
        self._free, self._each = slots, each or slots
        self._taken: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def wanted(self) -> bool:
        """Whether somebody waits for one."""
        return bool(self._waiting)

    def try_take(self, client: str) -> bool:
        """A turn for `client` if there is one now."""
        if self._free <= 0 or self._taken[client] >= self._each:
            return False
        self._free -= 1
        self._taken[client] += 1
        return True

    async def take(self, client: str) -> None:
        """A turn for `client`, when it comes."""
        if client not in self._waiting and self.try_take(client):
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give(client)
            raise

    def give(self, client: str) -> None:
        """This turn of `client` is over."""
        self._free += 1
        self._taken[client] -= 1
        if not self._taken[client]:
            del self._taken[client]
        self._next()

    def _next(self) -> None:
        """Give free turns to those that wait; who gets one goes to the end of the round."""
        for client in list(self._waiting):
            queue = self._waiting[client]
            while queue and queue[0].done():
                queue.popleft()
            if queue and self.try_take(client):
                queue.popleft().set_result(None)
                self._waiting.move_to_end(client)
            if not queue:
                del self._waiting[client]
            if self._free <= 0:
                return
