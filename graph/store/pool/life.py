"""The life of one query: its turn, a reader, a first slice of time, then a place among the long ones, a reply.

Nothing is given out in the first slice but a whole answer. So a query for which there is no place among the long ones
can be ended and begun anew when there is, and short queries wait for short ones only.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from graph.errors import QueryError
from graph.store.pool.limits import BrokenAnswerError, QueryLimitError, ServiceBusyError
from graph.store.pool.reader import Reader, ReaderLostError, Run
from graph.store.pool.supply import Supply
from graph.store.pool.turns import Turns
from graph.store.pool.wire import Ask, Rehearse

_GRAIN = 0.01
"""Seconds: the least time after which it is looked again."""
_REMEMBERED = 30.0
"""Seconds."""


class Lanes:
    """The turns of short queries and of long ones, and how long a short one is.

    A client that has asked something long is known for it for a while: its queries take turns of their own then, so
    that those of others never wait for the slices of what may be long again. It has all turns of long queries but one.
    """

    def __init__(self, short: int, long: int, slice: float) -> None:
        self.slice = slice
        self.long = Turns(long, max(long - 1, 1))
        self._short, self._doubtful = Turns(short), Turns(max(short - 1, 1))
        self._known: dict[str, float] = {}

    def first(self, client: str, now: float) -> Turns:
        """Where a query of this client begins."""
        return self._doubtful if self._known.get(client, 0.0) > now else self._short

    def remember(self, client: str, now: float) -> None:
        """A query of this client has turned out to be long."""
        self._known = {other: until for other, until in self._known.items() if until > now}
        self._known[client] = now + _REMEMBERED


class Life:
    """Used once. `over` is called when the query takes nothing any more, which may be after its reply was begun."""

    def __init__(
        self,
        supply: Supply,
        lanes: Lanes,
        client: str,
        seconds: float,
        over: Callable[[], None],
        what: str = "query",
    ) -> None:
        self._supply, self._lanes, self._client, self._over, self._what = supply, lanes, client, over, what
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._deadline = self._loop.time() + seconds
        self._lane: Turns | None = None
        self._reader: Reader | None = None
        self._run: Run | None = None

    async def reply(self, ask: Ask | Rehearse) -> Run:
        """A run that is finished, or that is sure to have an answer and writes it."""
        timer = self._loop.call_at(self._deadline, self._expire)
        try:
            run, reader = await self._evaluate(ask)
            if isinstance(run.error, ReaderLostError):
                if (ended := await self._supply.signal(reader)) != signal.SIGKILL:
                    raise _reason(ended, self._what)
                run, reader = await self._evaluate(ask)  # killed from outside, which is not the query's fault
            if run.error is not None:
                lost = isinstance(run.error, ReaderLostError)
                raise _reason(signal.SIGKILL, self._what) if lost else run.error
        except BaseException:
            timer.cancel()
            self.stop()
            self._over()
            raise
        run.when_over(timer.cancel)
        run.when_over(self._over)
        return run

    def stop(self) -> None:
        """Nobody wants the rest."""
        if self._run is not None and not self._run.finished.is_set():
            self._run.end(BrokenAnswerError())

    async def _evaluate(self, ask: Ask | Rehearse) -> tuple[Run, Reader]:
        first = self._lanes.first(self._client, self._loop.time())
        run, reader = await self._begin(first, ask)
        if await self._ends_in_slice(run, reader, first):
            return run, reader
        self._lanes.remember(self._client, self._loop.time())
        if self._lanes.long.try_take(self._client):
            first.give(self._client)
            self._lane = self._lanes.long
        else:
            self._let_go(run)
            run, reader = await self._begin(self._lanes.long, ask)
        reader.give_way()
        while not run.finished.is_set() and run.file is None:
            run.moved.clear()
            await run.moved.wait()
        return run, reader

    async def _begin(self, lane: Turns, ask: Ask | Rehearse) -> tuple[Run, Reader]:
        """Wait for a turn and a reader, and ask it."""
        reader = self._at_once(lane) or await self._in_turn(lane)
        self._reader = reader
        self._run = run = reader.ask(ask)
        run.when_over(lambda: self._let_go(run))
        return run, reader

    def _at_once(self, lane: Turns) -> Reader | None:
        """A reader, if there are one and a turn without waiting, as there mostly are."""
        if lane.wanted or not lane.try_take(self._client):
            return None
        reader = self._supply.try_take()
        if reader is None:
            lane.give(self._client)
        else:
            self._lane = lane
        return reader

    async def _in_turn(self, lane: Turns) -> Reader:
        """A reader, when it is this client's turn. ServiceBusyError if that is too late."""
        try:
            async with asyncio.timeout_at(self._deadline):
                await lane.take(self._client)
                self._lane = lane
                return await self._supply.take()
        except BaseException as error:
            if self._lane is not None:
                self._lane.give(self._client)
                self._lane = None
            if not isinstance(error, TimeoutError):
                raise
            raise ServiceBusyError(
                f"The {self._what} has waited for {self._seconds:g} seconds while others were evaluated.",
                "Try again later, or ask for less: short queries do not wait for long ones.",
            ) from None

    async def _ends_in_slice(self, run: Run, reader: Reader, lane: Turns) -> bool:
        """Whether the run ends before it has used up its slice of a processor.

        While others wait for its turn, twice that time by the clock is enough.
        """
        began = self._loop.time()
        if await self._ends_within(run, _GRAIN):  # as most do: what it used until then is not counted
            return True
        before, used = reader.seconds(), 0.0
        while used < self._lanes.slice:
            if await self._ends_within(run, max(self._lanes.slice - used, _GRAIN)):
                return True
            now = reader.seconds()
            used = now - before if now is not None and before is not None else self._lanes.slice
            if lane.wanted and self._loop.time() - began > 2 * self._lanes.slice:
                break
        return run.finished.is_set()

    async def _ends_within(self, run: Run, seconds: float) -> bool:
        """Whether the run has ended after so many seconds, or when it has moved before."""
        run.moved.clear()
        if not run.finished.is_set():
            timer = self._loop.call_later(seconds, run.moved.set)
            try:
                await run.moved.wait()
            finally:
                timer.cancel()
        return run.finished.is_set()

    def _let_go(self, run: Run) -> None:
        """Give back what this run holds, if it holds it still."""
        if run is not self._run:
            return
        reader, lane = self._reader, self._lane
        self._run = self._reader = self._lane = None
        if lane is not None:
            lane.give(self._client)
        if reader is not None:
            (self._supply.discard if reader.busy or reader.lost else self._supply.give)(reader)

    def _expire(self) -> None:
        if self._run is not None and not self._run.finished.is_set():
            self._run.end(
                QueryLimitError(
                    f"The {self._what} was ended after {self._seconds:g} seconds.",
                    "Ask for less, or add a LIMIT and narrower patterns.",
                )
            )


def _reason(ended: int, what: str) -> Exception:
    """Why a reader ended that nobody has killed on purpose."""
    if ended == signal.SIGSEGV:  # the engine's stack is full
        return QueryError(f"The {what} is nested too deeply, or a chain in it is too long.", "Split it.")
    return QueryLimitError(f"The {what} needed more memory than it may use and was ended.", "Ask for less at a time.")
