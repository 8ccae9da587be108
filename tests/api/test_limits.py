"""What a client gets at each limit of the service, over a real connection."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from api.tokens import Scope, Tokens
from graph.store import Change, open_store
from tests.service import serving

SECONDS = 5
SETTINGS = {
    "QUERY_TIMEOUT": str(SECONDS),
    "QUERY_CLIENT": "2",
    "MAX_ANSWER_ROWS": "500000",
    "MAX_QUERY_BYTES": "10000",
    "QUERY_MEMORY": str(80 << 20),
}
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


TOKEN: list[str] = []


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("limits")
    with open_store(str(folder / "store")) as store:
        things = [NamedNode(f"http://example.org/{number}") for number in range(300)]
        store.apply(Change(insert=tuple(Quad(thing, things[0], Literal("x" * 50)) for thing in things)))
    TOKEN.append(Tokens(folder / "store" / "tokens.json").create("tests", (Scope.WRITE,)))
    with serving(folder, str(folder / "store"), SETTINGS) as served:
        yield served


def ask(address: str, query: str, **parameters: str) -> httpx.Response:
    return httpx.get(f"{address}/sparql", params={"query": query, **parameters}, timeout=60)


def update(address: str, text: str) -> httpx.Response:
    return httpx.post(
        f"{address}/update", data={"update": text}, headers={"authorization": f"Bearer {TOKEN[0]}"}, timeout=60
    )


def told(response: httpx.Response, status: int) -> str:
    assert response.status_code == status, response.text[:500]
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["detail"])


def test_time(address: str) -> None:
    began = time.monotonic()
    assert f"{SECONDS} seconds" in told(ask(address, CARTESIAN), 503)
    assert time.monotonic() - began < SECONDS + 1
    assert "0.5 seconds" in told(ask(address, CARTESIAN, timeout="0.5"), 503)
    assert f"{SECONDS} seconds" in told(ask(address, CARTESIAN, timeout="1000"), 503)


def test_memory(address: str) -> None:
    assert "memory" in told(ask(address, SORT), 503)


def test_an_update_that_runs_away(address: str) -> None:
    """It is ended as a query is, and until then others write."""
    endless = f"INSERT {{ GRAPH <urn:g> {{ <urn:s> <urn:p> ?n }} }} WHERE {{ {CARTESIAN} }}"
    ended: list[httpx.Response] = []
    began = time.monotonic()
    hostile = threading.Thread(target=lambda: ended.append(update(address, endless)))
    hostile.start()
    written = 0
    while hostile.is_alive():
        assert update(address, f"INSERT DATA {{ GRAPH <urn:n> {{ <urn:s> <urn:p> {written} }} }}").status_code == 204
        assert update(address, "DELETE WHERE { GRAPH <urn:n> { ?s ?p 'none' } }").status_code == 204
        written += 1
    assert time.monotonic() - began < SECONDS + 1
    assert f"{SECONDS} seconds" in told(ended[0], 503)
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(?g IN (<urn:g>, <urn:n>)) }"
    assert ask(address, count, format="csv").text == f"n\r\n{written}\r\n"
    assert written > 3


def test_length_of_a_query(address: str) -> None:
    assert "10000 bytes" in told(ask(address, f"ASK {{}} #{'x' * 10000}"), 413)


def test_queries_of_a_client(address: str) -> None:
    running = [threading.Thread(target=ask, args=(address, f"{CARTESIAN} # {number}")) for number in range(2)]
    for thread in running:
        thread.start()
    time.sleep(1)
    refused = ask(address, "ASK { ?s ?p 1 }")
    for thread in running:
        thread.join()
    assert "2 queries" in told(refused, 429)
    assert int(refused.headers["retry-after"]) > 0
    assert ask(address, "ASK { ?s ?p 1 }").status_code == 200


def test_rows_of_an_answer(address: str) -> None:
    """Broken off if rows were sent already, as they are in a long answer; never ended well."""
    try:
        response = ask(address, f"SELECT * {{ {{ {ENDLESS} LIMIT 600000 }} }}", format="csv")
    except httpx.RemoteProtocolError:
        return
    assert "500000 rows" in told(response, 413)


def test_a_long_answer_comes_early_and_whole(address: str) -> None:
    query = f"SELECT ?a {{ {{ {ENDLESS} LIMIT 400000 }} }}"
    lines = 0
    with httpx.stream("GET", f"{address}/sparql", params={"query": query, "format": "csv"}, timeout=60) as response:
        assert response.status_code == 200
        for piece in response.iter_bytes():
            lines += piece.count(b"\n")
    assert lines == 400_001


def test_the_service_is_well(address: str) -> None:
    assert httpx.get(f"{address}/readyz").json()["status"] == "ready"
    assert ask(address, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv").text == "n\r\n300\r\n"
