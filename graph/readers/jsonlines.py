"""JSON Lines (https://jsonlines.org): one article a line, or a single JSON object over several lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from graph.errors import InputError
from graph.model import Article, Refusal
from graph.readers.markdown import DATE_KEYS, URL_KEYS, compose, first, listed, moment, string
from graph.readers.raw import content_hash

TEXT_KEYS = ("text", "body", "content", "articleBody")


def read(source: str, text: str) -> Iterator[Article | Refusal]:
    """Articles in order; a line that is no article is a refusal with its number, and the rest goes on."""
    try:
        whole = orjson.loads(text)
    except orjson.JSONDecodeError:
        whole = None
    if isinstance(whole, dict):
        yield article(source, whole, orjson.dumps(whole))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{source}:{number}"
        try:
            yield article(place, parse(line), line.encode())
        except InputError as error:
            yield Refusal(source, error.message, error.remedy, place=f"line {number}")


def parse(line: str) -> Mapping[str, Any]:
    """The object of one line. InputError if it is none."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error}", "write one object a line") from error
    if not isinstance(record, dict):
        raise InputError("is not a JSON object", "write one object a line")
    return record


def article(place: str, record: Mapping[str, Any], data: bytes) -> Article:
    """The article of one record. InputError if it has neither title nor text."""
    title, body = string(record, "title", "headline", "name"), string(record, *TEXT_KEYS)
    excerpt = string(record, "excerpt", "summary", "description")
    if not title and not body:
        raise InputError("has neither 'title' nor 'text'", "give it both")
    publisher = record.get("publisher")
    return Article(
        source=place,
        format="jsonlines",
        title=title or body.split("\n")[0][:120],
        text=compose(title, excerpt, body),
        content_hash=content_hash(data),
        url=string(record, *URL_KEYS) or None,
        published=moment(first(record, DATE_KEYS)),
        publisher=string(record, "publisher") or string(publisher, "name") or None,
        domain=string(publisher, "domain") or None,
        language=string(record, "language", "lang", "inLanguage")[:2].lower() or None,
        excerpt=excerpt,
        topics=tuple(str(topic) for topic in listed(record.get("topics"))),
    )
