"""The change feed and the two clocks over HTTP, on the story of Clearview in Canada."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.past import Past
from api.problems import ProblemError
from api.settings import ServiceSettings
from graph.history import moment
from graph.pipeline import ingest
from graph.settings import Settings
from graph.store import open_store

STORY = Path(__file__).parents[1] / "scenarios" / "clearview-canada"


@pytest.fixture(scope="module")
def canada(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = ServiceSettings(store=str(tmp_path_factory.mktemp("canada") / "store"))
    with open_store(settings.store) as store:
        ingest([STORY], store, settings)
    with TestClient(create_app(settings)) as opened:
        yield opened


@pytest.mark.parametrize(("day", "orders"), [("2021-06-01", 0), ("2022-01-01", 3)])
def test_orders_of_a_day(canada: TestClient, day: str, orders: int) -> None:
    found = canada.get("/api/v1/rulings", params={"at": day, "kind": "order", "jurisdiction": "CA"}).json()
    assert found["total"] == orders
    assert {item["binding_force"] for item in found["items"]} <= {"binding"}


def test_entity_network_and_pages_of_a_day(canada: TestClient) -> None:
    early = {"at": "2021-06-01"}
    assert canada.get("/api/v1/entities/organisation/clearview-ai", params=early).json()["rulings_total"] == 1
    nodes = canada.get("/api/v1/network", params=early).json()["nodes"]
    assert len([node for node in nodes if node["type"] == "Ruling"]) == 1
    assert canada.get("/network", params=early).status_code == 200
    page = canada.get("/doc/organisation/clearview-ai", params=early, headers={"Accept": "text/html"}).text
    assert "finding-ca-2021-02-03" in page
    assert "order-ca-2021-12-14" not in page


def test_what_was_known_before_the_log_is_gone_and_nonsense_is_refused(canada: TestClient) -> None:
    assert canada.get("/api/v1/rulings", params={"as_of": "2001-01-01"}).status_code == 410
    assert canada.get("/api/v1/rulings", params={"at": "yesterday"}).status_code == 400
    assert canada.get("/api/v1/rulings", params={"as_of": "2999-01-01"}).json()["total"] == 5


def test_pages_of_changes_lead_to_the_end_and_say_why(canada: TestClient) -> None:
    first = canada.get("/api/v1/changes", params={"limit": 2}).json()
    seen, page = first["items"], first
    while page["next_url"]:
        page = canada.get(page["next_url"]).json()
        seen = seen + page["items"]
    assert {one["cause"] for one in seen} == {"world-changed"}
    new = [
        change["label"]
        for one in seen
        for change in one["changes"]
        if (change["type"], change["what"]) == ("ruling", "new")
    ]
    assert len(set(new)) == 5
    assert canada.get("/api/v1/changes", params={"cursor": page["next"]}).json()["items"] == []
    assert canada.get("/api/v1/changes", params={"cursor": "20010101T000000.000000Z"}).status_code == 410
    assert canada.get("/api/v1/changes", params={"cause": "corrected-by-a-person"}).json()["items"] == []


def test_feeds_for_readers(canada: TestClient) -> None:
    feed = canada.get("/api/v1/changes.feed").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["date_published"] >= feed["items"][-1]["date_published"]
    answer = canada.get("/api/v1/changes.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.fromstring(answer.content).findall(f"{atom}entry")
    assert len(entries) == len(feed["items"])
    assert all(entry.find(f"{atom}updated") is not None for entry in entries)


def test_pages_lead_to_other_days_and_their_links_stay_there(canada: TestClient) -> None:
    page = canada.get("/doc/organisation/clearview-ai", headers={"Accept": "text/html"}).text
    assert 'type="date" name="at" value=""' in page
    assert 'href="/doc/ruling/clearview-ai-order-ca-2021-12-14"' in page
    then = canada.get(
        "/doc/organisation/clearview-ai", params={"at": "2021-06-01"}, headers={"Accept": "text/html"}
    ).text
    assert 'type="date" name="at" value="2021-06-01"' in then
    assert 'href="/doc/ruling/clearview-ai-finding-ca-2021-02-03?at=2021-06-01"' in then
    assert 'href="/doc/organisation/clearview-ai.ttl?at=2021-06-01"' in then
    assert 'href="/network?focus=organisation/clearview-ai&amp;at=2021-06-01"' in then
    assert '<a href="/doc/organisation/clearview-ai">Back to now</a>' in then
    ruling = canada.get("/doc/ruling/clearview-ai-finding-ca-2021-02-03", params={"at": "2021-06-01"}).text
    assert "The matter" not in ruling
    drawn = canada.get("/network", params={"focus": "Clearview AI", "as_of": "2999-01-01"}).text
    assert '<input type="hidden" name="focus" value="Clearview AI">' in drawn
    assert 'name="as_of" value="2999-01-01"' in drawn


def test_former_moments_are_held_within_a_bound(tmp_path: Path) -> None:
    with open_store("memory:") as store:
        ingest([STORY], store, Settings())
        size = store.count()
        days = [moment(at=f"2021-0{month}-01") for month in (2, 3, 4)]
        past = Past(Settings().base, 2 * size + 1)
        first, second, third = (past.of(store, day) for day in days)
        assert past.of(store, days[2]) is third
        assert past.of(store, days[1]) is second
        assert past.of(store, days[0]) is not first
        with pytest.raises(ProblemError, match="more than") as refused:
            Past(Settings().base, size - 1).of(store, days[0])
        assert refused.value.status == HTTPStatus.SERVICE_UNAVAILABLE
