"""Which documents are one article, and what it is: the same in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest

from graph.documents import groups, merge, normalised, related_article
from graph.model import Article, Related
from graph.quads import Document
from tests.acts import article

TITLE = "Clearview AI’s service called an ‘illegal’ tool"
RAW = replace(
    article(TITLE, "A long text of the page.", published=None, publisher="MediaNama"),
    inferred=frozenset({"title", "publisher"}),
)
FRONT = replace(
    article(TITLE, url="https://www.medianama.com/2021/clearview/", published="2021-02-05", publisher="MediaNama"),
    domain="medianama.com",
    topics=("AI",),
)
TEASER = related_article(
    Related(
        TITLE, "Short.", "https://www.medianama.com/2021/clearview/amp/", datetime(2021, 2, 5, tzinfo=UTC), "MediaNama"
    )
)


def grouped(*articles: Article) -> list[list[int]]:
    return groups([Document(normalised(one)) for one in articles])


def test_the_raw_page_and_the_one_with_metadata_are_one_article() -> None:
    for order in permutations((RAW, FRONT, TEASER)):
        assert len(grouped(*order)) == 1


def test_merging_takes_metadata_from_one_and_the_text_from_the_other() -> None:
    merged = {merge([Document(normalised(one)) for one in order]) for order in permutations((RAW, FRONT, TEASER))}
    (document,) = merged
    assert document.article.text == RAW.text
    assert document.article.url == "https://www.medianama.com/2021/clearview/"
    assert document.article.published == FRONT.published
    assert document.article.topics == ("AI",)
    assert document.article.inferred == frozenset()
    assert document.hashes == {RAW.content_hash, FRONT.content_hash, TEASER.content_hash}


def test_merging_in_steps_is_merging_at_once() -> None:
    documents = [Document(normalised(one)) for one in (RAW, FRONT, TEASER)]
    assert merge([merge(documents[:2]), documents[2]]) == merge(documents)
    assert merge([documents[0], merge(documents[1:])]) == merge(documents)


@pytest.mark.parametrize(
    "other",
    [
        replace(FRONT, url="https://other.example/clearview"),
        replace(RAW, title="Another title that is long enough"),
        replace(RAW, publisher="The Herald"),
    ],
)
def test_other_articles_stay_apart(other: Article) -> None:
    assert len(grouped(FRONT, other)) == 2


def test_a_column_of_every_week_is_not_one_article() -> None:
    weekly = [
        article("The week in privacy, poured every Tuesday", published=day) for day in ("2023-05-23", "2024-02-20")
    ]
    assert len(grouped(*weekly)) == 2


def test_a_document_that_may_be_two_articles_is_neither() -> None:
    wire = [replace(FRONT, url=f"https://{name}.example/x", publisher=name) for name in ("first", "second")]
    assert len(grouped(*wire, replace(RAW, publisher=None))) == 3


def test_a_publisher_known_by_its_domain_only_fits() -> None:
    assert len(grouped(RAW, replace(FRONT, publisher=None))) == 1
