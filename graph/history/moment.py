"""A moment in two clocks, and a store that answers as of it."""

from __future__ import annotations

import io
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from graph.errors import InputError
from graph.history.log import differences
from graph.store import MEMORY, Store, open_store
from graph.vocabulary import PG, RDF


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is a day in the world, `as_of` a moment of our knowledge of it; None is now."""

    at: date | None = None
    as_of: datetime | None = None

    def __bool__(self) -> bool:
        return self.at is not None or self.as_of is not None

    def view(self, store: Store, base: str) -> Store:
        """A store in memory that holds what `store` would. HistoryError if the log does not reach back to `as_of`.

        Articles have the text that they have now; those that were not known at `as_of` are left out.
        """
        everything = _quads(store)
        told: Iterable[Triple] = [quad.triple for quad in everything if isinstance(quad.graph_name, DefaultGraph)]
        if self.as_of is not None:
            told = _known(told, store, self.as_of)
        articles = {one.subject for one in told if one.predicate == RDF.type and one.object == PG.Article}
        if self.at is not None:
            from graph.history.days import on_day  # with networkx: only those who ask for a day wait for it

            told = on_day(told, self.at, base)
        seen = open_store(MEMORY)
        seen.load([*(Quad(*one) for one in told), *_evidence(everything, articles, base)])
        return seen


def moment(at: str = "", as_of: str = "") -> Moment:
    """The moment of two texts. `at` is a date; `as_of` a date (its end, in UTC) or an ISO 8601 time. InputError if not."""
    try:
        day = date.fromisoformat(at) if at else None
    except ValueError as error:
        raise InputError(f"at={at!r} is no day.", "Write it as 2021-06-01.") from error
    try:
        known = _end_of(as_of) if as_of else None
    except ValueError as error:
        raise InputError(f"as_of={as_of!r} is no moment.", "Write it as 2021-06-01 or 2021-06-01T12:00:00Z.") from error
    return Moment(day, known)


def _end_of(text: str) -> datetime:
    if len(text) == len("2021-06-01"):
        return datetime.combine(date.fromisoformat(text), time.max, UTC)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _quads(store: Store) -> list[Quad]:
    output = io.BytesIO()
    store.dump(output, RdfFormat.N_QUADS)
    return list(parse(output.getvalue(), RdfFormat.N_QUADS))


def _known(triples: Iterable[Triple], store: Store, moment: datetime) -> set[Triple]:
    """The triples as they were: what was done since is undone, the last first."""
    found = set(triples)
    for made in differences(store, moment):
        found -= made.added
        found |= made.removed
    return found


def _evidence(quads: Iterable[Quad], articles: Container[object], base: str) -> Iterator[Quad]:
    """The graphs beside the default graph: those of these articles, and those that belong to none and to no transaction."""
    for quad in quads:
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and not graph.value.startswith(f"{base}change/"):
            if graph in articles or not graph.value.startswith(f"{base}article/"):
                yield quad
