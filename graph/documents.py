"""Which documents are the same article, and what that article is when they are put together.

Everything here is symmetric: `merge` chooses each field on its own by an order that does not depend on which document
came first, so that the same documents make the same article in any order of arrival.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from graph.model import Article, Related
from graph.quads import Document, address_key, clean_address, host_of, identity, publisher_key, title_key

MIN_TITLE_WORDS = 3
_FORMATS = ("markdown", "jsonlines", "html", "warc", "feed", "raw", "related")


def related_article(related: Related, language: str | None = None) -> Article:
    """A related entry as an article of its own, with the little that is known of it."""
    text = "\n\n".join(part for part in (related.title, related.excerpt) if part)
    published = related.published.isoformat() if related.published else ""
    mark = json.dumps([related.title, related.excerpt, related.url, published, related.publisher, related.domain])
    return Article(
        source=related.url or related.title,
        format="related",
        title=related.title,
        text=text,
        content_hash=hashlib.sha256(mark.encode()).hexdigest(),
        url=related.url,
        published=related.published,
        publisher=related.publisher,
        domain=related.domain,
        language=language,
        excerpt=related.excerpt,
    )


def normalised(article: Article) -> Article:
    """The article with its address cleaned and the domain that the address gives."""
    url = clean_address(article.url)
    domain = article.domain or host_of(url)
    return replace(article, url=url, domain=domain, related=())


def merge(documents: Sequence[Document]) -> Document:
    """One article of several documents: metadata from those that have it, the longest text, all hashes."""
    articles = [document.article for document in documents]
    if len(articles) == 1:
        return documents[0]
    hashes = frozenset(mark for document in documents for mark in document.hashes | {document.article.content_hash})
    title, title_inferred = _field(articles, "title", _longest)
    url, _ = _field(articles, "url", _shortest)
    published, published_inferred = _field(articles, "published", _earliest)
    publisher, publisher_inferred = _field(articles, "publisher", _shortest)
    names = (("title", title_inferred), ("published", published_inferred), ("publisher", publisher_inferred))
    merged = Article(
        source=min(article.source for article in articles),
        format=min((article.format for article in articles), key=_rank),
        title=title or "",
        text=max((article.text for article in articles), key=_longest),
        content_hash=min(hashes),
        url=url,
        published=published,
        publisher=publisher,
        domain=_field(articles, "domain", _shortest)[0],
        language=_field(articles, "language", _shortest)[0],
        excerpt=max((article.excerpt for article in articles), key=_longest),
        topics=tuple(sorted({topic for article in articles for topic in article.topics})),
        images=tuple(sorted({image for article in articles for image in article.images})),
        inferred=frozenset(name for name, inferred in names if inferred),
    )
    related = frozenset(other for document in documents for other in document.related)
    revisions = frozenset(former for document in documents for former in document.revisions)
    return Document(merged, hashes, related, revisions)


def groups(documents: Sequence[Document]) -> list[list[int]]:
    """The documents (by their index) that are one article each, in order of their first document.

    The same address, or without one the same title, publisher and day, is the same article. A document that lacks
    some of these is the article of its title that has them, where there is only one that it can be.
    """
    leader: dict[tuple[str, ...], tuple[str, ...]] = {}
    keys = [identity(document.article) for document in documents]
    articles = dict(zip(keys, (document.article for document in documents), strict=True))
    titled: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key, article in articles.items():
        titled[title_key(article.title)].append(key)
    for key, article in sorted(articles.items(), key=lambda item: (_completeness(item[1]), item[0]), reverse=True):
        fuller = {
            _followed(leader, other)
            for other in titled[title_key(article.title)]
            if _completeness(articles[other]) > _completeness(article) and _may_be(article, articles[other])
        }
        if len(fuller) == 1:
            leader[key] = fuller.pop()
    gathered: dict[tuple[str, ...], list[int]] = {}
    for index, key in enumerate(keys):
        gathered.setdefault(_followed(leader, key), []).append(index)
    return list(gathered.values())


def _followed(leader: dict[tuple[str, ...], tuple[str, ...]], key: tuple[str, ...]) -> tuple[str, ...]:
    while key in leader:
        key = leader[key]
    return key


def _completeness(article: Article) -> tuple[int, int, int]:
    return (int(bool(address_key(article.url))), int(bool(publisher_key(article))), int(article.published is not None))


def _may_be(article: Article, other: Article) -> bool:
    """Whether a document without address may be this other article."""
    if address_key(article.url) or title_key(article.title) != title_key(other.title):
        return False
    if len(title_key(article.title).split()) < MIN_TITLE_WORDS:
        return False
    days = {one.published.date() for one in (article, other) if one.published and "published" not in one.inferred}
    return len(days) < 2 and _same_publisher(article, other)


def _same_publisher(article: Article, other: Article) -> bool:
    names = [publisher_key(one) for one in (article, other)]
    if not all(names) or names[0] == names[1]:
        return True
    hosts = ["".join(filter(str.isalnum, one.domain or host_of(one.url) or "")) for one in (article, other)]
    return any(name and host.startswith(name) for name, host in zip(names, reversed(hosts), strict=True))


def _field(articles: Iterable[Article], name: str, order: Callable[[Any], Any]) -> tuple[Any, bool]:
    """The best value of a field and whether it was inferred: metadata before inference, then by `order`."""
    values = [(name in article.inferred, value) for article in articles if (value := getattr(article, name))]
    if not values:
        return None, False
    inferred = all(guessed for guessed, _ in values)
    return max((value for guessed, value in values if guessed == inferred), key=order), inferred


def _longest(text: str) -> tuple[int, str]:
    return len(text), text


def _shortest(text: str) -> tuple[int, str]:
    return -len(text), text


def _earliest(moment: datetime) -> tuple[float, str]:
    return -moment.timestamp(), moment.isoformat()


def _rank(name: str) -> tuple[int, str]:
    return (_FORMATS.index(name) if name in _FORMATS else len(_FORMATS), name)
