"""Queries of strangers run in processes that their limits end, over data that is never old."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import QueryError
from graph.store import Change, Formats, NotAcceptableError, Store, open_store
from graph.store.guard import ForbiddenQueryError
from graph.store.pool import Limits, QueryLimitError, ReaderPool
from graph.store.worker import AnswerTooLargeError

P = NamedNode("http://example.org/p")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CSV = Formats("text/csv", None)
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?c ?f"
LIMITS = Limits(seconds=2.0, memory_bytes=400 << 20, answer_bytes=20 << 20)


def quads(first: int, last: int) -> tuple[Quad, ...]:
    return tuple(
        Quad(NamedNode(f"http://example.org/{number}"), P, Literal("x" * 100)) for number in range(first, last)
    )


@pytest.fixture(params=["memory:", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store") if request.param == "disk" else "memory:") as opened:
        opened.apply(Change(insert=quads(0, 1500)))
        yield opened


@pytest.fixture
def pool(store: Store) -> Iterator[ReaderPool]:
    opened = ReaderPool(store, LIMITS)
    yield opened
    opened.close()


def ask(pool: ReaderPool, query: str, formats: Formats = CSV) -> bytes:
    return b"".join(pool.submit(query, formats).result().chunks)


def test_an_answer_and_its_media_type(pool: ReaderPool) -> None:
    answer = pool.submit(COUNT, CSV).result()
    assert (answer.media_type, b"".join(answer.chunks)) == ("text/csv", b"n\r\n1500\r\n")


def test_who_has_written_reads_it(pool: ReaderPool, store: Store) -> None:
    for number in range(1500, 1510):
        store.apply(Change(insert=quads(number, number + 1)))
        assert ask(pool, COUNT).split()[1] == str(number + 1).encode()


def test_old_snapshots_are_removed(store: Store, tmp_path: Path) -> None:
    pool = ReaderPool(store, LIMITS)
    for number in range(5):
        store.apply(Change(insert=quads(2000 + number, 2001 + number)))
        ask(pool, COUNT)
    folder = tmp_path / "store" / "snapshots"
    assert not folder.exists() or len(list(folder.iterdir())) == 1
    pool.close()
    assert not folder.exists()


def test_a_query_that_runs_away_is_ended_and_others_go_on(pool: ReaderPool) -> None:
    began = time.monotonic()
    runaway = pool.submit(FOREVER, CSV)
    assert ask(pool, COUNT) == b"n\r\n1500\r\n"
    assert time.monotonic() - began < LIMITS.seconds
    with pytest.raises(QueryLimitError, match="2 seconds"):
        runaway.result()
    assert time.monotonic() - began < LIMITS.seconds + 1.5
    assert ask(pool, COUNT) == b"n\r\n1500\r\n"


def test_a_query_may_lower_its_time(pool: ReaderPool) -> None:
    with pytest.raises(QueryLimitError, match=r"0\.2 seconds"):
        pool.submit(FOREVER, CSV, seconds=0.2).result()


def test_a_query_that_needs_too_much_memory_is_ended(store: Store) -> None:
    pool = ReaderPool(store, Limits(seconds=30, memory_bytes=200 << 20))
    with pytest.raises(QueryLimitError, match="memory"):
        ask(pool, HUGE)
    assert ask(pool, COUNT) == b"n\r\n1500\r\n"
    pool.close()


@pytest.mark.parametrize(
    "query", ["SELECT * " + "{" * 20_000 + "}" * 20_000, "SELECT * {" + "OPTIONAL { ?s ?p ?o }" * 20_000 + "}"]
)
def test_a_query_that_is_too_deep_for_the_engine_is_refused(pool: ReaderPool, query: str) -> None:
    with pytest.raises(QueryError, match="too deeply"):
        ask(pool, query)
    assert ask(pool, COUNT) == b"n\r\n1500\r\n"


def test_long_answers_come_whole_and_too_long_ones_not_at_all(pool: ReaderPool) -> None:
    lines = ask(pool, "SELECT ?a ?c ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 20000").splitlines()
    assert len(lines) == 20001
    with pytest.raises(AnswerTooLargeError):
        ask(pool, "SELECT ?a ?c ?d { ?a ?b ?c . ?d ?e ?f }")


def test_errors_come_back_as_they_are(pool: ReaderPool) -> None:
    with pytest.raises(QueryError) as caught:
        ask(pool, "SELECT nonsense")
    assert caught.value.line == 1
    with pytest.raises(NotAcceptableError):
        ask(pool, "CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(ForbiddenQueryError):
        ask(pool, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_full_queue_is_said(store: Store) -> None:
    pool = ReaderPool(store, Limits(seconds=1, waiting=2))
    waiting = [pool.submit(FOREVER, CSV) for _ in range(2)]
    with pytest.raises(QueryLimitError, match="waiting"):
        pool.submit(COUNT, CSV)
    for future in waiting:
        with pytest.raises(QueryLimitError):
            future.result()
    assert ask(pool, COUNT) == b"n\r\n1500\r\n"
    pool.close()


def test_a_remote_server_answers_in_a_thread(server: str) -> None:
    with open_store(server) as store:
        pool = ReaderPool(store)
        assert b'"boolean":true' in ask(pool, "ASK {}", Formats())
        pool.close()
