"""What the documents tell people to type works: each `sh` block is run, each `sparql` block is asked and finds something.

They run in a folder that looks like a checkout with the samples ingested, in the order of a page, with the service on
a port of its own over a copy of the store. Blocks that install, serve or watch have tests of their own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.service import serving

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"^```(sh|sparql)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ELSEWHERE = re.compile(r"^make |\bserve\b|--open-graphs|benchmarks\.|git clone")
POLICYGRAPH = Path(sys.executable).with_name("policygraph")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to type in, and the service that its addresses mean."""

    folder: Path
    port: int

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run shell lines as they stand, with the port of the service put in."""
        text = "set -e\nset -o pipefail\n" + command.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("POLICYGRAPH_")}
        return subprocess.run(
            ["bash", "-c", text], cwd=self.folder, env=environment, capture_output=True, text=True, timeout=300
        )


def blocks(language: str) -> list[object]:
    """The blocks of a language, each with the page and line it stands on."""
    found: list[object] = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in BLOCK.finditer(text):
            if match[1] == language:
                line = text.count("\n", 0, match.start()) + 1
                found.append(pytest.param(match[2], id=f"{page.name}:{line}"))
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A checkout with the samples in its store, and a service over a copy of it."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("samples", "ontology", "docs", "benchmarks", "README.md"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(sys.prefix)
    samples = sorted(str(path) for path in (folder / "samples").glob("*.*") if path.name != "README.md")
    subprocess.run([POLICYGRAPH, "ingest", *samples], cwd=folder, check=True, capture_output=True)
    shutil.copytree(folder / "policygraph-store", folder / "served")
    with serving(folder, "served") as address:
        yield Place(folder, int(address.rpartition(":")[2]))


@pytest.mark.parametrize("block", blocks("sh"))
def test_commands_run(block: str, place: Place) -> None:
    lines = [line for line in joined(block) if not ELSEWHERE.search(line)]
    if not lines:
        pytest.skip("installs, serves or measures: tested elsewhere")
    done = place.run("\n".join(fetching(line) for line in lines))
    assert done.returncode == 0, f"{done.stderr}\n{done.stdout}"


@pytest.mark.parametrize("block", blocks("sparql"))
def test_questions_find_something(block: str, place: Place) -> None:
    (place.folder / "question.rq").write_text(block, encoding="utf-8")
    shape = "turtle" if re.search(r"^\s*(DESCRIBE|CONSTRUCT)\b", block, re.MULTILINE) else "csv"
    done = place.run(f".venv/bin/policygraph query question.rq --format {shape}")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 1, "the question finds nothing"


def joined(block: str) -> list[str]:
    """The lines of a block, those continued with a backslash as one."""
    return block.replace("\\\n", " ").splitlines()


def fetching(line: str) -> str:
    """`curl` that fails where the service answers with an error."""
    return re.sub(r"^curl ", "curl --fail-with-body -sS ", line)
