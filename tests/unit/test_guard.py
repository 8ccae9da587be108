"""No way of writing SERVICE or LOAD gets past the guard, and what only looks like one does."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.store.guard import ForbiddenQueryError, refuse_calls

FEDERATED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE #<\n # '\n silent#\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:9/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICE ex:a { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p 1SERVICE : { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p true SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE\\u0020\\u003Chttp://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { FILTER(?a <?b#>'''\n) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #'''\n }",
    "SELECT * { VALUES ?a {1} FILTER(?a<2)#>'''\n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #'''\n }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x{ ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { VALUES ?a {1} FILTER(?a<2)SERVICE:x#>\n{ ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1:9/> SELECT * { VALUES ?a {true}serviceSILENTx:{ ?s ?p ?o } }",
    "SELECT * { VALUES ?a {1} # c\r SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:9/>",
    "load silent <http://127.0.0.1:9/> into graph <http://g/>",
    "CLEAR ALL;LOAD<http://127.0.0.1:9/>",
    "PREFIX : <http://127.0.0.1:9/> LOAD:x",
    "BASE <http://127.0.0.1:9/> LOAD <x>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "PREFIX e: <http://e/> SELECT * { ?s e:a\\' e:b . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } ?s e:a\\' e:b }",
]
HARMLESS = [
    "SELECT * { ?s ?p 'a service' }",
    "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1:9/> {}' } # SERVICE <http://127.0.0.1:9/> {}",
    'SELECT * { ?s <http://e/#p> """\nSERVICE <http://127.0.0.1:9/> {}""" }',
    "SELECT * { VALUES (?a ?b) { (1 <http://e/service#x>) } }",
    'SELECT * { ?s ?p ?o FILTER(CONTAINS(?o, "facial recognition service")) }',
    "SELECT ?service { ?service <http://example.org/p> ?o }",
    "PREFIX ex: <http://example.org/> SELECT * { ?s ex:service ?o . ?s ex:customerService <http://example.org/x> }",
    "PREFIX service: <http://e/> SELECT * FROM service:g { GRAPH service:h { ?s <http://e/#p> service:i } }",
    "PREFIX load: <http://e/> INSERT DATA { load:a <http://e/p> load:b . load:c load:d 'LOAD <x:>' }",
    "PREFIX load: <http://e/> WITH load:a DELETE { ?load a load:b } WHERE { ?load a load:b } ; CLEAR GRAPH load:a",
    "SELECT * { <http://example.org/service> ?p ?o }",
]


@pytest.mark.parametrize("query", FEDERATED)
def test_a_call_is_refused(query: str) -> None:
    with pytest.raises(ForbiddenQueryError):
        refuse_calls(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_words_are_not(query: str) -> None:
    refuse_calls(query)


def test_an_address_is_allowed_as_it_is_written() -> None:
    allowed = {"https://query.wikidata.org/sparql"}
    refuse_calls("SELECT * { SERVICE SILENT <https://query.wikidata.org/sparql> { ?s ?p ?o } }", allowed)
    for target in ("<https://query.wikidata.org/sparql/>", "?x", "wd:", "<HTTPS://query.wikidata.org/sparql>"):
        with pytest.raises(ForbiddenQueryError):
            refuse_calls(
                f"PREFIX wd: <https://query.wikidata.org/sparql> SELECT * {{ SERVICE {target} {{}} }}", allowed
            )


HEAD = "PREFIX : <http://127.0.0.1:9/> PREFIX x: <http://www.w3.org/2001/XMLSchema#> PREFIX service: <http://127.0.0.1:9/> "
SERVICE = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"
PIECES = st.sampled_from(
    [
        *(
            "SERVICE",
            "service",
            ":x",
            "service:x",
            "x:boolean",
            "<http://127.0.0.1:9/>",
            "{ ?s ?p ?o }",
            "{",
            "}",
            "{}",
        ),
        *(
            "(",
            ")",
            "?a",
            "1",
            "true",
            ".",
            ";",
            "FILTER",
            "FILTER(",
            "BIND(1 AS ?b)",
            "VALUES ?a {1}",
            "OPTIONAL",
            "GRAPH",
        ),
        *(
            "<",
            ">",
            "#",
            "\n",
            "\r",
            " ",
            "'",
            '"',
            "'" * 3,
            '"' * 3,
            "\\",
            "?a<2)",
            "<2",
            "#>",
            "'SERVICE'",
            "# SERVICE\n",
        ),
        *(
            "<http://e/#a>",
            "<http://e/service#a>",
            SERVICE,
            "SERVICE:x{}",
            "\\u0027",
            "\\u003E",
            "\\u0023",
            "x:a\\'",
            "?a<?b",
        ),
    ]
)


@settings(max_examples=2000, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join) | st.lists(PIECES, max_size=9).map(" ".join))
@example(f'FILTER(?a<2)#>"""\n{SERVICE} #"""\n')
@example("FILTERx:boolean(?a<2)SERVICE:x#>\n{ ?s ?p ?o }")
@example("FILTER((?a<(?a>1)) || ?a<2)#>'''\nSERVICE:x{ ?s ?p ?o } #'''\n")
def test_what_passes_does_not_go_out(pattern: str) -> None:
    """The engine says by its own error that it went for the address, whose port it refuses."""
    query = f"{HEAD} SELECT * {{ VALUES ?a {{1}} {pattern} }}"
    try:
        refuse_calls(query)
    except ForbiddenQueryError:
        return
    with suppress(SyntaxError, RuntimeError):  # not valid, or no value for a variable
        pyoxigraph.Store().query(query).serialize(format=pyoxigraph.QueryResultsFormat.CSV)  # type: ignore[union-attr]


TERMS = st.sampled_from(
    [
        *(
            "'SERVICE <x:> {}'",
            '"""\nSERVICE <x:> {}\n"""',
            "<http://e/SERVICE>",
            "<http://e/#service>",
            "service:SERVICE",
        ),
        *(
            "ex:LOAD",
            "?SERVICE",
            "$load",
            "_:service",
            "'load'@en",
            "ex:a\\'",
            "'\\u0053ERVICE'",
            "# SERVICE <x:> {}\n 1",
        ),
    ]
)


@given(st.lists(st.tuples(TERMS, TERMS, TERMS), min_size=1, max_size=6))
def test_what_calls_nobody_passes(triples: list[tuple[str, str, str]]) -> None:
    body = " . ".join(f"{s} ex:load {o} ; service:p {p}" for s, p, o in triples)
    refuse_calls(f"PREFIX ex: <http://e/> PREFIX service: <http://s/> SELECT ?load {{ {body} }}")
