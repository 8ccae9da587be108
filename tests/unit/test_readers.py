"""Bytes in, articles or refusals out: never an exception, whatever the bytes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Article, Refusal
from graph.readers import read_bytes, read_paths

FRONT = "---\ntitle: A fine\npublishedDateTime: 2024-06-14T10:00:00Z\nwebUrl: https://daily.example/a\n---\nThe body.\n"


def only(data: bytes) -> Article | Refusal:
    (found,) = read_bytes("case", data)
    return found


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf \n", "white space"),
        (b"\x00\x01\x02binary", "binary"),
        (b"---\ntitle: A\nno end", "not closed"),
        (b"---\ntitle: [1, 2\n---\nbody", "not YAML"),
        (b"---\na: &x [1]\nb: *x\n---\nbody", "anchor or alias"),
        (b"---\n- one\n---\nbody", "not a list"),
        (b"---\nexcerpt: ''\n---\n", "neither a title nor a body"),
        (b"<html><body></body></html>", "no text"),
        (b'{"url": "https://daily.example/a"}', "neither"),
        (b"x" * 2000, "above the limit"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason_and_a_remedy(data: bytes, reason: str) -> None:
    (found,) = read_bytes("case", data, max_bytes=1000)
    assert isinstance(found, Refusal)
    assert reason in found.reason and found.remedy and found.source == "case"


def test_front_matter() -> None:
    article = only(FRONT.encode())
    assert isinstance(article, Article)
    assert (article.format, article.title, article.url) == ("markdown", "A fine", "https://daily.example/a")
    assert article.published is not None and article.published.isoformat() == "2024-06-14T10:00:00+00:00"
    assert article.text == "A fine\n\nThe body."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding: str) -> None:
    text = (
        "Défense de la vie privée\n\n"
        + "L'autorité a infligé une amende à la société pour avoir traité des données. " * 6
    )
    article = only(text.encode(encoding))
    assert isinstance(article, Article) and "privée" in article.text


def test_a_bad_line_does_not_stop_the_others() -> None:
    lines = [
        json.dumps({"title": "One", "text": "Text one."}),
        "{not json",
        "[]",
        json.dumps({"title": "Two", "text": "Text two."}),
    ]
    found = list(read_bytes("feed.jsonl", "\n".join(lines).encode()))
    assert [one.title for one in found if isinstance(one, Article)] == ["One", "Two"]
    assert [one.place for one in found if isinstance(one, Refusal)] == ["line 2", "line 3"]
    assert [one.source for one in found if isinstance(one, Article)] == ["feed.jsonl:1", "feed.jsonl:4"]


def test_a_folder_is_read_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden", "README.md"):
        (tmp_path / name).write_text(FRONT, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.md").write_text(FRONT, encoding="utf-8")
    assert [Path(one.source).name for one in read_paths([tmp_path])] == ["a.md", "b.txt"]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    (found,) = read_paths([tmp_path / "none.md"])
    assert isinstance(found, Refusal) and "cannot be opened" in found.reason


HEADS = st.sampled_from([b"", b"---\n", b"---\ntitle: a\n---\n", b"<html><body>", b"<!doctype html>", b"<?xml version='1.0'?><rss>", b"<feed>", b'{"title": "a", ', b'{"title": "a"}\n', b"\x1f\x8b", b"WARC/1.0\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    HEADS,
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))),
)
def test_reading_never_raises(head: bytes, rest: bytes) -> None:
    for found in read_bytes("case", head + rest):
        assert isinstance(found, Article | Refusal)


@settings(deadline=None, max_examples=50)
@given(st.recursive(st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "text", "related", "url", "published", "publisher", "topics", "provider"]), inner, max_size=4), max_leaves=8))  # fmt: skip
def test_any_json_is_an_article_or_a_refusal(value: object) -> None:
    for found in read_bytes("case.jsonl", json.dumps({"title": value, "text": value, "publisher": value}).encode()):
        assert isinstance(found, Article | Refusal)
    front = (
        "---\n"
        + "\n".join(f"{key}: {json.dumps(value)}" for key in ("title", "related", "provider", "topics", "images"))
        + "\n---\nBody"
    )
    for found in read_bytes("case.md", front.encode("utf-8", "surrogatepass")):
        assert isinstance(found, Article | Refusal)


def test_a_broken_archive_is_refused() -> None:
    found = list(read_bytes("case.warc.gz", gzip.compress(b"no archive at all")))
    assert all(isinstance(one, Refusal) for one in found)
