"""A service that is killed under load starts again with all that it acknowledged, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import psutil

from api.tokens import Scope, Tokens
from graph.store import open_store
from tests.service import serving

ROUNDS = 2
COUNT = "SELECT ?n { GRAPH <http://example.org/g> { ?s <http://example.org/n> ?n } }"
CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def numbers(address: str) -> set[int]:
    answer = httpx.get(f"{address}/sparql", params={"query": COUNT, "format": "csv"}, timeout=30)
    assert answer.status_code == 200, answer.text
    return {int(line) for line in answer.text.split()[1:]}


def write(address: str, token: str, begin: int, acknowledged: set[int]) -> None:
    """Write one number after the other until the service is gone."""
    with httpx.Client(headers={"authorization": f"Bearer {token}"}, timeout=30) as client:
        for number in range(begin, begin + 100_000):
            fact = f"<http://example.org/{number}> <http://example.org/n> {number}"
            update = f"INSERT DATA {{ GRAPH <http://example.org/g> {{ {fact} }} }}"
            try:
                client.post(f"{address}/update", data={"update": update}).raise_for_status()
            except httpx.TransportError:
                return
            acknowledged.add(number)


def read(address: str, query: str) -> None:
    """Ask until the service is gone."""
    while True:
        try:
            httpx.get(f"{address}/sparql", params={"query": query}, timeout=30)
        except httpx.TransportError:
            return


def killed_under_load(folder: Path, store: str, token: str, begin: int) -> set[int]:
    """The numbers that a service acknowledged before it was killed."""
    acknowledged: set[int] = set()
    log = folder / "killed.log"
    with log.open("w") as output:
        command = [sys.executable, "-m", "api.cli", "--store", store, "serve", "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        service = subprocess.Popen(command, stdout=output, stderr=output, env=environment, cwd=folder)
    address = _address(log, service)
    readers = [(address, query) for query in (COUNT, CARTESIAN, CARTESIAN)]
    threads = [threading.Thread(target=read, args=arguments) for arguments in readers]
    threads.append(threading.Thread(target=write, args=(address, token, begin, acknowledged)))
    for thread in threads:
        thread.start()
    while len(acknowledged) < 30:
        time.sleep(0.02)
    family = psutil.Process(service.pid).children(recursive=True)
    assert family
    service.send_signal(signal.SIGKILL)
    service.wait(10)
    for thread in threads:
        thread.join(40)
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
    return acknowledged


def _address(log: Path, service: subprocess.Popen[bytes]) -> str:
    for _ in range(1200):
        for line in log.read_text().split():
            if line.startswith("http://127.0.0.1:"):
                return line.rstrip("/")
        assert service.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    store = tmp_path / "store"
    open_store(str(store)).close()
    token = Tokens(store / "tokens.json").create("tests", (Scope.WRITE,))
    acknowledged: set[int] = set()
    for turn in range(ROUNDS):
        acknowledged |= killed_under_load(tmp_path, str(store), token, turn * 100_000)
    with serving(tmp_path, str(store)) as address:
        assert acknowledged <= numbers(address)
        snapshots = store / "snapshots"
        assert not snapshots.exists() or len(list(snapshots.iterdir())) <= 1
