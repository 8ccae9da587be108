"""What every store promises, on the embedded store in memory and on disk and on a real SPARQL server."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from graph.errors import QueryError, StoreError
from graph.store import Change, Formats, NotAcceptableError, Store, open_store

EX = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
S, P, G1, G2 = (NamedNode(EX + name) for name in ("s", "p", "g1", "g2"))
HOSTILE = 'x"} ; DROP ALL ; INSERT DATA {\n<a> \\ \'"""'


def quad(value: str, graph: NamedNode | None = None, subject: NamedNode = S) -> Quad:
    return Quad(subject, P, Literal(value), graph or DefaultGraph())


def values(store: Store, query: str = "SELECT ?o { ?s ?p ?o } ORDER BY ?o") -> list[str]:
    return [str(row["o"].value) for row in store.select(query) if isinstance(row["o"], (Literal, NamedNode))]


def graph_values(store: Store, graph: NamedNode) -> list[str]:
    rows = store.select("SELECT ?o { GRAPH $graph { ?s ?p ?o } } ORDER BY ?o", {"graph": graph})
    return [row["o"].value for row in rows if isinstance(row["o"], Literal)]


def test_a_change_inserts_into_the_default_graph_and_named_ones(store: Store) -> None:
    store.apply(Change(insert=(quad("a"), quad("b", G1), quad("c"), quad("d", G2))))
    assert values(store) == ["a", "c"]
    assert graph_values(store, G1) == ["b"]
    assert store.count() == 4


def test_a_change_clears_forgets_and_inserts_in_this_order(store: Store) -> None:
    other = NamedNode(EX + "other")
    store.apply(Change(insert=(quad("old"), quad("kept", subject=other), quad("old", G1), quad("kept", G2))))
    store.apply(Change(clear=(G1,), forget=(S,), insert=(quad("new"), quad("new", G1))))
    assert values(store) == ["kept", "new"]
    assert graph_values(store, G1) == ["new"]
    assert graph_values(store, G2) == ["kept"]


def test_forgetting_a_subject_leaves_named_graphs_alone(store: Store) -> None:
    store.apply(Change(insert=(quad("a"), quad("a", G1))))
    store.apply(Change(forget=(S, NamedNode(EX + "unknown"))))
    assert (values(store), graph_values(store, G1)) == ([], ["a"])


def test_an_empty_change_changes_nothing(store: Store) -> None:
    before = store.version()
    store.apply(Change())
    assert store.version() == before


@pytest.mark.parametrize("bad", [Quad(BlankNode("b"), P, S), Quad(S, P, BlankNode("b")), Quad(S, P, S, BlankNode("g"))])
def test_a_blank_node_is_refused_and_nothing_is_written(store: Store, bad: Quad) -> None:
    with pytest.raises(ValueError, match="blank node"):
        store.apply(Change(insert=(quad("a"), bad)))
    assert store.count() == 0


def test_hostile_text_is_only_text(store: Store) -> None:
    store.apply(Change(insert=(quad(HOSTILE), Quad(S, P, Literal(HOSTILE, language="en"), G1))))
    assert values(store) == [HOSTILE]
    assert store.ask("ASK { ?s ?p $value }", {"value": Literal(HOSTILE)})
    assert store.ask("ASK { GRAPH ?g { ?s ?p $value } }", {"value": Literal(HOSTILE, language="en")})


def test_several_values_fill_a_values_block(store: Store) -> None:
    store.apply(Change(insert=(quad("a"), quad("b"), quad("c"))))
    query = "SELECT ?o { VALUES ?o { $wanted } ?s ?p ?o } ORDER BY ?o"
    rows = store.select(query, {"wanted": [Literal("c"), Literal("a")]})
    assert [row["o"] for row in rows] == [Literal("a"), Literal("c")]


def test_a_value_without_a_place_is_an_error(store: Store) -> None:
    with pytest.raises(QueryError, match="nowhere"):
        store.select("SELECT ?s { ?s ?p '$nowhere' } # $nowhere", {"nowhere": S})


def test_unbound_variables_are_left_out(store: Store) -> None:
    assert list(store.select("SELECT ?a ?b { BIND(1 AS ?a) }")) == [
        {"a": Literal("1", datatype=NamedNode(XSD + "integer"))}
    ]


def test_terms_come_back_as_they_went_in(store: Store) -> None:
    terms: list[NamedNode | Literal] = [
        Literal("€ é\t\n"),
        Literal("a", language="fr"),
        Literal("2021-02", datatype=NamedNode(XSD + "gYearMonth")),
        Literal("20000000.5", datatype=NamedNode(XSD + "decimal")),
        NamedNode("https://example.org/a?b=c&d=%20#e"),
    ]
    store.apply(Change(insert=tuple(Quad(S, P, term, G1) for term in terms)))
    rows = store.select("SELECT ?o { GRAPH $graph { ?s ?p ?o } }", {"graph": G1})
    assert {row["o"] for row in rows} == set(terms)


def test_construct_and_ask(store: Store) -> None:
    store.apply(Change(insert=(quad("a"),)))
    assert [triple.object for triple in store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")] == [Literal("a")]
    assert store.ask("ASK { ?s ?p 'a' }")
    assert not store.ask("ASK { ?s ?p 'b' }")


def test_a_broken_query_says_where(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.select("SELECT * {\n ?s ?p }")
    assert caught.value.line == 2
    assert caught.value.column in (8, 9)  # of the token here; a server counts where its parser stopped


def test_the_wrong_kind_of_query_is_an_error(store: Store) -> None:
    with pytest.raises(QueryError):
        store.select("ASK {}")
    with pytest.raises(QueryError):
        store.ask("SELECT * {}")
    with pytest.raises(QueryError):
        store.construct("ASK {}")


@pytest.mark.parametrize(
    ("query", "formats", "media_type", "body"),
    [
        ("SELECT ?o { ?s ?p ?o }", Formats("text/csv"), "text/csv", b"o\r\na\r\n"),
        ("SELECT ?o { ?s ?p ?o }", Formats("text/tab-separated-values"), "text/tab-separated-values", b'?o\n"a"\n'),
        ("ASK {}", Formats("application/sparql-results+json"), "application/sparql-results+json", b'"boolean":true'),
        (
            "CONSTRUCT WHERE { ?s ?p ?o }",
            Formats(None, "application/n-triples"),
            "application/n-triples",
            b'/p> "a" .\n',
        ),
        ("DESCRIBE <http://example.org/s>", Formats(graph="text/turtle"), "text/turtle", b'"a" .'),
    ],
)
def test_the_engine_writes_answers(store: Store, query: str, formats: Formats, media_type: str, body: bytes) -> None:
    store.apply(Change(insert=(quad("a"),)))
    answer = store.serialize_query(query, formats)
    assert answer.media_type == media_type
    assert body in b"".join(answer.chunks)


def test_an_answer_that_no_format_holds_is_refused(store: Store) -> None:
    with pytest.raises(NotAcceptableError):
        store.serialize_query("CONSTRUCT WHERE { ?s ?p ?o }", Formats(results="text/csv", graph=None))
    with pytest.raises(NotAcceptableError):
        store.serialize_query("SELECT * { ?s ?p ?o }", Formats(results=None, graph="text/turtle"))


def test_the_protocols_dataset_replaces_the_querys(store: Store) -> None:
    store.apply(Change(insert=(quad("default"), quad("one", G1), quad("two", G2))))

    def ask(query: str, default: list[NamedNode], named: list[NamedNode]) -> list[str]:
        chunks = store.serialize_query(query, Formats("text/csv"), default, named).chunks
        return b"".join(chunks).decode().split()[1:]

    plain = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
    assert ask(plain, [], []) == ["default"]
    assert ask(plain, [G1], []) == ["one"]
    assert ask(plain, [G1, G2], []) == ["one", "two"]
    assert ask(plain, [], [G1]) == []
    assert ask("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", [], [G2]) == ["two"]
    assert ask(f"SELECT ?o FROM <{G1.value}> {{ ?s ?p ?o }}", [G2], []) == ["two"]


def test_loading_many_quads(store: Store) -> None:
    store.load(quad(str(number), (None, G1, G2)[number % 3]) for number in range(3000))
    assert store.count() == 3000
    assert len(graph_values(store, G1)) == 1000


def test_dumping_one_graph_and_all(store: Store) -> None:
    quads = {quad("a"), quad("b", G1), quad("é\n", G2)}
    store.apply(Change(insert=tuple(quads)))
    everything, one, default = io.BytesIO(), io.BytesIO(), io.BytesIO()
    store.dump(everything, RdfFormat.N_QUADS)
    store.dump(one, RdfFormat.TURTLE, G1)
    store.dump(default, RdfFormat.N_TRIPLES, DefaultGraph())
    assert set(parse(everything.getvalue(), RdfFormat.N_QUADS)) == quads
    assert [found.object for found in parse(one.getvalue(), RdfFormat.TURTLE)] == [Literal("b")]
    assert default.getvalue() == b'<http://example.org/s> <http://example.org/p> "a" .\n'
    with pytest.raises(ValueError, match="named graphs"):
        store.dump(io.BytesIO(), RdfFormat.TURTLE)


def test_each_change_makes_another_version(store: Store) -> None:
    seen = {store.version()}
    for change in (Change(insert=(quad("a"),)), Change(forget=(S,)), Change(clear=(G1,))):
        store.apply(change)
        seen.add(store.version())
    store.load([quad("b")])
    seen.add(store.version())
    assert len(seen) == 5


def test_data_and_version_survive_a_restart(location: str) -> None:
    if location == "memory:":
        pytest.skip("memory does not survive")
    with open_store(location) as first:
        first.apply(Change(insert=(quad("a"),)))
        version = first.version()
    with open_store(location) as second:
        assert (values(second), second.version()) == (["a"], version)


def test_the_same_change_twice_is_the_same_data(store: Store) -> None:
    change = Change(clear=(G1,), forget=(S,), insert=(quad("a"), quad("b", G1)))
    store.apply(change)
    store.apply(change)
    assert store.count() == 2


def test_a_store_on_disk_has_one_owner(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")), pytest.raises(StoreError, match="in use"):
        open_store(str(tmp_path / "store"))


def test_a_place_that_cannot_hold_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(str(tmp_path / "file"))


def test_a_server_that_is_not_there() -> None:
    with open_store("http://127.0.0.1:9") as store, pytest.raises(StoreError, match="did not answer"):
        store.count()


def test_a_function_that_is_no_iri_is_refused_like_other_syntax(store: Store) -> None:
    with pytest.raises(QueryError):
        list(store.select("PREFIX x: <http://[[/> SELECT * { ?s ?p ?o FILTER(x:f(?o)) }"))
