"""Pages, entities, linked data and health; whatever an article says is shown as text."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
HOSTILE = "</script><img src=x onerror=alert(1)>"
PAGES = [
    "/",
    "/search?q=script",
    "/sparql",
    "/docs",
    "/doc/ruling/acme-order-us-ca",
    "/doc/ruling/clearview-ai-finding-ca-2021-02-03",
    "/doc/ruling/clearview-ai-fine-gb-2022-05",
    "/doc/matter/clearview-ai-notice-gb-2021-11",
    "/doc/organisation/acme",
    "/doc/organisation/clearview-ai",
    "/doc/regulator/ca-opc",
    "/doc/jurisdiction/us",
    "/doc/article/00000000000000a1",
    "/doc/article/00000000000000a3",
    "/doc/report/00000000000000a1-1",
    "/doc/evidence/00000000000000a1-10-20",
    "/doc/claim/00000000000000a1-1",
]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_safe_and_load_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert HOSTILE not in answer.text
    assert 'href="javascript:' not in answer.text
    loaded = re.findall(r'<(?:script|link|img|iframe|source)[^>]*(?:src|href)="([^"]*)"', answer.text)
    assert loaded
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert not re.search(r"<script(?![^>]*src=|[^>]*ld\+json)|<style|\son\w+=\"", answer.text)
    for address in set(loaded):
        assert client.get(address).status_code == 200, address


def test_the_home_page_tells_what_there_is(client: TestClient) -> None:
    text = client.get("/").text
    assert "<strong>3</strong> rulings" in text
    assert "Finding against Clearview AI" in text


def test_a_ruling_shows_its_evidence(client: TestClient) -> None:
    text = client.get("/doc/ruling/clearview-ai-finding-ca-2021-02-03").text
    assert "<blockquote>they found that it is illegal</blockquote>" in text
    assert 'href="https://paper.example/clearview"' in text
    assert 'href="/doc/organisation/clearview-ai"' in text


def test_a_ruling_shows_its_matter_its_support_and_what_sources_disagree_on(client: TestClient) -> None:
    text = " ".join(client.get("/doc/ruling/clearview-ai-fine-gb-2022-05").text.split())
    assert "told by 1 article, 1 independent source, official source: yes" in text
    assert "Sources disagree on the sum" in text and "an official source tells it" in text
    assert 'href="/doc/matter/clearview-ai-notice-gb-2021-11"' in text
    assert text.index("intends to fine") < text.rindex("fined, under appeal")


def test_an_organisation_shows_rulings_and_claims(client: TestClient) -> None:
    text = client.get("/doc/organisation/clearview-ai").text
    assert "Canadian privacy law does not apply to it" in text
    assert "£7,552,800" in text


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("text/html", ""),
        (BROWSER["accept"], ""),
        ("*/*", ".ttl"),
        ("text/turtle", ".ttl"),
        ("application/ld+json", ".jsonld"),
        ("application/rdf+xml, text/html;q=0.2", ".rdf"),
    ],
)
def test_ids_send_on_to_a_page_or_to_rdf(client: TestClient, accept: str, ending: str) -> None:
    answer = client.get("/id/organisation/clearview-ai", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/doc/organisation/clearview-ai{ending}")
    assert answer.headers["vary"].startswith("Accept")
    assert client.get(answer.headers["location"]).status_code == 200


def test_ids_have_no_other_forms(client: TestClient) -> None:
    assert client.get("/id/organisation/clearview-ai", headers={"accept": "image/png"}).status_code == 406


def test_rdf_of_a_thing(client: TestClient) -> None:
    answer = client.get("/doc/organisation/clearview-ai.ttl")
    triples = list(parse(answer.content, RdfFormat.TURTLE))
    subjects = {str(triple.subject) for triple in triples}
    assert "<https://w3id.org/policygraph/id/ruling/clearview-ai-fine-gb-2022-05>" in subjects
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["/doc/organisation/none", "/doc/organisation/none.ttl", "/nowhere", "/api/v1/entities/law/none", "/doc/a b<>"],
)
def test_what_is_not_there(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_browser_gets_its_errors_as_a_page(client: TestClient) -> None:
    answer = client.get("/doc/organisation/none", headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "organisation/none" in answer.text


def test_an_entity_as_json(client: TestClient) -> None:
    entity = client.get("/api/v1/entities/organisation/clearview-ai").json()
    assert (entity["type"], entity["label"]) == ("Organisation", "Clearview AI")
    assert "Clearview" in entity["names"]
    assert len(entity["rulings"]) == entity["rulings_total"] == 2
    assert [claim["gist"] for claim in entity["claims"]] == ["Canadian privacy law does not apply to it"]
    assert {article["id"][-2:] for article in entity["articles"]} == {"a1", "a2"}


def test_an_entity_of_the_registry_that_no_article_names(client: TestClient) -> None:
    entity = client.get("/api/v1/entities/regulator/fr-cnil").json()
    assert (entity["type"], entity["label"], entity["rulings"]) == ("Regulator", "CNIL", [])
    assert entity["facts"][0]["values"][0]["text"] == "France"


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"


@pytest.mark.parametrize("path", ["organisation/clearview-ai", "organisation/clearview-ai.ttl"])
def test_documents_name_their_thing_and_their_other_forms(client: TestClient, path: str) -> None:
    links = client.get(f"/doc/{path}").headers["link"].split(", ")
    assert links[0] == '</id/organisation/clearview-ai>; rel="describes"'
    assert '</doc/organisation/clearview-ai.jsonld>; rel="alternate"; type="application/ld+json"' in links
    for link in links[1:]:
        address, _, media = link.removeprefix("<").partition('>; rel="alternate"; type=')
        assert client.get(address).headers["content-type"].startswith(media.strip('"'))
