"""kill -9 in the middle of an ingest: each article is wholly there or absent, and running again completes the work."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from graph.audit import audit
from graph.history import transactions
from graph.pipeline import ingest_all
from graph.settings import Settings
from graph.store import open_store
from graph.vocabulary import text_of
from tests.acts import EXTRACTOR, quads_of
from tests.unit.ingester import articles

INGESTER = Path(__file__).with_name("ingester.py")
ROOT = Path(__file__).parents[2]
COUNT, ROUNDS = 60, 10
REGISTRY = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{Settings().base}graph/registry> {{ ?s ?p ?o }} }}"
RULINGS = "SELECT ?r { ?r a <https://w3id.org/policygraph/ns#Ruling> }"


def run(folder: Path, seconds: float | None = None, from_first: bool = False) -> int:
    """Run an ingest, killed after some seconds if it still runs then; how many articles it said were done.

    The seconds count from its start, or from its first article.
    """
    command = [sys.executable, str(INGESTER), str(folder), str(COUNT)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    if seconds is not None:
        if from_first:
            process.stdout.readline()
        time.sleep(seconds)
        process.kill()
    lines = process.stdout.read().split()
    process.wait()
    return int(lines[-1]) if lines else 0


def test_a_killed_ingest_leaves_whole_articles_and_can_be_completed(tmp_path: Path) -> None:
    rng = random.Random(20210203)
    folder, settings = tmp_path / "store", Settings()
    killed_at = []
    for number in range(ROUNDS):
        # Some die while the registry goes in, most at some moment among the articles, however fast the machine is.
        run(folder, rng.uniform(0.01, 0.3), from_first=number > 2)
        with open_store(str(folder)) as store:
            found = audit(store, settings)
            logged = {entry.thing for one in transactions(store) for entry in one.entries}
            assert {text_of(row["r"]) for row in store.select(RULINGS)} <= logged
            killed_at.append(sum(1 for _ in store.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?g a ?class } }")))
        # A registry that is half there is put there anew by the next run; nothing else may be wrong.
        assert [finding for finding in found if finding.rule != "no-label"] == []
    run(folder)
    assert len(set(killed_at)) > 2, killed_at
    with open_store(str(folder)) as store, open_store("memory:") as undisturbed:
        ingest_all(articles(COUNT), undisturbed, settings, extractor=EXTRACTOR)
        assert audit(store, settings) == []
        assert list(quads_of(store)) == list(quads_of(undisturbed))
        assert list(store.select(REGISTRY)) == list(undisturbed.select(REGISTRY))
