"""A reader from outside: ask it something, follow its answer, kill it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph.store.pool.channel import Channel
from graph.store.pool.wire import Apply, Ask, Began, Done, Elsewhere, Failed, Grown, Open, Rehearse, Step, Whole

if TYPE_CHECKING:
    from graph.store.pool.nursery import Nursery


_NICE = 19


class ReaderLostError(Exception):
    """The process ended before its answer did."""


@dataclass(eq=False)
class Run:
    """One query in one reader. `finished` is set at its end, `moved` whenever something happens.

    A long answer has a file, of which `size` bytes are there. `error` says why there is no answer, or no end of it.
    """

    media_type: str = ""
    body: bytes | None = None
    file: int | None = None
    size: int = 0
    error: Exception | None = None
    finished: asyncio.Event = field(default_factory=asyncio.Event)
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    _over: list[Callable[[], None]] = field(default_factory=list)

    def end(self, error: Exception | None = None) -> None:
        """It is over, by this error or well; what happens afterwards is not heard any more."""
        if self.finished.is_set():
            return
        self.error = error
        self.finished.set()
        self.moved.set()
        for call in self._over:
            call()
        self._over.clear()

    def when_over(self, call: Callable[[], None]) -> None:
        """Call something at the end; at once if that has come."""
        if self.finished.is_set():
            call()
        else:
            self._over.append(call)

    def __del__(self) -> None:
        if self.file is not None:
            with suppress(OSError):
                os.close(self.file)


class Reader:
    """A process that answers one query at a time. `position` is its data's place in the log, None for a snapshot's."""

    def __init__(self, sock: socket.socket, pid: int, nursery: Nursery, position: int | None) -> None:
        self.pid, self.nursery, self.position = pid, nursery, position
        self.snapshot: Path | None = None
        self.lost = self.yielding = self.spent = False
        self._run: Run | None = None
        self._channel = Channel(sock, self._heard, self._gone)

    @property
    def busy(self) -> bool:
        """Whether it is answering."""
        return self._run is not None

    def open(self, snapshot: Path) -> None:
        """Read from this snapshot from now on."""
        if snapshot != self.snapshot:
            self.snapshot = snapshot
            self._channel.send(Open(str(snapshot)))

    def apply(self, steps: tuple[Step, ...], position: int) -> None:
        """Make the changes that lead to a place in the log, before what is asked next."""
        self.position = position
        if steps:
            self._channel.send(Apply(steps))

    def ask(self, ask: Ask | Rehearse) -> Run:
        """Begin to answer."""
        self._run = run = Run()
        self.spent = isinstance(ask, Rehearse)
        self._channel.send(ask)
        if self.lost:
            self._gone()
        return run

    def kill(self) -> None:
        """End it at once. What it was answering ends with ReaderLostError."""
        if not self.lost:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def retire(self) -> None:
        """Let it end by itself."""
        self.lost = True
        self._channel.close()

    def give_way(self) -> None:
        """Let it run where others leave room, for good: it cannot be made to run as before."""
        self.yielding = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _NICE)

    def seconds(self) -> float | None:
        """The time of a processor that it has used since it was made; None where the system does not tell."""
        try:
            with open(f"/proc/{self.pid}/schedstat", encoding="ascii") as status:
                return int(status.read().split()[0]) / 1e9
        except (OSError, ValueError, IndexError):
            return None

    def _heard(self, message: object) -> None:
        run = self._run
        assert run is not None
        match message:
            case Began():
                run.media_type, run.file = message.media_type, self._channel.descriptor()
            case Grown():
                run.size = message.size
            case Whole():
                run.media_type, run.body = message.media_type, message.body
                self._end()
            case Done():
                run.size = message.size
                self._end()
            case Elsewhere():
                self._end()
            case Failed():
                self._end(message.error)
        run.moved.set()

    def _end(self, error: Exception | None = None) -> None:
        run, self._run = self._run, None
        if run is not None:
            run.end(error)

    def _gone(self) -> None:
        self.lost = True
        self._end(ReaderLostError())
