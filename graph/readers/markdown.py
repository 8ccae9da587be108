"""Markdown with YAML front matter. The body may be empty: title and excerpt are the text then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import yaml

from graph.errors import InputError
from graph.model import Article, Related
from graph.readers.raw import content_hash

FRONT_MATTER = re.compile(r"\A\ufeff?\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
# Front matter is flat metadata: anchors have no use in it, and a few of them can expand to gigabytes.
ALIAS = re.compile(r"^[^#\"'\n]*(?::|-)\s+[*&]\w+", re.MULTILINE)
DATE_KEYS = ("publishedDateTime", "published", "datePublished", "date")
URL_KEYS = ("originalUrl", "webUrl", "canonicalUrl", "url", "link")


def read(source: str, text: str, data: bytes) -> Article:
    """The article of a front-matter document. InputError for broken, unclosed or alias-laden YAML."""
    match = FRONT_MATTER.match(text)
    if match is None:
        raise InputError(
            "begins with '---' but its front matter is not closed", "close the front matter with a line '---'"
        )
    meta = load_yaml(match[1])
    body = text[match.end() :].strip("\n")
    title = string(meta, "title") or heading(body)
    if not title and not body.strip():
        raise InputError("has neither a title nor a body", "give the front matter a 'title:'")
    excerpt = string(meta, "excerpt", "description", "summary")
    provider = meta.get("provider") if isinstance(meta.get("provider"), Mapping) else {}
    return Article(
        source=source,
        format="markdown",
        title=title or body.strip().split("\n")[0][:120],
        text=compose(title, excerpt, body),
        content_hash=content_hash(data),
        url=string(meta, *URL_KEYS) or None,
        published=moment(first(meta, DATE_KEYS)),
        publisher=string(provider, "name") or string(meta, "publisher", "site") or None,
        domain=string(provider, "domain") or None,
        language=string(meta, "language", "lang", "locale")[:2].lower() or None,
        excerpt=excerpt,
        topics=tuple(str(topic) for topic in listed(meta.get("topics") or meta.get("tags"))),
        images=tuple(
            filter(None, (string(image, "url") for image in listed(meta.get("images")) if isinstance(image, Mapping)))
        ),
        related=tuple(
            related(entry) for entry in listed(meta.get("related")) if isinstance(entry, Mapping) and entry.get("title")
        ),
    )


def load_yaml(block: str) -> Mapping[str, Any]:
    """The mapping of a front-matter block, loaded with the safe loader. InputError otherwise, with the line."""
    if alias := ALIAS.search(block):
        line = block.count("\n", 0, alias.end()) + 2
        raise InputError(
            f"uses a YAML anchor or alias in line {line}", "write the value out: aliases are not read from articles"
        )
    try:
        loaded = yaml.safe_load(block)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 2}" if mark else ""
        raise InputError(
            f"has front matter that is not YAML{place}: {getattr(error, 'problem', error)}", "quote the value"
        ) from error
    except ValueError as error:
        raise InputError(f"has a front-matter value that cannot be read: {error}", "quote the value") from error
    if not isinstance(loaded, Mapping):
        raise InputError("has front matter that is not a list of 'key: value' lines", "write 'title: …' lines")
    return loaded


def compose(title: str, excerpt: str, body: str) -> str:
    """Title, excerpt and body as one text, in paragraphs; a body that repeats its title does not get it twice."""
    plain = body.lstrip("# \n")
    parts = [] if plain.startswith(title) else [title]
    if excerpt and excerpt not in body:
        parts.append(excerpt)
    return "\n\n".join(part for part in [*parts, body] if part.strip())


def heading(body: str) -> str:
    """The text of the first Markdown heading, or nothing."""
    match = re.search(r"^#{1,2} +(.+)$", body, re.MULTILINE)
    return match[1].strip() if match else ""


def related(entry: Mapping[str, Any]) -> Related:
    """One entry of `related`."""
    provider = entry.get("provider") if isinstance(entry.get("provider"), Mapping) else {}
    return Related(
        title=string(entry, "title"),
        excerpt=string(entry, "excerpt", "description"),
        url=string(entry, *URL_KEYS) or None,
        published=moment(first(entry, DATE_KEYS)),
        publisher=string(provider, "name") or None,
        domain=string(provider, "domain") or None,
    )


def string(meta: object, *keys: str) -> str:
    """The first of the keys that holds text, stripped; else ''."""
    if isinstance(meta, Mapping):
        for key in keys:
            if isinstance(value := meta.get(key), str) and value.strip():
                return value.strip()
    return ""


def first(meta: Mapping[str, Any], keys: tuple[str, ...]) -> object:
    """The first value that is there."""
    return next((meta[key] for key in keys if meta.get(key)), None)


def listed(value: object) -> list[Any]:
    """A list as it is, nothing as an empty one, a single value as one of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def moment(value: object) -> datetime | None:
    """An aware datetime of a YAML timestamp or an ISO 8601 string; None if it is neither."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return None
