"""Acts that a language model reads are believed as far as the text bears them out."""

from __future__ import annotations

import os
import socket

import pytest

from graph.extraction import sentences
from graph.extraction.asked import Act, Asked, Unanswered
from graph.extraction.asked.grounding import grounded
from graph.extraction.names import find
from graph.extraction.sentences import Sentence
from graph.model import Block, BlockKind, Kind, Status, Text
from graph.registry import load

LINE = "The CNIL fined Google €150 million on Thursday over its cookie banner."


def split(line: str = LINE) -> list[Sentence]:
    return sentences.split(Text(line, (Block(BlockKind.PARAGRAPH, 0, len(line)),)))


def act(**changed: object) -> Act:
    said = {
        "quote": LINE,
        "word": "fined",
        "kind": Kind.FINE,
        "status": Status.DECIDED,
        "issuers": ["CNIL"],
        "respondents": ["Google"],
    }
    return Act.model_validate({**said, **changed})


def told(**changed: object) -> list[tuple[str, list[str], list[str]]]:
    found = grounded(act(**changed), split(), find(split(), load(), "en"))
    return [
        (item.word, [entity.id for entity, _ in item.issuers], [entity.id for entity, _ in item.respondents])
        for item in found
    ]


def test_an_act_that_stands_in_the_text_is_told_with_the_entities_of_the_text() -> None:
    (found,) = told()
    assert found[0] == "fined"
    assert found[1] and found[2]
    assert found[1] != found[2]


def test_the_offset_is_that_of_the_word() -> None:
    (found,) = grounded(act(), split(), find(split(), load(), "en"))
    assert LINE[found.place :].startswith("fined")


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "The CNIL fined Google €151 million on Thursday over its cookie banner."},
        {"quote": "The"},
        {"quote": ""},
        {"word": "banned"},
        {"word": " "},
        {"issuers": ["FTC"], "respondents": ["Nobody Ltd"]},
    ],
)
def test_what_does_not_stand_in_the_text_is_not_told(changed: dict[str, object]) -> None:
    assert told(**changed) == []


def test_a_name_that_the_text_does_not_have_is_left_out() -> None:
    (found,) = told(respondents=["Google", "Amazon"])
    assert len(found[2]) == 1


def test_a_server_that_is_not_there_is_named_with_a_remedy() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(Unanswered, match=rf"{url}.*unset POLICYGRAPH_ASK_URL"):
        Asked(url, "any")(split(), [], LINE)


@pytest.mark.skipif("POLICYGRAPH_TEST_ASK_URL" not in os.environ, reason="no server of chat completions is named")
def test_a_real_server_is_asked_and_its_answer_grounded() -> None:
    """For the plumbing: how good the answer is, is the model's affair (benchmarks/completions.py starts a small one)."""
    found = find(split(), load(), "en")
    for item in Asked(os.environ["POLICYGRAPH_TEST_ASK_URL"], "any", seconds=600)(split(), found, LINE):
        assert item.sentence.text == LINE
        assert {entity.id for entity, _ in (*item.issuers, *item.respondents)} <= {name.entity.id for name in found}
