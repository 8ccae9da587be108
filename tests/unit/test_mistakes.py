"""A query that does not parse is told where it is wrong, and what stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

import ontology
from graph.errors import QueryError
from graph.store import engine
from graph.store.misplaced import misplaced
from graph.store.tokens import tokens


def refused(query: str) -> QueryError:
    with pytest.raises(QueryError) as told:
        engine.evaluate(Store(), query)
    return told.value


@pytest.mark.parametrize(
    ("query", "line", "column", "token"),
    [
        ("SELECT * { ?s ?p }", 1, 18, "}"),
        ("SELECT * {\n ?s 'é€😀' ?p ; }", 2, 5, "'é€😀'"),
        ("SELECT * { ?s ?p ?o", 1, 20, ""),
        ("SELECT * { ?s ?p ?o # }\n", 2, 1, ""),
        ("SELEC * { ?s ?p ?o }", 1, 1, "SELEC"),
        ("SELECT *\r\nWERE { ?s ?p ?o }", 2, 1, "WERE"),
        ("SELECT * { ?s ?p ?o FILTER(lenght(?o) > 3) }", 1, 28, "lenght"),
        ("SELECT * { ?s ?p 'SELEC' FILTER(?p = pg:x) }", 1, 38, "pg:x"),
        ("PREFIX a: <urn:a> ASK { ?s a:b ?o ; b:c ?o }", 1, 37, "b:c"),
        ("SELECT * WHERE ?s ?p ?o", 1, 16, "?s"),
        ("ASK { ?s ?p ?o } }", 1, 18, "}"),
        ("SELECT * { ?s ?p ?o } LIMIT 'ten'", 1, 29, "'ten'"),
        ("INSERT DATA { <urn:s> <urn:p> 1 }", 1, 1, "INSERT"),
        ("SELECT ?s, ?p { ?s ?p ?o }", 1, 10, ","),
        ("SELECT COUNT(?s) { ?s ?p ?o }", 1, 8, "COUNT"),
        ("SELECT (COUNT(?s) ?n) { ?s ?p ?o }", 1, 19, "?n"),
        ("SELECT * { ?s ?p ?o FILTER ?o > 3 }", 1, 28, "?o"),
        ("SELECT * { ?s ?p ?o FILTER(?o > ) }", 1, 33, ")"),
        ("SELECT * { ?s ?p ?o FILTER(?o == 3) }", 1, 32, "="),
        ("SELECT * { ?s ?p ?o . . }", 1, 23, "."),
        ("SELECT * { ?s ?p ?o ?q }", 1, 21, "?q"),
        ("SELECT * { GRAPH { ?s ?p ?o } }", 1, 18, "{"),
        ("SELECT * { ?s <http://a b> ?o }", 1, 15, "<"),
        ("SELECT * {\n ?s ?p 'no end }\n}", 2, 8, "'no end }"),
        ("SELECT * { ?s ?p ?o } OFFSET", 1, 29, ""),
    ],
)
def test_the_place_and_the_token(query: str, line: int, column: int, token: str) -> None:
    error = refused(query)
    assert (error.line, error.column, error.token) == (line, column, token)
    assert token in error.message


def test_what_could_stand_there_is_told() -> None:
    assert 'expected "{"' in refused("SELECT * { ?s ?p ?o OPTIONAL ?s ?q ?r }").message
    assert "this string has no end" in refused("SELECT * { ?s ?p 'no end }").message


@pytest.mark.parametrize("name", sorted(ontology.queries()))
def test_the_grammar_has_nothing_against_our_queries(name: str) -> None:
    assert misplaced(list(tokens(ontology.queries()[name])), "query") is None


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (
            "query",
            "SELECT * { ?s (<urn:a>|^<urn:b>/!(<urn:c>|^a))* [ <urn:p> (1 -2 'x'@en) ], () ; a <urn:C> ; . FILTER(!!?s) }",
        ),
        ("query", "VERSION '1.2' SELECT * { << ?s ?p ?o ~ ?r >> ?q <<( ?s ?p ?o )>> {| ?a ?b |} }"),
        ("query", "CONSTRUCT WHERE { ?s ?p ?o } ORDER BY DESC(?s) LCASE(?o) LIMIT 1 OFFSET 2"),
        (
            "query",
            "SELECT (GROUP_CONCAT(DISTINCT ?s ; SEPARATOR=',') AS ?n) { { SELECT ?s { ?s ?p ?o } } } GROUP BY (?s + 1 AS ?t)",
        ),
        (
            "update",
            "PREFIX a: <urn:a> WITH a:g DELETE { ?s ?p ?o } INSERT {} USING a:g WHERE { ?s ?p ?o } ; CLEAR ALL ;",
        ),
        (
            "update",
            "INSERT DATA { a:s a:p 1 GRAPH a:g { a:s a:p 2 } } ; COPY DEFAULT TO a:g ; LOAD SILENT a:x INTO GRAPH a:g",
        ),
    ],
)
def test_the_grammar_has_nothing_against(what: str, text: str) -> None:
    assert misplaced(list(tokens(text)), what) is None


def test_what_is_wrong_with_the_whole_has_no_token() -> None:
    error = refused("SELECT ?x (COUNT(*) AS ?n) { ?s ?p ?x }")
    assert error.token == ""
    assert "unbound" in error.message


@given(st.text(alphabet="SELCT*{}?spo<>:.'\"#\n é😀(1)", max_size=40))
def test_the_token_stands_at_its_place(query: str) -> None:
    wrong = None
    try:
        engine.evaluate(Store(), query)
    except QueryError as error:
        wrong = error
    if wrong is not None and wrong.token:
        assert wrong.line and wrong.column
        rest = "\n".join(query.split("\n")[wrong.line - 1 :])
        assert rest[wrong.column - 1 :].startswith(wrong.token)
