"""A query that does not parse is told where it is wrong, and what stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from graph.errors import QueryError
from graph.store import engine


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
        ("INSERT DATA { <urn:s> <urn:p> 1 }", 1, 8, "DATA"),
    ],
)
def test_the_place_and_the_token(query: str, line: int, column: int, token: str) -> None:
    error = refused(query)
    assert (error.line, error.column, error.token) == (line, column, token)
    assert token in error.message


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
