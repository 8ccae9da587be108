"""What an update changes is told as data, and the data lead to the same as the update."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Store

from graph.errors import QueryError
from graph.store.updates import operations
from graph.store.updates.rehearsal import FUNCTIONS, changes, evaluates

BASE = "http://example.org/update"
DATA = """
<urn:s> <urn:p> 1 , 'one' . <urn:t> <urn:p> <urn:s> .
GRAPH <urn:a> { <urn:s> <urn:p> 1 . _:x <urn:p> _:y . _:y <urn:q> 'blank' }
GRAPH <urn:b> { <urn:s> <urn:q> 2 . <urn:t> <urn:q> <<( _:z <urn:p> 3 )>> }
"""


def store() -> Store:
    made = Store()
    made.update(f"INSERT DATA {{ {DATA} }}")
    return made


def copy(of: Store) -> Store:
    made = Store()
    made.extend(of)
    return made


def canonical(quads: Store) -> set[Quad]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def rehearsed(update: str) -> Store:
    """The data after the changes that an update was found to make on a copy."""
    original = store()
    told = " ;\n".join(changes(copy(original), update, BASE))
    original.update(told, base_iri=BASE, custom_functions=FUNCTIONS)
    return original


def made(update: str) -> Store:
    original = store()
    original.update(update, base_iri=BASE)
    return original


TRIPLES = st.sampled_from(
    [
        "?s ?p ?o",
        "?s ?p 7 . ?o <urn:q> ?s .",
        "<urn:s> <urn:p> 1",
        "GRAPH <urn:a> { ?s ?p ?o }",
        "GRAPH u:b { ?s <urn:p> 'GRAPH <urn:c> { } .' . } ?s ?p 2",
        "?s ?p ?o . GRAPH <urn:a> { } . GRAPH <urn:b> { ?o ?p ?s }",
        "",
    ]
)
BLANK = st.sampled_from(
    [
        "?s <urn:p> _:b . GRAPH <urn:a> { _:b <urn:p> ?o }",
        "?s <urn:p> [ <urn:q> (1 ?o) ]",
        "<< ?s <urn:p> ?o >> <urn:q> 1",
        "GRAPH <urn:b> { ?s <urn:p> <<( _:c <urn:p> ?o )>> }",
        "<urn:s> <urn:p> 'x'^^<urn:policygraph:node> , _:b",
    ]
)
WHERE = st.sampled_from(
    [
        "?s ?p ?o",
        "GRAPH <urn:a> { ?s ?p ?o }",
        "GRAPH ?g { ?s ?p ?o }",
        "GRAPH <urn:b> { ?s ?p ?o } FILTER(isTriple(?o))",
        "?s ?p ?o FILTER(<urn:unknown>(?o))",
        "",
    ]
)
OPERATIONS = st.one_of(
    st.builds("DELETE {{ {} }} INSERT {{ {} }} WHERE {{ {} }}".format, TRIPLES, TRIPLES | BLANK, WHERE),
    st.builds("WITH <urn:a> DELETE {{ {} }} WHERE {{ {} }}".format, TRIPLES, WHERE),
    st.builds("WITH u:b INSERT {{ {} }} USING <urn:a> WHERE {{ {} }}".format, TRIPLES | BLANK, WHERE),
    st.builds("INSERT {{ {} }} USING NAMED <urn:a> WHERE {{ {} }}".format, TRIPLES, WHERE),
    st.builds("DELETE WHERE {{ {} }}".format, st.sampled_from(["?s ?p 1", "GRAPH <urn:a> { ?s ?p ?o }"])),
    st.sampled_from(
        [
            "INSERT DATA { <n> <urn:p> _:b . GRAPH <urn:a> { _:b <urn:q> [] } }",
            "DELETE DATA { GRAPH <urn:b> { <urn:s> <urn:q> 2 } }",
            "COPY <urn:a> TO <urn:b>",
            "MOVE u:b TO DEFAULT",
            "CLEAR GRAPH <urn:a>",
        ]
    ),
)


@given(st.lists(OPERATIONS, min_size=1, max_size=3))
def test_the_changes_lead_to_what_the_update_leads_to(several: list[str]) -> None:
    update = "PREFIX u: <urn:> " + " ; ".join(several)
    try:
        expected = made(update.replace("<urn:unknown>(?o)", "?unbound"))  # an unknown function gives an error value
    except (SyntaxError, RuntimeError):
        with pytest.raises(QueryError):
            rehearsed(update)
        return
    assert canonical(rehearsed(update)) == canonical(expected), update


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("INSERT DATA { <urn:s> <urn:p> 1 } ; CLEAR GRAPH <urn:a> ; COPY <urn:a> TO <urn:b>", False),
        ("DELETE WHERE { ?s ?p ?o }", True),
        ("INSERT DATA { <urn:s> <urn:p> 1 } ; INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }", True),
        ("LOAD <http://example.org/>", True),
        ("INSERT { GRAPH ?g { ?s ?p 2 } } WHERE { GRAPH ?g { ?s ?p ?o } }", False),
    ],
)
def test_what_is_worth_a_rehearsal(update: str, expected: bool) -> None:
    assert evaluates(operations(update)) == expected


def test_declarations_may_stand_before_each_operation() -> None:
    update = (
        "PREFIX u: <urn:> INSERT DATA { u:s u:p 8 } ; BASE <http://e/> PREFIX u: <urn:x:> INSERT DATA { <m> u:p 9 }"
    )
    added = {str(quad.triple) for quad in rehearsed(update) if getattr(quad.object, "value", "") in ("8", "9")}
    assert added == {'<urn:s> <urn:p> "8"^^<http://www.w3.org/2001/XMLSchema#integer>'} | {
        '<http://e/m> <urn:x:p> "9"^^<http://www.w3.org/2001/XMLSchema#integer>'
    }
    assert evaluates(operations(update))


def test_a_mistake_is_told_at_its_place_in_the_whole() -> None:
    update = "CLEAR DEFAULT ;\nDELETE { ?s ?p ?o } WHERE { ?s ?p }"
    for text, line, before in ((update, 2, 28), (update.replace("\n", " "), 1, 44)):
        with pytest.raises(QueryError) as told:
            list(changes(Store(), text, None))
        assert told.value.line == line
        assert before < (told.value.column or 0) < before + 12


def test_nothing_is_noted_where_it_could_be_seen() -> None:
    def graphs() -> Iterator[NamedNode]:
        for quad in rehearsed("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o } ; COPY <urn:b> TO <urn:c>"):
            if isinstance(quad.graph_name, NamedNode):
                yield quad.graph_name

    assert {graph.value for graph in graphs()} == {"urn:a", "urn:b", "urn:c"}
