"""Answers are kept while there is room, the least used forgotten first."""

from __future__ import annotations

import pytest

from graph.store import Formats
from graph.store.pool.cache import Answers, Key


def key(query: str, version: str = "1") -> Key:
    return Key(query, Formats(), (), (), version)


def test_an_answer_is_of_one_query_one_format_one_dataset_and_one_version() -> None:
    answers = Answers(1 << 20)
    answers.put(key("ASK {}"), "text/csv", b"true")
    assert answers.get(key("ASK {}")) == ("text/csv", b"true")
    assert answers.get(key("ASK { }")) is None
    assert answers.get(key("ASK {}", "2")) is None
    assert answers.get(key("ASK {}")._replace(formats=Formats("text/csv"))) is None
    assert answers.get(key("ASK {}")._replace(default_graphs=("urn:g",))) is None


def test_the_least_used_are_forgotten() -> None:
    answers = Answers(10_000)
    for number in range(20):
        answers.put(key(f"q{number}"), "text/csv", b"x" * 700)
        answers.get(key("q0"))
    known = [number for number in range(20) if answers.get(key(f"q{number}"))]
    assert known == [0, 13, 14, 15, 16, 17, 18, 19]


def test_a_large_answer_is_not_kept() -> None:
    answers = Answers(10_000)
    answers.put(key("q"), "text/csv", b"x" * 5000)
    assert answers.get(key("q")) is None


@pytest.mark.parametrize("function", ["now()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "NOW ()"])
def test_what_is_different_each_time_is_not_kept(function: str) -> None:
    answers = Answers(1 << 20)
    answers.put(key(f"SELECT ({function} AS ?x) {{}}"), "text/csv", b"1")
    assert answers.get(key(f"SELECT ({function} AS ?x) {{}}")) is None
