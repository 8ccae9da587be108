"""The service over a small graph: in this process for most tests, as a real server for real clients."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from api.app import create_app
from api.settings import ServiceSettings
from graph.store import Change, open_store

DATA = Path(__file__).with_name("graph.trig")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> ServiceSettings:
    """Settings of a service whose store holds `graph.trig`; its limits are low."""
    folder = tmp_path_factory.mktemp("service") / "store"
    with open_store(str(folder)) as store:
        store.apply(Change(insert=tuple(parse(path=DATA, format=RdfFormat.TRIG))))
    return ServiceSettings(store=str(folder), query_timeout=5.0, max_query_bytes=20_000)


@pytest.fixture(scope="session")
def client(settings: ServiceSettings) -> Iterator[TestClient]:
    """A client of the service that follows no redirects."""
    with TestClient(create_app(settings), follow_redirects=False, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def address(client: TestClient) -> Iterator[str]:
    """The address of the same service behind a real HTTP server on the loopback."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(client.app, lifespan="off", log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)
