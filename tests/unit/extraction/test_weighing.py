"""What makes an unknown name an organisation: how it is written and what stands around all its places."""

from __future__ import annotations

import pytest

from graph.extraction.names.stretches import Stretch, places, seen
from graph.extraction.names.weighing import cues, features_of, likelihood, weights
from graph.extraction.sentences import split
from graph.model import Block, BlockKind, Text

NOBODY: frozenset[str] = frozenset()


def stretch(surface: str, text: str, **votes: int) -> Stretch:
    found = Stretch(surface)
    found.votes.update(votes)
    found.places = list(places(surface, text, ()))
    return found


def likely(text: str, surface: str = "Zeltra", **votes: int) -> float:
    return likelihood(stretch(surface, text, **votes), text, (), NOBODY)


def test_every_feature_has_a_weight() -> None:
    text = "Zeltra said so."
    assert features_of(stretch("Zeltra", text), text, (), NOBODY).keys() == weights().keys()
    assert cues().keys() <= weights().keys()


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("The regulator fined Zeltra in May.", "The regulator met in Zeltra in May."),
        ("The chipmaker Zeltra lost the case.", "Judge Zeltra lost the case."),
        ("They like Zeltra, which sells shoes.", "They like Zeltra, who was 34."),
        ("He used Zeltra's app.", "He used the Zeltra protocol."),
    ],
)
def test_what_stands_around_a_name_decides(more: str, less: str) -> None:
    assert likely(more, PERSON=1) > 0.5 > likely(less, PERSON=1)


def test_all_places_count_together() -> None:
    once = "He met Zeltra."
    assert likely(f"{once} Zeltra said its users were safe. The suit against Zeltra goes on.") > likely(once)


def test_a_name_beside_an_organisation_is_likelier() -> None:
    text = "He named Google and Zeltra."
    one = stretch("Zeltra", text)
    assert likelihood(one, text, {(9, 15)}, NOBODY) > likelihood(one, text, (), NOBODY)


def found(text: str, taken: frozenset[int] = frozenset()) -> set[str]:
    sentences = split(Text(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
    return set(seen(sentences, text, taken).stretches)


def test_a_stretch_is_a_run_of_capitals_without_what_begins_the_sentence() -> None:
    assert "Zeltra Vonk" in found("Yesterday the users of Zeltra Vonk got mail.")
    assert "Zeltra" in found("However Zeltra kept the money.")


def test_no_stretch_stands_where_a_name_is_known() -> None:
    assert "Zeltra" not in found("the users of Zeltra got mail.", frozenset(range(13, 19)))
