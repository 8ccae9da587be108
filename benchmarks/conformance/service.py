"""A service over an empty store of its own, open to all, on a free port of the loopback."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

_SAID = re.compile(r"http://127\.0\.0\.1:\d+")


@contextmanager
def scratch(folder: Path) -> Iterator[httpx.Client]:
    """A client of the service. RuntimeError if it does not start."""
    log = folder / "service.log"
    command = [
        sys.executable,
        "-m",
        "api.cli",
        "--store",
        str(folder / "store"),
        "serve",
        "--port",
        "0",
        "--open-graphs",
    ]
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            with httpx.Client(base_url=_address(log, process), timeout=60, trust_env=False) as client:
                yield client
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        if said := _SAID.search(log.read_text()):
            return said[0]
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"The service does not start: {log.read_text()}")
