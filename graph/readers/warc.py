"""WARC archives (ISO 28500): every HTTP response of text or HTML is read as a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from graph.errors import InputError
from graph.model import Article, Refusal

Reader = Callable[[str, bytes], Iterator[Article | Refusal]]


def read(source: str, data: bytes, read_bytes: Reader) -> Iterator[Article | Refusal]:
    """Articles of the responses in an archive. InputError if it is no archive."""
    try:
        for record in ArchiveIterator(BytesIO(data)):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            kind = record.http_headers.get_header("Content-Type") or ""
            if not kind.startswith(("text/", "application/xhtml")):
                continue
            address = record.rec_headers.get_header("WARC-Target-URI")
            for item in read_bytes(f"{source}#{address}", record.content_stream().read()):
                yield item if isinstance(item, Refusal) or item.url else replace(item, url=address)
    except (ArchiveLoadFailed, EOFError, OSError) as error:
        raise InputError(
            f"is not a WARC archive that can be read: {error}", "check that the download is complete"
        ) from error
