"""Search over HTTP: what is found, how it is grouped and paged, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad

from api.state import Services
from graph.store import Change
from graph.vocabulary import PG, RDF, RDFS

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def search(client: TestClient, **parameters: object) -> dict[str, Any]:
    answer = client.get("/api/v1/search", params=parameters)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("clearview", "organisation/clearview-ai"),
        ("Clearview AI", "organisation/clearview-ai"),
        ("opc", "regulator/ca-opc"),
        ("privacy canada", "regulator/ca-opc"),
        ("facial recog", "technology/facial-recognition"),
        ("facail recogntion", "technology/facial-recognition"),
        ("they found", "evidence/00000000000000a1-10-20"),
        ("privacy law does not apply", "claim/00000000000000a1-1"),
        ("=hyperlink", "ruling/acme-order-us-ca"),
    ],
)
def test_the_closest_comes_first(client: TestClient, q: str, first: str) -> None:
    assert search(client, q=q)["groups"][0]["items"][0]["id"] == first


def test_hits_stand_by_type_with_the_words_in_pieces(client: TestClient) -> None:
    found = search(client, q="clearview")
    assert {group["type"]: group["total"] for group in found["groups"]} == {
        "Organisation": 1, "Ruling": 2, "Matter": 1, "Article": 2, "Claim": 1
    }  # fmt: skip
    assert (found["query"], found["total"], found["loosely"]) == ("clearview", 7, False)
    (hit,) = found["groups"][0]["items"]
    assert hit.pop("score") > 0
    assert hit == {
        "id": "organisation/clearview-ai",
        "iri": "https://w3id.org/policygraph/id/organisation/clearview-ai",
        "type": "Organisation",
        "label": "Clearview AI",
        "property": "label",
        "snippet": [{"text": "Clearview", "match": True}, {"text": " AI", "match": False}],
    }


def test_the_pages_of_a_type(client: TestClient) -> None:
    first = search(client, q="clearview", type="Ruling", limit=1)
    (group,) = first["groups"]
    assert (group["total"], len(group["items"])) == (2, 1)
    second = client.get(group["next_url"]).json()["groups"][0]
    assert second["items"][0]["id"] != group["items"][0]["id"]
    assert second["next_url"] is None


def test_nothing_is_found_for_nothing(client: TestClient) -> None:
    for q in ("zzzzzz", "  ", "…"):
        assert search(client, q=q)["groups"] == []


def test_what_cannot_be_asked(client: TestClient) -> None:
    assert client.get("/api/v1/search", params={"q": "a " * 40}).status_code == 400
    assert client.get("/api/v1/search", params={"q": "x", "type": "Nonsense"}).status_code == 422
    assert client.get("/api/v1/search", params={"q": "x" * 201}).status_code == 422


def test_who_has_written_finds_it(client: TestClient) -> None:
    services: Services = client.app.state.services  # type: ignore[attr-defined]
    node = NamedNode("https://w3id.org/policygraph/id/organisation/fresh")
    fresh = (Quad(node, RDF.type, PG.Organisation), Quad(node, RDFS.label, Literal("Freshly Written")))
    services.store.apply(Change(insert=fresh))
    assert search(client, q="freshly")["total"] == 1
    services.store.apply(Change(forget=(node,)))
    assert search(client, q="freshly")["total"] == 0


def test_the_page_marks_the_words_and_escapes_the_rest(client: TestClient) -> None:
    page = client.get("/search", params={"q": "clearview"}, headers=BROWSER).text
    assert '<a href="/doc/organisation/clearview-ai"><mark>Clearview</mark> AI</a>' in page
    hostile = client.get("/search", params={"q": "onerror"}, headers=BROWSER).text
    assert "&lt;img src=x <mark>onerror</mark>=alert(1)&gt;" in hostile
    assert "<img" not in hostile


def test_programs_get_json_of_the_same_address(client: TestClient) -> None:
    assert client.get("/search", params={"q": "opc"}).json() == search(client, q="opc")


PG_PREFIX = "PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparql_asks_the_same_index(client: TestClient, method: str) -> None:
    query = f"""{PG_PREFIX}
        SELECT ?label ?ruling ?score {{
            (?technology ?score) pg:textMatch "facail recog" .
            ?technology a pg:Technology ; rdfs:label ?label .
            OPTIONAL {{ ?ruling pg:technology ?technology }}
        }} ORDER BY ?ruling"""
    asked = {"params": {"query": query}} if method == "GET" else {"data": {"query": query}}
    rows = client.request(method, "/sparql", **asked).json()["results"]["bindings"]  # type: ignore[arg-type]
    assert [row["ruling"]["value"].rpartition("/")[2] for row in rows] == [
        "clearview-ai-finding-ca-2021-02-03",
        "clearview-ai-fine-gb-2022-05",
    ]
    assert {row["label"]["value"] for row in rows} == {"facial recognition"}
    assert all(float(row["score"]["value"]) > 0 for row in rows)


def test_a_text_pattern_that_is_written_wrongly_is_told(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": f"{PG_PREFIX}\nASK {{ ?thing pg:textMatch ?words }}"})
    assert answer.status_code == 400
    problem = answer.json()
    assert (problem["line"], problem["column"]) == (2, 27)
    assert "needs words in quotes" in problem["detail"]


def test_other_errors_keep_their_place(client: TestClient) -> None:
    query = f'{PG_PREFIX}\nSELECT * {{ ?thing pg:textMatch "clearview" . ?s ?p }}'
    problem = client.get("/sparql", params={"query": query}).json()
    assert (problem["status"], problem["line"], problem["column"]) == (400, 2, query.splitlines()[1].index("}") + 1)
