"""Oxigraph inside this process: on disk (one process owns the folder) or in memory."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

import pyoxigraph
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from graph.errors import QueryError, StoreError
from graph.store import engine
from graph.store.protocol import Answer, Change, Formats, Graph, Row, Update, Values
from graph.store.terms import bind, render_change
from graph.store.updates import rehearsal

Watcher = Callable[[str, Change | Update | None], None]
"""Told the version that a change leads to, and the change, or None if it is not known what changed."""
_COUNT = "SELECT (COUNT(*) AS ?quads) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_SPOOL_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 16


class OxigraphStore:
    """An embedded store. Its folder holds `data` (the engine's files), `version` and `snapshots`.

    The version is written down before the data is changed, so that a process killed in between leaves a new version
    with old data (somebody looks again for nothing) and never new data under an old version.
    """

    def __init__(self, folder: str | Path | None) -> None:
        self.folder = None if folder is None else Path(folder)
        self.location = "memory:" if folder is None else str(folder)
        self._lock = threading.Lock()
        self._watchers: list[Watcher] = []
        self._engine = _open(self.folder)
        self._version = self._read_version()
        self._counted: tuple[str, int] | None = None

    def select(self, query: str, values: Values | None = None) -> Iterator[Row]:
        """The solutions of a SELECT."""
        result = engine.evaluate(self._engine, bind(query, values))
        if not isinstance(result, QuerySolutions):
            raise QueryError("This is not a SELECT query.")
        return engine.rows(result)

    def ask(self, query: str, values: Values | None = None) -> bool:
        """The answer of an ASK."""
        result = engine.evaluate(self._engine, bind(query, values))
        if not isinstance(result, QueryBoolean):
            raise QueryError("This is not an ASK query.")
        return bool(result)

    def construct(self, query: str, values: Values | None = None) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        result = engine.evaluate(self._engine, bind(query, values))
        if not isinstance(result, QueryTriples):
            raise QueryError("This is not a CONSTRUCT or DESCRIBE query.")
        return _triples(result)

    def serialize_query(
        self,
        query: str,
        formats: Formats,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
    ) -> Answer:
        """The answer, evaluated wholly before the first byte is handed out: an error is never half an answer."""
        result = engine.evaluate(self._engine, query, default_graphs, named_graphs)
        media = engine.media_type(result, formats)
        spool = tempfile.SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115  (closed when read to its end)
        engine.write(result, media, spool)
        spool.seek(0)
        return Answer(media, _chunks(spool))

    def apply(self, change: Change) -> None:
        """Make a change in one transaction of the engine."""
        if not change:
            return
        request = render_change(change)
        with self._lock, engine.told(), self._next_version(change):
            self._engine.update(request)

    def update(self, update: str, base: str | None = None) -> None:
        """Run an update in one transaction of the engine."""
        functions = engine.missing_functions(update)
        with self._lock, engine.told("update", update), self._next_version(Update(update, base)):
            self._engine.update(update, base_iri=base, custom_functions=functions)

    def make(self, changes: str, base: str | None, version: str) -> bool:
        """Make changes that were found at a version of the data; False, and nothing done, if that has gone by.

        They are the operations of `graph.store.updates.rehearsal`.
        """
        with self._lock:
            if self._version != version:
                return False
            with engine.told("update"), self._next_version(Update(changes, base)):
                self._engine.update(changes, base_iri=base, custom_functions=rehearsal.FUNCTIONS)
        return True

    def has_graph(self, graph: Graph) -> bool:
        """Whether a graph is there."""
        return isinstance(graph, DefaultGraph) or self._engine.contains_named_graph(graph)

    def load(self, quads: Iterable[Quad]) -> None:
        """Add many quads by the engine's bulk loader."""
        with self._lock, engine.told(), self._next_version():
            self._engine.bulk_extend(quads)

    def dump(
        self,
        output: IO[bytes],
        format: RdfFormat,
        graph: Graph | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """Write one graph, or everything."""
        if graph is None and not format.supports_datasets:
            raise ValueError(f"{format.name} cannot hold named graphs: name the graph to write")
        with engine.told():
            self._engine.dump(output, format, from_graph=graph, prefixes=dict(prefixes or {}))

    def count(self) -> int:
        """How many quads there are, in all graphs. The engine counts while other threads go on, unlike its `len`."""
        version, counted = self._version, self._counted
        if counted is None or counted[0] != version:
            (row,) = self.select(_COUNT)
            counted = self._counted = version, int(cast(Literal, row["quads"]).value)
        return counted[1]

    def version(self) -> str:
        """The mark of the data."""
        return self._version

    def watch(self, watcher: Watcher) -> None:
        """Tell `watcher` of each change before the caller that made it goes on; it must not ask the store then."""
        self._watchers.append(watcher)

    def snapshot(self, target: Path) -> str:
        """Write the data as they stand to `target`, for readers in other processes; the version of these data.

        On disk a folder of hard links, made in milliseconds; in memory a file of N-Quads.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._lock, engine.told():
            if self.folder is not None:
                self._engine.backup(str(target))
            else:
                with target.open("wb") as output:
                    self._engine.dump(output, RdfFormat.N_QUADS)
            return self._version

    def close(self) -> None:
        """Write everything to disk and let go of the folder; iterators that are still open hold on to it."""
        with self._lock, engine.told():
            if self.folder is not None:
                self._engine.flush()
            self._engine = pyoxigraph.Store()  # the engine closes its files when nothing refers to it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_version(self) -> str:
        if self.folder is not None and (path := self.folder / "version").exists():
            return path.read_text("ascii").strip()
        version = secrets.token_hex(8)
        self._write_version(version)
        return version

    def _write_version(self, version: str) -> None:
        if self.folder is None:
            return
        path = self.folder / "version"
        fresh = path.with_suffix(".new")
        fresh.write_text(version, "ascii")
        os.replace(fresh, path)

    def _next_version(self, change: Change | Update | None = None) -> _NextVersion:
        return _NextVersion(self, change)


class _NextVersion:
    """While a change is made: the new version is on disk before it, and in memory after the watchers were told.

    A change that fails has changed nothing, unless it is one of which nobody knows what it changes.
    """

    def __init__(self, store: OxigraphStore, change: Change | Update | None) -> None:
        self._store, self._change = store, change
        self._version = secrets.token_hex(8)

    def __enter__(self) -> None:
        self._store._write_version(self._version)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        made = Change() if self._change is not None and error is not None else self._change
        for watcher in self._store._watchers:
            watcher(self._version, made)
        self._store._version = self._version


def _open(folder: Path | None) -> pyoxigraph.Store:
    if folder is None:
        return pyoxigraph.Store()
    try:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        opened = pyoxigraph.Store(str(folder / "data"))
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreError(
                f"The store {folder} is in use by another process.",
                "Stop that process, or ask it: --store http://127.0.0.1:8000 if it is `policygraph serve`.",
            ) from error
        raise StoreError(f"The store {folder} cannot be opened: {error}", "Check the path and its rights.") from error
    shutil.rmtree(folder / "snapshots", ignore_errors=True)
    return opened


def _triples(result: QueryTriples) -> Iterator[Triple]:
    with engine.told():
        yield from result


def _chunks(spool: IO[bytes]) -> Iterator[bytes]:
    with spool:
        while chunk := spool.read(_CHUNK_BYTES):
            yield chunk
