"""What is made later is waited for, and what makes it does not keep others waiting."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from api.later import Later

ROOT = Path(__file__).parents[2]


def test_requests_wait_until_it_is_made() -> None:
    enough, made = threading.Event(), threading.Event()

    def make() -> Response:
        assert enough.wait(10)
        made.set()
        return PlainTextResponse("later")

    async def now(request: Request) -> Response:
        answer = PlainTextResponse(f"now, {made.is_set()}")
        enough.set()
        return answer

    app = Starlette(routes=[Route("/now", now)])
    app.router.default = later = Later(make)
    later.begin()
    with TestClient(app) as client:
        assert client.get("/now").text == "now, False"
        assert client.get("/other").text == "later"
        assert client.get("/another").text == "later"
    assert later.begin().done()


def test_sparql_is_answered_without_what_pages_and_the_api_need() -> None:
    heavy = "{'fastapi', 'jinja2', 'networkx', 'rdflib', 'lark', 'spacy'}"
    script = f"import sys, api.app; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.strip() == "[]"
