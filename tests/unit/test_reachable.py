"""What SERVICE and LOAD may reach is what an operator has named, and only where it leads out."""

from __future__ import annotations

import socket

import pytest

from graph.store.reachable import Reachable

PUBLIC, PRIVATE = "93.184.216.34", "10.0.0.7"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names lead where they say, without a name server."""
    known = {
        "open.example": [PUBLIC],
        "inside.example": [PRIVATE],
        "mixed.example": [PUBLIC, PRIVATE],
        "six.example": ["::1"],
    }

    def look_up(host: str, port: object) -> list[tuple[object, ...]]:
        if host not in known:
            raise OSError("no such host")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 0)) for number in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.usefixtures("names")
def test_what_is_named_is_reached_and_nothing_beside_it() -> None:
    reachable = Reachable(["https://open.example/sparql", "http://open.example/data/"])
    assert "https://open.example/sparql" in reachable
    assert "http://open.example/data/2021/a.ttl" in reachable
    for address in (
        "http://open.example/sparql",
        "https://open.example/sparql/",
        "https://open.example/sparql?query=x",
        "http://open.example/data",
        "http://open.example/data/../admin",
        "http://open.example/data/%2E%2e/admin",
        "http://open.example.evil.example/data/",
        "http://somebody@open.example/data/",
        "file:///etc/passwd",
    ):
        assert address not in reachable, address


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("host", ["inside.example", "mixed.example", "six.example", "nowhere.example"])
def test_a_name_that_leads_inside_is_not_reached(host: str) -> None:
    assert f"http://{host}/sparql" not in Reachable([f"http://{host}/sparql"])


def test_a_private_number_is_reached_if_it_is_named() -> None:
    assert f"http://{PRIVATE}:8080/sparql" in Reachable([f"http://{PRIVATE}:8080/sparql"])
    assert f"http://{PRIVATE}:8081/sparql" not in Reachable([f"http://{PRIVATE}:8080/sparql"])


def test_nothing_is_reached_unless_it_is_named() -> None:
    assert f"http://{PUBLIC}/" not in Reachable([])
