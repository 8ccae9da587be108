"""Cells of the CSV files: values with a `|` between them, each with its language and interval (ontology/registry/README.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator

INTERVAL = re.compile(r"\[[^\]/]*/[^\]]*\]$")
LANGUAGE = re.compile(r"@([a-z]{2,3})$")


def split_cell(cell: str) -> Iterator[tuple[str, str | None]]:
    """The values of a cell with their languages; intervals are cut off."""
    for raw in cell.split("|"):
        value = INTERVAL.sub("", raw.strip())
        match = LANGUAGE.search(value)
        if match:
            value = INTERVAL.sub("", value[: match.start()])
        if value.strip():
            yield value.strip(), match[1] if match else None


def values(cell: str) -> list[str]:
    """The values of a cell without languages and intervals."""
    return [value for value, _ in split_cell(cell or "")]


def owner_now(cell: str) -> str | None:
    """The last owner or parent of a cell that may hold several with their intervals."""
    owners = values(cell)
    return owners[-1] if owners else None
