"""What the graph says of itself: counted, written once, not counted itself."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.contents import counted, dataset, refresh
from graph.settings import Settings
from graph.store import Change, Store, open_store
from graph.vocabulary import PG, RDF, RDFS, VOID, XSD, text_of

BASE = Settings().base
FINE, FIRM = NamedNode(f"{BASE}ruling/fine"), NamedNode(f"{BASE}organisation/firm")
FACTS = (
    Quad(FINE, RDF.type, PG.Ruling),
    Quad(FINE, PG.respondent, FIRM),
    Quad(FINE, RDFS.label, Literal("a fine")),
    Quad(FIRM, RDF.type, PG.Organisation),
)
PARTITIONS = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX ext: <http://ldf.fi/void-ext#>
SELECT ?class ?property ?target ?datatype ?triples {
  ?dataset a void:Dataset ; void:classPartition ?part .
  ?part void:class ?class ; void:propertyPartition ?of .
  ?of void:property ?property ; void:triples ?triples .
  OPTIONAL { ?of void:classPartition/void:class ?target }
  OPTIONAL { ?of ext:datatypePartition/ext:datatype ?datatype }
}"""


def holding(*quads: Quad) -> Store:
    store = open_store("memory:")
    store.apply(Change(insert=quads))
    return store


def told(store: Store) -> set[tuple[str, ...]]:
    names = ("class", "property", "target", "datatype", "triples")
    return {tuple(text_of(row.get(name)) for name in names) for row in store.select(PARTITIONS)}


def test_a_class_is_described_by_its_properties_and_what_their_values_are() -> None:
    store = holding(*FACTS)
    refresh(store, BASE, changed=True)
    assert told(store) == {
        (PG.Ruling.value, RDF.type.value, "", "", "1"),
        (PG.Ruling.value, PG.respondent.value, PG.Organisation.value, "", "1"),
        (PG.Ruling.value, RDFS.label.value, "", XSD.string.value, "1"),
        (PG.Organisation.value, RDF.type.value, "", "", "1"),
    }


def test_the_description_does_not_count_itself_and_stays_as_it_is() -> None:
    store = holding(*FACTS)
    before = counted(store, BASE)
    refresh(store, BASE, changed=True)
    version = store.version()
    refresh(store, BASE, changed=True)
    refresh(store, BASE, changed=False)
    assert (counted(store, BASE), store.version()) == (before, version)
    assert before.triples == 4


def test_what_was_changed_without_it_is_noticed() -> None:
    store = holding(*FACTS)
    refresh(store, BASE, changed=True)
    store.apply(Change(forget=(FIRM,)))
    refresh(store, BASE, changed=False)
    assert {row[0] for row in told(store)} == {PG.Ruling.value}


def test_no_part_of_a_former_description_stays() -> None:
    store = holding(*FACTS)
    refresh(store, BASE, changed=True)
    store.apply(Change(forget=(FINE, FIRM)))
    refresh(store, BASE, changed=False)
    parts = {text_of(row["part"]) for row in store.select("SELECT DISTINCT ?part { ?part ?p ?o }")}
    assert parts == {dataset(BASE).value}
    assert not told(store) and any(store.select(f"SELECT * {{ ?d a {VOID.Dataset} }}"))


def test_a_large_graph_is_counted_anew_when_enough_of_it_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.contents._MANY", 100)
    labels = [Quad(NamedNode(f"{BASE}law/{number}"), RDFS.label, Literal("a law")) for number in range(300)]
    store = holding(*FACTS, *labels)
    refresh(store, BASE, changed=True)
    store.apply(Change(forget=(FIRM,)))
    refresh(store, BASE, changed=True)
    assert {row[0] for row in told(store)} == {PG.Ruling.value, PG.Organisation.value}
    store.apply(Change(forget=(FINE,)))
    refresh(store, BASE, changed=True)
    assert not told(store)
