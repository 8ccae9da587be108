"""What technology a text is about: named, or told by words of practice; at most three."""

from __future__ import annotations

import pytest

from graph.extraction import cues, extract
from graph.model import Article, EntityType
from graph.registry import load


def technologies(text: str) -> set[str]:
    extraction = extract(Article("case.md", "markdown", "In brief", f"In brief\n\n{text}", "0", language="en"))
    return {
        entity.id.removeprefix("technology/") for entity in extraction.entities if entity.type is EntityType.TECHNOLOGY
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The ICO fined a firm for 200,000 nuisance calls to people who had asked not to be called.", "telemarketing"),
        ("Police scanned the faces of football fans and matched the faces with a watchlist.", "facial-recognition"),
        (
            "The FTC said the broker sold the precise location and the whereabouts of millions of phones.",
            "location-data",
        ),
        ("Regulators want chatbots to say that they are machines; a chatbot must not pose as a friend.", "chatbot"),
    ],
)
def test_topic(text: str, wanted: str) -> None:
    found = technologies(text)
    assert wanted in found
    assert len(found) <= 3


def test_every_cue_speaks_of_a_registered_concept() -> None:
    entries = load().entries
    concepts = {concept for _, (_, group) in cues.automaton().items() for concept, _ in group}
    assert not concepts - entries.keys()


def test_cues_stand_at_words() -> None:
    assert not list(cues.find("the subcookiesque"))
    assert ("technology/cookie", 4) in list(cues.find("The cookies."))
