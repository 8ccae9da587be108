"""Annotated texts in a folder of one's own: `NAME.json` (docs/annotation.md) beside `NAME.md` or `NAME.txt`, at any depth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.quality.gold import Record, document_of
from graph.model import Article
from graph.readers import read_file


def annotated(folder: Path) -> Iterator[tuple[Article, Record]]:
    """Each text with its annotation, by name. Raises `FileNotFoundError` where an annotation has no text beside it."""
    for path in sorted(folder.rglob("*.json")):
        text = next((one for one in (path.with_suffix(".md"), path.with_suffix(".txt")) if one.exists()), None)
        if text is None:
            raise FileNotFoundError(f"{path}: no .md or .txt of that name stands beside it")
        article = next(iter(read_file(text)))
        if isinstance(article, Article):
            yield article, document_of(json.loads(path.read_text(encoding="utf-8"))).gold
