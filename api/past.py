"""Stores of former moments, the few that were asked last."""

from __future__ import annotations

import threading
from collections import OrderedDict

from graph.history import Moment
from graph.store import Store

KEPT = 4


class Past:
    """Views of one store at moments. One is made at a time: each takes as much memory as the data."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._lock = threading.Lock()
        self._views: OrderedDict[tuple[str, Moment], Store] = OrderedDict()

    def of(self, store: Store, moment: Moment) -> Store:
        """The store as of a moment, made if it is not kept. HistoryError if the log does not reach back to it."""
        with self._lock:
            key = store.version(), moment
            if key not in self._views:
                self._views[key] = moment.view(store, self._base)
            self._views.move_to_end(key)
            while len(self._views) > KEPT:
                self._views.popitem(last=False)
            return self._views[key]
