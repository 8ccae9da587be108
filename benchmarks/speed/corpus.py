"""The sample corpus repeated until it is large: other titles and addresses, the same acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import count, islice

from benchmarks.provenance import ROOT
from graph.model import Article
from graph.readers import read_paths


def samples() -> list[Article]:
    """The articles of the sample corpus."""
    return [article for article in read_paths([ROOT / "samples"]) if isinstance(article, Article)]


def repeated(size: int) -> Iterator[Article]:
    """`size` articles: the samples, then copies of them."""
    originals = samples()
    return islice((copy(article, number) for number in count() for article in originals), size)


def copy(article: Article, number: int) -> Article:
    """Another article that tells the same: its title, address and source carry the number, as do its related articles'."""
    if number == 0:
        return article
    mark = f" ({number})"
    return replace(
        article,
        source=f"{article.source}#{number}",
        title=article.title + mark,
        text=article.text.replace(article.title, article.title + mark, 1),
        content_hash=sha256(f"{article.content_hash}{number}".encode()).hexdigest(),
        url=address(article.url, number),
        related=tuple(replace(one, title=one.title + mark, url=address(one.url, number)) for one in article.related),
    )


def address(url: str | None, number: int) -> str | None:
    """Another address of the same site."""
    return f"{url.rstrip('/')}/copy-{number}" if url else None
