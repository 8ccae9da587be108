"""No request brings the service down: what is wrong is refused with a reason, what is right is answered.

`POLICYGRAPH_TEST_MANGLED=10000` sends as many as `make conformance` does.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from pyoxigraph import RdfFormat, parse

from api.settings import ServiceSettings
from api.tokens import Scope, Tokens
from graph.store import Change, open_store
from tests.api.mangling import Mangled, queries, writes
from tests.service import serving

COUNT = int(os.environ.get("POLICYGRAPH_TEST_MANGLED", "300"))
SEED = int(os.environ.get("POLICYGRAPH_TEST_SEED", "20210203"))
DATA = Path(__file__).with_name("graph.trig")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("mangled")
    with open_store(str(folder / "store")) as store:
        store.apply(Change(insert=tuple(parse(path=DATA, format=RdfFormat.TRIG))))
    token = Tokens(ServiceSettings(store=str(folder / "store")).tokens_path).create("tests", (Scope.WRITE,))
    holder = {"authorization": f"Bearer {token}"}
    with (
        serving(folder, "store", {"QUERY_TIMEOUT": "5"}) as address,
        httpx.Client(base_url=address, headers=holder, timeout=60) as client,
    ):
        yield client


def accepted(query: str) -> bool:
    """Whether the engine's own parser takes a query; relative IRIs have the service for a base."""
    try:
        pyoxigraph.Store().query(query, base_iri="https://w3id.org/policygraph/id/")
    except (SyntaxError, ValueError):
        return False
    except OSError:
        return True
    return True


def wrong(asked: Mangled, answer: httpx.Response) -> str:
    """What is the matter with an answer; nothing if it is as it should be."""
    if asked.query is None and answer.status_code in (200, 201, 204):
        return ""
    if answer.status_code == 200:
        if asked.query is not None and not accepted(asked.query):
            return "a query that does not parse was answered"
        return ""
    if answer.status_code == 503 and "ended after" in answer.text:
        return ""  # what is right and takes too long is ended
    if not 400 <= answer.status_code < 500:
        return f"status {answer.status_code}"
    if answer.headers["content-type"] not in ("application/problem+json", "text/html; charset=utf-8"):
        return f"an error as {answer.headers['content-type']}"
    if answer.status_code == 400 and asked.query is not None and accepted(asked.query):
        return "a query that parses was refused"
    return ""


def troubles(client: httpx.Client, several: Iterable[Mangled]) -> Iterator[str]:
    """What is the matter with the answers to these requests."""
    for number, asked in enumerate(several):
        answer = client.request(
            asked.method, asked.path, params=asked.parameters, headers=asked.headers, content=asked.body
        )
        if matter := wrong(asked, answer):
            yield f"{number}: {matter}: {answer.text[:300]} {str(asked)[:1500]}"


def test_mangled_questions_are_refused_and_the_service_goes_on(service: httpx.Client) -> None:
    assert list(troubles(service, islice(queries(SEED), COUNT))) == []
    assert service.get("/sparql", params={"query": "ASK {}"}).json()["boolean"]


def test_mangled_writes_are_refused_and_the_service_goes_on(service: httpx.Client) -> None:
    rulings = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"}
    before = service.get("/sparql", params=rulings).text
    assert list(troubles(service, islice(writes(SEED), COUNT // 2))) == []
    assert service.get("/sparql", params=rulings).text == before
