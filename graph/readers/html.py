"""HTML pages: trafilatura finds the text and the metadata (JSON-LD, OpenGraph, meta elements)."""

from __future__ import annotations

from typing import Any

import trafilatura
from trafilatura.settings import use_config

from graph.errors import InputError
from graph.model import Article
from graph.readers.markdown import compose, moment
from graph.readers.raw import content_hash

CONFIG = use_config()
CONFIG.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # its alarm signal works in the main thread only


def read(source: str, text: str, data: bytes) -> Article:
    """The article of a page. InputError if no text can be found in it."""
    found: Any = trafilatura.bare_extraction(
        text, with_metadata=True, include_comments=False, favor_recall=True, config=CONFIG
    )
    body = (found.text or "").strip() if found else ""
    title = (found.title or "").strip() if found else ""
    if not body and not title:
        raise InputError("is an HTML page with no text", "save the page after its scripts have run")
    excerpt = (found.description or "").strip()
    return Article(
        source=source,
        format="html",
        title=title or body.split("\n")[0][:120],
        text=compose(title, excerpt, body.replace("\n", "\n\n")),
        content_hash=content_hash(data),
        url=found.url or None,
        published=moment(found.date),
        publisher=found.sitename or None,
        domain=found.hostname or None,
        language=(found.language or "")[:2].lower() or None,
        excerpt=excerpt,
        topics=tuple(found.tags or ()),
    )
