"""The SPARQL 1.1 Protocol, by hand and with rdflib's client."""

from __future__ import annotations

import json

import httpx
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

SELECT = "SELECT ?r { ?r a <https://w3id.org/policygraph/ns#Ruling> } ORDER BY ?r"
CONSTRUCT = "CONSTRUCT WHERE { ?s <https://w3id.org/policygraph/ns#kind> ?o }"
BASE = "https://w3id.org/policygraph/id/"
PAIRS = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10000"
FOREVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


@pytest.mark.parametrize("path", ["/sparql", "/sparql/", "/query"])
def test_the_three_ways_to_ask(client: TestClient, path: str) -> None:
    direct = {"content-type": "application/sparql-query"}
    answers = [
        client.get(path, params={"query": SELECT}),
        client.post(path, data={"query": SELECT}),
        client.post(path, content=SELECT, headers=direct),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert {answer.headers["content-type"] for answer in answers} == {"application/sparql-results+json"}
    assert len({answer.text for answer in answers}) == 1
    assert len(answers[0].json()["results"]["bindings"]) == 3


@pytest.mark.parametrize(
    ("accept", "query", "media"),
    [
        ("*/*", SELECT, "application/sparql-results+json"),
        ("", SELECT, "application/sparql-results+json"),
        ("application/json", SELECT, "application/sparql-results+json"),
        ("application/sparql-results+xml", SELECT, "application/sparql-results+xml"),
        ("text/csv", SELECT, "text/csv; charset=utf-8"),
        ("text/tab-separated-values", SELECT, "text/tab-separated-values; charset=utf-8"),
        ("text/*", SELECT, "text/csv; charset=utf-8"),
        ("application/sparql-results+xml;q=0.4, text/csv;q=0.8", SELECT, "text/csv; charset=utf-8"),
        ("text/csv;q=0, */*;q=0.1", SELECT, "application/sparql-results+json"),
        ("text/html;q=0.5, text/csv", SELECT, "text/csv; charset=utf-8"),
        ("*/*", "ASK {}", "application/sparql-results+json"),
        ("application/sparql-results+xml", "ASK {}", "application/sparql-results+xml"),
        ("*/*", CONSTRUCT, "text/turtle; charset=utf-8"),
        ("application/n-triples", CONSTRUCT, "application/n-triples"),
        ("application/ld+json", CONSTRUCT, "application/ld+json"),
        ("application/rdf+xml", CONSTRUCT, "application/rdf+xml"),
        ("application/trig", CONSTRUCT, "application/trig"),
        ("application/n-quads", CONSTRUCT, "application/n-quads"),
        ("application/sparql-results+json, text/turtle;q=0.9", CONSTRUCT, "text/turtle; charset=utf-8"),
        ("*/*", f"DESCRIBE <{BASE}jurisdiction/ca>", "text/turtle; charset=utf-8"),
    ],
)
def test_accept_is_honoured(client: TestClient, accept: str, query: str, media: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert "accept" in answer.headers["vary"].lower()


@pytest.mark.parametrize(
    ("name", "query", "media"),
    [
        ("csv", SELECT, "text/csv"),
        ("xml", SELECT, "application/sparql-results+xml"),
        ("json", CONSTRUCT, "application/ld+json"),
        ("ttl", CONSTRUCT, "text/turtle"),
        ("text/tab-separated-values", SELECT, "text/tab-separated-values"),
        ("application/n-triples", CONSTRUCT, "application/n-triples"),
    ],
)
def test_format_wins_over_accept(client: TestClient, name: str, query: str, media: str) -> None:
    headers = {"accept": "text/html"}
    answer = client.get("/sparql", params={"query": query, "format": name}, headers=headers)
    assert answer.headers["content-type"].startswith(media)


def test_graph_answers_are_what_they_say(client: TestClient) -> None:
    for media, format in (("text/turtle", RdfFormat.TURTLE), ("application/rdf+xml", RdfFormat.RDF_XML)):
        answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": media})
        assert len(list(parse(answer.content, format))) == 3


def test_the_protocols_dataset(client: TestClient) -> None:
    query = "SELECT ?s { ?s a <https://w3id.org/policygraph/ns#Report> }"
    graphs = [f"{BASE}article/00000000000000a1", f"{BASE}article/00000000000000a2"]
    answer = client.get("/sparql", params={"query": query, "default-graph-uri": graphs})
    assert len(answer.json()["results"]["bindings"]) == 2
    direct = {"content-type": "application/sparql-query"}
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    answer = client.post("/sparql", params={"named-graph-uri": graphs[0]}, content=named, headers=direct)
    assert [row["g"]["value"] for row in answer.json()["results"]["bindings"]] == graphs[:1]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (("GET", "/sparql?query=", {}), 400),
        (("GET", "/sparql", {"params": {"query": ["ASK {}", "ASK {}"]}}), 400),
        (("GET", "/sparql", {"params": {"query": "ASK {"}}), 400),
        (("GET", "/sparql", {"params": {"query": "ASK {}", "default-graph-uri": "not an iri>"}}), 400),
        (("GET", "/sparql", {"params": {"query": "ASK {}", "timeout": "soon"}}), 400),
        (("GET", "/sparql?query=ASK%20%7B%7D%20%23%FF", {}), 400),
        (("POST", "/sparql?query=ASK%7B%7D", {"data": {"query": "ASK {}"}}), 400),
        (("POST", "/sparql", {"content": b"\xff", "headers": {"content-type": "application/sparql-query"}}), 400),
        (("POST", "/sparql", {"content": "ASK {}", "headers": {"content-type": "text/plain"}}), 415),
        (("POST", "/sparql", {"content": "ASK {}"}), 415),
        (("POST", "/sparql", {"data": {"update": "DROP ALL"}}), 401),
        (("GET", "/sparql", {"params": {"update": "DROP ALL"}}), 400),
        (("POST", "/sparql", {"content": "DROP ALL", "headers": {"content-type": "application/sparql-update"}}), 401),
        (("PUT", "/sparql", {}), 405),
        (("DELETE", "/sparql/", {}), 405),
        (("GET", "/sparql", {"params": {"query": SELECT}, "headers": {"accept": "image/png"}}), 406),
        (("GET", "/sparql", {"params": {"query": SELECT}, "headers": {"accept": "text/turtle"}}), 406),
        (("GET", "/sparql", {"params": {"query": CONSTRUCT, "format": "csv"}}), 406),
        (("GET", "/sparql", {"params": {"query": SELECT, "format": "pdf"}}), 406),
        (("POST", "/sparql", {"data": {"query": "ASK {} #" + "x" * 30_000}}), 413),
        (("GET", "/sparql", {"params": {"query": "ASK {} #" + "x" * 30_000}}), 413),
        (("GET", "/sparql", {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}), 403),
    ],
)
def test_refusals(client: TestClient, request_: tuple[str, str, dict[str, object]], status: int) -> None:
    method, path, options = request_
    answer = client.request(method, path, **options)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_what_is_allowed_is_said(client: TestClient) -> None:
    assert client.put("/sparql").headers["allow"] == "GET, HEAD, OPTIONS, POST, QUERY"
    assert client.delete("/api/v1/rulings").headers["allow"] == "GET, HEAD, OPTIONS"
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST, QUERY")
    assert client.options("/nothing").status_code == 404


def test_a_syntax_error_says_where(client: TestClient) -> None:
    problem = client.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"}).json()
    assert (problem["line"], problem["column"], problem["token"]) == (2, 8, "}")


def test_a_query_that_runs_away_is_ended(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": FOREVER, "timeout": "0.5"})
    assert answer.status_code == 503
    assert "0.5 seconds" in answer.json()["detail"]
    assert answer.headers["retry-after"]
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"]


@pytest.mark.parametrize("encoding", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize("query", [SELECT, PAIRS, "SELECT * {"])
def test_head_has_the_headers_of_get(address: str, query: str, encoding: str) -> None:
    parameters, headers = {"query": query}, {"accept-encoding": encoding}
    get = httpx.get(f"{address}/sparql", params=parameters, headers=headers)
    head = httpx.head(f"{address}/sparql", params=parameters, headers=headers)
    assert (head.status_code, head.content) == (get.status_code, b"")
    of_transport = {"date", "transfer-encoding"}
    assert set(head.headers.items()) >= {(name, v) for name, v in get.headers.items() if name not in of_transport}


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
@pytest.mark.parametrize("media", ["application/sparql-results+json", "text/csv", "text/turtle"])
def test_long_answers_are_compressed_where_asked_for(address: str, encoding: str, media: str) -> None:
    query = PAIRS.replace("SELECT *", "CONSTRUCT { ?a ?b ?f }") if media == "text/turtle" else PAIRS
    headers = {"accept": media, "accept-encoding": encoding}
    packed = httpx.get(f"{address}/sparql", params={"query": query}, headers=headers)
    plain = httpx.get(f"{address}/sparql", params={"query": query}, headers={**headers, "accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == encoding
    assert "content-encoding" not in plain.headers
    assert packed.num_bytes_downloaded < plain.num_bytes_downloaded / 4
    assert packed.content == plain.content


def test_other_sites_may_read(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    preflight = client.options(
        "/sparql", headers={"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    )
    assert preflight.status_code == 200


def test_a_browser_gets_a_page(client: TestClient) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    hostile = "</textarea><script>alert(1)</script>"
    answer = client.get("/sparql", params={"query": hostile}, headers=browser)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert hostile not in answer.text
    assert "&lt;/textarea&gt;" in answer.text


def test_rdflib_as_a_client(address: str) -> None:
    graph = Graph(SPARQLStore(f"{address}/sparql"))
    rows = list(graph.query(SELECT))
    assert len(rows) == 3
    subject = URIRef(f"{BASE}jurisdiction/ca")
    label = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    assert [str(value) for value in graph.objects(subject, label)] == ["Canada"]
    assert len(graph.query(CONSTRUCT).graph or []) == 3


def test_our_own_remote_store_as_a_client(address: str) -> None:
    from graph.store import open_store

    with open_store(address) as store:
        assert len(list(store.select(SELECT))) == 3


def test_json_answers_are_json(client: TestClient) -> None:
    assert json.loads(client.get("/sparql", params={"query": "ASK {}"}).text) == {"head": {}, "boolean": True}
