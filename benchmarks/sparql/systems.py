"""The services that are compared, each started from the same data, on a free port of the loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pyoxigraph
from pyoxigraph import RdfFormat

from api.tokens import Scope, Tokens
from benchmarks.provenance import ROOT

BIN = Path(sys.executable).parent
FIRST = "ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D"


@dataclass(frozen=True, slots=True)
class Started:
    """A running service: where it is asked and written to, its process, seconds from its start to its first answer."""

    query: str
    update: str
    process: psutil.Process
    cold: float
    headers: dict[str, str]
    quick: bool
    """Whether it can be asked the same many times."""

    def memory(self) -> int:
        """Bytes of memory of its processes, pages that several share counted once."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(one.memory_full_info().pss for one in family if one.is_running())


@dataclass(frozen=True, slots=True)
class System:
    """A kind of service: its name, how its data are laid down, how it is started on them."""

    name: str
    prepare: Callable[[Path, Path], None]
    command: Callable[[Path, int], list[str]]
    query: str
    update: str
    patience: float = 60.0

    @contextmanager
    def started(self, folder: Path, environment: dict[str, str] | None = None) -> Iterator[Started]:
        """Start it on what `prepare` has laid down in `folder`, and stop it."""
        port = free_port()
        began = time.monotonic()
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                self.command(folder, port),
                cwd=folder,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
            )
            try:
                cold = _first_answer(f"http://127.0.0.1:{port}{self.query}", process, began, self.patience)
                token = (folder / "token").read_text() if (folder / "token").exists() else ""
                headers = {"Authorization": f"Bearer {token}"} if token else {}
                address = f"http://127.0.0.1:{port}"
                yield Started(
                    address + self.query,
                    address + self.update,
                    psutil.Process(process.pid),
                    cold,
                    headers,
                    self.patience < 100,
                )
            finally:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _first_answer(address: str, process: subprocess.Popen[bytes], began: float, patience: float) -> float:
    while time.monotonic() - began < patience:
        try:
            with urlopen(f"{address}?query={FIRST}", timeout=patience) as answer:
                answer.read()
                return time.monotonic() - began
        except (URLError, ConnectionError):
            if process.poll() is not None:
                break
            time.sleep(0.005)
    raise RuntimeError(f"{process.args!r} did not answer")


def _lay_down(data: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=str(data), format=RdfFormat.N_QUADS, lenient=True)
    store.optimize()
    store.flush()


def _prepare_ours(data: Path, folder: Path) -> None:
    _lay_down(data, folder / "store" / "data")
    (folder / "token").write_text(Tokens(folder / "store" / "tokens.json").create("bench", (Scope.WRITE,)))


def _prepare_file(data: Path, folder: Path) -> None:
    os.link(data, folder / "data.nq")


OURS = System(
    "policygraph",
    _prepare_ours,
    lambda folder, port: [sys.executable, "-m", "api.cli", "--store", "store", "serve", "--port", str(port)],
    "/sparql",
    "/update",
)
# Without its --timeout-s, which keeps a thread for each query until the time is over: under some thousand look-ups a
# second these are all that the system gives, and it ends.
OXIGRAPH = System(
    "oxigraph",
    lambda data, folder: _lay_down(data, folder / "data"),
    lambda folder, port: [
        *(str(BIN / "oxigraph"), "serve", "--location", "data"),
        *("--bind", f"127.0.0.1:{port}"),
    ],
    "/query",
    "/update",
)
RDFLIB = System(
    "rdflib-endpoint",
    _prepare_file,
    lambda folder, port: [str(BIN / "rdflib-endpoint"), "serve", "--host", "127.0.0.1", "--port", str(port), "data.nq"],
    "/",
    "/",
    patience=900.0,
)
