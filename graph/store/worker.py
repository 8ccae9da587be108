"""What runs in a reader process: open the snapshot, evaluate, write the answer. A runaway query dies with it."""

from __future__ import annotations

import ctypes
import io
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from graph.errors import PolicygraphError
from graph.store import engine
from graph.store.protocol import Formats

INLINE_BYTES = 1 << 20
"""Answers up to this size come back through the pipe, longer ones in a file."""

_PR_SET_PDEATHSIG = 1
_opened: dict[str, pyoxigraph.Store] = {}


class AnswerTooLargeError(PolicygraphError):
    """An answer went over the limit on its size."""


def start(memory_bytes: int) -> None:
    """Limit the memory of this process, and let it end in the middle of a query, or with its parent."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(
    snapshot: str,
    query: str,
    formats: Formats,
    default_graphs: tuple[str, ...],
    named_graphs: tuple[str, ...],
    spill: str,
    limit: int,
) -> tuple[str, bytes | None]:
    """The media type and the bytes of an answer; None for bytes that stand in the file `spill`."""
    graphs = [NamedNode(iri) for iri in default_graphs], [NamedNode(iri) for iri in named_graphs]
    result = engine.evaluate(_open(snapshot), query, *graphs)
    media = engine.media_type(result, formats)
    output = _Spill(spill, limit)
    try:
        engine.write(result, media, cast(IO[bytes], output))
    except PolicygraphError:
        if output.full:
            raise AnswerTooLargeError(
                f"The answer is larger than {limit} bytes.", "Ask for less at a time, with LIMIT and OFFSET."
            ) from None
        raise
    return media, output.done()


def _open(snapshot: str) -> pyoxigraph.Store:
    if snapshot not in _opened:
        _opened.clear()
        path = Path(snapshot)
        if path.is_dir():
            _opened[snapshot] = pyoxigraph.Store.read_only(snapshot)
        else:
            store = pyoxigraph.Store()
            store.load(path=snapshot, format=RdfFormat.N_QUADS)
            _opened[snapshot] = store
    return _opened[snapshot]


class _Spill(io.RawIOBase):
    """A buffer that goes over into a file when it grows."""

    def __init__(self, path: str, limit: int) -> None:
        self._path, self._limit = path, limit
        self._buffer, self._file = io.BytesIO(), cast(IO[bytes] | None, None)
        self._size = 0
        self.full = False

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self._size += len(data)
        if self._size > self._limit:
            self.full = True
            raise OSError("the answer is too large")
        if self._file is None and self._size > INLINE_BYTES:
            self._file = open(self._path, "wb")  # noqa: SIM115  (closed by `done`, or by the end of the process)
            self._file.write(self._buffer.getvalue())
            self._buffer = io.BytesIO()
        (self._file or self._buffer).write(data)
        return len(data)

    def done(self) -> bytes | None:
        if self._file is None:
            return self._buffer.getvalue()
        self._file.close()
        return None
