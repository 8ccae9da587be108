"""A result of a million rows streams: neither the service nor a reader ever holds it."""

from __future__ import annotations

from pathlib import Path

import httpx
import psutil
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import Change, open_store
from tests.service import serving

SIDE = 100
EACH_WITH_EACH = "SELECT ?a ?b ?c WHERE { ?a <urn:number> ?x . ?b <urn:number> ?y . ?c <urn:number> ?z }"
MOST_BYTES = 20 << 20


def held() -> int:
    """Bytes of memory that the processes of the service have for themselves."""
    return sum(one.memory_full_info().uss for one in psutil.Process().children(recursive=True) if one.is_running())


@pytest.mark.parametrize(("format", "mark", "marks"), [("json", b"{", 4 * SIDE**3 + 3), ("csv", b"\n", SIDE**3 + 1)])
def test_a_million_rows_in_bounded_memory(tmp_path: Path, format: str, mark: bytes, marks: int) -> None:
    with open_store(str(tmp_path / "store")) as store:
        facts = [Quad(NamedNode(f"urn:thing:{n}"), NamedNode("urn:number"), Literal(n)) for n in range(SIDE)]
        store.apply(Change(insert=tuple(facts)))
    with serving(tmp_path, "store") as address:
        httpx.get(f"{address}/docs").raise_for_status()
        before, peak, size, found = held(), 0, 0, 0
        asked = {"query": EACH_WITH_EACH, "format": format}
        with httpx.stream("GET", f"{address}/sparql", params=asked, timeout=60) as answer:
            for number, piece in enumerate(answer.iter_bytes(1 << 20)):
                size += len(piece)
                found += piece.count(mark)
                peak = max(peak, held()) if number % 8 == 0 else peak
    assert found == marks
    assert size > 30 << 20
    assert peak - before < MOST_BYTES
    print(f"{format}: {size / 1e6:.0f} MB, {(peak - before) / 1e6:+.1f} MB of memory")
