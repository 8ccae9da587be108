"""Queries of strangers run in processes that their limits end, over data that is never old.

Each test runs with readers on disk and with readers on a copy in memory, for a store of either kind.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import QueryError, StoreError
from graph.store import Change, Formats, NotAcceptableError, open_store
from graph.store.guard import ForbiddenQueryError
from graph.store.oxigraph import OxigraphStore
from graph.store.pool import (
    AnswerTooLargeError,
    BrokenAnswerError,
    Limits,
    QueryLimitError,
    ReaderPool,
    ServiceBusyError,
    TooManyQueriesError,
)

pytestmark = pytest.mark.anyio
P = NamedNode("http://example.org/p")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CSV = Formats("text/csv", None)
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?c ?f"
LIMITS = Limits(seconds=2.0, memory_bytes=300 << 20, answer_bytes=1 << 30)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def quads(first: int, last: int) -> tuple[Quad, ...]:
    return tuple(
        Quad(NamedNode(f"http://example.org/{number}"), P, Literal("x" * 100)) for number in range(first, last)
    )


@pytest.fixture(params=["memory:", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OxigraphStore]:
    with open_store(str(tmp_path / "store") if request.param == "disk" else "memory:") as opened:
        assert isinstance(opened, OxigraphStore)
        opened.apply(Change(insert=quads(0, 1500)))
        yield opened


@pytest.fixture(params=["from disk", "copied"])
def limits(request: pytest.FixtureRequest) -> Limits:
    return LIMITS if request.param == "copied" else replace(LIMITS, copy_bytes=0)


@pytest.fixture
async def pool(store: OxigraphStore, limits: Limits) -> AsyncIterator[ReaderPool]:
    async with ReaderPool(store, limits) as opened:
        await settled(opened, limits)
        yield opened


async def settled(pool: ReaderPool, limits: Limits) -> None:
    """Wait until readers come from where they are to come from."""
    for _ in range(200):
        if pool.state().copied == bool(limits.copy_bytes) and pool.state().idle:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(pool.state())


async def ask(pool: ReaderPool, query: str, formats: Formats = CSV, client: str = "") -> bytes:
    return await (await pool.answer(query, formats, client=client)).read()


async def fails(pool: ReaderPool, query: str, client: str = "") -> type[Exception]:
    try:
        await ask(pool, query, client=client)
    except Exception as error:
        return type(error)
    raise AssertionError("it was answered")


async def test_an_answer_and_its_media_type(pool: ReaderPool) -> None:
    reply = await pool.answer(COUNT, CSV)
    assert (reply.media_type, reply.body) == ("text/csv", b"n\r\n1500\r\n")


async def test_who_has_written_reads_it(pool: ReaderPool, store: OxigraphStore) -> None:
    for number in range(1500, 1520):
        await asyncio.to_thread(store.apply, Change(insert=quads(number, number + 1)))
        assert await ask(pool, COUNT) == f"n\r\n{number + 1}\r\n".encode()
    await asyncio.to_thread(store.update, "DELETE WHERE { <http://example.org/3> ?p ?o }")
    assert await ask(pool, COUNT) == b"n\r\n1519\r\n"


async def test_who_has_written_reads_it_while_others_write(pool: ReaderPool, store: OxigraphStore) -> None:
    """Each thread of its own, as the writes of the service are."""

    async def one(first: int) -> None:
        for number in range(first, first + 15):
            await asyncio.to_thread(store.apply, Change(insert=quads(number, number + 1)))
            found = await ask(pool, f"SELECT ?o {{ <http://example.org/{number}> ?p ?o }}")
            assert found.count(b"\n") == 2, number

    await asyncio.gather(*(one(first) for first in (2000, 3000, 4000)))


async def test_what_cannot_be_repeated_is_read_too(pool: ReaderPool, store: OxigraphStore) -> None:
    """Every reader sees one outcome of a draw, and goes on seeing it when the copy has been loaded anew."""
    await asyncio.to_thread(store.update, "INSERT { <urn:drawn> <urn:p> ?u } WHERE { BIND(STRUUID() AS ?u) }")
    before = {await ask(pool, f"SELECT ?u {{ <urn:drawn> <urn:p> ?u }} # {number}") for number in range(10)}
    await settled(pool, pool.limits)
    after = {await ask(pool, f"SELECT ?u {{ <urn:drawn> <urn:p> ?u }} # {number}") for number in range(10, 20)}
    assert before == after and len(after) == 1


async def test_a_change_that_fails_changes_nothing(pool: ReaderPool, store: OxigraphStore) -> None:
    with pytest.raises(QueryError):
        store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> } ; nonsense")
    assert await ask(pool, COUNT) == b"n\r\n1500\r\n"
    assert pool.state().copied == bool(pool.limits.copy_bytes)


async def test_old_snapshots_are_removed(store: OxigraphStore, tmp_path: Path) -> None:
    folder = tmp_path / "store" / "snapshots"
    limits = replace(LIMITS, copy_bytes=0)
    async with ReaderPool(store, limits) as pool:
        for number in range(5):
            store.apply(Change(insert=quads(2000 + number, 2001 + number)))
            await ask(pool, COUNT)
        assert not folder.exists() or len(list(folder.iterdir())) == 1
    assert not folder.exists()


async def test_a_query_that_runs_away_is_ended_and_others_go_on(pool: ReaderPool) -> None:
    began = time.monotonic()
    runaway = asyncio.create_task(fails(pool, FOREVER))
    await asyncio.sleep(0.1)
    assert await ask(pool, COUNT) == b"n\r\n1500\r\n"
    assert time.monotonic() - began < LIMITS.seconds
    assert await runaway is QueryLimitError
    assert time.monotonic() - began < LIMITS.seconds + 1
    assert await ask(pool, COUNT) == b"n\r\n1500\r\n"


async def test_a_query_may_lower_its_time(pool: ReaderPool) -> None:
    with pytest.raises(QueryLimitError, match=r"0\.2 seconds"):
        await pool.answer(FOREVER, CSV, seconds=0.2)


async def test_a_query_that_needs_too_much_memory_is_ended(store: OxigraphStore, limits: Limits) -> None:
    async with ReaderPool(store, replace(limits, seconds=30, memory_bytes=200 << 20)) as pool:
        await settled(pool, limits)
        with pytest.raises(QueryLimitError, match="memory"):
            await ask(pool, HUGE)
        assert await ask(pool, COUNT) == b"n\r\n1500\r\n"


async def test_a_query_too_deep_for_the_engine_is_the_clients_error(pool: ReaderPool) -> None:
    assert await fails(pool, "SELECT * { " + "{" * 100_000 + "}" * 100_000 + " }") is QueryError
    assert await ask(pool, COUNT) == b"n\r\n1500\r\n"


async def test_long_answers_come_whole_and_too_long_ones_with_an_error(store: OxigraphStore, limits: Limits) -> None:
    async with ReaderPool(store, replace(limits, answer_bytes=20 << 20)) as pool:
        lines = (await ask(pool, "SELECT ?a ?c ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 20000")).splitlines()
        assert len(lines) == 20001
        assert await fails(pool, ENDLESS) in {AnswerTooLargeError, BrokenAnswerError}


async def test_an_answer_with_too_many_rows_is_none(store: OxigraphStore, limits: Limits) -> None:
    async with ReaderPool(store, replace(limits, answer_rows=100)) as pool:
        for media in ("text/csv", "text/tab-separated-values", "application/sparql-results+json"):
            await ask(pool, "SELECT ?s ?o { ?s ?p ?o } LIMIT 100", Formats(media))
            with pytest.raises(AnswerTooLargeError, match="100 rows"):
                await ask(pool, "SELECT ?s ?o { ?s ?p ?o } LIMIT 101", Formats(media))


async def test_an_answer_that_is_cut_off_is_not_ended_well(pool: ReaderPool) -> None:
    reply = await pool.answer(ENDLESS, CSV)
    got: list[int] = []
    with pytest.raises(BrokenAnswerError):
        [got.append(len(piece)) async for piece in reply.chunks()]
    assert 0 < sum(got) <= LIMITS.answer_bytes


async def test_a_reader_is_free_when_nobody_wants_the_rest(pool: ReaderPool) -> None:
    for _ in range(2 * LIMITS.heavy):
        reply = await pool.answer(ENDLESS, CSV)
        chunks = reply.chunks()
        await anext(chunks)
        await chunks.aclose()  # type: ignore[attr-defined]
    assert await ask(pool, COUNT) == b"n\r\n1500\r\n"
    assert pool.state().asking == 0


async def test_errors_come_back_as_they_are(pool: ReaderPool) -> None:
    with pytest.raises(QueryError) as caught:
        await ask(pool, "SELECT nonsense")
    assert caught.value.line == 1 and caught.value.remedy
    assert await fails(pool, "CONSTRUCT WHERE { ?s ?p ?o }") is NotAcceptableError
    assert await fails(pool, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }") is ForbiddenQueryError


async def test_a_client_with_too_many_queries_is_told_so_and_others_are_not(store: OxigraphStore) -> None:
    async with ReaderPool(store, replace(LIMITS, seconds=3, client=3, waiting=5)) as pool:
        running = [asyncio.create_task(fails(pool, FOREVER, "greedy")) for _ in range(3)]
        await asyncio.sleep(0.1)
        assert await fails(pool, COUNT, "greedy") is TooManyQueriesError
        assert await ask(pool, COUNT, client="modest") == b"n\r\n1500\r\n"
        running += [asyncio.create_task(fails(pool, FOREVER, "another")) for _ in range(2)]
        await asyncio.sleep(0.1)
        assert await fails(pool, COUNT + " # full", "modest") is ServiceBusyError
        assert {await task for task in running} <= {QueryLimitError, ServiceBusyError}
        assert await ask(pool, COUNT, client="greedy") == b"n\r\n1500\r\n"


async def test_a_repeated_question_is_answered_from_memory_until_the_data_change(
    pool: ReaderPool, store: OxigraphStore
) -> None:
    first, second = await pool.answer(COUNT, CSV), await pool.answer(COUNT, CSV)
    assert second.body is first.body
    store.apply(Change(insert=quads(1500, 1501)))
    assert await ask(pool, COUNT) == b"n\r\n1501\r\n"
    drawn = "SELECT (RAND() AS ?n) {}"
    assert await ask(pool, drawn) != await ask(pool, drawn)


async def test_readers_that_are_killed_cost_no_answer(pool: ReaderPool) -> None:
    """A short query that dies with its reader is asked once more."""
    stop = threading.Event()

    def kill() -> None:
        while not stop.wait(0.15):
            children = [child for child in psutil.Process().children(recursive=True) if child.ppid() != os.getpid()]
            for child in children[:1]:
                os.kill(child.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        for number in range(150):
            assert await ask(pool, f"{COUNT} # {number}") == b"n\r\n1500\r\n"
    finally:
        stop.set()
        killer.join()


async def test_a_nursery_that_is_killed_is_replaced(pool: ReaderPool) -> None:
    for child in psutil.Process().children():
        os.kill(child.pid, signal.SIGKILL)
    await asyncio.sleep(0.2)
    assert await ask(pool, COUNT + " # again") == b"n\r\n1500\r\n"


async def test_nothing_is_left_running(store: OxigraphStore, limits: Limits) -> None:
    async with ReaderPool(store, limits) as pool:
        await settled(pool, limits)
        processes = psutil.Process().children(recursive=True)
        assert processes
        asking = asyncio.create_task(fails(pool, FOREVER))
        await asyncio.sleep(0.5)
    assert await asking
    gone, alive = psutil.wait_procs(processes, timeout=3)
    assert gone and not alive


async def test_a_query_reaches_what_is_allowed_and_no_more(
    store: OxigraphStore, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard is taken away: a reader with nothing to reach cannot connect, one that may reach something can."""
    query = f"SELECT * {{ SERVICE <{server}/query> {{ BIND(1 AS ?x) }} }}"
    async with ReaderPool(store, LIMITS, allowed={f"{server}/query"}) as pool:
        assert await ask(pool, query) == b"x\r\n1\r\n"
        assert await fails(pool, query.replace("/query", "/other")) is ForbiddenQueryError
    monkeypatch.setattr("graph.store.pool.queries.refuse_calls", lambda *_: None)
    async with ReaderPool(store, LIMITS) as pool:
        with pytest.raises(StoreError, match="ermission denied"):
            await ask(pool, query)


async def test_a_remote_server_answers_in_a_thread(server: str) -> None:
    with open_store(server) as store:
        async with ReaderPool(store) as pool:
            assert b'"boolean":true' in await ask(pool, "ASK {}", Formats())
