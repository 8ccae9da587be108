"""What the service says of itself: service description, VoID, DCAT, the ontology, things under several names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Namespace, URIRef

from api.app import create_app
from api.settings import ServiceSettings
from graph.settings import Settings
from graph.store import Store, open_store
from graph.upkeep import ensure_registry

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
PG = Namespace("https://w3id.org/policygraph/ns#")
ROOT = "http://testserver"
EDITOR_EXAMPLES = """
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:label|rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query .
}"""
EDITOR_PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix } ORDER BY ?prefix"""


def described(client: TestClient, path: str, accept: str = "text/turtle") -> Graph:
    answer = client.get(path, headers={"accept": accept})
    assert answer.status_code == 200, answer.text
    return Graph().parse(data=answer.text, format=answer.headers["content-type"].partition(";")[0])


@pytest.mark.parametrize("accept", ["*/*", "text/turtle", "application/rdf+xml", "application/n-triples"])
def test_the_endpoint_describes_itself(client: TestClient, accept: str) -> None:
    found = described(client, "/sparql", accept)
    (itself,) = found.subjects(RDF.type, SD.Service)
    assert found.value(itself, SD.endpoint) == URIRef(f"{ROOT}/sparql")
    assert SD.SPARQL11Update not in set(found.objects(itself, SD.supportedLanguage))
    named = {str(name) for name in found.objects(None, SD.name)}
    rows = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g {} }", "format": "csv"}).text
    assert named == set(rows.split()[1:])


def test_void_counts_what_is_there(client: TestClient) -> None:
    found = described(client, "/.well-known/void")
    (dataset,) = found.subjects(RDF.type, VOID.Dataset)
    count = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"})
    assert str(found.value(dataset, VOID.triples)) == count.text.split()[1]
    (rulings,) = {
        node for node in found.objects(dataset, VOID.classPartition) if (node, VOID["class"], PG.Ruling) in found
    }
    properties = {found.value(part, VOID.property) for part in found.objects(rulings, VOID.propertyPartition)}
    assert {PG.kind, PG.respondent, PG.issuedBy} <= properties


def test_the_catalogue_leads_to_the_data(client: TestClient) -> None:
    found = described(client, "/catalog")
    addresses = {str(address) for address in found.objects(None, DCAT.accessURL)}
    assert len(addresses) == 4
    for address in addresses:
        assert client.get(address.removeprefix(ROOT)).status_code == 200


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    for path in ("/.well-known/void", "/catalog", "/sparql", "/sparql?query=ASK%7B%7D"):
        tag = client.get(path).headers["etag"]
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304


def test_the_ontology_is_a_page_and_rdf(client: TestClient) -> None:
    assert (PG.Ruling, RDF.type, None) in described(client, "/ns")
    page = client.get("/ns", headers={"accept": "text/html"})
    assert 'id="Ruling"' in page.text
    assert client.get("/ns.ttl").headers["location"] == "/ns?format=turtle"
    assert client.get("/ns.pdf").status_code == 404
    assert len(described(client, "/ns/kind/fine")) > 1


def test_the_home_page_holds_the_data_set_for_search_engines(client: TestClient) -> None:
    page = client.get("/", headers={"accept": "text/html"}).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    assert json.loads(found[1])["@type"] == "Dataset"


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "html"])
def test_a_name_with_a_suffix_leads_to_that_format(client: TestClient, suffix: str) -> None:
    answer = client.get(f"/id/organisation/clearview-ai.{suffix}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/doc/organisation/clearview-ai.{suffix}")
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.fixture(scope="module")
def fresh() -> Store:
    store = open_store("memory:")
    ensure_registry(store, Settings())
    return store


def test_editors_find_examples_and_prefixes_in_the_endpoint(fresh: Store) -> None:
    rows = list(fresh.select(EDITOR_EXAMPLES))
    assert len(rows) >= 15
    for row in rows:
        list(fresh.select(str(getattr(row["query"], "value", ""))))
    assert "pg" in {str(getattr(row["prefix"], "value", "")) for row in fresh.select(EDITOR_PREFIXES)}


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[TestClient]:
    """A service whose graph knows of a merger and of a removal."""
    base, ns = "https://w3id.org/policygraph/id/", "https://w3id.org/policygraph/ns#"
    prov, rdfs = "http://www.w3.org/ns/prov#", "http://www.w3.org/2000/01/rdf-schema#"
    settings = ServiceSettings(store=str(tmp_path / "store"))
    with open_store(settings.store) as store:
        store.update(f"""INSERT DATA {{ <{base}organisation/facebook-inc> <{ns}mergedInto> <{base}organisation/meta> .
            GRAPH <{base}graph/curation> {{ <{base}article/0a> a <{ns}Tombstone> ; <{rdfs}label> "A story" ;
            <{prov}invalidatedAtTime> "2026-01-02T03:04:05Z" ; <{ns}retractedBy> "an editor" ;
            <{rdfs}comment> "withdrawn" }} }}""")
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


def test_what_was_merged_has_moved_for_good(curated: TestClient) -> None:
    answer = curated.get("/id/organisation/facebook-inc")
    assert (answer.status_code, answer.headers["location"]) == (301, "/id/organisation/meta")


@pytest.mark.parametrize("path", ["/doc/article/0a", "/doc/article/0a.ttl"])
def test_what_was_removed_is_gone_and_says_why(curated: TestClient, path: str) -> None:
    answer = curated.get(path)
    assert answer.status_code == 410
    assert "A story was removed on 2026-01-02 by an editor: withdrawn" in answer.json()["detail"]
