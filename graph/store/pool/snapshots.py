"""The latest snapshot of an embedded store for its readers; old ones go when nobody reads them any more."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from graph.store.oxigraph import OxigraphStore


class Snapshots:
    """Hands out the path of a snapshot that holds every change made before it was asked for."""

    def __init__(self, store: OxigraphStore) -> None:
        self._store = store
        if store.folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="policygraph-"))
        else:
            self._folder = store.folder / "snapshots"
        self._lock = threading.Lock()
        self._current: tuple[Path, str] | None = None
        self._readers: Counter[Path] = Counter()
        self._numbers: Iterator[int] = iter(range(1, 1 << 62))

    def acquire(self) -> tuple[Path, str]:
        """A snapshot for one reader, which gives it back with `release`, and the version of its data."""
        with self._lock:
            if self._current is None or self._current[1] != self._store.version():
                previous = self._current
                path = self._folder / str(next(self._numbers))
                self._current = path, self._store.snapshot(path)
                if previous is not None and not self._readers[previous[0]]:
                    _remove(previous[0])
            self._readers[self._current[0]] += 1
            return self._current

    def acquire_current(self) -> tuple[Path, str] | None:
        """The same if it is there already, without waiting for anything."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            if self._current is None or self._current[1] != self._store.version():
                return None
            self._readers[self._current[0]] += 1
            return self._current
        finally:
            self._lock.release()

    def release(self, path: Path) -> None:
        """This reader is done with the snapshot."""
        with self._lock:
            self._readers[path] -= 1
            if self._readers[path] <= 0:
                del self._readers[path]
                if self._current is None or self._current[0] != path:
                    _remove(path)

    def close(self) -> None:
        """Remove all snapshots."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
