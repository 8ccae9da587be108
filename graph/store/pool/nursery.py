"""A nursery from outside: start it, let it load, let it fork readers."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections import deque
from typing import TypeVar

from graph.errors import StoreError
from graph.store.pool.channel import Channel
from graph.store.pool.reader import Reader
from graph.store.pool.wire import Apply, Ended, Fork, Forked, Load, Loaded, Reap, Step

T = TypeVar("T")


class Nursery:
    """A process that forks readers. `position` is the place in the log that its data have come to, if it has data.

    Every call raises StoreError once the process is gone; `gone` is set then.
    """

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        path = os.pathsep.join(part for part in sys.path if part)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "graph.store.pool.forking", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": path},
            )
        self._answers: deque[asyncio.Future[object]] = deque()
        self._channel = Channel(ours, self._heard, self._lost)
        self.gone = asyncio.Event()
        self.position: int | None = None

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    async def load(self, snapshot: str, memory_bytes: int, position: int) -> None:
        """Take the data of a snapshot, which are those of a place in the log, into memory."""
        await self._say(Load(snapshot, memory_bytes), Loaded)
        self.position = position

    def apply(self, steps: tuple[Step, ...], position: int) -> None:
        """Make the changes that lead to a place in the log; readers forked from now on have them."""
        self._channel.send(Apply(steps))
        self.position = position

    async def fork(self, memory_bytes: int, networked: bool) -> Reader:
        """Another reader, with the data that this nursery has."""
        ours, theirs = socket.socketpair()
        position = self.position
        try:
            with theirs:
                answer = self._say(Fork(memory_bytes, networked), Forked, theirs.fileno())
                forked = await answer
        except BaseException:
            ours.close()
            raise
        return Reader(ours, forked.pid, self, position)

    async def ended(self, pid: int) -> int:
        """The signal that ended one of its readers, 0 for none; asked once for each."""
        return (await self._say(Reap(pid), Ended)).signal

    def close(self) -> None:
        """End it, and with it its readers."""
        self._channel.close()
        self._lost()

    async def _say(self, message: object, kind: type[T], descriptor: int | None = None) -> T:
        if self.gone.is_set():
            raise _gone()
        future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._answers.append(future)
        self._channel.send(message, descriptor)
        answer = await future
        assert isinstance(answer, kind)
        return answer

    def _heard(self, message: object) -> None:
        future = self._answers.popleft()
        if not future.done():
            future.set_result(message)

    def _lost(self) -> None:
        self.gone.set()
        self._process.kill()
        self._process.wait()
        for future in self._answers:
            if not future.done():
                future.set_exception(_gone())
        self._answers.clear()


def _gone() -> StoreError:
    return StoreError("The process that makes readers has ended.", "Try again in a few seconds.")
