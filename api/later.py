"""An application that is made while another one answers already."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from starlette.types import ASGIApp, Receive, Scope, Send


class Later:
    """What `make` makes, in a thread, once it is begun or asked; requests wait until it is there."""

    def __init__(self, make: Callable[[], ASGIApp]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._made: Future[ASGIApp] | None = None

    def begin(self) -> Future[ASGIApp]:
        """Begin to make it, if nobody has."""
        with self._lock:
            if self._made is None:
                self._made = ThreadPoolExecutor(1, "later").submit(self._make)
            return self._made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        made = self.begin()
        app = made.result() if made.done() else await asyncio.shield(asyncio.wrap_future(made))
        await app(scope, receive, send)
