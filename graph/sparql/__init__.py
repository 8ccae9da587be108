"""The SPARQL of the library, one question a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def sparql(name: str) -> str:
    """The query of the file of this name."""
    return (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")
