"""Answers that were given before, while the data are the same."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import NamedTuple

from graph.store.protocol import Formats

_CHANGES = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)


class Key(NamedTuple):
    """What an answer depends on."""

    query: str
    formats: Formats
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    version: str


class Answers:
    """Media types and bodies, the least used forgotten first when they need more than `most_bytes`."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._size = most_bytes, 0
        self._answers: OrderedDict[Key, tuple[str, bytes]] = OrderedDict()

    def get(self, key: Key) -> tuple[str, bytes] | None:
        """The answer, if it is known."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: Key, media_type: str, body: bytes) -> None:
        """Keep an answer, unless it is too large or another one at each time of asking."""
        size = _size(key, body)
        if size > self._most // 8 or _CHANGES.search(key.query) or key in self._answers:
            return
        self._answers[key] = media_type, body
        self._size += size
        while self._size > self._most:
            old, (_, gone) = self._answers.popitem(last=False)
            self._size -= _size(old, gone)


def _size(key: Key, body: bytes) -> int:
    return len(key.query) * 2 + len(body) + 500
