"""Updates and the Graph Store Protocol: who may write, to what, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from api.app import create_app
from api.settings import ServiceSettings
from api.tokens import Scope, Tokens
from graph.store import open_store

BASE = "https://w3id.org/policygraph/id/"
MINE, OTHER = "http://example.org/mine", "http://example.org/other"
TRIPLE = "<http://example.org/s> <http://example.org/p>"
TURTLE = {"content-type": "text/turtle"}


class Writer:
    """A client with a token that writes, over a store of its own."""

    def __init__(self, client: TestClient, settings: ServiceSettings, token: str) -> None:
        self.client, self.settings = client, settings
        self.holder = {"authorization": f"Bearer {token}"}

    def update(self, update: str, **fields: str | list[str]) -> Response:
        return self.client.post("/update", data={"update": update, **fields}, headers=self.holder)

    def send(self, method: str, address: str, body: str | bytes = b"", **headers: str) -> Response:
        return self.client.request(method, address, content=body, headers={**TURTLE, **self.holder, **headers})

    def values(self, graph: str) -> list[str]:
        query = f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} ORDER BY ?o"
        return self.client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1:]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    settings = ServiceSettings(store=str(tmp_path_factory.mktemp("writing") / "store"), max_update_bytes=10_000)
    open_store(settings.store).close()
    token = Tokens(settings.tokens_path).create("tests", (Scope.WRITE,))
    with TestClient(create_app(settings), follow_redirects=False, raise_server_exceptions=False) as client:
        yield Writer(client, settings, token)


@pytest.fixture
def writer(service: Writer) -> Writer:
    """The service with no graphs in its store."""
    with_all = [MINE, OTHER, *(f"http://testserver/graph-store/{name}" for name in ("one", "a b"))]
    for graph in with_all:
        service.update(f"DROP SILENT GRAPH <{graph.replace(' ', '%20')}>")
    return service


def test_an_update_is_taken_as_a_form_and_as_the_body_at_either_address(writer: Writer) -> None:
    insert = f"INSERT DATA {{ GRAPH <{MINE}> {{ {TRIPLE} %d }} }}"
    direct = {"content-type": "application/sparql-update; charset=utf-8", **writer.holder}
    answers = [
        writer.client.post(path, content=insert % number, headers=direct)
        for number, path in enumerate(("/update", "/update/", "/sparql", "/sparql/"))
    ]
    answers.append(writer.client.post("/sparql", data={"update": insert % 4}, headers=writer.holder))
    assert {answer.status_code for answer in answers} == {204}
    assert writer.values(MINE) == ["0", "1", "2", "3", "4"]


def test_what_is_written_is_read_by_the_next_query(writer: Writer) -> None:
    for number in range(10):
        writer.update(f"DROP SILENT GRAPH <{MINE}> ; INSERT DATA {{ GRAPH <{MINE}> {{ {TRIPLE} {number} }} }}")
        assert writer.values(MINE) == [str(number)]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic dTpw"])
@pytest.mark.parametrize(("method", "path"), [("POST", "/update"), ("PUT", f"/graph-store?graph={MINE}")])
def test_writing_needs_a_token(writer: Writer, method: str, path: str, header: str) -> None:
    answer = writer.client.request(method, path, content="DROP ALL", headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "token create" in answer.json()["remedy"]


def test_a_token_for_something_else_does_not_write(writer: Writer) -> None:
    token = Tokens(writer.settings.tokens_path).create("curator", (Scope.CURATE,))
    answer = writer.client.post("/update", data={"update": ""}, headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 403


def test_a_revoked_token_is_of_no_use_at_once(writer: Writer) -> None:
    tokens = Tokens(writer.settings.tokens_path)
    headers = {"authorization": f"Bearer {tokens.create('short', (Scope.WRITE,))}"}
    update = {"update": f"CREATE SILENT GRAPH <{MINE}>"}
    assert writer.client.post("/update", data=update, headers=headers).status_code == 204
    tokens.revoke("short")
    assert writer.client.post("/update", data=update, headers=headers).status_code == 401


def test_only_hashes_are_kept_for_the_owner_alone(writer: Writer) -> None:
    path = writer.settings.tokens_path
    assert writer.holder["authorization"].split()[1] not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "update",
    [
        f"INSERT DATA {{ {TRIPLE} 1 }}",
        "CLEAR DEFAULT",
        "DROP ALL",
        "DROP NAMED",
        f"COPY <{MINE}> TO DEFAULT",
        f"MOVE <{BASE}graph/registry> TO <{MINE}>",
        f"DROP GRAPH <{BASE}graph/registry>",
        f"INSERT DATA {{ GRAPH <{BASE}graph/curation> {{ {TRIPLE} 1 }} }}",
        f"PREFIX g: <{BASE}graph/> DROP SILENT GRAPH g:registry",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"WITH <{BASE}graph/registry> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        "LOAD <file:///etc/passwd>",
        f"LOAD <http://127.0.0.1:1/> INTO GRAPH <{MINE}>",
    ],
)
def test_what_belongs_to_the_service_cannot_be_written_to(writer: Writer, update: str) -> None:
    answer = writer.update(update)
    assert answer.status_code == 403, answer.text
    assert answer.json()["remedy"]


@pytest.mark.parametrize("path", ["/graph-store?default", f"/graph-store?graph={BASE}graph/registry"])
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_nor_by_the_graph_store_protocol(writer: Writer, method: str, path: str) -> None:
    assert writer.send(method, path, f"{TRIPLE} 1 .").status_code == 403


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"update": "INSERT DATA { oops"}, 400),
        ({"update": ["CLEAR SILENT GRAPH <urn:x>", "CLEAR SILENT GRAPH <urn:y>"]}, 400),
        ({"nothing": ""}, 400),
        ({"update": "CLEAR SILENT GRAPH <urn:x>", "query": "ASK {}"}, 400),
        ({"update": "WITH <urn:x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "using-graph-uri": "urn:y"}, 400),
        ({"update": "CLEAR SILENT GRAPH <urn:x>", "using-graph-uri": "not an iri>"}, 400),
        ({"update": "#" * 20_000}, 413),
    ],
)
def test_an_update_that_is_wrong_says_so(writer: Writer, fields: dict[str, str | list[str]], status: int) -> None:
    answer = writer.client.post("/update", data=fields, headers=writer.holder)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_the_dataset_of_an_update_comes_with_the_request(writer: Writer) -> None:
    writer.update(f"INSERT DATA {{ GRAPH <{MINE}> {{ {TRIPLE} 1 }} }}")
    copy = f"INSERT {{ GRAPH <{OTHER}> {{ ?s ?p 'USING' }} }} WHERE {{ ?s ?p ?o }}"
    assert writer.update(copy, **{"using-graph-uri": MINE}).status_code == 204
    assert writer.values(OTHER) == ["USING"]


def test_each_write_leaves_a_record(writer: Writer) -> None:
    writer.update(f"CREATE SILENT GRAPH <{MINE}>")
    assert writer.settings.audit_path is not None
    entry = json.loads(writer.settings.audit_path.read_text().splitlines()[-1])
    assert (entry["by"], entry["action"], entry["graphs"]) == ("tests", "update", [MINE])
    assert entry["version"] == writer.client.get("/readyz").json()["version"]


@pytest.mark.parametrize("graph", [f"?graph={MINE}", "/one", "/a%20b"])
def test_a_graph_is_put_read_added_to_and_removed(writer: Writer, graph: str) -> None:
    address = f"/graph-store{graph}"
    assert writer.client.get(address).status_code == 404
    assert writer.send("PUT", address, f"{TRIPLE} 1 .").status_code == 201
    assert writer.send("PUT", address, f"{TRIPLE} 2 .").status_code == 204
    assert writer.send("POST", address, f"{TRIPLE} [ {TRIPLE[TRIPLE.index(' ') :]} 3 ] .").status_code == 204
    answer = writer.client.get(address, headers={"accept": "text/turtle"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    assert " 2 " in answer.text and " 1 " not in answer.text
    assert writer.client.head(address).status_code == 200
    assert writer.send("DELETE", address).status_code == 204
    assert writer.client.get(address).status_code == 404
    assert writer.send("DELETE", address).status_code == 404


def test_an_empty_graph_is_there(writer: Writer) -> None:
    assert writer.send("PUT", f"/graph-store?graph={MINE}").status_code == 201
    assert writer.client.get(f"/graph-store?graph={MINE}").status_code == 200


def test_what_is_posted_to_the_store_itself_gets_a_graph(writer: Writer) -> None:
    answer = writer.send("POST", "/graph-store", f"{TRIPLE} 1 .")
    assert answer.status_code == 201
    assert " 1 " in writer.client.get(answer.headers["location"], headers={"accept": "text/turtle"}).text


def test_several_files_are_added_at_once(writer: Writer) -> None:
    files = [
        ("a", ("a.ttl", f"{TRIPLE} 1 .", "text/turtle")),
        ("b", ("b.nt", f'{TRIPLE} "two" .', "application/n-triples")),
    ]
    answer = writer.client.post(f"/graph-store?graph={MINE}", files=files, headers=writer.holder)
    assert answer.status_code == 201
    assert writer.values(MINE) == ["1", "two"]


@pytest.mark.parametrize(
    ("address", "body", "kind", "status"),
    [
        (f"/graph-store?graph={MINE}", "oops", "text/turtle", 400),
        (f"/graph-store?graph={MINE}", "{}", "application/json-seq", 415),
        (f"/graph-store?graph={MINE}", f"<urn:g> {{ {TRIPLE} 1 }}", "application/trig", 400),
        ("/graph-store?graph=relative", f"{TRIPLE} 1 .", "text/turtle", 400),
        (f"/graph-store?graph={MINE}&default", f"{TRIPLE} 1 .", "text/turtle", 400),
        (f"/graph-store?graph={MINE}", f"{TRIPLE} '{'x' * 20_000}' .", "text/turtle", 413),
    ],
)
def test_a_graph_that_is_wrong_says_so(writer: Writer, address: str, body: str, kind: str, status: int) -> None:
    answer = writer.send("PUT", address, body, **{"content-type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert writer.client.get(f"/graph-store?graph={MINE}").status_code == 404


def test_conditions_keep_two_writers_apart(writer: Writer) -> None:
    address = f"/graph-store?graph={MINE}"
    absent = {"if-none-match": "*"}
    assert writer.send("PUT", address, f"{TRIPLE} 1 .", **absent).status_code == 201
    assert writer.send("PUT", address, f"{TRIPLE} 2 .", **absent).status_code == 412
    tag = writer.client.get(address, headers={"accept": "text/turtle"}).headers["etag"]
    assert writer.client.get(address, headers={"accept": "text/turtle", "if-none-match": tag}).status_code == 304
    assert writer.send("PUT", address, f"{TRIPLE} 3 .", **{"if-match": tag}).status_code == 204
    assert writer.send("PUT", address, f"{TRIPLE} 4 .", **{"if-match": tag}).status_code == 412
    assert writer.values(MINE) == ["3"]


def test_open_to_all_it_writes_everywhere(tmp_path: Path) -> None:
    settings = ServiceSettings(store=str(tmp_path / "store"), open_graphs=True)
    with TestClient(create_app(settings)) as client:
        assert client.post("/update", data={"update": f"INSERT DATA {{ {TRIPLE} 1 }}"}).status_code == 204
        assert client.put("/graph-store?default", content=f"{TRIPLE} 2 .", headers=TURTLE).status_code == 204
        assert client.get("/sparql", params={"query": "SELECT ?o { ?s ?p ?o }", "format": "csv"}).text.split() == [
            "o",
            "2",
        ]
