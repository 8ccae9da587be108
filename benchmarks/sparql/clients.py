"""Clients that ask for some seconds, each in a process of its own with one connection, and what they have seen."""

from __future__ import annotations

import http.client
import multiprocessing
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from benchmarks.sparql.data import world
from benchmarks.sparql.questions import Question, asked
from benchmarks.speed.measures import percentile

_PATIENCE = 300.0


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


def measure(address: str, names: tuple[str, ...], seconds: float, clients: int, organisations: int) -> Seen:
    """Let so many clients ask at the same time."""
    tasks = [Task(address, names, seconds, 7 + number, organisations) for number in range(clients)]
    with ProcessPoolExecutor(clients, multiprocessing.get_context("spawn")) as processes:
        list(processes.map(_ready, range(clients)))
        found = list(processes.map(_client, tasks))
    taken: dict[str, list[float]] = defaultdict(list)
    for times, _, _ in found:
        for name, values in times.items():
            taken[name] += values
    rate = sum(sum(map(len, times.values())) / lasted for times, lasted, _ in found)
    return Seen(dict(taken), rate, sum(failed for _, _, failed in found))


def _ready(_: int) -> None:
    time.sleep(0.3)  # so that each process takes one of these and has started when the clock does


def _client(task: Task) -> tuple[dict[str, list[float]], float, int]:
    questions = asked(task.names, world(random.Random(1), task.organisations), task.seed)
    taken: dict[str, list[float]] = defaultdict(list)
    failed = 0
    connection = Connection(task.address)
    for question in _once(questions, task.names):
        connection.ask(question)  # so that nothing is cold
    began = time.perf_counter()
    while any(name not in taken for name in task.names) or time.perf_counter() - began < task.seconds:
        question = next(questions)
        start = time.perf_counter()
        ok = connection.ask(question)
        taken[question.name].append((time.perf_counter() - start) * 1000)
        failed += not ok
    return dict(taken), time.perf_counter() - began, failed


def _once(questions: Iterator[Question], names: tuple[str, ...]) -> Iterator[Question]:
    return (next(questions) for _ in names)


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
