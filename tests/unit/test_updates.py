"""What an update writes to is told before it is run, or the update is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Store

from graph.errors import QueryError
from graph.store.updates import DEFAULT, UNKNOWN, Target, targets, with_dataset

A, B = NamedNode("urn:a"), NamedNode("urn:b")
NAMED, ALL = Target(word="NAMED"), Target(word="ALL")


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("INSERT DATA { <urn:s> <urn:p> 1 }", {DEFAULT}),
        ("INSERT DATA { GRAPH <urn:a> { <urn:s> <urn:p> 'GRAPH <urn:b> {' } }", {Target(A)}),
        ("INSERT DATA { GRAPH <urn:a> { <urn:s> <urn:p> 1 } . <urn:s> <urn:p> 2 }", {Target(A), DEFAULT}),
        ("PREFIX u: <urn:> DELETE DATA { GRAPH u:a { <urn:s> <urn:p> 1 } }", {Target(A)}),
        ("WITH <urn:a> DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }", {Target(A)}),
        ("WITH <urn:a> INSERT { GRAPH <urn:b> { ?s ?p 2 } } WHERE { ?s ?p ?o }", {Target(B)}),
        ("INSERT { GRAPH ?g { ?s ?p 2 } } WHERE { GRAPH ?g { ?s ?p ?o } }", {UNKNOWN}),
        ("DELETE WHERE { ?s ?p ?o . GRAPH <urn:a> { ?s ?p ?o } }", {Target(A), DEFAULT}),
        ("INSERT { ?s ?p 1 } USING <urn:a> WHERE { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }", {DEFAULT}),
        ("CLEAR SILENT ALL", {ALL}),
        ("DROP NAMED", {NAMED}),
        ("CREATE GRAPH <urn:a>", {Target(A)}),
        ("ADD <urn:a> TO DEFAULT", {DEFAULT}),
        ("COPY DEFAULT TO GRAPH <urn:a>", {Target(A)}),
        ("MOVE <urn:a> TO <urn:b>", {Target(A), Target(B)}),
        ("LOAD <urn:x>", {DEFAULT}),
        ("LOAD SILENT <urn:x> INTO GRAPH <urn:a>", {Target(A)}),
        ("CLEAR GRAPH <urn:a> ; PREFIX x: <urn:> DROP GRAPH x:b ;", {Target(A), Target(B)}),
        ("# DROP ALL\nCLEAR GRAPH <urn:a> # ; DROP ALL", {Target(A)}),
        ("INSERT DATA { GRAPH <urn:a> { <urn:s> a <urn:x#C> ; <urn:x#p> <urn:x#o> } }", {Target(A)}),
        ("PREFIX data: <urn:> PREFIX to: <urn:> COPY GRAPH data:a TO to:b", {Target(B)}),
        ("PREFIX graph: <urn:> INSERT DATA { GRAPH graph:a { graph:s graph:p 1 } }", {Target(A)}),
        ("PREFIX where: <urn:> WITH where:a DELETE { ?s where:p ?o } WHERE { ?s where:p ?o }", {Target(A)}),
        ("", set()),
    ],
)
def test_targets(update: str, expected: set[Target]) -> None:
    assert targets(update) == expected


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { GRAPH <a> { <urn:s> <urn:p> 1 } }",
        "CLEAR GRAPH x:a",
        "CLEAR GRAPH <urn:[a>",
        "INSERT DATA { GRAPH:a { <urn:s> <urn:p> 1 } }",
        "PREFIX GRAPHu: <urn:safe> PREFIX u: <urn:> COPY <urn:b> TO GRAPHu:a",
        "PREFIX defaultu: <urn:safe> PREFIX u: <urn:> COPY <urn:b> TO defaultu:a",
        "PREFIX silentu: <urn:safe> PREFIX u: <urn:> MOVE silentu:a TO <urn:b>",
        "INSERT DATA { <urn:s> <urn:p> trueGRAPH <urn:a> { <urn:s> <urn:p> 1 } }",
        "CLEAR \\u0041LL",
        "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o FILTER(?o<?a#>) } ; DROP ALL #\n) }",
        "INSERT DATA { { <urn:s> <urn:p> 1 } }",
        "SELECT * { ?s ?p ?o }",
        "INSERT DATA { <urn:s> <urn:p> 1",
        "INSERT { ?s ?p 1 } WHERE " + "{" * 20_000 + "}" * 20_000,
        "INSERT { ?s ?p 1 } WHERE { " + "OPTIONAL { ?s ?p ?o } " * 20_000 + "}",
        "INSERT { ?s ?p 1 } WHERE { ?s <urn:p>" + "/<urn:p>" * 20_000 + " ?o }",
        "INSERT DATA { <urn:s> <urn:p> " + "(" * 20_000 + ")" * 20_000 + " }",
    ],
)
def test_what_cannot_be_told_is_refused(update: str) -> None:
    with pytest.raises(QueryError):
        targets(update)


PIECES = (
    *("INSERT DATA", "DELETE DATA", "DELETE", "INSERT", "WHERE", "WITH <urn:a>", "USING <urn:b>", "GRAPH <urn:a>"),
    *("GRAPH<urn:b>", "GRAPH ?g", "{", "}", "?s ?p ?o", "<urn:s> <urn:p> 1", "<urn:s> <urn:p> 'x } GRAPH <urn:b> {'"),
    *("'''", '"', "'", "\\u007B", "\\u0027", "#", "\n", ";", ".", "<", ">", "FILTER(?s<?p&&?o>?s)", "CLEAR", "ALL"),
    *("DEFAULT", "NAMED", "COPY", "TO", "<urn:b>", "MOVE", "DROP", "SILENT", "PREFIX u: <urn:>", "u:a", "true"),
    *("GRAPHu:a", "PREFIX GRAPHu: <urn:x>", "INTO", "data:b", "PREFIX data: <urn:>", "silentu:a", "toGRAPH:a"),
)
TEMPLATE = st.sampled_from(
    ["?s ?p ?o", "<urn:s> <urn:p> 1", "GRAPH <urn:a> { ?s ?p ?o }", "GRAPH u:b { <urn:s> <urn:p> 'GRAPH' }", ""]
)
OPERATIONS = st.one_of(
    st.builds("INSERT DATA {{ {} }}".format, TEMPLATE),
    st.builds("DELETE WHERE {{ {} }}".format, TEMPLATE),
    st.builds("WITH <urn:b> DELETE {{ {} }} INSERT {{ {} }} WHERE {{ ?s ?p ?o }}".format, TEMPLATE, TEMPLATE),
    st.builds("DELETE {{ {} }} USING <urn:a> WHERE {{ ?s ?p ?o FILTER(?o<3) }}".format, TEMPLATE),
    st.sampled_from(["CLEAR DEFAULT", "DROP NAMED", "MOVE u:a TO DEFAULT", "COPY <urn:a> TO <urn:b>", "CLEAR ALL"]),
)


@given(st.lists(OPERATIONS, min_size=1, max_size=3))
def test_the_engine_writes_to_nothing_that_was_not_seen(several: list[str]) -> None:
    check("PREFIX u: <urn:> " + " ; ".join(several))


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), st.sampled_from([" ", ""]))
def test_nor_in_what_hardly_is_an_update(pieces: list[str], between: str) -> None:
    check(between.join(pieces))


HIDING = ("", "GRAPH", "SILENT", "DEFAULT", "NAMED", "ALL", "TO", "INTO", "DATA", "WHERE", "USING", "WITH")
NAMES = st.builds("{}{}:{}".format, st.sampled_from(HIDING), st.sampled_from(["", "u", "x"]), st.sampled_from("ab"))
DECLARED = " ".join(
    f"PREFIX {word}{end}: <urn:{'' if end == 'u' else 'x'}>" for word in HIDING for end in ("", "u", "x")
)


@given(
    st.sampled_from(
        [
            "COPY {0} TO {1}",
            "COPY <urn:a> TO{1}",
            "ADD SILENT {0} TO {1}",
            "MOVE {0} TO {1}",
            "CLEAR {0}",
            "DROP GRAPH {0}",
            "CREATE {0}",
            "WITH {0} INSERT {{ ?s ?p 7 }} USING {1} WHERE {{ ?s ?p ?o }}",
            "INSERT {{ ?s ?p 7 }} USING NAMED {0} WHERE {{ GRAPH {0} {{ ?s ?p ?o }} }}",
            "INSERT DATA {{ GRAPH {0} {{ {1} {1} {1} }} }}",
            "INSERT DATA {{ {0} {1} {0} }}",
            "DELETE WHERE {{ GRAPH {0} {{ ?s ?p ?o }} }}",
        ]
    ),
    NAMES,
    NAMES,
)
def test_no_name_hides_a_keyword(form: str, one: str, two: str) -> None:
    check(f"{DECLARED} {form.format(one, two)}")


def check(update: str) -> None:
    """Each graph that the engine changes is among the targets, or the update is refused."""
    changed = touched(update)
    try:
        seen = targets(update)
    except QueryError:
        return
    named = {Target(A), Target(B)} if NAMED in seen else set()
    assert not changed or seen & {UNKNOWN, ALL} or changed <= seen | named


def touched(update: str) -> set[Target]:
    """The graphs that the engine changes when it runs an update on a small store; none if it refuses it."""
    store = Store()
    store.update(
        "INSERT DATA { <urn:s> <urn:p> 1 . GRAPH <urn:a> { <urn:s> <urn:p> 1 } GRAPH <urn:b> { <urn:s> <urn:p> 2 } }"
    )
    before = set(store)
    with suppress(SyntaxError, RuntimeError, OSError, ValueError):
        store.update(update)
    graphs = {quad.graph_name for quad in before ^ set(store)}
    return {Target(graph) if isinstance(graph, NamedNode) else DEFAULT for graph in graphs}


def test_the_protocols_dataset_is_written_into_each_operation() -> None:
    store = Store()
    store.update("INSERT DATA { GRAPH <urn:a> { <urn:s> <urn:p> 'WHERE {' } }")
    store.update(with_dataset("INSERT { ?s <urn:q> ?o } WHERE { ?s ?p ?o } ; DELETE WHERE { ?s <urn:q> 'x' }", [A], []))
    copied = store.quads_for_pattern(None, NamedNode("urn:q"), None, DefaultGraph())
    assert [str(quad.object) for quad in copied] == ['"WHERE {"']


@pytest.mark.parametrize(
    "update",
    [
        "WITH <urn:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p 1 } USING <urn:a> WHERE { ?s ?p ?o }",
    ],
)
def test_a_dataset_of_its_own_and_one_of_the_request_do_not_go_together(update: str) -> None:
    with pytest.raises(QueryError, match="USING or WITH"):
        with_dataset(update, [B], [])
