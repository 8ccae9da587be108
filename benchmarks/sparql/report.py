"""The figures in print: each beside the peers' as a ratio, and which of the goals are met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.sparql.clients import Seen
from benchmarks.sparql.questions import ANALYTIC, LIGHT


@dataclass
class Figures:
    """What was measured of one system. Seconds, bytes, milliseconds in `Seen`."""

    cold: float = 0.0
    memory: int = 0
    alone: Seen | None = None
    """One client, all questions by turns."""
    lookups: Seen | None = None
    mix: dict[int, Seen] = field(default_factory=dict)
    """The analytic questions by turns, by the number of clients."""
    writing: Seen | None = None
    """One client while articles are written."""
    written: float = 0.0
    """Articles written a second meanwhile."""
    quiet: Seen | None = None
    """Look-ups of one client, right before."""
    attacked: Seen | None = None
    """Look-ups of one client while others are hostile."""
    repeated: float = 0.0
    """Milliseconds of a question that was asked before."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, what was measured of it, and whether that is enough."""

    words: str
    measured: str
    met: bool


def table(found: dict[str, Figures]) -> Iterator[str]:
    """A line a question: p50 and p95 of each system in milliseconds, and how many times the first one's p50 that is."""
    ours, *peers = found
    heads = "".join(f"{f'{name}: p50  p95 ms':>26}" for name in found) + "".join(f"{f'x {name}':>18}" for name in peers)
    yield f"{'one client':30}{heads}"
    for name in (*LIGHT, *ANALYTIC):
        cells = "".join(f"{_times(figures.alone, name):>26}" for figures in found.values())
        ratios = "".join(f"{_ratio(found[peer].alone, found[ours].alone, name):>18}" for peer in peers)
        yield f"{name:30}{cells}{ratios}"


def rates(found: dict[str, Figures]) -> Iterator[str]:
    """Answers a second, memory, start, by system."""
    yield f"{'':42}" + "".join(f"{name:>18}" for name in found)
    for clients in sorted({number for figures in found.values() for number in figures.mix}):
        rows = {name: figures.mix.get(clients) for name, figures in found.items()}
        yield _row(
            f"analytic mix, {clients} clients, answers/s",
            {n: f"{seen.rate:.1f}" if seen else None for n, seen in rows.items()},
        )
    yield _row(
        "lookups, 1 client, answers/s", {n: f"{f.lookups.rate:.0f}" if f.lookups else None for n, f in found.items()}
    )
    yield _row("lookup p95 while articles are written, ms", {n: _p95(f.writing) for n, f in found.items()})
    yield _row(
        "  articles written/s meanwhile", {n: f"{f.written:.1f}" if f.writing else None for n, f in found.items()}
    )
    yield _row("lookup p95 quiet, ms", {n: _p95(f.quiet) for n, f in found.items()})
    yield _row("lookup p95 under hostile load, ms", {n: _p95(f.attacked) for n, f in found.items()})
    yield _row(
        "  lookups that failed meanwhile", {n: str(f.attacked.failed) if f.attacked else None for n, f in found.items()}
    )
    yield _row("memory, MB", {n: f"{f.memory / 1e6:.0f}" for n, f in found.items()})
    yield _row("start to first answer, s", {n: f"{f.cold:.2f}" for n, f in found.items()})


def goals(ours: Figures, oxigraph: Figures, rdflib: Figures | None) -> Iterator[Goal]:
    """The goals that were set, against what was measured."""
    assert ours.alone and oxigraph.alone and ours.lookups and oxigraph.lookups and ours.attacked and ours.quiet
    worst = max(ANALYTIC, key=lambda name: _share(ours.alone, oxigraph.alone, name))
    share = _share(ours.alone, oxigraph.alone, worst)
    slow = [name for name in ANALYTIC if _share(ours.alone, oxigraph.alone, name) > 0.5]
    yield Goal(
        "each analytic question at p50 at most half the time of Oxigraph",
        f"{len(ANALYTIC) - len(slow)} of {len(ANALYTIC)}; worst {worst} at {share:.2f}",
        not slow,
    )
    if rdflib is not None and rdflib.alone is not None:
        near = min(ANALYTIC, key=lambda name: 1 / _share(ours.alone, rdflib.alone, name))
        times = 1 / _share(ours.alone, rdflib.alone, near)
        yield Goal(
            "each analytic question 20 times faster than rdflib-endpoint",
            f"least: {near}, {times:.0f} times",
            times >= 20,
        )
    apart = ours.lookups.at("lookup", 50) - oxigraph.lookups.at("lookup", 50)
    yield Goal("look-ups within 1 ms of Oxigraph", f"{apart:+.2f} ms", apart <= 1)
    yield Goal("a repeated question under 1 ms", f"{ours.repeated:.2f} ms over HTTP", ours.repeated < 1)
    if 8 in ours.mix and 8 in oxigraph.mix:
        more = ours.mix[8].rate / oxigraph.mix[8].rate
        yield Goal("analytic mix at 8 clients 1.5 times Oxigraph's", f"{more:.2f} times", more >= 1.5)
    yield Goal("start to first answer under 1 s", f"{ours.cold:.2f} s", ours.cold < 1)
    loud = ours.attacked.at("lookup", 95) / ours.quiet.at("lookup", 95)
    yield Goal("p95 of look-ups under hostile load at most 3 times its quiet value", f"{loud:.2f} times", loud <= 3)


def _share(one: Seen | None, other: Seen | None, name: str) -> float:
    assert one and other
    return one.at(name, 50) / other.at(name, 50)


def _times(seen: Seen | None, name: str) -> str:
    return f"{seen.at(name, 50):.2f} {seen.at(name, 95):9.2f}" if seen and name in seen.taken else "-"


def _ratio(peer: Seen | None, ours: Seen | None, name: str) -> str:
    return f"{_share(peer, ours, name):.2f}" if peer and ours and name in peer.taken else "-"


def _p95(seen: Seen | None) -> str | None:
    return f"{seen.at('lookup', 95):.2f}" if seen else None


def _row(words: str, cells: dict[str, str | None]) -> str:
    return f"{words:42}" + "".join(f"{cell or '-':>18}" for cell in cells.values())
