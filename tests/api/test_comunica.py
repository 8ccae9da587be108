"""Comunica, which browsers and Node use, against a started service.

It is fetched from npm with its five hundred dependencies, and so only where `POLICYGRAPH_TEST_COMUNICA=1` asks for it
(`make conformance` does). Needs Debian's node and npm.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from graph.store import Change, open_store
from tests.service import serving

HERE = Path(__file__).parent
PACKAGE = "@comunica/query-sparql@4.5.0"
pytestmark = pytest.mark.skipif(os.environ.get("POLICYGRAPH_TEST_COMUNICA") != "1", reason="fetches much from npm")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Comunica, the script that asks, and a store."""
    made = tmp_path_factory.mktemp("comunica")
    for program in ("node", "npm"):
        assert shutil.which(program), f"{program} is missing (Debian: apt-get install nodejs npm)"
    install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", ".", PACKAGE]
    subprocess.run(install, cwd=made, check=True, timeout=600)
    shutil.copy(HERE / "comunica.mjs", made)
    with open_store(str(made / "store")) as store:
        store.apply(Change(insert=tuple(parse(path=HERE / "graph.trig", format=RdfFormat.TRIG))))
    return made


def test_comunica_gets_the_answers_of_the_graph(folder: Path) -> None:
    with serving(folder, "store") as address:
        command = ["node", "comunica.mjs", f"{address}/sparql"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    labels = [row["label"] for row in answers["labels"]]
    assert len(labels) == 3
    assert labels[1:] == [
        "Finding against Clearview AI (Canada, 2021-02-03)",
        "Fine against Clearview AI (United Kingdom, 2022-05)",
    ]
    assert [row["who"] for row in answers["respondents"]][1:] == ["Clearview AI"]
    assert answers["count"] == [{"n": "3"}]
    assert answers["searched"][0] == {"found": "Office of the Privacy Commissioner of Canada"}
    assert answers["ask"] is True
    assert answers["constructed"] == 3
