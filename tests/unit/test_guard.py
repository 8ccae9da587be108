"""No way of writing SERVICE gets past the guard, and words that only look like it do."""

from __future__ import annotations

import pytest

from graph.store.guard import ForbiddenQueryError, refuse_federation

FEDERATED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE #<\n # '\n silent#\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:9/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICE ex:a { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p 1SERVICE : { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p true SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE\\u0020\\u003Chttp://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { FILTER(?a <?b#>'''\n) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #'''\n }",
    "PREFIX e: <http://e/> SELECT * { ?s e:a\\' e:b . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } ?s e:a\\' e:b }",
]
HARMLESS = [
    "SELECT * { ?s ?p 'a service' }",
    'SELECT * { ?s ?p ?o FILTER(CONTAINS(?o, "facial recognition service")) }',
    "SELECT ?service { ?service <http://example.org/p> ?o }",
    "PREFIX ex: <http://example.org/> SELECT * { ?s ex:service ?o . ?s ex:customerService <http://example.org/x> }",
    "SELECT * { <http://example.org/service> ?p ?o }",
]


@pytest.mark.parametrize("query", FEDERATED)
def test_service_is_refused(query: str) -> None:
    with pytest.raises(ForbiddenQueryError):
        refuse_federation(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_words_are_not(query: str) -> None:
    refuse_federation(query)
