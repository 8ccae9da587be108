"""The real service as users start it: `policygraph serve` in a process of its own, on a free port of the loopback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_SAID = re.compile(r"http://127\.0\.0\.1:(\d+)")


@contextmanager
def serving(folder: Path, store: str, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a service over `store`, started in `folder` with these settings; it must end well when asked to."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICYGRAPH_")}
    environment |= {f"POLICYGRAPH_{name}": value for name, value in (settings or {}).items()}
    environment["PYTHONPATH"] = str(Path(__file__).parents[1])
    command = [sys.executable, "-m", "api.cli", "--store", store, "serve", "--port", "0"]
    log = folder / "service.log"
    with log.open("w") as output:
        service = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        try:
            yield f"http://127.0.0.1:{_port(log, service)}"
        finally:
            service.terminate()
            ended = service.wait(20)
    assert ended in (0, -signal.SIGTERM), log.read_text()


def _port(log: Path, service: subprocess.Popen[bytes]) -> int:
    for _ in range(600):
        if (said := _SAID.search(log.read_text())) and _answers(int(said[1])):
            return int(said[1])
        assert service.poll() is None, log.read_text()
        time.sleep(0.05)
    raise AssertionError(f"the service does not answer: {log.read_text()}")


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
