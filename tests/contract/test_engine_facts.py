"""What we build upon in pyoxigraph: if a new version changes it, we want to hear of it here."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Variable

A, B, G, H = (NamedNode(f"http://example.org/{name}") for name in "abgh")


def test_a_triple_in_two_graphs_counts_twice_in_the_union() -> None:
    store = Store()
    store.extend([Quad(A, B, A, G), Quad(A, B, A, H)])
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    (row,) = store.query(query, use_default_graph_as_union=True)  # type: ignore[misc]
    assert row["n"].value == "2"


def test_the_default_graph_is_not_the_union() -> None:
    store = Store()
    store.add(Quad(A, B, A, G))
    assert not store.query("ASK { ?s ?p ?o }")


def test_substitutions_refuse_variables_that_are_not_selected() -> None:
    store = Store()
    with pytest.raises(RuntimeError):
        store.query("SELECT ?o { ?s ?p ?o }", substitutions={Variable("s"): A})


def test_invalid_dates_load_silently() -> None:
    store = Store()
    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    store.add(Quad(A, B, Literal("2021-02-31", datatype=date)))
    assert len(store) == 1


def test_an_update_of_several_operations_is_one_transaction() -> None:
    store = Store()
    store.add(Quad(A, B, A, G))
    with pytest.raises((OSError, RuntimeError)):
        store.update(f"CLEAR GRAPH {G} ; INSERT DATA {{ {A} {B} {B} }} ; CLEAR GRAPH <http://example.org/none>")
    assert list(store) == [Quad(A, B, A, G)]


def test_a_backup_is_a_snapshot_that_later_changes_do_not_reach(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "data"))
    store.add(Quad(A, B, A))
    store.flush()
    store.backup(str(tmp_path / "snapshot"))
    store.add(Quad(A, B, B))
    reader = Store.read_only(str(tmp_path / "snapshot"))
    assert list(reader) == [Quad(A, B, A, DefaultGraph())]


def test_a_backup_holds_what_was_written_without_a_flush(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "data"))
    for number in range(100):
        store.update(f"INSERT DATA {{ {A} {B} {number} }}")
    store.backup(str(tmp_path / "snapshot"))
    assert len(Store.read_only(str(tmp_path / "snapshot"))) == 100


def test_from_does_not_fetch_anything() -> None:
    assert not list(Store().query("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }"))  # type: ignore[arg-type]


def test_numbers_are_stored_by_value() -> None:
    store = Store()
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    store.add(Quad(A, B, Literal("20000000.50", datatype=decimal)))
    assert [quad.object for quad in store] == [Literal("20000000.5", datatype=decimal)]
