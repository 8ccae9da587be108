"""Clients that ask for some seconds, each in a process of its own with one connection, and what they have seen."""

from __future__ import annotations

import http.client
import multiprocessing
import random
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import count, islice
from urllib.parse import urlencode, urlsplit

from benchmarks.sparql.data import World, world
from benchmarks.sparql.questions import Question, asked
from benchmarks.speed.measures import percentile

_PATIENCE = 300.0
_SEEDS = count(7)
"""Each client of each measure asks other questions than all before."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Milliseconds of the answers to each question, the answers a second of all clients, and answers that were none."""

    taken: dict[str, list[float]]
    rate: float
    failed: int

    def at(self, name: str, percent: int) -> float:
        """A percentile of the answers to one question."""
        return percentile(self.taken[name], percent)


@dataclass(frozen=True, slots=True)
class Task:
    """What a client does: ask these questions for so many seconds, or once each if that takes longer."""

    address: str
    names: tuple[str, ...]
    seconds: float
    seed: int
    organisations: int


class Clients:
    """Processes that are started once and wait to be told what to ask."""

    def __init__(self, most: int) -> None:
        self._processes = ProcessPoolExecutor(most, multiprocessing.get_context("spawn"))
        list(self._processes.map(_ready, range(4 * most)))

    def measure(self, address: str, names: tuple[str, ...], seconds: float, clients: int, organisations: int) -> Seen:
        """Let so many clients ask at the same time."""
        tasks = [Task(address, names, seconds, next(_SEEDS), organisations) for _ in range(clients)]
        found = list(self._processes.map(_client, tasks))
        taken: dict[str, list[float]] = defaultdict(list)
        for times, _, _ in found:
            for name, values in times.items():
                taken[name] += values
        rate = sum(sum(map(len, times.values())) / lasted for times, lasted, _ in found)
        return Seen(dict(taken), rate, sum(failed for _, _, failed in found))

    def close(self) -> None:
        """Let them end."""
        self._processes.shutdown()


def _ready(_: int) -> None:
    _things(100)
    time.sleep(0.2)  # so that each process takes some of these and has started when the clock does


@cache
def _things(organisations: int) -> World:
    return world(random.Random(1), organisations)


def _client(task: Task) -> tuple[dict[str, list[float]], float, int]:
    questions = asked(task.names, _things(task.organisations), task.seed)
    taken: dict[str, list[float]] = defaultdict(list)
    failed = 0
    connection = Connection(task.address)
    for question in islice(questions, len(task.names) if task.seconds else 0):
        connection.ask(question)  # so that nothing is cold
    began = time.perf_counter()
    while any(name not in taken for name in task.names) or time.perf_counter() - began < task.seconds:
        question = next(questions)
        start = time.perf_counter()
        ok = connection.ask(question)
        taken[question.name].append((time.perf_counter() - start) * 1000)
        failed += not ok
    return dict(taken), time.perf_counter() - began, failed


class Connection:
    """One connection that is kept."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._path = parts.path
        self._http = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_PATIENCE)

    def ask(self, question: Question) -> bool:
        """Ask and read the answer; whether there was one."""
        try:
            target = f"{self._path}?{urlencode({'query': question.text})}"
            self._http.request("GET", target, headers={"Accept": question.accept})
            with self._http.getresponse() as answer:
                answer.read()
                return answer.status == 200
        except (OSError, http.client.HTTPException):
            self._http.close()
            return False
