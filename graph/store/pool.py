"""Queries of strangers, away from the process that owns the store: readers that can be killed at their limits."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import tempfile
import threading
from collections.abc import Container, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pebble import ProcessExpired, ProcessPool
from pyoxigraph import NamedNode

from graph.errors import PolicygraphError, QueryError
from graph.store import worker
from graph.store.guard import refuse_calls
from graph.store.oxigraph import OxigraphStore
from graph.store.protocol import Answer, Formats, Store
from graph.store.snapshots import Snapshots


class QueryLimitError(PolicygraphError):
    """A query went over a limit of the service: its time, its memory or the length of the queue."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use. Seconds and bytes."""

    seconds: float = 30.0
    memory_bytes: int = 2 << 30
    answer_bytes: int = 1 << 30
    waiting: int = 64


class ReaderPool:
    """Evaluates queries over the latest snapshot of an embedded store in processes of their own.

    A remote server has limits of its own: its queries run in threads here.
    """

    def __init__(
        self, store: Store, limits: Limits | None = None, *, readers: int = 2, allowed: Container[str] = ()
    ) -> None:
        self.limits = limits or Limits()
        self._store, self._allowed = store, allowed
        self._waiting, self._lock = 0, threading.Lock()
        self._spills, self._names = Path(tempfile.mkdtemp(prefix="policygraph-answers-")), count()
        self._threads = ThreadPoolExecutor(max(readers, 8), "query")
        self._snapshots = self._processes = None
        if isinstance(store, OxigraphStore):
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["graph.store.worker"])
            self._snapshots = Snapshots(store)
            self._processes = ProcessPool(
                max_workers=readers,
                context=context,
                initializer=worker.start,
                initargs=(self.limits.memory_bytes,),
            )

    def submit(
        self,
        query: str,
        formats: Formats,
        default_graphs: Sequence[NamedNode] = (),
        named_graphs: Sequence[NamedNode] = (),
        *,
        seconds: float | None = None,
    ) -> Future[Answer]:
        """Begin a query; `seconds` may lower the limit on its time. QueryLimitError if too many wait already.

        The future fails with QueryLimitError at a limit, with ForbiddenQueryError, QueryError or NotAcceptableError.
        """
        refuse_calls(query, self._allowed)
        with self._lock:
            if self._waiting >= self.limits.waiting:
                raise QueryLimitError("Too many queries are waiting.", "Try again in a few seconds.")
            self._waiting += 1
        seconds = min(seconds or self.limits.seconds, self.limits.seconds)
        future = self._threads.submit(self._answer, query, formats, default_graphs, named_graphs, seconds)
        future.add_done_callback(self._finished)
        return future

    def close(self) -> None:
        """End all readers."""
        if self._processes is not None:
            self._processes.stop()  # type: ignore[no-untyped-call]
            self._processes.join()
        self._threads.shutdown(wait=True, cancel_futures=True)
        if self._snapshots is not None:
            self._snapshots.close()
        shutil.rmtree(self._spills, ignore_errors=True)

    def _finished(self, _: Future[Answer]) -> None:
        with self._lock:
            self._waiting -= 1

    def _answer(
        self,
        query: str,
        formats: Formats,
        default_graphs: Sequence[NamedNode],
        named_graphs: Sequence[NamedNode],
        seconds: float,
    ) -> Answer:
        if self._processes is None or self._snapshots is None:
            return self._store.serialize_query(query, formats, default_graphs, named_graphs)
        snapshot = self._snapshots.acquire()
        spill = self._spills / str(next(self._names))
        graphs = tuple(tuple(graph.value for graph in graphs) for graphs in (default_graphs, named_graphs))
        arguments = (str(snapshot), query, formats, *graphs, str(spill), self.limits.answer_bytes)
        try:
            media, body = self._processes.schedule(worker.answer, args=arguments, timeout=seconds).result()
        except TimeoutError as error:
            spill.unlink(missing_ok=True)
            raise QueryLimitError(
                f"The query was ended after {seconds:g} seconds.", "Ask for less, or add a LIMIT and narrower patterns."
            ) from error
        except (ProcessExpired, MemoryError) as error:
            spill.unlink(missing_ok=True)
            if isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGSEGV:  # the engine's stack is full
                raise QueryError(
                    "The query is nested too deeply, or a chain in it is too long.", "Split it."
                ) from error
            raise QueryLimitError(
                "The query needed more memory than it may use and was ended.", "Ask for less at a time."
            ) from error
        finally:
            self._snapshots.release(snapshot)
        return Answer(media, iter((body,)) if body is not None else _read(spill))


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        path.unlink()
        while chunk := file.read(1 << 16):
            yield chunk
