"""A real browser and a service for it; tests that need it are skipped where there is no chromium."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import BrowserContext, Dialog, Page, sync_playwright
from pyoxigraph import RdfFormat, parse

from api.app import create_app
from api.settings import ServiceSettings
from graph.network import Wish, network
from graph.store import Change, open_store
from viz.drawing import document
from viz.page import standalone

CHROMIUM = shutil.which("chromium") or os.environ.get("CHROMIUM")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DATA = Path(__file__).parent.parent / "network.trig"
BASE = "https://w3id.org/policygraph/id/"
HOSTILE = "</script><img src=x onerror=alert(1)>"


@dataclass
class Seen:
    """What a page did that it should not."""

    hosts: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def dialog(self, dialog: Dialog) -> None:
        """An alert: some text has run."""
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("network")
    with open_store(str(folder / "store")) as store:
        store.apply(Change(insert=tuple(parse(path=DATA, format=RdfFormat.TRIG))))
        drawn = document(network(store, BASE, Wish("Clearview AI")))
    (folder / "page.html").write_text(standalone(drawn, HOSTILE), encoding="utf-8")
    return folder


@pytest.fixture(scope="package")
def address(folder: Path) -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        app = create_app(ServiceSettings(store=str(folder / "store")))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


# Ends with this package: while Playwright's loop runs, no test elsewhere can run one of its own.
@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    if CHROMIUM is None:
        pytest.skip("no chromium is installed")
    profile = tmp_path_factory.mktemp("profile")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=ARGUMENTS, viewport={"width": 1440, "height": 900}
        )
        yield context
        context.close()


@pytest.fixture
def seen() -> Iterator[Seen]:
    """Fails a test whose page went elsewhere, broke, or broke its policy."""
    seen = Seen()
    yield seen
    assert seen.hosts <= {"127.0.0.1"}
    assert seen.troubles == []


@pytest.fixture
def page(browser: BrowserContext, seen: Seen) -> Iterator[Page]:
    page = browser.new_page()
    page.on("request", lambda request: seen.hosts.add(_host(request.url)) if request.url.startswith("http") else None)
    page.on("pageerror", lambda error: seen.troubles.append(str(error)))
    page.on("dialog", seen.dialog)
    page.on("console", lambda said: seen.troubles.append(said.text) if said.type in ("error", "warning") else None)
    yield page
    page.close()


def _host(url: str) -> str:
    return url.split("/")[2].partition(":")[0]
