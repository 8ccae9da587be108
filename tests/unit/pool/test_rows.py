"""Rows are counted as the engine writes them, whatever the values hold and however the bytes are cut."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat

from graph.store.pool.rows import RowCounter

FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
VALUES = st.text(alphabet='a"\n\r\t,{}:<>\\é', max_size=8) | st.sampled_from(['}},{"', "<result>", '"type":"literal"'])


@pytest.mark.parametrize("media", FORMATS)
@given(values=st.sets(VALUES, min_size=1, max_size=12), size=st.integers(1, 40))
def test_rows_are_counted(media: str, values: set[str], size: int) -> None:
    store = pyoxigraph.Store()
    store.extend(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(value)) for value in values)
    result = store.query("SELECT ?s ?o { ?s ?p ?o }")
    body = result.serialize(format=FORMATS[media])  # type: ignore[union-attr]
    assert body is not None
    counter = RowCounter(media)
    rows = 0
    for start in range(0, len(body), size):
        rows = counter.add(body[start : start + size])
    assert rows == len(values)


def test_a_graph_has_no_rows() -> None:
    assert RowCounter("text/turtle").add(b"<urn:s> <urn:p> 1 .\n" * 100) == 0
