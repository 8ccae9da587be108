"""The time that one article takes to be consolidated, logged and written, with more and more articles in the store."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from pyoxigraph import NamedNode, Quad

from benchmarks.consolidation.corpus import Corpus, numbered
from benchmarks.speed.measures import percentile
from graph.consolidate import consolidate
from graph.history import Cause, logged
from graph.registry_graph import Registry
from graph.settings import Settings
from graph.store import Change, Store

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Cost:
    """What an article costs with `articles` in the store, in milliseconds: consolidated; and logged; and written."""

    articles: int
    rulings: int
    matters: int
    consolidated: float
    consolidated_p95: float
    logged: float
    written: float
    written_p95: float


def growth(store: Store, registry: Registry, settings: Settings, sizes: Sequence[int], probes: int) -> Iterator[Cost]:
    """The cost at each size. Between sizes articles come in chunks; at each one `probes` come one by one."""
    corpus = Corpus(registry.iris)
    done = 0
    for size in sorted(sizes):
        for begin in range(done, size, CHUNK):
            chunk = list(numbered(corpus, begin, min(begin + CHUNK, size)))
            add(store, registry, settings, [quad for quads in chunk for quad in quads])
        done = size
        yield cost(store, registry, settings, corpus, done, probes)
        done += probes


def cost(store: Store, registry: Registry, settings: Settings, corpus: Corpus, done: int, probes: int) -> Cost:
    """Add articles one by one and take the time."""
    taken = [add(store, registry, settings, quads) for quads in numbered(corpus, done, done + probes)]
    consolidated, logged, written = ([seconds * 1000 for seconds in column] for column in zip(*taken, strict=True))
    return Cost(
        articles=done,
        rulings=counted(store, "Ruling"),
        matters=counted(store, "Matter"),
        consolidated=median(consolidated),
        consolidated_p95=percentile(consolidated, 95),
        logged=median(logged),
        written=median(written),
        written_p95=percentile(written, 95),
    )


def add(store: Store, registry: Registry, settings: Settings, quads: Sequence[Quad]) -> tuple[float, float, float]:
    """Consolidate, log and write articles: the seconds until each was done."""
    begin = time.perf_counter()
    derived = consolidate(store, registry, (), quads, settings.bands)
    consolidated = time.perf_counter() - begin
    change = Change(forget=derived.forget, insert=(*quads, *derived.insert))
    change = logged(store, change, Cause.WORLD, settings, "article")
    told = time.perf_counter() - begin
    store.apply(change)
    return consolidated, told, time.perf_counter() - begin


def counted(store: Store, name: str) -> int:
    """How many things of a class there are."""
    kind = NamedNode(f"https://w3id.org/policygraph/ns#{name}")
    (row,) = store.select("SELECT (COUNT(?thing) AS ?n) WHERE { ?thing a $class }", {"class": kind})
    return int(str(getattr(row["n"], "value", 0)))
