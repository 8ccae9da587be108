"""The shape of the graph is the one that was agreed upon: see `tests/golden/graph.py`."""

from __future__ import annotations

import pytest

from tests.golden.graph import FOLDER, written


@pytest.mark.parametrize(("name", "main"), [("article", True), ("rulings", False)])
def test_the_graph_is_as_agreed(name: str, main: bool) -> None:
    assert written(main) == (FOLDER / f"{name}.txt").read_text("utf-8")
