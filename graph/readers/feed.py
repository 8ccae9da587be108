"""RSS and Atom feeds: each entry an article of title and summary (or full content)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser
import trafilatura

from graph.errors import InputError
from graph.model import Article, Refusal
from graph.readers.markdown import compose
from graph.readers.raw import content_hash


def read(source: str, data: bytes) -> Iterator[Article | Refusal]:
    """Articles in the feed's order. InputError if it is no feed or has no entries."""
    if b"<!ENTITY" in data[:20_000]:
        raise InputError("declares XML entities", "remove the DOCTYPE: entities are not read from feeds")
    parsed = feedparser.parse(data)
    if not parsed.entries:
        raise InputError("is a feed with no entries that can be read", "check that it is RSS or Atom")
    for number, entry in enumerate(parsed.entries, 1):
        if not entry.get("title") and not entry.get("summary"):
            yield Refusal(source, "has neither title nor summary", "leave it out", place=f"entry {number}")
            continue
        yield article(f"{source}:{number}", entry, parsed.feed)


def article(place: str, entry: Any, channel: Any) -> Article:
    """The article of one entry."""
    title = plain(entry.get("title", ""))
    body = plain(entry["content"][0]["value"] if entry.get("content") else entry.get("summary", ""))
    moved = entry.get("published_parsed") or entry.get("updated_parsed")
    text = compose(title, "", body)
    return Article(
        source=place,
        format="feed",
        title=title or body[:120],
        text=text,
        content_hash=content_hash(f"{entry.get('link', '')}\n{text}".encode()),
        url=entry.get("link") or None,
        published=datetime(*moved[:6]).replace(tzinfo=UTC) if moved else None,
        publisher=channel.get("title") or None,
        language=(channel.get("language") or "")[:2].lower() or None,
        topics=tuple(tag["term"] for tag in entry.get("tags", []) if tag.get("term")),
    )


def plain(markup: str) -> str:
    """Text of an HTML fragment."""
    if "<" not in markup:
        return markup.strip()
    found = trafilatura.html2txt(f"<html><body>{markup}</body></html>")
    return str(found or "").strip()
