"""An article that tells three fines is edited and tells one: what it alone told falls, and what it dropped is flagged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode

from api.app import create_app
from api.settings import ServiceSettings
from graph.curation import Decision, Verdict
from graph.curation.deciding import decide
from graph.curation.items import Item, Reason
from graph.curation.queue import queue
from graph.history import Cause, transactions
from graph.retraction import retraction, undo
from graph.store import Store, open_store
from tests.scenarios.telling import FOLDER, SETTINGS, chapters, rows, take, told

FINES = "SELECT ?place ?n WHERE { ?r pg:kind kind:fine ; pg:jurisdiction/rdfs:label ?place ; pg:supportCount ?n } ORDER BY ?place"
BRITISH = "ruling/tiktok-fine-gb-2023-04-04"
ITALIAN = "ruling/tiktok-fine-it-2023-06-14"


@pytest.fixture
def edited() -> Iterator[Store]:
    with told("edited") as store:
        yield store


def gone(store: Store) -> list[Item]:
    """What waits because its words are gone."""
    return [item for item in queue(store, SETTINGS) if item.reason is Reason.WITHDRAWN]


def test_before_the_edit_three_fines_stand_and_nothing_is_flagged() -> None:
    with open_store("memory:") as store:
        take(store, chapters("edited")[0])
        assert rows(store, FINES) == [("Ireland", "1"), ("Italy", "1"), ("United Kingdom", "2")]
        assert rows(store, "SELECT ?lost WHERE { GRAPH ?article { ?lost a pg:LostReport } }") == []


def test_what_the_article_alone_told_falls_and_what_others_tell_stands(edited: Store) -> None:
    assert rows(edited, FINES) == [("Ireland", "1"), ("United Kingdom", "1")]


def test_both_reports_whose_quotes_vanished_are_flagged(edited: Store) -> None:
    flagged = """SELECT ?place ?sum WHERE { GRAPH ?article { ?article prov:wasRevisionOf/pg:lost ?report .
      ?report pg:quote ?quote ; pg:penaltyAmount ?sum ; pg:jurisdiction ?place } } ORDER BY ?place"""
    assert rows(edited, flagged) == [
        (f"{SETTINGS.base}jurisdiction/gb", "12700000"),
        (f"{SETTINGS.base}jurisdiction/it", "10000000"),
    ]


def test_the_ruling_says_who_told_it_formerly(edited: Store) -> None:
    formerly = "SELECT ?r ?title WHERE { ?r pg:formerlyReportedBy/schema:headline ?title }"
    title = "TikTok runs into privacy watchdogs all over Europe"
    assert rows(edited, formerly) == [(f"{SETTINGS.base}{BRITISH}", title)]


def test_what_is_gone_waits_for_a_person_until_somebody_has_seen_it(edited: Store) -> None:
    italian, british = gone(edited)
    assert italian.question.endswith("No ruling is left of it.")
    assert "Another article still tells “TikTok: fine of GBP 12.7 million" in british.question
    assert italian.exhibits[0].against == ("TikTok",)
    seen = Decision(
        Verdict.NOTED, "2026-11-23T12:00:00Z", "Ada", "the paper corrected it", (italian.exhibits[0].anchor,)
    )
    edited.apply(decide(edited, SETTINGS, seen).change)
    assert gone(edited) == [british]
    assert [item.reason for item in queue(edited, SETTINGS)] == [Reason.WITHDRAWN]


def test_the_log_says_that_the_article_changed_and_what_fell(edited: Store) -> None:
    *_, last = transactions(edited)
    assert last.cause is Cause.ARTICLE
    told = {entry.thing.removeprefix(SETTINGS.base): entry for entry in last.entries}
    assert (told[ITALIAN].what, told[BRITISH].what) == ("removed", "changed")
    assert told[BRITISH].fields["supportCount"] == (["2"], ["1"])


def test_the_page_of_the_ruling_and_the_api_tell_it(tmp_path: Path) -> None:
    settings = ServiceSettings(store=str(tmp_path / "store"))
    with open_store(settings.store) as store:
        for chapter in chapters("edited"):
            take(store, chapter)
    with TestClient(create_app(settings)) as client:
        (ruling,) = client.get("/api/v1/rulings", params={"jurisdiction": "GB"}).json()["items"]
        (former,) = ruling["formerly"]
        assert former["publisher"] == "Estuary Times"
        assert former["quotes"][0].startswith("The Information Commissioner's Office fined TikTok")
        assert [one["publisher"] for one in ruling["articles"]] == ["Courrier du Littoral"]
        page = client.get(f"/doc/{BRITISH}").text
        assert "What articles no longer say" in page
        assert "letting children under 13 use the platform" in page
        for address in (f"/doc/{ITALIAN}", f"/doc/{ITALIAN}.ttl", f"/api/v1/entities/{ITALIAN}"):
            fallen = client.get(address, headers={"Accept": "application/json"})
            assert fallen.status_code == 410
            assert "fine of EUR 10 million" in fallen.json()["detail"]
            assert "article-changed" in fallen.json()["detail"]
        assert client.get("/doc/ruling/nobody-fine-xx").status_code == 404
        article = client.get(f"/api/v1/entities/{former['id']}").json()
        told = {value["text"] for fact in article["facts"] for value in fact["values"]}
        assert any(text.startswith("version until 20") for text in told)


def test_an_article_that_tells_it_anew_tells_it_again(edited: Store) -> None:
    take(edited, FOLDER / "edited-anew")
    assert rows(edited, FINES) == [("Ireland", "1"), ("United Kingdom", "2")]
    assert rows(edited, "SELECT ?r WHERE { ?r pg:formerlyReportedBy ?article }") == []
    assert [item.question.rpartition(". ")[2][:16] for item in gone(edited)] == ["No ruling is lef", "The same article"]


def test_a_ruling_that_fell_with_a_retracted_article_and_came_back_has_its_page_again(tmp_path: Path) -> None:
    settings = ServiceSettings(store=str(tmp_path / "store"))
    with open_store(settings.store) as store:
        take(store, chapters("edited")[0])
        ((iri,),) = rows(
            store, "SELECT ?a WHERE { ?a a pg:Article ; schema:headline ?h FILTER(CONTAINS(?h, 'all over')) }"
        )
        store.apply(retraction(store, settings, NamedNode(iri), "Ada", "by mistake").change)
        undo(store, settings, NamedNode(iri))
    with TestClient(create_app(settings)) as client:
        assert client.get(f"/doc/{ITALIAN}.ttl").status_code == 410
    with open_store(settings.store) as store:
        take(store, chapters("edited")[0])
    with TestClient(create_app(settings)) as client:
        assert client.get(f"/doc/{ITALIAN}.ttl").status_code == 200
