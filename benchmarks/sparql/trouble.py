"""What goes on while others ask: an ingest that writes, clients that mean no good."""

from __future__ import annotations

import http.client
import itertools
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

from benchmarks.sparql.data import ID, PG
from benchmarks.sparql.questions import hostile
from benchmarks.sparql.systems import Started

_ARTICLE_TRIPLES = 60
_ELSEWHERE = "127.0.0.2"
"""The address that the hostile clients come from."""


class Writes:
    """How many articles were written."""

    def __init__(self) -> None:
        self.made = 0


@contextmanager
def ingest(system: Started, a_second: float) -> Iterator[Writes]:
    """Meanwhile articles' graphs are replaced, one update each, so many a second at most."""
    stop, writes = threading.Event(), Writes()

    def write() -> None:
        for number in itertools.count():
            if stop.wait(1 / a_second):
                return
            request = urllib.request.Request(
                system.update,
                _swap(number % 200, number).encode(),
                {"Content-Type": "application/sparql-update", **system.headers},
            )
            with urllib.request.urlopen(request, timeout=60) as answer:
                answer.read()
            writes.made += 1

    with _running([threading.Thread(target=write)], stop):
        yield writes


@contextmanager
def attack(system: Started, clients: int, patience: float) -> Iterator[None]:
    """Meanwhile so many clients ask the hostile queries round and round, each for `patience` seconds at most."""
    stop = threading.Event()
    queries = itertools.cycle(hostile().values())
    lock, where = threading.Lock(), urlsplit(system.query)

    def ask() -> None:
        while not stop.is_set():
            with lock:
                query = next(queries)
            connection = http.client.HTTPConnection(where.hostname or "", where.port, patience, (_ELSEWHERE, 0))
            try:
                connection.request("GET", f"{where.path}?{urlencode({'query': query})}")
                with connection.getresponse() as answer:
                    while answer.read(1 << 20) and not stop.is_set():
                        pass
            except (OSError, http.client.HTTPException):
                stop.wait(0.05)
            finally:
                connection.close()

    with _running([threading.Thread(target=ask, daemon=True) for _ in range(clients)], stop):
        stop.wait(2)  # until it hurts
        yield


@contextmanager
def _running(threads: list[threading.Thread], stop: threading.Event) -> Iterator[None]:
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def _swap(place: int, number: int) -> str:
    graph = f"<{ID}article/bench{place:04}>"
    facts = " ".join(f'{graph} <{PG}note{line}> "number {number}, line {line}" .' for line in range(_ARTICLE_TRIPLES))
    return f"CLEAR SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {facts} }} }}"
