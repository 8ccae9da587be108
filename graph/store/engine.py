"""What the embedded store and the reader processes share: pyoxigraph with our errors. Imports nothing heavy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from graph.errors import QueryError, StoreError
from graph.store.protocol import Formats, NotAcceptableError, Row

Result = QuerySolutions | QueryTriples | QueryBoolean
_PLACE = re.compile(r"error at (\d+):(\d+)")


@contextmanager
def told() -> Iterator[None]:
    """Turn what the engine raises into QueryError and StoreError."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(str(error)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StoreError(f"The store failed: {error}", "Check the disk and the rights of the store.") from error
    except RuntimeError as error:
        raise QueryError(f"The query could not be evaluated: {error}") from error


def syntax_error(message: str) -> QueryError:
    """A QueryError with the place that the parser names in `message`."""
    found = _PLACE.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (None, None)
    reason = _PLACE.sub("", message, count=1).lstrip(": ")
    return QueryError(f"The query is not valid SPARQL 1.1: {reason}", "Correct the query at this place.", line, column)


def evaluate(
    store: pyoxigraph.Store,
    query: str,
    default_graphs: Sequence[NamedNode] = (),
    named_graphs: Sequence[NamedNode] = (),
) -> Result:
    """Begin to evaluate a query. A dataset that is given replaces the one that the query names."""
    with told():
        if not default_graphs and not named_graphs:
            return store.query(query)
        return store.query(query, default_graph=list(default_graphs), named_graphs=list(named_graphs))


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
