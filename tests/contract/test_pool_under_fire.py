"""A hundred hostile queries in a row: each is ended at its limit, nobody else is kept waiting, the memory comes back."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import Change, Formats, open_store
from graph.store.pool import (
    AnswerTooLargeError,
    BrokenAnswerError,
    Limits,
    QueryLimitError,
    ReaderPool,
    ServiceBusyError,
)

HOSTILE = {
    path.stem: path.read_text() for path in (Path(__file__).parents[2] / "benchmarks/sparql/hostile").glob("*.rq")
}
LIMITS = Limits(seconds=1.5, memory_bytes=200 << 20, answer_bytes=100 << 20)
CSV = Formats("text/csv")
QUERIES, CLIENTS = 100, 8
THINGS = 5000
P, NEXT = NamedNode("http://example.org/p"), NamedNode("http://example.org/next")


def family_memory() -> int:
    """Bytes that the processes below this one take, shared pages counted once."""
    total = 0
    for child in psutil.Process(os.getpid()).children(recursive=True):
        try:
            total += child.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return total


def ring(size: int) -> Iterator[Quad]:
    """Things with a text each, the next one and a path to all others."""
    for number in range(size):
        thing = NamedNode(f"http://example.org/{number}")
        yield Quad(thing, P, Literal(f"{number} " + "ab" * 20))
        yield Quad(thing, NEXT, NamedNode(f"http://example.org/{(number + 1) % size}"))


async def attacked(pool: ReaderPool, client: str, queries: list[str]) -> list[float]:
    """Seconds that each of these took to be ended."""
    taken = []
    for query in queries:
        began = time.monotonic()
        with pytest.raises((QueryLimitError, ServiceBusyError, AnswerTooLargeError, BrokenAnswerError)):
            async for _ in (await pool.answer(query, CSV, client=client)).chunks():
                pass
        taken.append(time.monotonic() - began)
    return taken


async def looked_up(pool: ReaderPool, attack: asyncio.Future[list[list[float]]]) -> int:
    """How many light queries were answered rightly until the attack was over."""
    answered = 0
    while not attack.done():
        query = f"SELECT ?o {{ <http://example.org/{answered % THINGS}> ?p ?o }} # {answered}"
        body = await (await pool.answer(query, CSV, client="modest")).read()
        assert body.count(b"\r\n") == 3
        answered += 1
        await asyncio.sleep(0.02)
    return answered


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_a_hundred_hostile_queries_cost_others_nothing(tmp_path: Path) -> None:
    assert len(HOSTILE) == 5
    with open_store(str(tmp_path / "store")) as store:
        store.apply(Change(insert=tuple(ring(THINGS))))
        async with ReaderPool(store, LIMITS) as pool:
            while not pool.state().copied or not pool.state().idle:
                await asyncio.sleep(0.05)
            before = family_memory()
            queries = [f"{query}# {n}" for n, query in enumerate(list(HOSTILE.values()) * (QUERIES // 5))]
            attack = asyncio.gather(*(attacked(pool, f"hostile {n % 3}", queries[n::CLIENTS]) for n in range(CLIENTS)))
            answered = await looked_up(pool, attack)
            taken = [seconds for of_one in await attack for seconds in of_one]
            assert len(taken) == QUERIES
            assert max(taken) < LIMITS.seconds + 1
            assert answered > QUERIES
            for _ in range(100):
                if family_memory() < 1.5 * before and pool.state().idle >= LIMITS.readers:
                    break
                await asyncio.sleep(0.1)
            assert family_memory() < 1.5 * before
            assert pool.state().asking == 0
