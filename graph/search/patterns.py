"""Text patterns in SPARQL: `?thing pg:textMatch "facial recog"` is answered by the index.

The forms, after those of Apache Jena's text index (https://jena.apache.org/documentation/query/text-query.html):

    ?thing pg:textMatch "facial recog"
    (?thing ?score) pg:textMatch ("facial recog" 10)
    (?thing ?score ?text) pg:textMatch '"mass surveillance"'

Each is put into the query as a VALUES block of what the index finds, in the same group and before the triples that it
stood among, so it means the same as if the index's answers were triples of the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from graph.errors import QueryError
from graph.search.grammar import Node, Property, Triples, find, misused, problem
from graph.search.index import Match
from graph.search.texts import Texts
from graph.store.terms import render
from graph.store.tokens import Kind, Token, unescape
from graph.vocabulary import PG

MOST = 10_000
"""The most things that one pattern may stand for: above it a limit must be written, so that nothing is left out unsaid."""
_MAYBE = re.compile(r"textMatch|#t\w*>")
"""No query without it can name the property: a prefix may end in the middle of the name."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A query with its text patterns answered. `text` is the original where it has none."""

    original: str
    text: str
    edits: tuple[tuple[int, int, str], ...] = ()
    """What was replaced: where it started and ended in the original, and what took its place."""

    def placed(self, error: QueryError) -> QueryError:
        """An error of the rewritten query at its place in the original."""
        if error.line is None or error.column is None or not self.edits:
            return error
        lines = self.text.split("\n")
        place = self._before(sum(len(line) + 1 for line in lines[: error.line - 1]) + error.column - 1)
        line = self.original.count("\n", 0, place) + 1
        column = place - self.original.rfind("\n", 0, place)
        return QueryError(error.message, error.remedy, line, column, error.token)

    def _before(self, place: int) -> int:
        """Where in the original a place of the rewritten query was."""
        shift = 0
        for start, end, text in self.edits:
            if place < start + shift:
                break
            if place < start + shift + len(text):
                return start
            shift += len(text) - (end - start)
        return place - shift


@dataclass(frozen=True, slots=True)
class _Asked:
    """One text pattern, read: what it binds, and what it looks for."""

    thing: Token
    others: tuple[Token, ...]
    words: str
    limit: int | None
    place: Node


def mentions(query: str) -> bool:
    """Whether a query may have a text pattern."""
    return bool(_MAYBE.search(unescape(query)))


def rewritten(query: str, texts: Texts) -> Rewritten:
    """A query or update with its text patterns answered by the index. QueryError for one that is written wrongly."""
    if not mentions(query):
        return Rewritten(query, query)
    edits: list[tuple[int, int, str]] = []
    for triples in find(query, PG.textMatch.value):
        asked = [_read(query, triples, one, node) for one in triples.properties if one.magic for node in one.objects]
        edits.append((triples.block, triples.block, "".join(_values(query, one, texts) for one in asked)))
        edits += _without(triples)
    edits.sort(key=lambda edit: edit[:2])
    pieces, at = [], 0
    for start, end, text in edits:
        pieces += [query[at:start], text]
        at = end
    return Rewritten(query, "".join([*pieces, query[at:]]), tuple(edits))


def _without(triples: Triples) -> Iterator[tuple[int, int, str]]:
    """The edits that take the magic properties out of triples, and the triples out if nothing is left."""
    if all(one.magic for one in triples.properties):
        yield triples.subject.start, triples.end, " "
        return
    kept = [(one.verb.start, one.objects[-1].end) for one in triples.properties if not one.magic]
    begin, end = triples.subject.end, triples.properties[-1].objects[-1].end
    for number, (start, stop) in enumerate(kept):
        yield begin, start, " ; " if number else " "
        begin = stop
    yield begin, end, " "


def _read(query: str, triples: Triples, property_: Property, node: Node) -> _Asked:
    subject = triples.subject.tokens
    if subject[0].is_mark("("):
        bound = subject[1:-1]
        if not 1 <= len(bound) <= 3 or any(token.kind is not Kind.VARIABLE for token in bound):
            raise misused(query, triples.subject, "binds one to three variables: (?thing ?score ?text)")
        if len({token.text[1:] for token in bound}) < len(bound):
            raise misused(query, triples.subject, "binds each variable once")
        if any(not one.magic for one in triples.properties):
            raise misused(query, triples.subject, "must be the only property of a list of variables")
    elif len(subject) == 1 and subject[0].kind in (Kind.VARIABLE, Kind.IRI, Kind.NAME):
        bound = subject
    else:
        raise misused(query, triples.subject, "needs a variable, an IRI or a list of variables before it")
    words, limit = _words(query, node)
    return _Asked(bound[0], tuple(bound[1:]), words, limit, node)


def _words(query: str, node: Node) -> tuple[str, int | None]:
    inner = node.tokens[1:-1] if node.tokens[0].is_mark("(") else node.tokens
    if not inner or inner[0].kind is not Kind.STRING or len(inner) > 2 or (len(inner) == 2 and inner is node.tokens):
        raise misused(query, node, "needs words in quotes after it, or words and a number in parentheses")
    if len(inner) == 1:
        return _string(query, inner[0]), None
    if not (inner[1].kind is Kind.NUMBER and inner[1].text.isdecimal() and 1 <= int(inner[1].text) <= MOST):
        raise misused(query, node, f"takes a limit between 1 and {MOST:,}")
    return _string(query, inner[0]), int(inner[1].text)


def _string(query: str, token: Token) -> str:
    try:
        (quad,) = pyoxigraph.parse(f"<x:> <x:> {token.text} .", RdfFormat.TURTLE)
    except SyntaxError as error:
        raise problem(query, token.start, "This string is not valid.") from error
    return str(getattr(quad.object, "value", ""))


def _values(query: str, asked: _Asked, texts: Texts) -> str:
    """The answer as a block of values; of a thing that is given, whether it is found."""
    limit = MOST + 1 if asked.limit is None else asked.limit
    try:
        found = texts.matches(asked.words, limit, with_text=len(asked.others) == 2)
    except QueryError as error:
        raise problem(query, asked.place.start, error.message) from error
    if found is None:
        raise misused(query, asked.place, "needs a word to look for")
    if len(found) > MOST:
        raise misused(
            query, asked.place, f'finds more than {MOST:,} things: be more precise, or write ("words" {MOST})'
        )
    if asked.thing.kind is not Kind.VARIABLE:
        iris = ", ".join(render(NamedNode(match.iri)) for match in found)
        return f"FILTER({asked.thing.text} IN ({iris})) "
    names = " ".join(token.text for token in (asked.thing, *asked.others))
    rows = " ".join(f"({' '.join(_row(match, len(asked.others)))})" for match in found)
    return f"VALUES ({names}) {{ {rows} }} "


def _row(match: Match, others: int) -> Sequence[str]:
    terms = (NamedNode(match.iri), Literal(match.score), Literal(match.text))
    return [render(term) for term in terms[: others + 1]]
