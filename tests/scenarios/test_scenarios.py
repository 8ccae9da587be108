"""Stories that unfold over articles, ingested for real and asked in SPARQL: what stands, since when, who says so.

Each folder beside this file is a story; its articles are ours, the events of some are real.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import Quad

import ontology
from graph.audit import audit, conforms
from graph.history import moment
from graph.store import Store
from graph.vocabulary import text_of
from tests.scenarios.telling import FOLDER, SETTINGS, rows, told


def asked(store: Store, name: str) -> list[dict[str, str]]:
    """The answer of an example question, the ends of IRIs alone."""
    return [
        {
            name: text_of(term).rpartition("/")[2] if "://" in text_of(term) else text_of(term)
            for name, term in row.items()
        }
        for row in store.select(ontology.queries()[name])
    ]


@pytest.fixture(scope="module")
def canada() -> Iterator[Store]:
    with told("clearview-canada") as store:
        yield store


@pytest.fixture(scope="module")
def notices() -> Iterator[Store]:
    with told("notices-and-fines") as store:
        yield store


@pytest.mark.parametrize(("day", "orders"), [("2021-06-01", "0"), ("2022-01-01", "3"), ("2025-12-31", "3")])
def test_binding_orders_against_clearview_in_canada(canada: Store, day: str, orders: str) -> None:
    counted = f"""SELECT (COUNT(DISTINCT ?ruling) AS ?orders) WHERE {{
      ?ruling pg:kind kind:order ; pg:bindingForce force:binding ; pg:respondent/rdfs:label "Clearview AI" ;
              pg:jurisdiction/skos:broader* jurisdiction:ca ; pg:date ?date .
      FILTER(STR(?date) <= "{day}") OPTIONAL {{ ?ruling pg:endedOn ?end }} FILTER(!BOUND(?end) || STR(?end) > "{day}")
    }}"""
    assert rows(canada, counted) == [(orders,)]


@pytest.mark.parametrize(("day", "orders"), [("2021-06-01", "0"), ("2022-01-01", "3"), ("2025-12-31", "3")])
def test_binding_orders_in_force_in_canada_on_a_day(canada: Store, day: str, orders: str) -> None:
    counted = """SELECT (COUNT(DISTINCT ?ruling) AS ?orders) WHERE {
      ?ruling pg:kind kind:order ; pg:bindingForce force:binding ; pg:inForce true ;
              pg:respondent/rdfs:label "Clearview AI" ; pg:jurisdiction/skos:broader* jurisdiction:ca }"""
    with moment(at=day).view(canada, SETTINGS.base) as then:
        assert rows(then, counted) == [(orders,)]


def test_the_matter_of_clearview_stood_elsewhere_before_the_court(canada: Store) -> None:
    states = {}
    for day in ("2021-06-01", "2022-01-01", "2025-12-31"):
        with moment(at=day).view(canada, SETTINGS.base) as then:
            states[day] = [(row["state"], row["since"]) for row in asked(then, "where-matters-stand")]
    assert states == {
        "2021-06-01": [],
        "2022-01-01": [("decided", "2021-02-03")],
        "2025-12-31": [("judged", "2025-05-08")],
    }


def test_sums_announced_are_all_there_is_before_the_fines(notices: Store) -> None:
    with moment(at="2020-01-01").view(notices, SETTINGS.base) as then:
        assert asked(then, "penalties-in-force") == []
        assert {row["verb"] for row in asked(then, "what-became-of-a-sum")} <= {"intends to fine"}


def test_a_fine_stands_until_it_is_overturned() -> None:
    with told("overturned") as store, moment(at="2023-01-01").view(store, SETTINGS.base) as then:
        fine = "SELECT ?verb ?stands WHERE { ?r pg:kind kind:fine ; pg:verb ?verb ; pg:inForce ?stands }"
        assert rows(then, fine) == [("fined", "true")]
        assert audit(then, SETTINGS) == []


def test_the_commissioners_found_and_the_provinces_ordered(canada: Store) -> None:
    verbs = "SELECT ?date ?verb WHERE { ?ruling a pg:Ruling ; pg:verb ?verb ; pg:date ?date } ORDER BY STR(?date) ?verb"
    assert rows(canada, verbs) == [
        ("2021-02-03", "found"),
        ("2021-12-14", "ordered"),
        ("2021-12-14", "ordered"),
        ("2021-12-14", "ordered"),
        ("2025-05-08", "ruled on appeal"),
    ]
    joint = "SELECT (COUNT(?issuer) AS ?issuers) WHERE { ?ruling pg:verb 'found' ; pg:issuedBy ?issuer }"
    assert rows(canada, joint) == [("4",)]


def test_the_orders_enforce_the_finding_and_the_court_heard_the_one_of_alberta(canada: Store) -> None:
    finding = f"{SETTINGS.base}ruling/clearview-ai-finding-ca-2021-02-03"
    assert rows(canada, "SELECT ?f (COUNT(?o) AS ?n) WHERE { ?o pg:enforces ?f } GROUP BY ?f") == [(finding, "3")]
    court = "SELECT ?issuer WHERE { ?appeal pg:appealOf/pg:issuedBy ?issuer }"
    assert rows(canada, court) == [(f"{SETTINGS.base}regulator/ca-ab-oipc",)]
    (matter,) = asked(canada, "where-matters-stand")
    assert (matter["state"], matter["since"], matter["rulings"]) == ("judged", "2025-05-08", "5")


def test_totals_are_of_final_fines_and_not_of_the_notices(notices: Store) -> None:
    (total,) = asked(notices, "penalties-in-force")
    assert total == {"place": "United Kingdom", "currency": "GBP", "total": "38400000", "rulings": "2"}
    assert [row["amount"] for row in asked(notices, "biggest-fines-by-currency")] == ["20000000", "18400000"]


def test_euros_abroad_are_the_same_fines(notices: Store) -> None:
    told_by = """SELECT ?who ?n WHERE { ?r pg:inForce true ; pg:kind kind:fine ; pg:supportCount ?n ;
      pg:respondent/rdfs:label ?who } ORDER BY ?who"""
    assert rows(notices, told_by) == [("British Airways", "2"), ("Marriott", "2")]
    assert asked(notices, "where-sources-disagree") == []


def test_sums_have_a_history(notices: Store) -> None:
    history = [(row["matter"], row["verb"], row["amount"]) for row in asked(notices, "what-became-of-a-sum")]
    assert history == [
        ("British Airways in United Kingdom, 2019-2020", "intends to fine", "183390000"),
        ("British Airways in United Kingdom, 2019-2020", "fined", "20000000"),
        ("Marriott in United Kingdom, 2019-2020", "intends to fine", "99200396"),
        ("Marriott in United Kingdom, 2019-2020", "fined", "18400000"),
    ]


def test_fifteen_copies_and_a_release_are_two_sources() -> None:
    with told("wire-and-release") as store:
        support = (
            "SELECT ?n ?k ?o WHERE { ?r a pg:Ruling ; pg:supportCount ?n ; pg:sourceCount ?k ; pg:officialSource ?o }"
        )
        assert rows(store, support) == [("16", "2", "true")]


def test_a_round_up_of_five_is_five_rulings() -> None:
    with told("round-up") as store:
        kinds = "SELECT ?kind ?date WHERE { ?r pg:kind/rdfs:label ?kind ; pg:date ?date ; a pg:Ruling } ORDER BY ?date ?kind"
        assert rows(store, kinds) == [
            ("fine", "2024-06-03"),
            ("lawsuit", "2024-06-04"),
            ("investigation", "2024-06-05"),
            ("order", "2024-06-06"),
            ("fine", "2024-06-07"),
        ]


def test_two_authorities_that_fine_a_firm_in_one_week_stay_two() -> None:
    with told("two-authorities") as store:
        assert rows(store, "SELECT ?amount WHERE { ?r pg:penaltyAmount ?amount ; a pg:Ruling } ORDER BY ?amount") == [
            ("10000000",),
            ("150000000",),
        ]
        assert rows(store, "SELECT ?a WHERE { ?a pg:partOf|pg:perhapsSameAs ?b }") == []


def test_an_overturned_fine_counts_in_no_total() -> None:
    with told("overturned") as store:
        assert asked(store, "penalties-in-force") == []
        fine = (
            "SELECT ?verb ?end ?n WHERE { ?r pg:kind kind:fine ; pg:verb ?verb ; pg:endedOn ?end ; pg:supportCount ?n }"
        )
        assert rows(store, fine) == [("fined, overturned on 2023-10-17", "2023-10-17", "2")]
        assert [row["state"] for row in asked(store, "where-matters-stand")] == ["overturned"]
        assert rows(store, "SELECT ?w WHERE { ?j pg:overturns ?r . ?j pg:issuedBy/rdfs:label ?w }") == [
            ("First-tier Tribunal (United Kingdom)",)
        ]


def test_where_sources_disagree_all_values_stand_and_the_official_one_is_taken() -> None:
    with told("sources-disagree") as store:
        shown = [(row["value"], row["taken"], row["tier"]) for row in asked(store, "where-sources-disagree")]
        assert shown == [("SEK 58,000,000", "true", "official"), ("SEK 65,000,000", "false", "other")]
        assert asked(store, "where-sources-disagree")[0]["reason"] == "an official source tells it"
        assert rows(store, "SELECT ?a WHERE { ?r pg:penaltyAmount ?a ; a pg:Ruling }") == [("58000000",)]


@pytest.mark.parametrize(
    "story",
    sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and "_" not in path.name),
)
def test_the_graph_of_every_story_is_sound(story: str) -> None:
    with told(story) as store:
        assert audit(store, SETTINGS) == []
        assert conforms(list(default_graph(store))) == []


def default_graph(store: Store) -> Iterator[Quad]:
    for row in store.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }"):
        yield Quad(row["s"], row["p"], row["o"])  # type: ignore[arg-type]
