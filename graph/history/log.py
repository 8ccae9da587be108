"""The log of transactions. Each stands in a graph of its own, written with the change: a kill loses neither or both."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from graph.history.record import (
    Cause,
    Difference,
    Entry,
    HistoryError,
    Page,
    Transaction,
    difference,
    entries,
    read,
    unpack,
    written,
)
from graph.quads import Iris, local
from graph.settings import Settings
from graph.sparql import sparql
from graph.store import Change, Store
from graph.vocabulary import PG, PROV, RDF, RDFS, XSD, text_of

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_CLOCK = threading.Lock()
_written = count()
_last = datetime.min.replace(tzinfo=UTC)


def logged(store: Store, change: Change, cause: Cause, settings: Settings, note: str = "") -> Change:
    """The change with its entry in the log; what the log has too much goes with it.

    A change that leaves the default graph as it is gets no entry.
    """
    before, after = _around(store, change)
    made = difference(before, after)
    if not made.removed and not made.added:
        return change
    iris = Iris(settings.base)
    moment = _now()
    name = iris.change(moment.strftime(_STAMP))
    told = entries(before, after)
    facts: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, PG.Transaction),
        (RDFS.label, Literal(note or cause.value)),
        (PROV.generatedAtTime, Literal(moment.isoformat(), datatype=XSD.dateTime)),
        (PG.cause, Literal(cause.value)),
        (PG.changes, Literal(written(told))),
        (PG.difference, Literal(made.pack())),
    ]
    facts += ((PROV.invalidated, NamedNode(entry.thing)) for entry in told if entry.what == "removed")
    quads = tuple(Quad(name, predicate, value, name) for predicate, value in facts)
    spare = _spare(store, settings.history)
    return replace(change, clear=(*change.clear, *spare), insert=(*change.insert, *quads))


def transactions(store: Store, after: str = "", until: str = "~", limit: int = 0) -> Iterator[Transaction]:
    """The transactions behind a cursor up to another one, oldest first."""
    names = [name for name in _names(store, after, until) if local(name) != after]
    yield from _read(store, names[:limit] if limit else names)


def _read(store: Store, names: Sequence[NamedNode]) -> Iterator[Transaction]:
    rows = (
        {text_of(row["name"]): row for row in store.select(sparql("history-read"), {"names": names})} if names else {}
    )
    for name in names:
        row = rows[name.value]
        yield Transaction(
            name=local(name),
            time=text_of(row["time"]),
            cause=Cause(text_of(row["cause"])),
            note=text_of(row["note"]),
            entries=read(text_of(row["changes"])),
        )


def ending(store: Store, thing: NamedNode) -> tuple[Transaction, Entry] | None:
    """The last transaction that took a ruling or matter out of the graph, with its entry; None if the log tells of none."""
    for row in store.select(sparql("history-ended"), {"thing": thing}):
        (transaction,) = _read(store, [NamedNode(text_of(row["name"]))])
        return transaction, next(entry for entry in transaction.entries if entry.thing == thing.value)
    return None


def changes(store: Store, after: str = "", limit: int = 50, newest: bool = False) -> Page:
    """A page of the log behind a cursor; with `newest` its last page.

    HistoryError where transactions behind the cursor are no longer kept: some would be missed without a word.
    """
    names = _names(store, "" if newest else after)
    known = bool(names) and local(names[0]) == after
    if after and not known and after < (_first(store) or "~"):
        raise HistoryError(
            "The log does not reach back to this cursor.",
            "Read all rulings anew, and go on from the change feed without a cursor.",
        )
    names = names[1:] if known else names
    items = tuple(_read(store, names[-limit:] if newest else names[:limit]))
    cursor = items[-1].name if items else after
    return Page(items, cursor, bool(names) and cursor < local(names[-1]))


def differences(store: Store, after: datetime) -> list[Difference]:
    """What was changed after a moment, newest first. HistoryError if the log does not reach back so far."""
    names = _names(store)
    mark = after.astimezone(UTC).strftime(_STAMP)
    if not names or mark < local(names[0]):
        begin = f"The log begins at {local(names[0])}." if names else "The log is empty."
        raise HistoryError(f"What was known at {after.isoformat()} is not kept.", begin)
    wanted = [name for name in names if local(name) > mark]
    rows = store.select(sparql("history-differences"), {"names": wanted}) if wanted else iter(())
    found = {text_of(row["name"]): text_of(row["difference"]) for row in rows}
    return [unpack(found[name.value]) for name in reversed(wanted)]


def _around(store: Store, change: Change) -> tuple[list[Triple], list[Triple]]:
    """All that the default graph says, before and after, of things that the change forgets or tells of."""
    fresh = _as_stored(quad for quad in change.insert if isinstance(quad.graph_name, DefaultGraph))
    things = {*change.forget, *(triple.subject for triple in fresh if isinstance(triple.subject, NamedNode))}
    if not things:
        return [], []
    rows = store.select(sparql("consolidate-facts"), {"things": sorted(things, key=str)})
    before = [Triple(row["thing"], row["property"], row["value"]) for row in rows]  # type: ignore[arg-type]
    gone = set(change.forget)
    return before, list(dict.fromkeys([*(one for one in before if one.subject not in gone), *fresh]))


def _as_stored(quads: Iterable[Quad]) -> list[Triple]:
    """The triples as the engine gives them back: it writes times and numbers in one way."""
    engine = pyoxigraph.Store()
    engine.extend(quads)
    return [quad.triple for quad in engine]


def _names(store: Store, start: str = "", until: str = "~") -> list[NamedNode]:
    """The transactions from a cursor up to another one, both among them, oldest first."""
    rows = store.select(sparql("history-names"), {"start": Literal(start), "until": Literal(until)})
    return sorted((name for row in rows if isinstance(name := row["name"], NamedNode)), key=local)


def _first(store: Store) -> str:
    """The cursor of the oldest transaction; empty for none."""
    return next((text_of(row["first"]) for row in store.select(sparql("history-first")) if "first" in row), "")


def _spare(store: Store, limit: int) -> list[NamedNode]:
    """The transactions that must go for one more to be within the limit.

    Looked up once in a while, first by the first transaction of a process: counting them costs 20 microseconds each,
    and a hundredth above the limit does no harm.
    """
    if next(_written) % max(1, limit // 100):
        return []
    names = _names(store)
    return names[: max(0, len(names) + 1 - limit)]


def _now() -> datetime:
    """The time, later with every call, so that names are distinct and in order."""
    global _last
    with _CLOCK:
        _last = max(datetime.now(UTC), _last + timedelta(microseconds=1))
        return _last
