"""Terms into SPARQL text. The library serialises every term; raw text never enters a query."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, Quad, Triple

from graph.errors import QueryError
from graph.store.protocol import Change, Term, Values
from graph.store.tokens import Kind, tokens


def bind(query: str, values: Values | None) -> str:
    """`query` with each `$name` that `values` has replaced by its term or terms.

    Strings, IRIs and comments are left alone. QueryError for a value that the query has no place for.

    >>> from pyoxigraph import NamedNode
    >>> bind('SELECT ?o { $s ?p ?o } # $s', {"s": NamedNode("http://example.org/")})
    'SELECT ?o { <http://example.org/> ?p ?o } # $s'
    """
    if not values:
        return query
    used: set[str] = set()
    parts: list[str] = []
    end = 0
    for token in tokens(query):
        if token.kind is not Kind.VARIABLE or token.text[0] != "$" or (name := token.text[1:]) not in values:
            continue
        used.add(name)
        value = values[name]
        parts += query[end : token.start], " ".join(map(render, value if isinstance(value, (list, tuple)) else [value]))
        end = token.end
    if unused := set(values) - used:
        raise QueryError(f"The query has no ${', $'.join(sorted(unused))}.", "Write the parameter into the query.")
    return "".join([*parts, query[end:]])


def render(term: object) -> str:
    """A term as SPARQL writes it. ValueError for a blank node (a query would take it for a variable)."""
    if isinstance(term, BlankNode) or (isinstance(term, Triple) and has_blank(term)):
        raise ValueError(f"a blank node cannot be named in SPARQL: {term}")
    return written(term)


def written(term: object) -> str:
    """A term as N-Triples writes it, blank nodes too."""
    return f"<<( {term} )>>" if isinstance(term, Triple) else str(term)


def render_change(change: Change, *extra: str) -> str:
    """One SPARQL update request that makes `change`; `extra` operations are made with it."""
    parts = [f"CLEAR SILENT GRAPH {render(graph)}" for graph in change.clear]
    if change.forget:
        subjects = " ".join(map(render, change.forget))
        parts.append(f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {subjects} }} ?s ?p ?o }}")
    if change.insert:
        parts.append(insert_data(change.insert))
    return " ;\n".join([*parts, *extra])


def insert_data(quads: Iterable[Quad]) -> str:
    """An INSERT DATA operation for these quads."""
    lines: list[str] = []
    for graph, group in groupby(quads, key=lambda quad: quad.graph_name):
        triples = "\n".join(_line(quad) for quad in group)
        lines.append(triples if isinstance(graph, DefaultGraph) else f"GRAPH {render(graph)} {{\n{triples}\n}}")
    return "INSERT DATA {\n" + "\n".join(lines) + "\n}"


def _line(quad: Quad) -> str:
    return f"{render(quad.subject)} {quad.predicate} {render(quad.object)} ."


def has_blank(term: Term) -> bool:
    """Whether a term is a blank node, or a triple that holds one."""
    if isinstance(term, Triple):
        return has_blank(term.subject) or has_blank(term.object)
    return isinstance(term, BlankNode)
