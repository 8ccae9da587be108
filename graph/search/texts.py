"""The index of a store, in step with it: what was committed before a search is found by it.

The index of an embedded store lies in `text` beside its data. Each commit tells which things it touched, and before the
next search (and when the store is closed) these are read again. An index whose version is not that of the store (the
process was killed in between, or another one wrote) is made anew, and so is the one in memory of a remote server.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode

from graph.errors import QueryError
from graph.search.documents import all_things, documents, quoted
from graph.search.index import TYPES, Hit, Match, TextIndex
from graph.search.wording import Wording, wording
from graph.store import Change, Store, Update
from graph.store.oxigraph import OxigraphStore
from graph.store.updates import targets

_MANY = 200_000
"""Touched things above which the index is made anew."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `loosely`: the words as they were typed find nothing, these hold words with typing errors."""

    hits: tuple[Hit, ...]
    counts: dict[str, int]
    """How many there are of each type, whichever types were asked for."""
    loosely: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one type, and how many there are in all."""

    type: str
    total: int
    hits: tuple[Hit, ...]


@dataclass(slots=True)
class _Touched:
    """What the changes from version `since` to `version` have touched; `known` is false if that is not known."""

    since: str
    version: str
    things: set[str] = field(default_factory=set)
    graphs: set[str] = field(default_factory=set)
    known: bool = True

    def add(self, version: str, change: Change | None) -> None:
        """A change, or one that is not known, which led to this version."""
        self.version = version
        if change is None or len(self.things) > _MANY:
            self.known = False
        if change is None or not self.known:
            return
        self.graphs |= {graph.value for graph in change.clear}
        self.things |= {subject.value for subject in change.forget}
        for quad in change.insert:
            if isinstance(quad.graph_name, NamedNode):
                self.graphs.add(quad.graph_name.value)
            elif isinstance(quad.subject, NamedNode):
                self.things.add(quad.subject.value)


class Texts:
    """Searches the texts of one store. Closed before the store is, it leaves the index in step on disk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._embedded = store if isinstance(store, OxigraphStore) else None
        folder = self._embedded.folder if self._embedded else None
        self._index = TextIndex(folder / "text" if folder else None)
        self._lock, self._noting = threading.Lock(), threading.Lock()
        self._touched = _Touched(version := store.version(), version)
        if self._embedded:
            self._embedded.watch(self._note)

    def search(self, text: str, limit: int = 20, offset: int = 0, types: Sequence[str] = ()) -> Found:
        """The things whose texts hold all words of `text`, best first. QueryError if it has too many words."""
        asked = wording(text)
        index = self.index()
        counts, loosely = _counted(index, asked)
        hits = index.search(asked, limit, offset, types=types, loosely=loosely) if counts else []
        return Found(tuple(hits), counts, loosely)

    def grouped(self, text: str, limit: int, offset: int = 0, types: Sequence[str] = ()) -> tuple[list[Group], bool]:
        """The same by type, `limit` of each from `offset` on, the type of the best hit first; and whether loosely."""
        asked = wording(text)
        index = self.index()
        counts, loosely = _counted(index, asked)
        groups = []
        for type_, total in counts.items():
            if not types or type_ in types:
                hits = index.search(asked, limit, offset, types=[type_], loosely=loosely)
                groups.append(Group(type_, total, tuple(hits)))
        return sorted(groups, key=_best_first), loosely

    def matches(self, text: str, limit: int, *, with_text: bool) -> list[Match] | None:
        """The `limit` things that fit best, with little said of each; None if `text` has no word."""
        if not (asked := wording(text)):
            return None
        index = self.index()
        if found := index.matches(asked, limit, with_text=with_text):
            return found
        return index.matches(asked, limit, with_text=with_text, loosely=True)

    def index(self) -> TextIndex:
        """The index with everything that was committed so far."""
        with self._lock:
            if self._index.version != (version := self._store.version()):
                self._catch_up(version)
            return self._index

    def close(self) -> None:
        """Leave the index in step with the store."""
        self.index()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()

    def _note(self, version: str, change: Change | Update | None) -> None:
        with self._noting:
            self._touched.add(version, _by_update(change) if isinstance(change, Update) else change)

    def _catch_up(self, version: str) -> None:
        """Bring the index to the version that was noted last; what is committed meanwhile waits for the next time."""
        with self._noting:
            touched, self._touched = self._touched, _Touched(self._touched.version, self._touched.version)
        if self._embedded is None:
            self._index.rebuild(documents(self._store, all_things(self._store)), version)
        elif touched.known and touched.since == self._index.version:
            things = touched.things | set(quoted(self._store, touched.graphs))
            self._index.update(touched.version, things, touched.graphs, documents(self._store, things))
        else:
            self._index.rebuild(documents(self._store, all_things(self._store)), touched.version)


def _counted(index: TextIndex, asked: Wording) -> tuple[dict[str, int], bool]:
    """How many things of each type fit, with typing errors forgiven where none fit without."""
    if not asked:
        return {}, False
    if counts := index.count(asked):
        return counts, False
    counts = index.count(asked, loosely=True)
    return counts, bool(counts)


def _best_first(group: Group) -> tuple[float, int]:
    return -max((hit.score for hit in group.hits), default=0.0), TYPES.index(group.type)


def _by_update(update: Update) -> Change | None:
    """A change that touches all that an update does, if it is told beforehand to write to named graphs only."""
    try:
        graphs = [target.graph for target in targets(update.text)]
    except QueryError:
        return None
    named = tuple(graph for graph in graphs if graph is not None)
    return Change(clear=named) if len(named) == len(graphs) else None
