"""What the reader learns from: passages as examples, with the names marked or found; and the fit of confidence."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from graph.extraction.learned.labels import KINDS, STANDINGS
from graph.extraction.learned.model import tokenizer
from graph.registry import load
from training.confidence import Case, figures, fitted, judged
from training.examples import UNREAD, examples, page_of
from training.passages import Passage, passage_of
from training.recognised import recognised
from training.renamed import cased, pool, renamed

LINES = """= newspaper; background act
The [a1|CNIL] {1|fined} [p1|Google] on Monday. [p1|It] may be {2|banned} too.
1 fine decided a1 > p1
2 ban not a1 > p1""".replace("[p1|It]", "It")


@pytest.fixture
def passage() -> Passage:
    return passage_of(LINES.split("\n"), "made.txt:1")


def test_every_word_is_labelled_and_no_name(passage: Passage) -> None:
    whole = next(iter(examples(passage, tokenizer(), random.Random(1), 0.0)))
    labels = [label for label in whole.carries if label != UNREAD]
    words = page_of(passage).core(0, 2, tokenizer()).words
    assert len(labels) == len(words)
    assert sorted(KINDS[label] for label in labels if label) == ["ban", "fine"]


def test_each_marked_word_is_asked_for_with_its_standing_and_sides(passage: Passage) -> None:
    asked = [item for item in examples(passage, tokenizer(), random.Random(1), 0.0) if item.asked and item.asked[1]]
    assert [(KINDS[item.asked[1]], STANDINGS[item.asked[2]]) for item in asked if item.asked] == [
        ("fine", "decided"),
        ("ban", "not"),
    ]
    assert [(issues, suffers) for _, issues, suffers in asked[0].roles] == [(1, 0), (0, 1)]


def test_sides_are_those_that_extraction_finds(passage: Passage) -> None:
    found = recognised(passage, load())
    assert [passage.text[name.start : name.end] for name in found.names] == ["CNIL", "Google"]
    assert len(found.acts[0].issuers) == len(found.acts[0].respondents) == 1


def test_a_side_that_nobody_finds_is_empty() -> None:
    lines = ["= wire", "The [a1|Zqxw Office] {1|fined} [p1|it of the] Google.", "1 fine decided a1 > p1"]
    assert recognised(passage_of(lines, "made.txt:1"), load()).acts[0].respondents == ()


def test_under_other_names_the_marks_stand_where_they_stood(passage: Passage) -> None:
    named = passage_of(
        ["= wire", "[a1|ICO] {1|sued} [p1|Acorn Ltd], says [p1|Acorn].", "1 lawsuit pending a1 > p1"], "b:1"
    )
    other = renamed(passage, pool([named]), random.Random(1))
    assert [other.text[name.start : name.end] for name in other.names] == ["ICO", "Acorn Ltd"]
    assert [other.text[act.start : act.end] for act in other.acts] == ["fined", "banned"]
    assert [(act.issuers, act.respondents) for act in other.acts] == [
        (act.issuers, act.respondents) for act in passage.acts
    ]


def test_another_name_is_written_as_the_one_before() -> None:
    assert [cased("Acorn Ltd", like) for like in ("google", "GOOGLE LLC", "CNIL")] == [
        "acorn ltd",
        "ACORN LTD",
        "Acorn Ltd",
    ]


def test_confidence_is_judged_by_weights_that_have_not_seen_the_document() -> None:
    cases = [Case(({"base": 1.0, "sign": float(n % 2)},), (bool(n % 2),), 1) for n in range(40)]
    likely = judged(cases)
    assert all(low < 0.4 < 0.6 < high for low, high in zip(likely[::2], likely[1::2], strict=True))
    assert fitted(cases)["sign"] > 0
    shares = [float(line.split("R ")[1][:4]) for line in figures(cases, likely)]
    assert all(one >= other for one, other in pairwise(shares))


def test_the_shipped_reader_is_small() -> None:
    import graph.extraction.learned as home

    assert (Path(home.__file__).parent / "reader.onnx").stat().st_size < 30_000_000
