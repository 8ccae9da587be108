"""`python -m benchmarks.sparql`: our service beside the Oxigraph server and rdflib-endpoint, same data, same machine."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from benchmarks.provenance import provenance
from benchmarks.sparql import data
from benchmarks.sparql.clients import Clients, Connection, Seen
from benchmarks.sparql.questions import ANALYTIC, LIGHT, Question
from benchmarks.sparql.report import Figures, goals, rates, table
from benchmarks.sparql.systems import OURS, OXIGRAPH, RDFLIB, Started, System
from benchmarks.sparql.trouble import attack, ingest

MOST_CLIENTS = 8
HOSTILE_CLIENTS = 6
WRITES_A_SECOND = 10.0


def main() -> int:
    """Make the data, measure, print."""
    parser = argparse.ArgumentParser("python -m benchmarks.sparql", description="SPARQL against its peers.")
    parser.add_argument("--triples", type=int, default=1_000_000, help="(default: 1,000,000)")
    parser.add_argument("--seconds", type=float, default=15.0, help="for each measure (default: 15)")
    parser.add_argument("--no-rdflib", action="store_true", help="without rdflib-endpoint, which needs many minutes")
    options = parser.parse_args()
    print(provenance("benchmarks.sparql"))
    with TemporaryDirectory(prefix="policygraph-sparql-") as temporary, ExitStack() as running:
        file = Path(temporary) / "data.nq"
        count = data.write(file, options.triples)
        print(f"data     {count:,} quads, {file.stat().st_size / 1e6:.0f} MB of N-Quads\n")
        started = {}
        for system in (OURS, OXIGRAPH) if options.no_rdflib else (OURS, OXIGRAPH, RDFLIB):
            folder = Path(temporary) / system.name
            folder.mkdir()
            system.prepare(file, folder)
            started[system.name] = running.enter_context(warm(system, folder))
        found = measured(started, Measures(options.seconds, data.organisations(options.triples)))
    print("\n".join(table(found)), end="\n\n")
    print("\n".join(rates(found)), end="\n\n")
    for goal in goals(found[OURS.name], found[OXIGRAPH.name], found.get(RDFLIB.name)):
        print(f"{'met    ' if goal.met else 'NOT MET'}  {goal.words}: {goal.measured}")
    return 0


@contextmanager
def warm(system: System, folder: Path) -> Iterator[Started]:
    """A system that has been started twice, the first time so that no file is cold."""
    tell(f"starting {system.name}")
    if system is not RDFLIB:
        with system.started(folder):
            pass
    with system.started(folder) as started:
        if system is OURS:
            settle(started)
        yield started


def measured(started: dict[str, Started], measures: Measures) -> dict[str, Figures]:
    """Everything that is measured: each measure of one system right after that of the other, the rest being idle."""
    found = {name: Figures(cold=one.cold) for name, one in started.items()}
    for measure in measures.all():
        tell(measure.__name__.replace("_", " "))
        for name, one in started.items():
            if name in measures.of(measure):
                measure(one, found[name])
    for name, one in started.items():
        found[name].memory = one.memory()
    return found


class Measures:
    """One method a measure."""

    def __init__(self, seconds: float, organisations: int) -> None:
        self._seconds, self._organisations = seconds, organisations
        self._clients = Clients(MOST_CLIENTS)

    def all(self) -> list[Callable[[Started, Figures], None]]:
        """All of them, what leaves traces last."""
        mixes = [self.mix_of_one, self.mix_of_eight]
        return [
            self.look_up,
            self.ask_alone,
            *mixes,
            self.repeat,
            self.look_up_beside_ingest,
            self.look_up_under_attack,
        ]

    def of(self, measure: Callable[[Started, Figures], None]) -> set[str]:
        """The systems that it is of: rdflib-endpoint takes too long for most, and only ours withstands an attack."""
        if measure == self.look_up_under_attack:
            return {OURS.name}
        both = {OURS.name, OXIGRAPH.name}
        return both | {RDFLIB.name} if measure in (self.look_up, self.ask_alone) else both

    def look_up(self, system: Started, found: Figures) -> None:
        """Look-ups of one client."""
        found.lookups = self._ask(system, LIGHT, 1)

    def ask_alone(self, system: Started, found: Figures) -> None:
        """All questions by turns, of one client; of rdflib-endpoint each once."""
        found.alone = self._ask(system, (*LIGHT, *ANALYTIC), 1, 2.0 if system.quick else 0.0)

    def mix_of_one(self, system: Started, found: Figures) -> None:
        """The analytic questions by turns, of one client."""
        found.mix[1] = self._ask(system, ANALYTIC, 1)

    def mix_of_eight(self, system: Started, found: Figures) -> None:
        """The same of eight at the same time."""
        found.mix[MOST_CLIENTS] = self._ask(system, ANALYTIC, MOST_CLIENTS)

    def repeat(self, system: Started, found: Figures) -> None:
        """A question that was asked before, over HTTP."""
        connection = Connection(system.query)
        question = Question("again", "SELECT (COUNT(*) AS ?n) { ?s a ?type }")
        taken = []
        for _ in range(50):
            began = time.perf_counter()
            connection.ask(question)
            taken.append((time.perf_counter() - began) * 1000)
        found.repeated = median(taken)

    def look_up_beside_ingest(self, system: Started, found: Figures) -> None:
        """Look-ups while articles are written."""
        with ingest(system, WRITES_A_SECOND) as writes:
            before, began = writes.made, time.monotonic()
            found.writing = self._ask(system, LIGHT, 1)
            found.written = (writes.made - before) / (time.monotonic() - began)

    def look_up_under_attack(self, system: Started, found: Figures) -> None:
        """Look-ups while others are hostile, right after look-ups while all is quiet."""
        found.quiet = self._ask(system, LIGHT, 1)
        with attack(system, HOSTILE_CLIENTS, patience=40):
            found.attacked = self._ask(system, LIGHT, 1, 2.0)

    def _ask(self, system: Started, names: tuple[str, ...], clients: int, times: float = 1.0) -> Seen:
        return self._clients.measure(system.query, names, self._seconds * times, clients, self._organisations)


def settle(started: Started) -> None:
    """Wait until the readers have the data in memory, if they fit."""
    for _ in range(600):
        with urlopen(started.query.replace("/sparql", "/readyz"), timeout=10) as answer:
            if json.load(answer)["copied"]:
                return
        time.sleep(0.2)
    tell("the data are read from disk")


def tell(what: str) -> None:
    """A line of progress."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
