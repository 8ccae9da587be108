"""Review over HTTP and in the terminal: who may, what waits, and what a decision does to the rulings."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.reviewing import FIELDS
from api.settings import ServiceSettings
from api.tokens import Scope, Tokens
from graph.curation import CORRECTABLE
from graph.pipeline import ingest_all
from graph.store import open_store
from tests.acts import EXTRACTOR, article

ROOT = Path(__file__).parents[2]
FINE = "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22 sum=1200000000EUR"
DOUBTFUL = "act kind=ban by=it-garante against=openai in=IT on=2023-03-31 sure=0.6"


def filled(folder: Path) -> ServiceSettings:
    """Settings of a store with a fine and a doubtful ban."""
    settings = ServiceSettings(store=str(folder / "store"))
    with open_store(settings.store) as store:
        lines = (FINE, DOUBTFUL)
        ingest_all(
            [article(f"Number {n} of all", line) for n, line in enumerate(lines)], store, settings, extractor=EXTRACTOR
        )
    return settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ServiceSettings:
    monkeypatch.setattr("graph.upkeep.registry_quads", lambda base: iter(()))
    return filled(tmp_path)


@pytest.fixture
def client(settings: ServiceSettings) -> Iterator[TestClient]:
    """A client with a curator's token."""
    token = Tokens(settings.tokens_path).create("Ada", (Scope.CURATE,))
    with TestClient(
        create_app(settings), headers={"authorization": f"Bearer {token}"}, raise_server_exceptions=False
    ) as opened:
        yield opened


def kinds(client: TestClient, **filters: str) -> list[str]:
    """The kinds of the rulings that fit."""
    return sorted(one["kind"] for one in client.get("/api/v1/rulings", params=filters).json()["items"])


def doubtful(client: TestClient) -> dict[str, object]:
    """The anchor of the report that waits."""
    (item,) = client.get("/api/v1/review/queue").json()["items"]
    wanted = ("article", "quote", "kind", "issuers", "respondents")
    return {name: item["exhibits"][0][name] for name in wanted}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/review/queue"),
        ("GET", "/api/v1/review/decisions"),
        ("GET", "/api/v1/review/decisions.jsonl"),
        ("POST", "/api/v1/review/decisions"),
        ("DELETE", "/api/v1/review/decisions/abc?why=x"),
    ],
)
def test_only_curators_may(client: TestClient, settings: ServiceSettings, method: str, path: str) -> None:
    writer = Tokens(settings.tokens_path).create("writer", (Scope.WRITE,))
    body = {"json": {"verdict": "accept", "why": "x"}} if method == "POST" else {}
    for header, status in (("", 401), ("Bearer nothing", 401), (f"Bearer {writer}", 403)):
        assert client.request(method, path, headers={"authorization": header}, **body).status_code == status


def test_the_queue_shows_what_waits_with_its_evidence(client: TestClient) -> None:
    told = client.get("/api/v1/review/queue").json()
    assert (told["total"], told["counts"]["unsure"]) == (1, 1)
    assert told["items"][0]["exhibits"][0]["quote"] == DOUBTFUL
    assert client.get("/api/v1/review/queue", params={"reason": "race"}).json()["items"] == []


def test_a_decision_changes_the_rulings_and_undoing_it_restores_them(client: TestClient) -> None:
    assert (kinds(client), kinds(client, band="publish")) == (["ban", "fine"], ["fine"])
    made = client.post(
        "/api/v1/review/decisions", json={"verdict": "accept", "why": "read it", "reports": [doubtful(client)]}
    )
    assert made.status_code == 201
    assert (made.json()["by"], made.json()["lost"]) == ("Ada", False)
    assert kinds(client, band="publish") == ["ban", "fine"]
    assert client.get("/api/v1/review/queue").json()["total"] == 0
    undone = client.delete(f"/api/v1/review/decisions/{made.json()['id']}", params={"why": "misread"})
    assert undone.json()["undone"]["why"] == "misread"
    assert kinds(client, band="publish") == ["fine"]
    assert [one["undone"]["by"] for one in client.get("/api/v1/review/decisions").json()] == ["Ada"]
    assert client.delete(f"/api/v1/review/decisions/{made.json()['id']}", params={"why": "again"}).status_code == 404


def test_decisions_leave_a_line_in_the_audit_log(client: TestClient, settings: ServiceSettings) -> None:
    client.post("/api/v1/review/decisions", json={"verdict": "reject", "why": "a joke", "reports": [doubtful(client)]})
    assert settings.audit_path is not None
    entry = json.loads(settings.audit_path.read_text().splitlines()[-1])
    assert entry["by"] == "Ada"
    assert entry["action"].startswith("decide ")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"verdict": "hang", "why": "x"}, 422),
        ({"verdict": "accept", "why": ""}, 422),
        ({"verdict": "accept", "why": "x"}, 400),
        ({"verdict": "merge", "why": "x", "entities": ["law/a"]}, 400),
    ],
)
def test_what_is_no_decision_is_a_problem(client: TestClient, body: dict[str, object], status: int) -> None:
    answer = client.post("/api/v1/review/decisions", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_page_shows_nothing_without_a_token(client: TestClient) -> None:
    page = client.get("/review", headers={"authorization": ""})
    assert page.status_code == 200
    assert "openai" not in page.text.lower()


def command(store: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "api.cli", "--store", store, "review", "--by", "Ada", *arguments]


def run(store: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(store, *arguments), capture_output=True, text=True, cwd=ROOT, timeout=120)


def test_the_terminal_lists_exports_undoes_and_imports(settings: ServiceSettings, tmp_path: Path) -> None:
    store = settings.store
    assert run(store, "--list").stdout.startswith("unsure\t")
    merged = run(store, "--merge", "organisation/openai", "organisation/meta", "--why", "a test")
    assert merged.returncode == 0, merged.stderr
    kept = run(store, "--export").stdout
    assert json.loads(kept)["entities"] == ["organisation/openai", "organisation/meta"]
    identifier = run(store, "--decisions").stdout.split("\t")[0]
    assert run(store, "--undo", identifier).returncode == 2  # no reason
    assert run(store, "--undo", identifier, "--why", "enough").returncode == 0
    assert "undone by Ada: enough" in run(store, "--decisions").stdout
    file = tmp_path / "decisions.jsonl"
    file.write_text(kept.replace("organisation/openai", "organisation/google") + "{}\n")
    taken = run(store, "--import", str(file))
    assert taken.returncode == 1
    assert "line 2" in taken.stderr
    assert "1 new decisions of 1." in taken.stderr


def test_without_a_terminal_it_says_what_to_do(settings: ServiceSettings) -> None:
    done = subprocess.run(
        command(settings.store), capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL, timeout=120
    )
    assert done.returncode == 2
    assert "/review" in done.stderr


def test_in_a_terminal_one_key_decides(settings: ServiceSettings) -> None:
    shown = typed(command(settings.store), [("q end", "a"), ("Why", "read it\n")])
    assert DOUBTFUL in shown
    assert "Decided:" in shown
    assert "accept ban" in run(settings.store, "--decisions").stdout


def typed(arguments: list[str], answers: list[tuple[str, str]]) -> str:
    """What a program shows in a terminal where each answer is typed after its prompt, again if it is not heard."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.environ["COLUMNS"] = "200"
        os.execv(arguments[0], arguments)
    shown, waiting, until = "", list(answers), time.monotonic() + 120
    while time.monotonic() < until:
        if select.select([terminal], [], [], 1)[0]:
            try:
                shown += os.read(terminal, 4096).decode(errors="replace")
            except OSError:
                break
        elif waiting and waiting[0][0] in shown:
            if len(waiting) > 1 and waiting[1][0] in shown:
                waiting.pop(0)
            os.write(terminal, waiting[0][1].encode())
    os.waitpid(pid, 0)
    return shown


def test_all_that_can_be_corrected_has_a_name_and_a_hint() -> None:
    assert list(FIELDS) == list(CORRECTABLE)
