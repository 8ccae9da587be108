"""The changes of a store since this process began to watch it, for copies of its data elsewhere."""

from __future__ import annotations

import re
import threading
from collections import deque
from itertools import islice

from graph.store.pool.wire import Step
from graph.store.protocol import Change, Update
from graph.store.terms import render_change

MOST_BYTES = 16 << 20
"""Changes are kept up to this size; who lags behind further needs the data anew."""
_DIFFERS = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE|LOAD|SERVICE)\b|_:|\[", re.IGNORECASE)


class Log:
    """Places count the changes. Written to by any thread, read by the event loop."""

    def __init__(self, version: str) -> None:
        self._lock = threading.Lock()
        self._changes: deque[tuple[str, Step | None]] = deque()
        self._before, self._first, self._size = version, 0, 0
        self.position = 0

    def add(self, version: str, step: Step | None) -> None:
        """A change that has led to `version`; None if it cannot be made again elsewhere."""
        with self._lock:
            self._changes.append((version, step))
            self._size += _size(step)
            self.position += 1
            while self._size > MOST_BYTES:
                self._before, gone = self._changes.popleft()
                self._size -= _size(gone)
                self._first += 1

    def place(self, version: str) -> int | None:
        """The place of a version; None if it is too old."""
        with self._lock:
            for back, (reached, _) in enumerate(reversed(self._changes)):
                if reached == version:
                    return self.position - back
            return self._first if version == self._before else None

    def since(self, position: int) -> tuple[Step, ...] | None:
        """The changes from a place to the end; None if one of them is not to be had."""
        with self._lock:
            if position < self._first:
                return None
            found = [step for _, step in islice(self._changes, position - self._first, None)]
        known = tuple(step for step in found if step is not None)
        return known if len(known) == len(found) else None


def as_step(change: Change | Update) -> Step | None:
    """A change as one that may be made again elsewhere; None if it could lead to other data there.

    What an update might draw by lot, fetch or name anew is looked for in its text, strings and comments included.
    """
    if isinstance(change, Change):
        return Step(render_change(change))
    return None if _DIFFERS.search(change.text) else Step(change.text, change.base, ours=False)


def _size(step: Step | None) -> int:
    return len(step.text) if step is not None else 0
