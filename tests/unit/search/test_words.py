"""Words are compared without case, accents and punctuation; what is shown is the text as it stands."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.search.excerpts import LENGTH, Text, best
from graph.search.folding import fold, tokens, words
from graph.search.wording import Wording, wording

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=600)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clearview’s AI-tool", ["clearview", "s", "ai", "tool"]),
        ("Commission d'accès à l'information", ["commission", "d", "acces", "a", "l", "information"]),
        ("Île-de-France ﬁne", ["ile", "de", "france", "fine"]),
        ("Urząd Łódź Ørsted Þór", ["urzad", "lodz", "orsted", "thor"]),
        ("個人情報保護委員会", list("個人情報保護委員会")),
        ("개인정보 보호", [fold("개인정보"), fold("보호")]),
        ("snake_case £7,552,800", ["snake", "case", "7", "552", "800"]),
        ("… — !", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(TEXTS)
def test_composed_and_decomposed_letters_are_the_same_words(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@given(TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    found = list(tokens(text))
    assert all(fold(text[token.start : token.end]) == token.word for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_last_word_is_unfinished_until_something_follows_it() -> None:
    assert wording("facial recog") == Wording((("facial",), ("recog",)), unfinished=True)
    assert not wording("facial recog ").unfinished
    assert wording('"mass surveillance"') == Wording((("mass", "surveillance"),), unfinished=False)
    assert wording('open " quote').words == ("open", "quote")
    assert not wording("  … ")


def test_too_many_words_are_refused() -> None:
    with pytest.raises(QueryError, match="more than 32 words"):
        wording("a " * 33)


def shown(text: str, query: str, *, loosely: bool = False) -> str:
    _, pieces = best([Text("exact", text)], wording(query), loosely)
    return "".join(f"[{piece.text}]" if piece.match else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("query", "loosely", "expected"),
    [
        ("recog", False, "Facial [recognition] by Clearview"),
        ("recog ", False, "Facial recognition by Clearview"),
        ("claerview", True, "Facial recognition by [Clearview]"),
        ("recogntio", True, "Facial [recognition] by Clearview"),
        ("FACIAL clearview", False, "[Facial] recognition by [Clearview]"),
    ],
)
def test_matches_are_marked(query: str, loosely: bool, expected: str) -> None:
    assert shown("Facial recognition by Clearview", query, loosely=loosely) == expected


def test_of_a_long_text_the_part_around_the_first_match_is_shown() -> None:
    text = "before " * 100 + "the needle stands here " + "after " * 100
    found = shown(text, "needle")
    assert found.startswith("… before ")
    assert "the [needle] stands here" in found
    assert found.endswith("after …")
    assert len(found) < LENGTH + 10


@given(TEXTS.filter(bool), st.text(max_size=10), st.booleans())
def test_an_excerpt_is_a_part_of_its_text(text: str, query: str, loosely: bool) -> None:
    _, pieces = best([Text("exact", text)], wording(query), loosely)
    assert "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …") in text or not text.split()


def test_the_text_that_holds_most_words_is_shown_and_the_label_before_others() -> None:
    texts = [Text("label", "CNIL"), Text("altLabel", "Commission nationale"), Text("altLabel", "La CNIL")]
    assert best(texts, wording("cnil"), False)[0] == Text("label", "CNIL")
    assert best(texts, wording("commission nat"), False)[0] == Text("altLabel", "Commission nationale")
