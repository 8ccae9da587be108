"""Updates of strangers: what has patterns is evaluated in a process that its limits end, and the store stays well."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import QueryError
from graph.store import Change, Formats, open_store
from graph.store.oxigraph import OxigraphStore
from graph.store.pool import AnswerTooLargeError, Limits, QueryLimitError, ReaderPool, Writer

pytestmark = pytest.mark.anyio
P = NamedNode("http://example.org/p")
COUNTED = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?d ?e ?f } LIMIT 40 } ?g ?h ?i FILTER(?f < ?i) }"
SLOW = "INSERT { GRAPH <urn:g> { ?a ?b 1 } } WHERE { ?a ?b ?c . { " + COUNTED + " } }"
LIMITS = Limits(seconds=3.0, memory_bytes=300 << 20, update_bytes=1 << 20, copy_bytes=0)
INTO = "INSERT { GRAPH <urn:g> { ?a ?b 1 } } WHERE "
CARTESIAN = INTO + "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l) }"
HUGE = INTO + "{ SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?c ?f }"
LARGE = "INSERT { GRAPH <urn:g> { ?a ?b ?f } } WHERE { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 8000 }"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=["memory:", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OxigraphStore]:
    with open_store(str(tmp_path / "store") if request.param == "disk" else "memory:") as opened:
        assert isinstance(opened, OxigraphStore)
        things = [NamedNode(f"http://example.org/{number}") for number in range(1500)]
        opened.apply(Change(insert=tuple(Quad(thing, P, Literal(f"x{thing.value}" * 5)) for thing in things)))
        yield opened


@pytest.fixture(params=["from disk", "copied"])
async def pool(request: pytest.FixtureRequest, store: OxigraphStore) -> AsyncIterator[ReaderPool]:
    copied = request.param == "copied"
    async with ReaderPool(store, replace(LIMITS, copy_bytes=1 << 30 if copied else 0)) as opened:
        while opened.state().copied != copied or not opened.state().idle:
            await asyncio.sleep(0.02)
        yield opened


@pytest.fixture
def writer(store: OxigraphStore, pool: ReaderPool) -> Writer:
    return Writer(store, pool)


def in_graph(store: OxigraphStore) -> int:
    return len(list(store.select("SELECT * { GRAPH <urn:g> { ?s ?p ?o } }")))


async def test_an_update_is_made_and_read(store: OxigraphStore, pool: ReaderPool, writer: Writer) -> None:
    await writer.evaluate(INTO + "{ ?a ?b ?c }")
    assert in_graph(store) == 1500
    counted = await pool.answer("SELECT (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } }", Formats("text/csv"))
    assert await counted.read() == b"n\r\n1500\r\n"


async def test_blank_nodes_stay_the_same(store: OxigraphStore, writer: Writer) -> None:
    await writer.make("INSERT DATA { GRAPH <urn:g> { _:a <urn:p> _:b . _:b <urn:q> 1 } }")
    await writer.evaluate("WITH <urn:g> DELETE { ?b <urn:q> 1 } INSERT { ?b <urn:q> 2 } WHERE { ?a <urn:p> ?b }")
    (row,) = store.select("SELECT ?o { GRAPH <urn:g> { ?a <urn:p> ?b . ?b <urn:q> ?o } }")
    assert row["o"] == Literal(2)


@pytest.mark.parametrize(("update", "why"), [(CARTESIAN, "3 seconds"), (HUGE, "memory")])
async def test_what_runs_away_is_ended(store: OxigraphStore, writer: Writer, update: str, why: str) -> None:
    before, began = store.version(), time.monotonic()
    with pytest.raises(QueryLimitError, match=why):
        await writer.evaluate(update)
    assert time.monotonic() - began < LIMITS.seconds + 1
    assert store.version() == before
    await writer.evaluate("INSERT { GRAPH <urn:g> { ?a ?b 1 } } WHERE { ?a ?b ?c }")
    assert in_graph(store) == 1500


async def test_a_change_that_is_too_large_is_refused(store: OxigraphStore, writer: Writer) -> None:
    with pytest.raises(AnswerTooLargeError, match="bytes"):
        await writer.evaluate(LARGE)
    assert in_graph(store) == 0


async def test_mistakes_are_told_at_their_place(writer: Writer) -> None:
    with pytest.raises(QueryError) as told:
        await writer.evaluate("CLEAR DEFAULT ;\nDELETE { ?s ?p ?o } WHERE { ?s ?p }")
    assert told.value.line == 2


async def test_others_write_meanwhile(store: OxigraphStore, pool: ReaderPool, writer: Writer) -> None:
    """The long update is evaluated again on what they have written."""
    long = asyncio.ensure_future(
        writer.evaluate(SLOW.replace("LIMIT 40", "LIMIT 400"))
    )  # still at work when the other comes
    await asyncio.sleep(0.05)
    began = time.monotonic()
    await writer.make("INSERT DATA { <urn:s> <urn:p> 1 }")
    assert time.monotonic() - began < 0.5
    await long
    assert in_graph(store) == 1501


async def test_a_reader_that_is_killed_costs_nothing(store: OxigraphStore, writer: Writer) -> None:
    update = asyncio.ensure_future(writer.evaluate(SLOW))
    await asyncio.sleep(0.15)
    for child in psutil.Process(os.getpid()).children(recursive=True):
        if child.children():
            continue  # a nursery, which would be missed by all
        child.send_signal(signal.SIGKILL)
    await update
    assert in_graph(store) == 1500


async def test_nothing_is_left_behind(store: OxigraphStore, writer: Writer) -> None:
    await writer.evaluate(INTO + "{ ?a ?b ?c }")
    with pytest.raises(QueryLimitError):
        await writer.evaluate(CARTESIAN)
    if store.folder is not None:
        assert not list((store.folder / "snapshots").glob("rehearsal-*"))


async def test_a_busy_pool_is_told(store: OxigraphStore) -> None:
    async with ReaderPool(store, replace(LIMITS, client=1)) as pool:
        writer = Writer(store, pool)
        results = await asyncio.gather(
            *(writer.evaluate(CARTESIAN, client="one") for _ in range(2)), return_exceptions=True
        )
    assert {type(result).__name__ for result in results} == {"QueryLimitError", "TooManyQueriesError"}
