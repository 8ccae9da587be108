"""Queries of strangers, away from the process that owns the store: readers that can be killed at their limits.

async with ReaderPool(store, Limits(seconds=10)) as pool:
    reply = await pool.answer("SELECT * { ?s ?p ?o }", Formats("text/csv"))
    async for piece in reply.chunks():
        ...

Who does what: `queries` (ReaderPool) takes queries through their lives; `turns` says whose turn it is, `cache` knows
answers; `supply` keeps readers warm and in step with the store; `nursery` is the process that they are forked from,
`reader` one of them, both seen from here; `worker` is what runs in them; `wire` is what is said between us. `writing` (Writer) makes updates.
"""

from __future__ import annotations

from graph.store.pool.limits import (
    AnswerTooLargeError,
    BrokenAnswerError,
    Limits,
    QueryLimitError,
    ServiceBusyError,
    TooManyQueriesError,
)
from graph.store.pool.queries import ReaderPool
from graph.store.pool.reply import Reply
from graph.store.pool.writing import Writer

__all__ = [
    "AnswerTooLargeError",
    "BrokenAnswerError",
    "Limits",
    "QueryLimitError",
    "ReaderPool",
    "Reply",
    "ServiceBusyError",
    "TooManyQueriesError",
    "Writer",
]
