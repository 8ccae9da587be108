"""A release can be checked by its manifest, holds everything, and tells whose state changed since the one before."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from graph.errors import InputError
from graph.pipeline import ingest
from graph.release import release
from graph.settings import Settings
from graph.store import open_store

STORY = Path(__file__).parents[1] / "scenarios" / "overturned"
FIRST, SECOND = date(2023, 1, 1), date(2023, 12, 1)


def test_releases_tell_what_became_of_a_fine(tmp_path: Path) -> None:
    with open_store("memory:") as store:
        ingest([STORY / "2022-05-23-fine.md"], store, Settings())
        first = release(store, tmp_path, FIRST)
        ingest([STORY / "2023-10-17-tribunal.md"], store, Settings())
        second = release(store, tmp_path, SECOND)
        count = store.count()
    (new,) = json.loads((first / "changes.json").read_text())["changes"]
    assert (new["what"], new["fields"]["verb"]) == ("new", [[], ["fined"]])
    told = json.loads((second / "changes.json").read_text())
    (fine,) = [
        one
        for one in told["changes"]
        if "fine" in one["thing"] and one["what"] == "changed" and one["type"] == "ruling"
    ]
    assert told["since"] == "2023-01-01"
    assert fine["fields"]["inForce"] == [["true"], ["false"]]
    assert fine["fields"]["endedOn"] == [[], ["2023-10-17"]]
    assert "verb: fined → fined, overturned on 2023-10-17" in (second / "changes.md").read_text()
    assert len(list(parse(gzip.decompress((second / "policygraph.nq.gz").read_bytes()), RdfFormat.N_QUADS))) == count


def test_the_manifest_has_the_checksum_of_each_file(tmp_path: Path) -> None:
    with open_store("memory:") as store:
        made = release(store, tmp_path, FIRST)
    files = {one["name"]: one for one in json.loads((made / "manifest.json").read_text())["files"]}
    assert files.keys() == {path.name for path in made.iterdir()} - {"manifest.json"}
    for name, one in files.items():
        body = (made / name).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(body), hashlib.sha256(body).hexdigest())


def test_a_release_is_never_overwritten(tmp_path: Path) -> None:
    with open_store("memory:") as store:
        release(store, tmp_path, FIRST)
        with pytest.raises(InputError, match="there already"):
            release(store, tmp_path, FIRST)
