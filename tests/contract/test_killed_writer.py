"""kill -9 in the middle of writing: each change is wholly there or absent, and what was acknowledged is there."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

from pyoxigraph import Literal

from graph.store import open_store
from tests.contract.writer import GRAPHS, SUBJECTS

WRITER = Path(__file__).with_name("writer.py")
ROOT = Path(__file__).parents[2]
ROUNDS = 12


def killed_after(folder: Path, start: int, seconds: float, from_first: bool) -> int:
    """Let a writer run for a while and kill it; the last number that it acknowledged.

    The while counts from its start, or from its first change: so it is killed among changes however slow the machine is.
    """
    command = [sys.executable, str(WRITER), str(folder), str(start)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})
    lines: list[str] = []
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    if from_first:
        lines.append(process.stdout.readline())
    reader = threading.Thread(target=lambda: lines.extend(process.stdout or []))
    reader.start()
    time.sleep(seconds)
    process.kill()
    process.wait()
    reader.join()
    return int(lines[-1]) if lines else start - 1


def test_each_change_is_wholly_there_or_absent(tmp_path: Path) -> None:
    rng = random.Random(20210203)
    folder, last = tmp_path / "store", -1
    state_of: dict[str, int] = {}
    for number in range(ROUNDS):
        acknowledged = killed_after(folder, last + 1, rng.uniform(0.01, 0.25), from_first=number > 2)
        with open_store(str(folder)) as store:
            rows = store.select("SELECT ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
            marks = [row["o"].value for row in rows if isinstance(row["o"], Literal)]
            found = int(marks[0]) if marks else -1
            assert set(marks) <= {str(found)}
            assert len(marks) in (0, (len(GRAPHS) + 1) * len(SUBJECTS))
            assert found in (acknowledged, acknowledged + 1)
            assert state_of.setdefault(store.version(), found) == found
        last = found
    assert last >= ROUNDS - 4
