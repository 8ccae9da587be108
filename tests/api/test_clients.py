"""The clients that people really use, against a service that was really started."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pandas
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from graph.store import Change, open_store
from tests.service import serving

DATA = Path(__file__).with_name("graph.trig")
PG = "https://w3id.org/policygraph/ns#"
BASE = "https://w3id.org/policygraph/id/"
RULINGS = f"SELECT ?ruling ?date ?amount {{ ?ruling a <{PG}Ruling> OPTIONAL {{ ?ruling <{PG}date> ?date }} OPTIONAL {{ ?ruling <{PG}penaltyAmount> ?amount }} }} ORDER BY ?ruling"
KINDS = f"CONSTRUCT WHERE {{ ?ruling <{PG}kind> ?kind }}"
IN_AN_ARTICLE = f"SELECT ?report {{ ?report a <{PG}Report> }}"
curl = pytest.mark.skipif(shutil.which("curl") is None, reason="no curl is installed")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over `graph.trig`."""
    folder = tmp_path_factory.mktemp("clients")
    with open_store(str(folder / "store")) as store:
        store.apply(Change(insert=tuple(parse(path=DATA, format=RdfFormat.TRIG))))
    with serving(folder, "store") as address:
        yield address


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format", ["xml", "json", "csv", "tsv"])
def test_rdflib_selects(service: str, method: str, format: str) -> None:
    graph = Graph(SPARQLStore(f"{service}/sparql", method=method, returnFormat=format))
    rows = list(graph.query(RULINGS))
    assert len(rows) == 3
    assert str(rows[0][0]) == f"{BASE}ruling/acme-order-us-ca"
    assert rows[0][1] is None


def test_rdflib_as_a_graph(service: str) -> None:
    graph = Graph(SPARQLStore(f"{service}/sparql"))
    subject = URIRef(f"{BASE}jurisdiction/ca")
    assert list(graph.objects(subject, RDFS.label)) == [Literal("Canada")]
    assert graph.query("ASK {}").askAnswer
    assert len(graph.query(KINDS).graph or []) == 3
    assert (subject, RDFS.label, Literal("Canada")) in graph


def test_rdflib_names_a_graph(service: str) -> None:
    store = SPARQLStore(f"{service}/sparql", context_aware=True)
    graph = Graph(store, identifier=URIRef(f"{BASE}article/00000000000000a1"))
    assert len(list(graph.query(IN_AN_ARTICLE))) == 1


def wrapper(service: str, query: str, format: str) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{service}/sparql")
    client.setQuery(query)
    client.setReturnFormat(format)
    return client


def test_sparqlwrapper_selects(service: str) -> None:
    found = wrapper(service, RULINGS, JSON).queryAndConvert()
    assert found["results"]["bindings"][0]["ruling"]["value"] == f"{BASE}ruling/acme-order-us-ca"
    document = wrapper(service, RULINGS, XML).queryAndConvert()
    assert len(document.getElementsByTagName("result")) == 3
    for format, mark in ((CSV, b","), (TSV, b"\t")):
        lines = wrapper(service, RULINGS, format).queryAndConvert().splitlines()
        assert len(lines) == 4
        assert lines[0].count(mark) == 2


@pytest.mark.parametrize("format", [RDFXML, TURTLE, N3])
def test_sparqlwrapper_constructs(service: str, format: str) -> None:
    found = wrapper(service, KINDS, format).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(found, format="turtle")
    assert len(graph) == 3


@pytest.mark.parametrize("directly", [False, True])
def test_sparqlwrapper_posts_and_names_a_graph(service: str, directly: bool) -> None:
    client = wrapper(service, IN_AN_ARTICLE, JSON)
    client.setMethod(POST)
    client.addDefaultGraph(f"{BASE}article/00000000000000a1")
    if directly:
        client.setRequestMethod(POSTDIRECTLY)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 1


def test_sparqlwrapper_tells_what_is_wrong(service: str) -> None:
    with pytest.raises(QueryBadFormed, match=r"line"):
        wrapper(service, "SELECT nonsense", JSON).query()


def test_pandas_reads_csv_and_json(service: str) -> None:
    asked = urlencode({"query": RULINGS, "format": "csv"})
    table = pandas.read_csv(f"{service}/sparql?{asked}")
    assert list(table.columns) == ["ruling", "date", "amount"]
    assert table["amount"].max() == 7552800
    asked = urlencode({"query": RULINGS})
    with urlopen(f"{service}/sparql?{asked}") as answer:
        rows = pandas.json_normalize(json.load(answer)["results"]["bindings"])
    assert rows["amount.value"].dropna().tolist() == ["7552800"]
    feed = pandas.read_csv(f"{service}/api/v1/rulings.csv")
    assert len(feed) == 3


@curl
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["-G", "--data-urlencode", f"query={RULINGS}", "-H", "Accept: text/csv"], "ruling,date,amount"),
        (
            ["--data-urlencode", f"query={RULINGS}", "-H", "Accept: text/tab-separated-values"],
            "?ruling\t?date\t?amount",
        ),
        (["--compressed", "--data-urlencode", f"query={KINDS}"], "https://w3id.org/policygraph/ns#kind"),
        (["-H", "Content-Type: application/sparql-query", "--data-binary", "ASK {}"], '"boolean":true'),
        (["-I", "-G", "--data-urlencode", "query=ASK {}"], "application/sparql-results+json"),
    ],
)
def test_curl(service: str, arguments: list[str], expected: str) -> None:
    command = ["curl", "--silent", "--show-error", "--fail-with-body", f"{service}/sparql", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert expected in done.stdout


@curl
def test_curl_fails_with_a_reason(service: str) -> None:
    command = ["curl", "--silent", "--fail-with-body", f"{service}/sparql", "--data-urlencode", "query=SELECT {"]
    done = subprocess.run(command, capture_output=True, timeout=60)
    assert done.returncode == 22
    problem = json.load(io.BytesIO(done.stdout))
    assert (problem["status"], problem["line"]) == (400, 1)
