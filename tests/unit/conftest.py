"""What unit tests of stores share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store import Store, open_store


@pytest.fixture
def small_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The registry's graph is left out of stores: it takes a second to load and is tested elsewhere."""
    monkeypatch.setattr("graph.upkeep.registry_quads", lambda base: iter(()))


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    with open_store("memory:") as opened:
        yield opened
