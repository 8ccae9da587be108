"""Bytes in, articles out. One module a format; `read` picks it by what the bytes are, not by the file's name.

Bad input becomes a `Refusal` that names the source, and reading goes on with the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from graph.model import Article, Refusal
from graph.readers import feed, html, jsonlines, markdown, raw, warc

MAX_BYTES = 20 * 1024 * 1024
# Files that stand beside articles in a folder and are none.
IGNORED = {"README.md", "LICENSE", "CHANGELOG.md"}


def read_paths(paths: list[Path], max_bytes: int = MAX_BYTES) -> Iterator[Article | Refusal]:
    """Articles of files and folders (walked in sorted order, hidden files and READMEs left out)."""
    for path in paths:
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.is_file() and is_wanted(file, path))
            if not files:
                yield Refusal(str(path), "the folder holds no files", "name a folder with articles")
            for file in files:
                yield from read_file(file, max_bytes)
        else:
            yield from read_file(path, max_bytes)


def is_wanted(file: Path, root: Path) -> bool:
    """False for hidden files and for notes about the folder itself."""
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return not hidden and file.name not in IGNORED


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> Iterator[Article | Refusal]:
    """Articles of one file; a file that cannot be opened or is too large is one refusal."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            yield too_large(str(path), size, max_bytes)
            return
        data = path.read_bytes()
    except OSError as error:
        yield Refusal(str(path), f"cannot be opened: {error.strerror or error}", "check the path and its permissions")
        return
    yield from read_bytes(str(path), data, max_bytes)


def read_bytes(source: str, data: bytes, max_bytes: int = MAX_BYTES) -> Iterator[Article | Refusal]:
    """Articles of one document or container (feed, JSON Lines, WARC) held in memory."""
    if len(data) > max_bytes:
        yield too_large(source, len(data), max_bytes)
        return
    try:
        if data[:2] == b"\x1f\x8b" or data[:5] == b"WARC/":
            yield from warc.read(source, data, read_bytes)
            return
        yield from read_text(source, data)
    except InputError as error:
        yield Refusal(source, error.message, error.remedy)


def read_text(source: str, data: bytes) -> Iterator[Article | Refusal]:
    """Articles of a text document. Raises InputError for bytes that are no text."""
    text = raw.decode(data)
    head = text.lstrip("\ufeff \t\r\n")[:2000]
    lowered = head.lower()
    if head.startswith("---") and "\n" in head:
        yield markdown.read(source, text, data)
    elif lowered.startswith(("<?xml", "<rss", "<feed")) and (
        "<rss" in lowered or "<feed" in lowered or "<rdf" in lowered
    ):
        yield from feed.read(source, data)
    elif lowered.startswith(("<!doctype html", "<html")) or ("<body" in lowered and "<head" in lowered):
        yield html.read(source, text, data)
    elif head.startswith("{"):
        yield from jsonlines.read(source, text)
    else:
        yield raw.read(source, text, data)


def too_large(source: str, size: int, limit: int) -> Refusal:
    """The refusal of an input above the limit."""
    return Refusal(
        source,
        f"is {size / 1_048_576:.1f} MiB, above the limit of {limit / 1_048_576:.0f} MiB",
        "split it, or raise POLICYGRAPH_MAX_INPUT_BYTES",
    )
