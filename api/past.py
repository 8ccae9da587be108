"""Stores of former moments, the few that were asked last, within a bound on what they take together."""

from __future__ import annotations

import threading
from collections import OrderedDict
from http import HTTPStatus

from api.problems import ProblemError
from graph.history import Moment
from graph.store import Store

KEPT = 4


class Past:
    """Views of one store at moments. Each takes as much memory as the data: together they hold at most `limit` quads.

    One is made at a time. Views of data that have changed since are let go, for nobody can ask for them any more.
    """

    def __init__(self, base: str, limit: int) -> None:
        self._base, self._limit = base, limit
        self._lock = threading.Lock()
        self._views: OrderedDict[tuple[str, Moment], Store] = OrderedDict()

    def of(self, store: Store, moment: Moment) -> Store:
        """The store as of a moment, made if it is not kept.

        ProblemError (503) if the data are larger than the bound; HistoryError if the log does not reach back to it.
        """
        with self._lock:
            version = store.version()
            key = version, moment
            if key not in self._views:
                self._make_room(version, store.count())
                self._views[key] = moment.view(store, self._base)
            self._views.move_to_end(key)
            return self._views[key]

    def _make_room(self, version: str, quads: int) -> None:
        """Let go of views until one of so many quads fits."""
        if quads > self._limit:
            detail = (
                f"The data have {quads:,} quads, more than the {self._limit:,} that may be held for former moments."
            )
            remedy = "POLICYGRAPH_PAST_QUADS sets how many; /api/v1/changes tells what changed since."
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, remedy)
        for key in [key for key in self._views if key[0] != version]:
            del self._views[key]
        room = min(KEPT, self._limit // max(quads, 1))
        while len(self._views) >= room:
            self._views.popitem(last=False)
