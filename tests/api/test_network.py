"""The network over HTTP: page, data, files for other programs."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from fastapi.testclient import TestClient

ID = "organisation/clearview-ai"


def test_data_around_a_focus(client: TestClient) -> None:
    answer = client.get("/api/v1/network", params={"focus": "Clearview AI", "depth": 1})
    assert answer.status_code == 200
    found = answer.json()
    assert found["focus"] == ID
    assert not found["cut"]
    nodes = {node["id"]: node for node in found["nodes"]}
    finding = nodes["ruling/clearview-ai-finding-ca-2021-02-03"]
    assert finding["sources"][0]["quotes"] == ["they found that it is illegal"]
    assert {"x", "y", "shape", "label"} <= set(finding["drawing"])
    assert {edge["source"] for edge in found["edges"]} | {edge["target"] for edge in found["edges"]} <= set(nodes)


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/api/v1/network").headers["etag"]
    assert client.get("/api/v1/network", headers={"If-None-Match": tag}).status_code == 304


def test_files_for_other_programs(client: TestClient) -> None:
    for form in ("graphml", "gexf"):
        answer = client.get("/api/v1/network", params={"format": form})
        assert answer.headers["content-type"] == f"application/{form}+xml"
        assert f"policygraph.{form}" in answer.headers["content-disposition"]
        ElementTree.fromstring(answer.content)


def test_the_page_runs_nothing_inline(client: TestClient) -> None:
    page = client.get("/network", params={"focus": ID})
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert page.text.count("<script") == page.text.count('<script src="/static/') + 1
    assert "<img" not in page.text
    assert " style=" not in page.text


def test_its_files_are_served_and_may_be_kept(client: TestClient) -> None:
    script = client.get("/static/network/vis-network.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "immutable" in script.headers["cache-control"]
    assert "vis-network" in script.text[:200]
    assert client.get("/static/network/styles.toml").status_code == 404


def test_errors_are_problems(client: TestClient) -> None:
    assert client.get("/api/v1/network", params={"focus": "Nobody at all"}).status_code == 404
    assert client.get("/network", params={"focus": "Nobody at all"}).status_code == 404
    assert client.get("/api/v1/network", params={"depth": 9}).status_code == 422
    assert client.get("/api/v1/network", params={"format": "png"}).status_code == 406
