"""The curator's desk: a token, one thing at a time, keys that decide, and undoing."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Dialog, Page, expect

from api.app import create_app
from api.tokens import Scope, Tokens
from tests.api.test_review import filled
from tests.browser.conftest import Seen


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """The address of a service with one thing to decide, and a curator's token."""
    monkeypatch.setattr("graph.upkeep.registry_quads", lambda base: iter(()))
    settings = filled(tmp_path)
    token = Tokens(settings.tokens_path).create("Ada", (Scope.CURATE,))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", token
        server.should_exit = True
        thread.join(10)


def test_a_curator_accepts_by_key_and_takes_it_back(page: Page, seen: Seen, desk: tuple[str, str]) -> None:
    address, token = desk
    page.goto(f"{address}/review")
    page.get_by_label("A token with the scope").fill(token)
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_role("heading", name="Does the article tell of this ban?")).to_be_visible()
    expect(page.locator("blockquote")).to_contain_text("by=it-garante against=openai")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Say why")
    page.keyboard.type("read the order")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing waits.")).to_be_visible()
    page.remove_listener("dialog", seen.dialog)
    page.on("dialog", answer)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Does the article tell of this ban?")).to_be_visible()
    expect(page.get_by_text("Taken back by Ada")).to_be_visible()


def test_a_curator_corrects_what_is_folded_away_at_first(page: Page, seen: Seen, desk: tuple[str, str]) -> None:
    address, token = desk
    page.goto(f"{address}/review")
    page.get_by_label("A token with the scope").fill(token)
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_text("The Paper, 2023-05-23")).to_be_visible()
    expect(page.locator("#property")).to_be_hidden()
    page.locator("#item").focus()
    page.keyboard.press("c")
    page.locator("#property").select_option("date")
    expect(page.locator("#value")).to_have_attribute("placeholder", re.compile("2023-05"))
    page.locator("#value").fill("2023-03-30")
    page.get_by_role("button", name="Correct").click()
    page.keyboard.type("the order is of the 30th")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing waits.")).to_be_visible()
    expect(page.get_by_text("date: 2023-03-30")).to_be_visible()
    assert seen.troubles == []


def answer(dialog: Dialog) -> None:
    """The reason for undoing."""
    dialog.accept("misread it")


def test_a_token_that_is_none_opens_nothing(page: Page, seen: Seen, desk: tuple[str, str]) -> None:
    address, _ = desk
    page.goto(f"{address}/review")
    page.get_by_label("A token with the scope").fill("nonsense")
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_text("This token is not known here.")).to_be_visible()
    expect(page.locator("#desk")).to_be_hidden()
    seen.troubles.clear()  # the browser itself notes the 401
