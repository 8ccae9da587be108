"""What is measured: ingest, queries, the start of the service."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from signal import SIGINT
from socket import socket

import httpx

import ontology
from benchmarks.speed.corpus import repeated, samples
from graph.pipeline import IngestReport, extract_article, ingest_all
from graph.settings import Settings
from graph.store import Formats, Store
from graph.upkeep import ensure_registry

START_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Ingest:
    """An ingest: articles that were read, seconds, quads that they added."""

    articles: int
    seconds: float
    triples: int
    refused: int

    @property
    def articles_per_second(self) -> float:
        """Speed."""
        return self.articles / self.seconds

    @property
    def triples_per_article(self) -> float:
        """Quads in all graphs, the registry's left out."""
        return self.triples / self.articles


def ingest(store: Store, size: int, workers: int, on_progress: Callable[[IngestReport], None]) -> Ingest:
    """Take in the repeated corpus. Models and registry are loaded before the clock starts."""
    settings = Settings()
    ensure_registry(store, settings)
    extract_article(samples()[0])
    before = store.count()
    begin = time.monotonic()
    report = ingest_all(repeated(size), store, settings, on_progress, workers=workers)
    seconds = time.monotonic() - begin
    return Ingest(report.read, seconds, report.triples - before, report.refused)


@dataclass(frozen=True, slots=True)
class Latency:
    """How long a query takes to be answered in full, in milliseconds, and how large its answer is in bytes."""

    name: str
    median: float
    p95: float
    size: int


def latency(store: Store, name: str, query: str, runs: int) -> Latency:
    """Ask a query `runs` times, after once that does not count."""
    answer(store, query)
    taken = []
    size = 0
    for _ in range(runs):
        begin = time.perf_counter()
        size = answer(store, query)
        taken.append((time.perf_counter() - begin) * 1000)
    return Latency(name, percentile(taken, 50), percentile(taken, 95), size)


def answer(store: Store, query: str) -> int:
    """The size of the answer as it goes over the wire."""
    return sum(len(chunk) for chunk in store.serialize_query(query, Formats()).chunks)


def percentile(values: list[float], percent: int) -> float:
    """The nearest-rank percentile. ValueError for no values.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 50)
    2.0
    """
    if not values:
        raise ValueError("a percentile of nothing")
    return sorted(values)[max(0, ceil(len(values) * percent / 100) - 1)]


def queries() -> dict[str, str]:
    """The example queries by name."""
    return ontology.queries()


def cold_start(folder: Path) -> float:
    """Seconds from the start of `policygraph serve` to its first answer of /sparql. RuntimeError if there is none."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("policygraph")), "--store", str(folder), "serve", "--port", str(port)]
    question = {"query": "SELECT (COUNT(*) AS ?rulings) { ?ruling a <https://w3id.org/policygraph/ns#Ruling> }"}
    begin = time.monotonic()
    service = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while (seconds := time.monotonic() - begin) < START_LIMIT and service.poll() is None:
            with suppress(httpx.TransportError):
                reply = httpx.get(
                    f"http://127.0.0.1:{port}/sparql",
                    params=question,
                    headers={"Accept": "application/sparql-results+json"},
                )
                if reply.is_success and reply.json()["results"]["bindings"]:
                    return time.monotonic() - begin
            time.sleep(0.02)
        raise RuntimeError(f"no answer of /sparql within {seconds:.0f} s")
    finally:
        service.send_signal(SIGINT)
        with suppress(subprocess.TimeoutExpired):
            service.wait(10)
        service.kill()
