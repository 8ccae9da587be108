"""The stores that the contract is run on; the server is the real `oxigraph` binary of the PyPI package."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.store import Store, open_store

OXIGRAPH = Path(sys.executable).with_name("oxigraph")


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a running SPARQL server with its data in memory."""
    port = free_port()
    command = [str(OXIGRAPH), "serve", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            httpx.get(address)
            return
        except httpx.HTTPError:
            time.sleep(0.05)
    raise TimeoutError(address)


@pytest.fixture(params=["memory", "disk", "remote"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is, of each kind."""
    if request.param == "memory":
        return "memory:"
    if request.param == "disk":
        return str(tmp_path / "store")
    address = str(request.getfixturevalue("server"))
    httpx.post(f"{address}/update", data={"update": "DROP ALL"}).raise_for_status()
    return address


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    """An empty store of each kind."""
    os.environ.pop("POLICYGRAPH_STORE", None)
    with open_store(location) as opened:
        yield opened
