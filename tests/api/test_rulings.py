"""The feed of rulings: filters, pages and formats."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient

FINDING = "ruling/clearview-ai-finding-ca-2021-02-03"
FINE = "ruling/clearview-ai-fine-gb-2022-05"
ORDER = "ruling/acme-order-us-ca"
BASE = "https://w3id.org/policygraph/id/"


def ids(client: TestClient, **filters: Any) -> list[str]:
    answer = client.get("/api/v1/rulings", params=filters)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def test_newest_first_and_the_undated_last(client: TestClient) -> None:
    assert ids(client) == [FINE, FINDING, ORDER]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"organisation": "clearview-ai"}, [FINE, FINDING]),
        ({"organisation": "organisation/clearview-ai"}, [FINE, FINDING]),
        ({"organisation": f"{BASE}organisation/clearview-ai"}, [FINE, FINDING]),
        ({"organisation": "CLEARVIEW ai"}, [FINE, FINDING]),
        ({"organisation": "Clearview AI, Inc."}, [FINE, FINDING]),
        ({"organisation": ["clearview-ai", "acme"]}, [FINE, FINDING, ORDER]),
        ({"organisation": "nobody"}, []),
        ({"organisation": '"} } DROP ALL # \\'}, []),
        ({"authority": "opc"}, [FINDING]),
        ({"authority": "ca-opc"}, [FINDING]),
        ({"authority": "Information Commissioner's Office"}, [FINE]),
        ({"jurisdiction": "CA"}, [FINDING]),
        ({"jurisdiction": "US-CA"}, [ORDER]),
        ({"jurisdiction": "US"}, [ORDER]),
        ({"technology": "biometrics"}, [FINE, FINDING]),
        ({"kind": "fine"}, [FINE]),
        ({"kind": ["fine", "order"]}, [FINE, ORDER]),
        ({"status": "appealed", "organisation": "clearview-ai"}, [FINE]),
        ({"status": "appealed", "kind": "finding"}, []),
        ({"from": "2022"}, [FINE]),
        ({"from": "2022-05-20"}, [FINE]),
        ({"from": "2022-06"}, []),
        ({"to": "2021"}, [FINDING]),
        ({"to": "2021-02-02"}, []),
        ({"from": "2021-02-03", "to": "2021-02-03"}, [FINDING]),
        ({"q": "mass  SURVEILLANCE"}, [FINDING]),
        ({"q": "uk gdpr"}, [FINE]),
    ],
)
def test_filters(client: TestClient, filters: dict[str, Any], found: list[str]) -> None:
    assert ids(client, **filters) == found


def test_all_that_is_told_of_a_ruling(client: TestClient) -> None:
    (item,) = client.get("/api/v1/rulings", params={"kind": "finding"}).json()["items"]
    assert item["label"] == "Finding against Clearview AI (Canada, 2021-02-03)"
    assert (item["kind"], item["status"], item["binding_force"]) == ("finding", "decided", "non-binding")
    assert item["authorities"] == [
        {
            "id": "regulator/ca-opc",
            "iri": f"{BASE}regulator/ca-opc",
            "label": "Office of the Privacy Commissioner of Canada",
        }
    ]
    assert item["remedies"] == ["delete the images", "stop offering the service in Canada"]
    assert (item["confidence"], item["support_count"], item["penalty"]) == (0.9, 2, None)
    assert item["quotes"] == ["What Clearview does is mass surveillance, and it is illegal."]
    first = next(found for found in item["articles"] if found["id"].endswith("a1"))
    assert first["title"] == "Clearview broke the law"
    assert first["url"] == "https://paper.example/clearview"
    assert first["publisher"] == "The Paper"
    assert first["published"] == "2021-02-05T08:30:00Z"
    assert first["quotes"] == ["they found that it is illegal"]


def test_penalties(client: TestClient) -> None:
    (item,) = client.get("/api/v1/rulings", params={"kind": "fine"}).json()["items"]
    assert item["penalty"] == {"amount": "7552800", "currency": "GBP"}
    assert (item["date"], item["date_precision"]) == ("2022-05", "month")


def test_pages_follow_one_another(client: TestClient) -> None:
    seen, url = [], "/api/v1/rulings?limit=1&organisation=clearview-ai&organisation=acme"
    while url:
        page = client.get(url).json()
        assert page["total"] == 3
        seen += [item["id"] for item in page["items"]]
        url = page["next_url"]
    assert seen == [FINE, FINDING, ORDER]
    assert page["next"] is None


@pytest.mark.parametrize("cursor", ["x", "!!!", "aGVsbG8", "ä"])
def test_a_cursor_that_is_none(client: TestClient, cursor: str) -> None:
    answer = client.get("/api/v1/rulings", params={"cursor": cursor})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("filters", [{"kind": "party"}, {"from": "yesterday"}, {"limit": 0}, {"limit": 100_000}])
def test_a_filter_that_cannot_be_is_refused(client: TestClient, filters: dict[str, Any]) -> None:
    answer = client.get("/api/v1/rulings", params=filters)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == next(iter(filters))


@pytest.mark.parametrize("way", ["accept", "format", "suffix"])
def test_csv(client: TestClient, way: str) -> None:
    path, parameters, headers = "/api/v1/rulings", {"limit": "2"}, {}
    if way == "accept":
        headers = {"accept": "text/csv"}
    elif way == "format":
        parameters["format"] = "csv"
    else:
        path += ".csv"
    answer = client.get(path, params=parameters, headers=headers)
    assert answer.headers["content-type"].startswith("text/csv")
    assert 'rel="next"' in answer.headers["link"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["id"] for row in rows] == [FINE, FINDING]
    assert rows[0]["respondents"] == "Clearview AI"
    assert rows[0]["respondents_ids"] == "organisation/clearview-ai"
    assert (rows[0]["penalty_amount"], rows[0]["penalty_currency"]) == ("7552800", "GBP")


def test_no_cell_is_a_formula(client: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/api/v1/rulings.csv").text)))
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in "=+-@" and cell]


def test_json_feed(client: TestClient) -> None:
    answer = client.get("/api/v1/rulings", headers={"accept": "application/feed+json"}, params={"limit": 1})
    feed = answer.json()
    assert answer.headers["content-type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["next_url"] == client.get(feed["feed_url"]).json()["next_url"]
    (item,) = feed["items"]
    assert item["id"] == BASE + FINE
    assert "£7,552,800" in item["content_text"]
    assert item["_policygraph"]["kind"] == "fine"
    assert client.get(item["url"]).status_code == 200


def test_unchanged_rulings_are_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/rulings")
    again = client.get("/api/v1/rulings", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/rulings.csv", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_openapi_tells_of_the_formats(client: TestClient) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/api/v1/rulings"]["get"]
    assert {"application/json", "text/csv", "application/feed+json"} <= set(operation["responses"]["200"]["content"])
    assert {"organisation", "from", "to", "q", "cursor"} <= {parameter["name"] for parameter in operation["parameters"]}


def test_a_ruling_with_its_matter_and_what_sources_disagree_on(client: TestClient) -> None:
    (item,) = client.get("/api/v1/rulings", params={"kind": "fine"}).json()["items"]
    assert (item["verb"], item["in_force"], item["ended_on"]) == ("fined, under appeal", True, None)
    assert (item["support_count"], item["source_count"], item["official_source"]) == (1, 1, True)
    matter = item["matter"]
    assert (matter["id"], matter["state"], matter["since"]) == (
        "matter/clearview-ai-notice-gb-2021-11",
        "decided",
        "2022-05",
    )
    assert [(step["verb"], step["date"], step["penalty"]["amount"], step["in_force"]) for step in matter["steps"]] == [
        ("intends to fine", "2021-11", "17000000", False),
        ("fined, under appeal", "2022-05", "7552800", True),
    ]
    assert matter["steps"][1]["follows"] == [matter["steps"][0]["iri"]]
    (conflict,) = item["conflicts"]
    assert conflict["property"] == "penaltyAmount"
    assert [(one["value"][:13], one["wins"], one["sources"], one["tier"]) for one in conflict["variants"]] == [
        ("GBP 7,552,800", True, 1, "official"),
        ("GBP 9,000,000", False, 2, "other"),
    ]
    assert conflict["variants"][1]["articles"] == ["article/00000000000000a1", "article/00000000000000a2"]


def test_the_table_has_the_verb_and_the_support(client: TestClient) -> None:
    text = client.get("/api/v1/rulings.csv", params={"kind": "fine"}).text
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["verb"], row["in_force"], row["source_count"], row["official_source"], row["matter"]) == (
        "fined, under appeal",
        "True",
        "1",
        "True",
        "matter/clearview-ai-notice-gb-2021-11",
    )
