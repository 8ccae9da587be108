"""The command line, run as a user runs it: exit codes, data on stdout, messages on stderr."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from graph.store import Change, open_store

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).with_name("graph.trig")
COUNT = "SELECT (COUNT(*) AS ?n) { ?r a pg:Ruling }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with the small graph."""
    folder = str(tmp_path_factory.mktemp("cli") / "store")
    with open_store(folder) as opened:
        opened.apply(Change(insert=tuple(parse(path=DATA, format=RdfFormat.TRIG))))
    return folder


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "api.cli", *arguments]


def run(*arguments: str, store: str | None = None, given: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"} | ({"POLICYGRAPH_STORE": store} if store else {})
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, cwd=ROOT, env=environment, input=given, timeout=60
    )


def test_help_is_fast_and_names_the_commands() -> None:
    began = time.monotonic()
    done = run("--help")
    assert done.returncode == 0
    assert {"query", "serve", "export", "stats"} <= set(done.stdout.split())
    assert time.monotonic() - began < 5
    heavy = "import sys, api.cli; print(sorted({'fastapi', 'spacy', 'pyoxigraph', 'networkx'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, cwd=ROOT)
    assert loaded.stdout == "[]\n"


def test_a_table(store: str) -> None:
    done = run("--store", store, "query", "SELECT ?r ?d { ?r pg:date ?d } ORDER BY ?d")
    assert done.returncode == 0
    assert "ruling/clearview-ai-finding-ca-2021-02-03" in done.stdout
    assert done.stderr == "3 rows\n"


def test_formats(store: str) -> None:
    query = "SELECT ?l { id:jurisdiction\\/ca rdfs:label ?l }"
    assert list(csv.reader(io.StringIO(run("query", query, "-f", "csv", store=store).stdout))) == [["l"], ["Canada"]]
    answer = json.loads(run("query", query, "--format", "json", store=store).stdout)
    assert answer["results"]["bindings"] == [{"l": {"type": "literal", "value": "Canada"}}]
    turtle = run("query", "CONSTRUCT WHERE { ?r a pg:Ruling }", "-f", "turtle", store=store)
    assert len(list(parse(turtle.stdout, RdfFormat.TURTLE))) == 3


def test_a_query_from_a_file_and_from_stdin(store: str, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text(f"# How many?\n{COUNT}")
    assert run("query", str(file), "-f", "csv", store=store).stdout == "n\n3\n"
    assert run("query", "-", "-f", "csv", store=store, given=COUNT).stdout == "n\n3\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "SELECT ?r { ?r a pg:Ruling . ?r }"), "line 1, column 33"),
        (("query", "SELECT ?r\n{ ?r }"), "line 2, column 6"),
        (("query", "nothing.rq"), "no query nothing.rq"),
        (("query", "ASK {}", "-f", "turtle"), "none of the formats"),
        (("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), "SERVICE"),
        (("query", "ASK {}", "-f", "pdf"), "pdf"),
        (("export", "--graph", "no iri"), "no IRI"),
        (("export", "--out", "/nowhere/file"), "/nowhere/file"),
        (("nonsense",), "nonsense"),
        (("--store", "/dev/null", "stats"), "/dev/null"),
        (("--store", "http://127.0.0.1:9", "stats"), "did not answer"),
    ],
)
def test_what_cannot_run_says_why(store: str, arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments, store=store)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_export(store: str, tmp_path: Path) -> None:
    everything = run("export", store=store)
    expected = set(parse(path=DATA, format=RdfFormat.TRIG))
    assert set(parse(everything.stdout, RdfFormat.N_QUADS)) == expected
    file = tmp_path / "graph.ttl"
    done = run("export", "--format", "turtle", "--out", str(file), store=store)
    assert (done.returncode, done.stdout) == (0, "")
    default = [quad for quad in expected if quad.graph_name.__class__.__name__ == "DefaultGraph"]
    assert len(list(parse(path=file, format=RdfFormat.TURTLE))) == len(default)
    assert "@prefix pg:" in file.read_text()


def test_a_reader_that_stops_reading_is_no_error(store: str) -> None:
    line = f"{' '.join(command('--store', store, 'export'))} | head -1"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stderr == ""


def test_stats(store: str) -> None:
    figures = json.loads(run("stats", "--json", store=store).stdout)
    assert (figures["Ruling"], figures["graphs"]) == (3, 3)
    assert figures["quads"] == len(set(parse(path=DATA, format=RdfFormat.TRIG)))
    assert "Ruling" in run("stats", store=store).stdout


def test_serve_prints_its_addresses_and_stops_at_ctrl_c(store: str) -> None:
    arguments = command("--store", store, "serve", "--port", "0")
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stderr is not None
    lines = [process.stderr.readline() for _ in range(6)]
    address = re.findall(r"http://127\.0\.0\.1:\d+/", "".join(lines))[0]
    assert httpx.get(f"{address}readyz").json()["status"] == "ready"
    assert httpx.get(f"{address}sparql", params={"query": "ASK {}"}).json()["boolean"]
    busy = run("--store", store, "stats")
    assert (busy.returncode, "in use" in busy.stderr) == (2, True)
    asked = run("--store", address, "query", COUNT, "-f", "csv")
    assert asked.stdout.split() == ["n", "3"]
    taken = run("serve", "--port", address.rstrip("/").rpartition(":")[2], store=store + "2")
    assert (taken.returncode, "cannot be listened on" in taken.stderr) == (2, True)
    process.send_signal(signal.SIGINT)
    out, rest = process.communicate(timeout=15)
    assert (process.returncode, out, rest) == (0, "", "Stopped.\n")
    assert run("--store", store, "stats").returncode == 0
