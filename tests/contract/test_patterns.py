"""Text patterns in SPARQL mean the same as if the index's answers were triples of the graph, wherever they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions
from pyoxigraph import Store as Engine

from graph.errors import QueryError
from graph.search import Texts, rewritten
from graph.search.grammar import find
from graph.store import Change, open_store
from graph.vocabulary import PG, RDF, RDFS

PREFIXES = "PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX e: <http://e/> "
GRAPHS = (DefaultGraph(), NamedNode("http://e/g1"), NamedNode("http://e/g2"))
NAMES = {"a": "alpha", "b": "beta", "ab": "alpha beta", "c": "gamma"}
FACTS = [("a", "p", "b"), ("a", "q", "ab"), ("b", "p", "ab"), ("ab", "q", "c"), ("c", "p", "a"), ("c", "q", "c")]
WORDS = ("alpha", "beta", "gamma", "alph")


def node(name: str) -> NamedNode:
    return NamedNode(f"http://e/{name}")


def quads() -> Iterator[Quad]:
    for name, label in NAMES.items():
        yield Quad(node(name), RDF.type, PG.Organisation)
        yield Quad(node(name), RDFS.label, Literal(label))
    for number, fact in enumerate(FACTS):
        yield Quad(*map(node, fact))
        yield Quad(*map(node, fact), GRAPHS[1 + number % 2])


@pytest.fixture(scope="module")
def texts() -> Iterator[Texts]:
    with open_store("memory:") as store:
        store.apply(Change(insert=tuple(quads())))
        yield Texts(store)


@pytest.fixture(scope="module")
def plain() -> Engine:
    """The graph as it is."""
    engine = Engine()
    engine.extend(quads())
    return engine


@pytest.fixture(scope="module")
def filled(texts: Texts) -> Engine:
    """The same with what the index finds as triples, in every graph."""
    engine = Engine()
    engine.extend(quads())
    for words in WORDS:
        for hit in texts.search(words).hits:
            engine.extend(Quad(NamedNode(hit.iri), PG.textMatch, Literal(words), graph) for graph in GRAPHS)
    return engine


def rows(engine: Engine, query: str) -> Counter[frozenset[tuple[str, str]]]:
    found = engine.query(query)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return Counter(
        frozenset((name, str(term)) for name, term in zip(names, row, strict=True) if term is not None) for row in found
    )


variables = st.sampled_from(["?x", "?y", "?z", "$x"])
subjects = st.one_of(variables, variables, st.sampled_from(["e:a", "<http://e/ab>"]))
spaces = st.sampled_from([" ", "\n", "\t", " # pg:textMatch 'beta' . } { \n", "  "])
magic = st.builds(
    lambda verb, words: f"{verb} {words}",
    st.sampled_from(["pg:textMatch", "<https://w3id.org/policygraph/ns#textMatch>", "pg:textM\\u0061tch"]),
    st.sampled_from(["'alpha'", '"beta"', "'''gamma'''", '"alph"', "'alpha', 'beta'", "'\\u0061lpha'"]),
)
decoys = st.sampled_from(
    ["e:p '?x pg:textMatch \"alpha\"'", "e:p|pg:other e:c", "e:p '}'", "e:q <http://e/#textMatch>", "^e:p/e:q? ?w"]
)
facts = st.one_of(
    st.builds(
        lambda verb, thing: f"{verb} {thing}", st.sampled_from(["e:p", "e:q", "^e:q", "a", "(e:p|e:q)+"]), subjects
    ),
    st.sampled_from(["e:p ?y , ?z", "e:p [ e:q ?z ]", "e:q []", "e:p/e:q ?y"]),
)
properties = st.lists(st.one_of(magic, magic, facts, facts, decoys), min_size=1, max_size=3)


@st.composite
def groups(draw: st.DrawFn, depth: int = 2) -> str:
    """The inside of a group, without its braces."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["triples"] * 5 + ["filter", "bind", "values"] + ["nested"] * (4 if depth else 0)))
        space = draw(spaces)
        if kind == "triples":
            subject = draw(subjects)
            body = f"{space};{space}".join(draw(properties)) + draw(st.sampled_from(["", " ;", " ; ;"]))
            parts.append(f"{subject}{space}{body} .")
        elif kind == "filter":
            parts.append(
                draw(
                    st.sampled_from(
                        [
                            "FILTER(?x != e:c)",
                            "FILTER(STR(?y)<STR(?z)&&STR(?z)>'')",
                            "FILTER(?x<e:b||?y>e:a)",
                            "FILTER isIRI(?x)",
                        ]
                    )
                )
            )
        elif kind == "bind":
            name = draw(st.integers(0, 10**6))
            parts.append(f"BIND('pg:textMatch' AS ?n{name})")
        elif kind == "values":
            parts.append(draw(st.sampled_from(["VALUES ?x { e:a e:b }", "VALUES (?x ?y) { (e:a UNDEF) ('}' e:b) }"])))
        else:
            inner = draw(groups(depth=depth - 1))
            shapes = [
                "{ %s }", "OPTIONAL { %s }", "MINUS { %s }", "FILTER EXISTS { %s }", "FILTER NOT EXISTS { %s }",
                "{ %s } UNION { ?x e:p ?y }", "GRAPH ?g { %s }", "GRAPH e:g1 { %s }", "{ SELECT * WHERE { %s } LIMIT 1000 }",
                "{ SELECT DISTINCT ?x { %s } }", "FILTER(!EXISTS { %s } || ?x = e:a)", "BIND(EXISTS { %s } AS ?m)",
            ]  # fmt: skip
            shape = draw(st.sampled_from(shapes))
            if "AS ?m" in shape:
                shape = shape.replace("?m", f"?m{draw(st.integers(0, 10**6))}")
            parts.append(shape.replace("%s", inner))
    return draw(spaces).join(parts)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(group=groups())
@example("?x pg:textMatch 'alpha'")
@example("?x pg:textMatch 'alpha' . FILTER(?x<e:b) ?x e:p ?y")
@example("OPTIONAL { ?x e:p ?y } ?x pg:textMatch 'beta' OPTIONAL { ?x e:q ?z }")
@example("?x e:p [ e:q ?z ] ; pg:textMatch 'alpha' ; e:q ?y ; .")
def test_it_is_as_if_the_answers_were_triples(texts: Texts, plain: Engine, filled: Engine, group: str) -> None:
    query = f"{PREFIXES} SELECT * WHERE {{ {group} }}"
    try:
        expected = rows(filled, query)
    except SyntaxError:
        return
    assert rows(plain, rewritten(query, texts).text) == expected


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"{}()[].;,",
                "?x",
                "pg:textMatch",
                "'alpha'",
                "SELECT",
                "*",
                "WHERE",
                "FILTER",
                "OPTIONAL",
                "<<",
                ">>",
                "a",
                "/",
                "10",
                "CONSTRUCT",
                "VALUES",
            ]
        ),
        max_size=30,
    )
)
def test_no_text_makes_it_fail_otherwise_than_with_a_reason(texts: Texts, words: list[str]) -> None:
    reason: QueryError | None = None
    try:
        rewritten(PREFIXES + " ".join(words), texts)
    except QueryError as error:
        reason = error
    assert reason is None or (reason.line and reason.column)


def ask(texts: Texts, plain: Engine, group: str, form: str = "SELECT *") -> list[dict[str, str]]:
    found = rows(plain, rewritten(f"{PREFIXES} {form} {{ {group} }}", texts).text)
    return [dict(row) for row in found.elements()]


def test_score_and_text_are_bound(texts: Texts, plain: Engine) -> None:
    found = ask(texts, plain, "(?x ?score ?text) pg:textMatch 'alph' FILTER(?score > 0)")
    assert {(row["x"], row["text"]) for row in found} == {
        ("<http://e/a>", '"alpha"'),
        ("<http://e/ab>", '"alpha beta"'),
    }
    assert all("double" in row["score"] for row in found)


def test_a_limit_takes_the_best(texts: Texts, plain: Engine) -> None:
    assert ask(texts, plain, "(?x) pg:textMatch ('alpha' 1)") == [{"x": "<http://e/a>"}]
    assert ask(texts, plain, '?x pg:textMatch ("\'alpha" 1)', "SELECT ?x") == [{"x": "<http://e/a>"}]


def test_prefixes_and_bases_are_heeded(texts: Texts, plain: Engine) -> None:
    for prologue, verb in (
        ("PREFIX t: <https://w3id.org/policygraph/ns#text>", "t:Match"),
        ("BASE <https://w3id.org/policygraph/>", "<ns#textMatch>"),
        ("BASE <https://w3id.org/policygraph/> PREFIX : <ns#>", ":textMatch"),
    ):
        query = f"{prologue} SELECT ?x {{ ?x {verb} 'gamma' }}"
        assert rows(plain, rewritten(query, texts).text) == Counter([frozenset({("x", "<http://e/c>")})])
    other = "PREFIX pg: <http://other/> SELECT ?x { ?x pg:textMatch 'gamma' }"
    assert rewritten(other, texts).text == other


def test_templates_and_other_services_are_left_alone(texts: Texts) -> None:
    for query in (
        "CONSTRUCT { ?x pg:textMatch 'alpha' } WHERE { ?x e:p ?y }",
        "CONSTRUCT { ?x pg:textMatch 'alpha' } { ?x e:p ?y }",
        "INSERT DATA { e:a pg:textMatch 'alpha' }",
        "SELECT * { SERVICE e:s { ?x pg:textMatch 'alpha' } }",
        "DESCRIBE pg:textMatch",
        "SELECT * { pg:textMatch ?p ?o }",
        "SELECT * { << ?x pg:textMatch 'alpha' >> e:p ?y }",
        "ASK { VALUES ?p { pg:textMatch } ?x ?p ?y FILTER(?p = pg:textMatch) }",
    ):
        assert rewritten(PREFIXES + query, texts).text == PREFIXES + query


def test_updates_are_answered_in_their_groups(texts: Texts) -> None:
    update = (
        PREFIXES
        + "DELETE { ?x pg:textMatch 'x' } INSERT { ?x e:p 1 } WHERE { ?x pg:textMatch 'gamma' } ; DROP GRAPH e:g"
    )
    assert rewritten(update, texts).text == update.replace(
        "?x pg:textMatch 'gamma' ", "VALUES (?x) { (<http://e/c>) }   "
    )


@pytest.mark.parametrize(
    ("group", "reason"),
    [
        ("?x pg:textMatch ?words", "needs words in quotes"),
        ("?x pg:textMatch 'a'@en", "needs words in quotes"),
        ("?x pg:textMatch 7", "needs words in quotes"),
        ("?x pg:textMatch ('a' 0)", "limit between"),
        ("?x pg:textMatch ('a' 1 2)", "needs words in quotes"),
        ("?x pg:textMatch ('a' 'b')", "limit between"),
        ("?x pg:textMatch ''", "needs a word"),
        ("_:x pg:textMatch 'a'", "needs a variable"),
        ("[] pg:textMatch 'a'", "needs a variable"),
        ("?y e:p [ pg:textMatch 'a' ]", "needs a variable"),
        ("'x' pg:textMatch 'a'", "needs a variable"),
        ("(?x ?x) pg:textMatch 'a'", "once"),
        ("(?x ?s ?t ?u) pg:textMatch 'a'", "one to three"),
        ("(?x ?s) pg:textMatch 'a' ; e:p ?y", "only property"),
        ("?x pg:textMatch/e:p 'a'", "path"),
        ("?x ^pg:textMatch 'a'", "path"),
        ("?x pg:textMatch+ 'a'", "path"),
        ("?x e:p ?y FILTER(pg:textMatch(?x, 'a'))", "not a function"),
        ("?x e:p ?y FILTER pg:textMatch(?x, 'a')", "not a function"),
        ("?x pg:textMatch '" + "a " * 33 + "'", "more than 32 words"),
        ("{" * 300 + "?x pg:textMatch 'a'" + "}" * 300, "more than 200 deep"),
    ],
)
def test_misuse_is_told_with_its_place(texts: Texts, group: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        rewritten(f"{PREFIXES}\nSELECT * {{\n{group} }}", texts)
    assert caught.value.line == 3
    assert caught.value.column is not None


def test_a_template_that_is_a_pattern_too_is_refused(texts: Texts) -> None:
    for query in ("CONSTRUCT WHERE { ?x pg:textMatch 'a' }", "DELETE WHERE { ?x pg:textMatch 'a' }"):
        with pytest.raises(QueryError, match="template"):
            rewritten(PREFIXES + query, texts)


def test_errors_of_the_rest_are_told_at_their_place(texts: Texts) -> None:
    for query in (
        "SELECT * { ?x pg:textMatch 'alpha' . ?x e:p ?y FILTER(?x !) }",
        "SELECT * {\n ?x e:p ?y ; pg:textMatch 'alpha' ; e:q ?z .\n FILTER(1 +) }",
        "SELECT * { ?x pg:textMatch 'alpha' } ORDER",
        "SELECT * { ?x e:p ?z ; pg:textMatch 'alpha' ; e:q ?y BIND(1 AS ) }",
    ):
        answer = rewritten(PREFIXES + query, texts)
        errors = []
        for text in (PREFIXES + query, answer.text):
            with pytest.raises(SyntaxError) as caught:
                Engine().query(text)
            errors.append(_placed(str(caught.value)))
        assert answer.placed(errors[1]).line == errors[0].line
        assert answer.placed(errors[1]).column == errors[0].column


def _placed(message: str) -> QueryError:
    line, column = message.split("error at ")[1].split(": ")[0].split(":")
    return QueryError(message, "", int(line), int(column))


def test_too_much_is_not_cut_in_silence(monkeypatch: pytest.MonkeyPatch, texts: Texts) -> None:
    monkeypatch.setattr("graph.search.patterns.MOST", 1)
    with pytest.raises(QueryError, match="finds more than 1 things"):
        rewritten(PREFIXES + "SELECT * { ?x pg:textMatch 'alpha' }", texts)


def test_no_text_takes_long(texts: Texts) -> None:
    query = PREFIXES + "SELECT * { " + "?x e:p ?y ; pg:textMatch 'gamma' . " * 500 + "}"
    assert len(find(query, PG.textMatch.value)) == 500
