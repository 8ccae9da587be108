"""The speed benchmark's corpus and figures."""

from __future__ import annotations

import pytest

from benchmarks.speed.corpus import copy, repeated, samples
from benchmarks.speed.measures import percentile
from graph.model import Article, Related


def test_a_copy_is_another_article() -> None:
    related = Related("More", url="https://daily.example/more")
    article = Article(
        "a.md", "markdown", "A fine", "A fine\n\nText.", "0", url="https://daily.example/a/", related=(related,)
    )
    other = copy(article, 2)
    assert (other.title, other.text, other.url) == (
        "A fine (2)",
        "A fine (2)\n\nText.",
        "https://daily.example/a/copy-2",
    )
    assert (other.related[0].title, other.related[0].url) == ("More (2)", "https://daily.example/more/copy-2")
    assert other.content_hash != article.content_hash and other.source != article.source
    assert copy(article, 0) is article


def test_the_corpus_is_repeated_to_its_size() -> None:
    size = len(samples()) + 5
    articles = list(repeated(size))
    assert len(articles) == size
    assert len({article.content_hash for article in articles}) == size
    assert len({article.source for article in articles}) == size


@pytest.mark.parametrize(("percent", "value"), [(50, 2.0), (95, 4.0), (1, 1.0), (100, 4.0)])
def test_percentiles(percent: int, value: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], percent) == value


def test_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError):
        percentile([], 50)
