"""Values enter queries as terms, in the places that are meant and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from graph.errors import QueryError
from graph.store import Change, bind
from graph.store.terms import render_change

IRI = NamedNode("http://example.org/a")


@pytest.mark.parametrize(
    "kept",
    [
        "'$x'",
        '"$x"',
        '"a\\"$x"',
        "'''a'$x'''",
        '"""a""$x"""',
        "<http://example.org/$x>",
        "# $x\n",
        "?x",
        "ex:a\\$x",
    ],
)
def test_strings_iris_and_comments_are_left_alone(kept: str) -> None:
    assert bind(f"{kept} $x", {"x": IRI}) == f"{kept} {IRI}"


def test_names_that_have_no_value_stay_variables() -> None:
    assert bind("$x $xy ?x", {"x": IRI}) == f"{IRI} $xy ?x"


def test_a_blank_node_is_no_value() -> None:
    with pytest.raises(ValueError, match="blank node"):
        bind("$x", {"x": BlankNode("b")})


def test_a_value_without_a_place_is_an_error() -> None:
    with pytest.raises(QueryError):
        bind("?x", {"x": IRI})


@given(st.text())
def test_any_text_goes_in_as_it_is(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    store = Store()
    store.update(render_change(Change(insert=(Quad(IRI, IRI, Literal(text)),))))
    assert [quad.object for quad in store] == [Literal(text)]
    assert store.query(bind("ASK { ?s ?p $value }", {"value": Literal(text)}))
