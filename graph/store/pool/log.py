"""The changes of a store since this process began to watch it, for copies of its data elsewhere."""

from __future__ import annotations

import re
import threading
from collections import deque
from itertools import islice

from graph.store.pool.wire import Step
from graph.store.protocol import Change, Update
from graph.store.terms import render_change
from graph.store.tokens import Kind, Token, tokens
from graph.store.updates.rehearsal import NODE

MOST_BYTES = 16 << 20
"""Changes are kept up to this size; who lags behind further needs the data anew."""
_MAY_DIFFER = re.compile(
    r"\b(?:NOW|RAND|UUID|STRUUID|BNODE|LOAD|SERVICE)\b|_:|[\[(~]|<<|\{\||urn:policygraph:node", re.I
)
_READ_BYTES = 1 << 20
"""Longer updates that may differ are not looked at again, which would take too long while they are made."""


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
        if position == self.position:  # as most readers are
            return ()
        with self._lock:
            if position < self._first:
                return None
            found = [step for _, step in islice(self._changes, position - self._first, None)]
        known = tuple(step for step in found if step is not None)
        return known if len(known) == len(found) else None


def as_step(change: Change | Update) -> Step | None:
    """A change as one that may be made again elsewhere; None if it could lead to other data there.

    That is an update which draws by lot, fetches, or has blank nodes, for these are called otherwise in each copy.
    """
    if isinstance(change, Change):
        return Step(render_change(change))
    if _MAY_DIFFER.search(change.text) and (len(change.text) > _READ_BYTES or any(map(_differs, tokens(change.text)))):
        return None
    return Step(change.text, change.base, ours=False)


def _differs(token: Token) -> bool:
    if token.kind is Kind.WORD:
        return token.is_word("NOW", "RAND", "UUID", "STRUUID", "BNODE", "LOAD", "SERVICE")
    marks = "[", "(", "<<", "<<(", "{|", "~"
    return token.kind is Kind.BLANK or token.is_mark(*marks) or token.text == str(NODE)


def _size(step: Step | None) -> int:
    return len(step.text) if step is not None else 0
