"""The registry as a graph: described, put into a store once, and put there anew when it changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from graph.audit import audit
from graph.pipeline import ingest_all
from graph.registry_graph import described, registry_version
from graph.settings import Settings
from graph.store import open_store
from graph.upkeep import ensure_registry, reconsolidate
from graph.vocabulary import PG, RDF, RDFS, SKOS
from tests.acts import EXTRACTOR, article, quads_of

SETTINGS = Settings()
REGISTRY = described(SETTINGS.base)


def id_(end: str) -> NamedNode:
    return NamedNode(SETTINGS.base + end)


def test_an_authority() -> None:
    facts = REGISTRY.facts("regulator/ca-opc")
    assert (RDF.type, PG.Regulator) in facts
    assert (RDFS.label, Literal("Office of the Privacy Commissioner of Canada")) in facts
    assert (PG.jurisdiction, id_("jurisdiction/ca")) in facts
    assert (SKOS.altLabel, Literal("Commissariat à la protection de la vie privée du Canada", language="fr")) in facts
    assert (PG.remit, NamedNode("https://w3id.org/policygraph/ns/remit/data-protection")) in facts


def test_a_technology_a_product_and_a_place() -> None:
    assert (SKOS.broader, id_("technology/facial-recognition")) in REGISTRY.facts("technology/live-facial-recognition")
    assert (PG.owner, id_("organisation/openai")) in REGISTRY.facts("product/chatgpt")
    assert (SKOS.broader, id_("jurisdiction/ca")) in REGISTRY.facts("jurisdiction/ca-qc")


def test_what_the_registry_does_not_hold_has_no_facts() -> None:
    assert REGISTRY.facts("organisation/nobody-knows-it") == []
    assert "organisation/nobody-knows-it" not in REGISTRY
    assert REGISTRY.name("organisation/nobody-knows-it") == "Nobody Knows It"


def test_everything_is_described() -> None:
    for identifier in REGISTRY:
        predicates = [predicate for predicate, _ in REGISTRY.facts(identifier)]
        assert predicates.count(RDFS.label) == 1, identifier
        assert RDF.type in predicates, identifier


def test_the_graph_is_written_once_and_anew_when_it_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    graph = REGISTRY.iris.registry()
    with open_store(str(tmp_path / "store")) as store:
        one = article("Fined", "act kind=fine by=ie-dpc against=meta,acme in=IE", "uses who=acme whose=clearview-ai")
        ingest_all([one], store, SETTINGS, extractor=EXTRACTOR)
        before, count = list(quads_of(store)), store.count()
        assert ensure_registry(store, SETTINGS) is False
        reconsolidate(store, SETTINGS)
        assert list(quads_of(store)) == before
        monkeypatch.setattr("graph.upkeep.registry_version", lambda: "another")
        assert ensure_registry(store, SETTINGS) is True
        assert list(quads_of(store)) == before
        assert store.count() == count
        assert audit(store, SETTINGS) == []
        assert store.ask("ASK { GRAPH $graph { $graph ?p ?o } }", {"graph": graph})


def test_its_version_is_that_of_the_files() -> None:
    assert registry_version() == registry_version()
    assert len(registry_version()) == 16
