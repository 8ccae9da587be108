"""What the embedded store and the reader processes share: pyoxigraph with our errors. Imports nothing heavy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from graph.errors import QueryError, StoreError
from graph.store.mistakes import mistake
from graph.store.protocol import Formats, NotAcceptableError, Row, Term
from graph.store.tokens import Kind, Token, tokens, unescape

Functions = dict[NamedNode, Callable[..., Term | None]]
Result = QuerySolutions | QueryTriples | QueryBoolean
BASE = "https://w3id.org/policygraph/id/"
"""What relative IRIs of queries are resolved against."""
_CASTS = "http://www.w3.org/2001/XMLSchema#"
_PLACE = re.compile(r"error at (\d+):(\d+)")
_NOISE = re.compile(r"^expected (?:one of )?|\[(?:_|[^\]]*\.\.[^\]]*)\]|\s*\|\s*'[^,]*")
"""What the parser says before what it expected, and of characters."""
_MOST_LISTED = 8


@contextmanager
def told(what: str = "query", text: str = "") -> Iterator[None]:
    """Turn what the engine raises into QueryError and StoreError; `what` was asked of it, in these words."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(str(error), what, text) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StoreError(f"The store failed: {error}", "Check the disk and the rights of the store.") from error
    except RuntimeError as error:
        raise QueryError(f"The {what} could not be evaluated: {error}") from error


def syntax_error(message: str, what: str = "query", text: str = "") -> QueryError:
    """A QueryError at the mistake in `text`, of which the parser has said `message`; where the parser was without text."""
    found = _PLACE.search(message)
    reason = _reason(_PLACE.sub("", message, count=1).strip(": "))
    refused = f"The {what} is not valid SPARQL 1.1"
    if found is None or not text.strip():
        place = (int(found[1]), int(found[2])) if found else (None, None)
        return QueryError(f"{refused}: {reason}.", f"Correct the {what}.", *place)
    wrong = mistake(text, what, int(found[1]), int(found[2]), reason)
    if wrong.reason == reason and not reason.startswith(("expected ", "this ")):
        return QueryError(f"{refused}: {reason}.", f"Correct the {what}.", wrong.line, wrong.column)
    at = f"at {wrong.token!r}: " if wrong.token else "at its end: "
    remedy = f"Correct the {what} at this place."
    return QueryError(f"{refused}, {at}{wrong.reason}.", remedy, wrong.line, wrong.column, wrong.token)


def _reason(expected: str) -> str:
    """What the parser says, without what it says of characters."""
    listed = [word for part in _NOISE.sub("", expected).split(", ") if (word := part.strip(" ,\n"))]
    sentences = [part for part in listed if part.count(" ") > 1]
    if sentences:
        return sentences[0].rstrip(".")
    return f"expected {' or '.join(listed[:_MOST_LISTED])}" if listed else "this cannot stand here"


def evaluate(
    store: pyoxigraph.Store,
    query: str,
    default_graphs: Sequence[NamedNode] = (),
    named_graphs: Sequence[NamedNode] = (),
) -> Result:
    """Begin to evaluate a query. A dataset that is given replaces the one that the query names."""
    begin = partial(store.query, query, base_iri=BASE)
    if default_graphs or named_graphs:
        begin = partial(begin, default_graph=list(default_graphs), named_graphs=list(named_graphs))
    with told("query", query):
        try:
            return begin()
        except RuntimeError as error:
            if "custom function" not in str(error):
                raise
            return begin(custom_functions=missing_functions(query))


def missing_functions(text: str) -> Functions | None:
    """Functions named by an IRI that the engine lacks, each as one that gives an error value.

    So SPARQL 1.1 has it (17.6): an expression with an unknown function is an error, and the query goes on. The engine
    refuses the whole query.
    """
    if "(" not in text or (":" not in text and "<" not in text):
        return None
    prefixes: dict[str, str] = {}
    found: Functions = {}
    before: list[Token] = []
    for token in tokens(text):
        if len(before) >= 2 and before[-2].is_word("PREFIX") and token.kind is Kind.IRI:
            prefixes[before[-1].text.removesuffix(":")] = token.text[1:-1]
        elif before and token.is_mark("(") and before[-1].kind in (Kind.IRI, Kind.NAME):
            iri = _called(before[-1], prefixes)
            if iri is not None and not iri.startswith(_CASTS):
                with suppress(ValueError):  # what is no IRI is for the parser to refuse
                    found[NamedNode(iri)] = _error
        before = [*before[-1:], token]
    return found or None


def _called(token: Token, prefixes: Mapping[str, str]) -> str | None:
    if token.kind is Kind.IRI:
        return unescape(token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else None


def _error(*_: Term) -> Term | None:
    return None


def media_type(result: Result, formats: Formats) -> str:
    """The media type of `formats` that fits this kind of result. NotAcceptableError if there is none."""
    wanted = formats.graph if isinstance(result, QueryTriples) else formats.results
    if wanted is None:
        kind = "a graph" if isinstance(result, QueryTriples) else "a table of results"
        raise NotAcceptableError(f"The answer is {kind}, and none of the formats asked for can hold it.")
    return wanted


def write(result: Result, media: str, output: IO[bytes]) -> None:
    """Let the engine write a result."""
    with told():
        if isinstance(result, QueryTriples):
            result.serialize(output, rdf_format(media))
        else:
            result.serialize(output, results_format(media))


def rows(solutions: QuerySolutions) -> Iterator[Row]:
    """Each solution as a dict of its bound variables."""
    names = [variable.value for variable in solutions.variables]
    with told():
        for solution in solutions:
            yield {name: term for name, term in zip(names, solution, strict=True) if term is not None}


def rdf_format(media: str) -> RdfFormat:
    """The RDF format of a media type. ValueError if the engine has none."""
    found = RdfFormat.from_media_type(media)
    if found is None:
        raise ValueError(f"no RDF format is called {media}")
    return found


def results_format(media: str) -> QueryResultsFormat:
    """The results format of a media type. ValueError if the engine has none."""
    found = QueryResultsFormat.from_media_type(media)
    if found is None:
        raise ValueError(f"no results format is called {media}")
    return found
