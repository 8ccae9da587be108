"""The two seeds, ingested for real: what the graph must say of them, and what it must not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import ontology
from graph.audit import audit, conforms
from graph.pipeline import ingest
from graph.plans import stored_graphs
from graph.settings import Settings
from graph.store import Store, open_store
from graph.vocabulary import text_of

SETTINGS = Settings()
SEEDS = Path(__file__).parent / "seeds"
RULING = f"{SETTINGS.base}ruling/clearview-ai-finding-ca-2021-02-03"
PREFIX = "PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        ingest([SEEDS], opened, SETTINGS)
        yield opened


def values(store: Store, pattern: str) -> list[str]:
    return sorted(text_of(row["x"]) for row in store.select(f"{PREFIX} SELECT DISTINCT ?x WHERE {{ {pattern} }}"))


def test_both_documents_are_one_article_and_its_related_ones_are_seven(store: Store) -> None:
    assert len(values(store, "?x a pg:Article")) == 8
    (article,) = values(
        store, "?x <https://schema.org/url> <https://www.medianama.com/2021/02/223-clearview-ai-illegal-canada/>"
    )
    assert len(values(store, f"<{article}> pg:related ?x")) == 7
    assert len(values(store, f"GRAPH <{article}> {{ <{article}> pg:contentHash ?x }}")) == 2


def test_there_is_one_ruling_a_finding_that_binds_nobody(store: Store) -> None:
    assert values(store, "?x a pg:Ruling") == [RULING]
    assert values(store, f"<{RULING}> pg:respondent/rdfs:label ?x") == ["Clearview AI"]
    assert "Office of the Privacy Commissioner of Canada" in values(store, f"<{RULING}> pg:issuedBy/rdfs:label ?x")
    assert "Canada" in values(store, f"<{RULING}> pg:jurisdiction/rdfs:label ?x")
    assert values(store, f"<{RULING}> pg:technology/rdfs:label ?x")
    assert values(store, f"<{RULING}> pg:date ?x") == ["2021-02-03"]
    (force,) = values(store, f"<{RULING}> pg:bindingForce ?x")
    assert force.rpartition("/")[2] in ("non-binding", "finding-only")


def test_several_articles_tell_of_it_but_not_the_one_on_banking(store: Store) -> None:
    (count,) = values(store, f"<{RULING}> pg:supportCount ?x")
    assert int(count) >= 5
    headlines = values(store, f"<{RULING}> pg:reportedBy/<https://schema.org/headline> ?x")
    assert not any("CIBC" in headline for headline in headlines)


def test_the_rcmp_was_a_client_and_vadodara_had_a_pilot(store: Store) -> None:
    users = values(
        store,
        "?o pg:clientOf|pg:usesTechnologyOf|pg:pilotedTechnologyOf ?c ; rdfs:label ?x . ?c rdfs:label 'Clearview AI'",
    )
    assert any("RCMP" in user or "Mounted Police" in user for user in users)
    assert any("Vadodara" in user for user in users)


def test_its_contentions_are_claims(store: Store) -> None:
    claims = values(store, "?c a pg:Claim ; pg:claimant/rdfs:label 'Clearview AI' ; pg:gist ?x")
    assert len(claims) >= 4
    assert any("onsent" in claim for claim in claims)


def test_the_graph_is_sound(store: Store) -> None:
    assert audit(store, SETTINGS) == []
    articles = [row["x"] for row in store.select(f"{PREFIX} SELECT ?x WHERE {{ ?x a pg:Article }}")]
    for quads in stored_graphs(store, articles).values():  # type: ignore[arg-type]
        assert conforms(quads) == []


def test_every_example_question_runs(store: Store) -> None:
    answered = {name for name, query in ontology.queries().items() if list(store.select(query))}
    assert {"rulings-against-an-organisation", "evidence-behind-a-ruling", "what-an-organisation-contends"} <= answered
