"""Rulings into matters: what follows what, what stands, and the words for it."""

from __future__ import annotations

import pytest

import ontology
from graph.consolidate.steps import step_of, steps
from graph.model import Article, BindingForce, Kind, Modality, Status
from graph.pipeline import ingest_all
from graph.settings import Settings
from graph.store import Store
from graph.vocabulary import text_of
from graph.wording import phrase, verb
from tests.acts import EXTRACTOR, article

pytestmark = pytest.mark.usefixtures("small_registry")

SETTINGS = Settings()
PREFIX = "PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
ICO = "by=gb-ico against=british-airways in=GB"


def take(store: Store, *lines: str) -> None:
    """An article for each line."""
    articles: list[Article] = [article(f"Article number {n} of the story", line) for n, line in enumerate(lines)]
    ingest_all(articles, store, SETTINGS, extractor=EXTRACTOR)


def rows(store: Store, pattern: str) -> list[tuple[str, ...]]:
    """The solutions of a pattern in the order of its variables `?a`, `?b`, `?c`, the ends of IRIs alone."""
    found = store.select(f"{PREFIX} SELECT ?a ?b ?c WHERE {{ {pattern} }}")
    return sorted(tuple(text_of(row[name]).rpartition("/")[2] for name in "abc" if name in row) for row in found)


def states(store: Store) -> list[tuple[str, ...]]:
    return rows(store, "?m pg:state ?a OPTIONAL { ?m pg:stateSince ?b }")


def test_every_kind_in_every_status_is_one_step() -> None:
    for kind in Kind:
        for status in Status:
            assert step_of(kind, status).name in steps()


def test_steps_lead_to_states_of_the_vocabulary() -> None:
    import rdflib

    named = rdflib.Graph().parse(ontology.ROOT / "vocab" / "states.ttl")
    states = {str(term).rpartition("/")[2] for term in named.subjects(rdflib.SKOS.prefLabel)}
    assert {step.target for step in steps().values()} == states
    assert {origin for step in steps().values() for origin in step.origins} <= states


def test_an_inquiry_a_notice_a_fine_and_an_appeal_are_one_matter(store: Store) -> None:
    take(
        store,
        f"act kind=investigation status=pending {ICO} on=2018-09-07",
        f"act kind=fine status=proposed {ICO} on=2019-07-08 sum=183390000GBP",
        f"act kind=fine {ICO} on=2020-10-16 sum=20000000GBP",
        "act kind=appeal status=pending by=gb-first-tier-tribunal against=british-airways in=GB on=2020-11-20",
    )
    assert states(store) == [("challenged", "2020-11-20")]
    assert rows(store, "?b pg:follows ?a") == [
        ("british-airways-fine-gb-2019-07-08", "british-airways-fine-gb-2020-10-16"),
        ("british-airways-fine-gb-2020-10-16", "british-airways-appeal-gb-2020-11-20"),
        ("british-airways-investigation-gb-2018-09-07", "british-airways-fine-gb-2019-07-08"),
    ]
    assert rows(store, "?a pg:inForce true") == [("british-airways-fine-gb-2020-10-16",)]


def test_a_court_that_lowers_a_fine_replaces_it(store: Store) -> None:
    take(
        store,
        "act kind=fine by=de-bfdi against=1und1 in=DE on=2019-12-09 sum=9550000EUR",
        "act kind=appeal by=de-lg-bonn against=1und1 in=DE on=2020-11-11 sum=900000EUR",
    )
    assert rows(store, "?b pg:varies ?a") == [("1und1-fine-de-2019-12-09", "1und1-appeal-de-2020-11-11")]
    assert rows(store, "?a pg:inForce true ; pg:penaltyAmount ?b") == [("1und1-appeal-de-2020-11-11", "900000")]
    assert states(store) == [("varied", "2020-11-11")]
    assert rows(store, "?a pg:endedOn ?b ; pg:verb ?c") == [
        ("1und1-fine-de-2019-12-09", "2020-11-11", "fined, changed on 2020-11-11")
    ]


def test_what_was_annulled_does_not_stand_and_its_matter_is_overturned(store: Store) -> None:
    take(
        store,
        "act kind=fine by=eu-commission against=intel in=EU on=2009-05-13 sum=1060000000EUR",
        "act kind=fine status=overturned by=eu-commission against=intel in=EU sum=1060000000EUR",
        "act kind=appeal by=eu-general-court against=intel in=EU on=2022-01-26",
    )
    assert rows(store, "?b pg:overturns ?a") == [("intel-fine-eu-2009-05-13", "intel-appeal-eu-2022-01-26")]
    assert states(store) == [("overturned", "2022-01-26")]
    assert rows(store, "?a pg:inForce true ; pg:kind <https://w3id.org/policygraph/ns/kind/fine>") == []


def test_a_later_step_reaches_back_to_rulings_that_were_stored_before(store: Store) -> None:
    take(store, "act kind=fine by=de-bfdi against=1und1 in=DE on=2019-12-09 sum=9550000EUR")
    assert rows(store, "?a pg:inForce true") == [("1und1-fine-de-2019-12-09",)]
    ingest_all(
        [article("The court", "act kind=appeal by=de-lg-bonn against=1und1 in=DE on=2020-11-11 sum=900000EUR")],
        store,
        SETTINGS,
        extractor=EXTRACTOR,
    )
    assert rows(store, "?a pg:inForce true") == [("1und1-appeal-de-2020-11-11",)]


@pytest.mark.parametrize(
    "other",
    [
        "act kind=fine by=gb-ico against=marriott in=GB on=2020-10-30",  # another party
        "act kind=fine by=fr-cnil against=british-airways in=FR on=2020-10-30",  # another country
        f"act kind=fine {ICO} on=2023-01-30",  # a second measure of the same hand
        f"act kind=order {ICO} on=2020-10-16 about=biometrics",  # nothing but the party in common with the notice
    ],
)
def test_what_is_not_one_matter(store: Store, other: str) -> None:
    first = f"act kind=fine {ICO} on=2020-10-16" if "order" not in other else f"act kind=fine {ICO} on=2015-10-16"
    take(store, first, other)
    assert states(store) == []


def test_measures_of_one_decision_are_one_matter(store: Store) -> None:
    take(store, f"act kind=fine {ICO} on=2020-10-16", f"act kind=order {ICO} on=2020-10-16")
    assert states(store) == [("decided", "2020-10-16")]
    assert rows(store, "?b pg:follows ?a") == []


@pytest.mark.parametrize(
    ("kind", "force", "status", "words"),
    [
        (Kind.FINDING, BindingForce.FINDING_ONLY, Status.DECIDED, "found"),
        (Kind.ORDER, BindingForce.NON_BINDING, Status.DECIDED, "recommended"),
        (Kind.ORDER, BindingForce.BINDING, Status.DECIDED, "ordered"),
        (Kind.SETTLEMENT, BindingForce.BINDING, Status.DECIDED, "agreed"),
        (Kind.LEGISLATION, BindingForce.BINDING, Status.DECIDED, "enacted"),
        (Kind.LEGISLATION, BindingForce.UNKNOWN, Status.PROPOSED, "proposed"),
        (Kind.FINE, BindingForce.UNKNOWN, Status.PROPOSED, "intends to fine"),
        (Kind.INVESTIGATION, BindingForce.UNKNOWN, Status.PENDING, "is investigating"),
    ],
)
def test_verbs(kind: Kind, force: BindingForce, status: Status, words: str) -> None:
    assert verb(kind, force, status) == words


def test_there_is_a_verb_for_everything() -> None:
    for kind in Kind:
        for force in BindingForce:
            for status in Status:
                assert verb(kind, force, status)


def test_fate_and_modality_are_told() -> None:
    assert phrase(Kind.FINE, status=Status.OVERTURNED, ended="2023-10-17") == "fined, overturned on 2023-10-17"
    assert phrase(Kind.FINE, status=Status.APPEALED) == "fined, under appeal"
    assert phrase(Kind.BAN, modality=Modality.CLAIMED, by="Acme") == "alleged by Acme: banned"
    assert phrase(Kind.BAN, modality=Modality.POSSIBLE) == "said to be possible: banned"
