"""Data, not code: the vocabulary, the registry, the queries. This module only opens them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent


def rows(folder: str) -> Iterator[dict[str, str]]:
    """All rows of the CSV files of a registry folder (`authorities`, `laws`, …), in order of file name."""
    for path in sorted((ROOT / "registry" / folder).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def queries(folder: str = "queries") -> dict[str, str]:
    """The SPARQL files of a folder by name; line 1 of each is its question in words, as a comment."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).glob("*.rq"))}
