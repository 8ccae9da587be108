"""The pool as others see it: a query goes in, a reply comes out."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Container, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode

from graph.store.guard import refuse_calls
from graph.store.oxigraph import OxigraphStore
from graph.store.pool.cache import Answers, Key
from graph.store.pool.life import Lanes, Life
from graph.store.pool.limits import BrokenAnswerError, Limits, ServiceBusyError, TooManyQueriesError
from graph.store.pool.reply import Reply, follow
from graph.store.pool.supply import Supply
from graph.store.pool.wire import Ask, Rehearse
from graph.store.protocol import Answer, Formats, Store


@dataclass(frozen=True, slots=True)
class State:
    """How many queries are asked for, how many readers are idle, and whether they read a copy in memory."""

    asking: int
    idle: int
    copied: bool


class ReaderPool:
    """Evaluates queries over an embedded store in processes of their own. Used on one event loop.

    A remote server has limits of its own: its queries run in threads here.
    """

    def __init__(self, store: Store, limits: Limits | None = None, *, allowed: Container[str] = ()) -> None:
        self.limits = limits or Limits()
        self._store, self._allowed = store, allowed
        self._lanes = Lanes(self.limits.readers, self.limits.heavy, self.limits.slice)
        self._answers = Answers(self.limits.cache_bytes)
        self._asking: Counter[str] = Counter()
        self._supply: Supply | None = None

    async def __aenter__(self) -> Self:
        if isinstance(self._store, OxigraphStore):
            self._supply = Supply(self._store, self.limits, networked=self._allowed != ())
            await self._supply.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._supply is not None:
            await self._supply.close()

    async def answer(
        self,
        query: str,
        formats: Formats,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        *,
        seconds: float | None = None,
        client: str = "",
    ) -> Reply:
        """The answer of a query, as soon as it is certain that there is one; `seconds` may lower the limit on its time.

        QueryLimitError at a limit, ServiceBusyError and TooManyQueriesError where it is not even begun,
        AnswerTooLargeError, ForbiddenQueryError, QueryError, NotAcceptableError.
        """
        if self._supply is None:
            return await self._ask_server(query, formats, default_graphs, named_graphs)
        graphs = tuple(graph.value for graph in default_graphs), tuple(graph.value for graph in named_graphs)
        key = Key(query, formats, *graphs, self._store.version())
        if (known := self._answers.get(key)) is not None:
            return Reply(*known)
        await self._judge(query)
        ask = Ask(query, formats, *graphs, self.limits.answer_bytes, self.limits.answer_rows)
        seconds = min(seconds or self.limits.seconds, self.limits.seconds)
        self._admit(client)
        life = Life(self._supply, self._lanes, client, seconds, lambda: self._over(client))
        run = await life.reply(ask)
        if run.body is not None:
            self._answers.put(key, run.media_type, run.body)
            return Reply(run.media_type, run.body)
        return Reply(run.media_type, None, lambda: follow(run, life.stop))

    async def rehearse(self, update: str, base: str | None, *, client: str = "") -> tuple[str, str]:
        """What an update changes, as operations for `OxigraphStore.make`, and the version of the data that they are for.

        The errors of `answer`. Only over an embedded store.
        """
        assert self._supply is not None
        version = self._store.version()  # a reader that is given out now has all of it, or more, which `make` finds out
        if self._supply.copied:
            changes = await self._changes(Rehearse(update, base, self.limits.update_bytes), client)
            if changes is not None:
                return changes, version
        async with self._supply.scratch() as (snapshot, version, folder):
            there = Rehearse(update, base, self.limits.update_bytes, str(snapshot), str(folder))
            changes = await self._changes(there, client)
            assert changes is not None
            return changes, version

    async def _changes(self, asked: Rehearse, client: str) -> str | None:
        """What a reader finds; None if it has to be done elsewhere."""
        assert self._supply is not None
        self._admit(client)
        life = Life(self._supply, self._lanes, client, self.limits.seconds, lambda: self._over(client), "update")
        run = await life.reply(asked)
        if run.body is None and run.file is None:
            return None
        reply = Reply(run.media_type, run.body, None if run.body is not None else lambda: follow(run, life.stop))
        try:
            return (await reply.read()).decode()
        except BrokenAnswerError as error:
            raise run.error or error from None

    def state(self) -> State:
        """How the pool is."""
        supply = self._supply
        return State(self._asking.total(), supply.idle if supply else 0, supply.copied if supply else False)

    async def _judge(self, query: str) -> None:
        """ForbiddenQueryError for what goes out; names may have to be looked up if anything may."""
        if self._allowed == ():
            refuse_calls(query)
        else:
            await asyncio.to_thread(refuse_calls, query, self._allowed)

    def _admit(self, client: str) -> None:
        if self._asking[client] >= self.limits.client:
            raise TooManyQueriesError(
                f"{self.limits.client} queries of yours are running or waiting.", "Wait for one of them to end."
            )
        if self._asking.total() >= self.limits.waiting:
            raise ServiceBusyError("Too many queries are waiting.", "Try again in a few seconds.")
        self._asking[client] += 1

    def _over(self, client: str) -> None:
        self._asking[client] -= 1
        if not self._asking[client]:
            del self._asking[client]

    async def _ask_server(
        self, query: str, formats: Formats, default_graphs: Sequence[NamedNode], named_graphs: Sequence[NamedNode]
    ) -> Reply:
        await self._judge(query)
        answer = await asyncio.to_thread(self._store.serialize_query, query, formats, default_graphs, named_graphs)
        return Reply(answer.media_type, None, lambda: _pieces(answer))


async def _pieces(answer: Answer) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(next, answer.chunks, b""):
        yield piece
