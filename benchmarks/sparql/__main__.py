"""`python -m benchmarks.sparql`: our service beside the Oxigraph server and rdflib-endpoint, same data, same machine."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from benchmarks.provenance import provenance
from benchmarks.sparql import data
from benchmarks.sparql.clients import Connection, measure
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
    with TemporaryDirectory(prefix="policygraph-sparql-") as temporary:
        file = Path(temporary) / "data.nq"
        count = data.write(file, options.triples)
        print(f"data     {count:,} quads, {file.stat().st_size / 1e6:.0f} MB of N-Quads\n")
        organisations = data.organisations(options.triples)
        found = {}
        for system in (OURS, OXIGRAPH) if options.no_rdflib else (OURS, OXIGRAPH, RDFLIB):
            folder = Path(temporary) / system.name
            folder.mkdir()
            system.prepare(file, folder)
            found[system.name] = figures(system, folder, options.seconds, organisations)
    print("\n".join(table(found)), end="\n\n")
    print("\n".join(rates(found)), end="\n\n")
    for goal in goals(found[OURS.name], found[OXIGRAPH.name], found.get(RDFLIB.name)):
        print(f"{'met    ' if goal.met else 'NOT MET'}  {goal.words}: {goal.measured}")
    return 0


def figures(system: System, folder: Path, seconds: float, organisations: int) -> Figures:
    """Everything that is measured of one system. It is started twice, the first time so that no file is cold."""
    with system.started(folder):
        pass
    with system.started(folder) as started:
        tell(f"{system.name} answers after {started.cold:.2f} s")
        found = Figures(cold=started.cold)
        if system is OURS:
            settle(started)
        alone = seconds if system is not RDFLIB else 0.0
        found.lookups = measure(started.query, LIGHT, seconds, 1, organisations)
        found.alone = measure(started.query, (*LIGHT, *ANALYTIC), 2 * alone, 1, organisations)
        if system is RDFLIB:
            found.memory = started.memory()
            return found
        for clients in (1, MOST_CLIENTS):
            tell(f"{system.name}, {clients} clients")
            found.mix[clients] = measure(started.query, ANALYTIC, seconds, clients, organisations)
        found.memory = started.memory()
        found.repeated = repeated(started)
        with ingest(started, WRITES_A_SECOND) as writes:
            before, began = writes.made, time.monotonic()
            found.writing = measure(started.query, LIGHT, seconds, 1, organisations)
            found.written = (writes.made - before) / (time.monotonic() - began)
        tell(f"{system.name} under hostile load")
        with attack(started, HOSTILE_CLIENTS, patience=40):
            found.attacked = measure(started.query, LIGHT, 2 * seconds, 1, organisations)
    return found


def settle(started: Started) -> None:
    """Wait until the readers have the data in memory, if they fit."""
    for _ in range(600):
        with urlopen(started.query.replace("/sparql", "/readyz"), timeout=10) as answer:
            if json.load(answer)["copied"]:
                return
        time.sleep(0.2)
    tell("the data are read from disk")


def repeated(started: Started) -> float:
    """Milliseconds of a question that was asked before, over HTTP."""
    connection = Connection(started.query)
    question = Question("again", "SELECT (COUNT(*) AS ?n) { ?s a ?type }")
    taken = []
    for _ in range(200):
        began = time.perf_counter()
        connection.ask(question)
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def tell(what: str) -> None:
    """A line of progress."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
