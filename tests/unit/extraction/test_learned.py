"""The trained reader: what it is shown, what it says of plain sentences, and how that joins the frames."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction import learned, sentences
from graph.extraction.learned.model import tokenizer
from graph.extraction.learned.windows import ASKED, AUTHORITY, MOST, PARTY, Marked, Page, asking, cores
from graph.extraction.names import find
from graph.extraction.told import Told
from graph.model import Block, BlockKind, Text
from graph.registry import load

STORY = "The CNIL opened a case.\nGoogle was told to wait. The watchdog fined it €50 million in May. It will appeal."


def page(text: str, *names: Marked) -> Page:
    blocks = sentences.split(Text(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
    return Page(text, [(item.start, item.end) for item in blocks], names)


def read(text: str) -> list[Told]:
    split = sentences.split(Text(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
    return learned.read(split, find(split, load(), "en"), text)


def shown(text: str, number: int) -> list[str]:
    asked = page(text)
    made = asked.around(number, asked.sentences[number][0], tokenizer())
    return [text[start:end] for _, start, end in made.words]


@given(st.text(alphabet="ab cé.,\n€5-", max_size=300))
def test_words_stand_at_their_offsets(text: str) -> None:
    made = page(text).core(0, len(page(text).sentences), tokenizer()) if page(text).sentences else None
    for piece, start, end in made.words if made else ():
        assert text[start:end].isalpha() or not text[start:end].isspace()
        assert piece < len(made.pieces) if made else False


def test_a_name_is_no_word_and_has_its_mark_before_it() -> None:
    made = page("Google was fined.", Marked(0, 6, 2, 7)).core(0, 1, tokenizer())
    assert [key for _, key in made.marks] == [7]
    assert made.pieces[made.marks[0][0]] == 3
    assert made.words[0][1:] == (7, 10)


def test_a_word_is_asked_for_with_the_sentences_around_it_and_the_first_of_the_text() -> None:
    text = "First one. Second two. Third three. Fourth four. Fifth five. Sixth six."
    assert shown(text, 4) == ["First", "one", "Third", "three", "Fourth", "four", "Fifth", "five", "Sixth", "six"]


def test_who_was_named_further_back_is_called_to_mind_latest_first() -> None:
    text = "First one. Ofcom second. Meta third. Fourth four. Fifth five. Sixth six."
    ofcom, meta = Marked(11, 16, AUTHORITY, 0), Marked(25, 29, PARTY, 1)
    asked = page(text, ofcom, meta)
    assert [key for _, key in asked.around(5, text.index("Sixth"), tokenizer()).marks] == [1, 0]
    assert [key for _, key in asked.around(4, text.index("Fifth"), tokenizer()).marks] == [0, 1]  # Meta is in view
    assert [key for _, key in asked.around(1, text.index("second"), tokenizer()).marks] == [0, 1]


def test_a_word_without_room_among_its_neighbours_is_asked_for_in_its_sentence_alone() -> None:
    text = f"One {'word ' * 300}ends. Two {'word ' * 300}ends here."
    place = text.index("here")
    made = page(text).around(1, place, tokenizer())
    assert place in [start for _, start, _ in made.words]


def test_asking_moves_the_marks_behind_the_word() -> None:
    made = page("Google was fined by Meta.", Marked(0, 6, 2, 0), Marked(20, 24, 2, 1)).core(0, 1, tokenizer())
    piece = next(piece for piece, start, _ in made.words if start == 11)
    pieces, marks = asking(made, piece)
    assert pieces[piece] == ASKED + 1
    assert [pieces[mark] for mark in marks] == [3, 3]


def test_a_window_never_outgrows_the_network() -> None:
    made = page("word " * 2000).core(0, 1, tokenizer())
    assert len(made.pieces) == MOST + 1
    assert all(piece < MOST for piece, _, _ in made.words)


@given(st.lists(st.integers(1, 900), max_size=30), st.integers(1, 900))
def test_stretches_cover_all_sentences_once_and_in_order(lengths: list[int], room: int) -> None:
    runs = list(cores(lengths, room))
    assert [number for first, last in runs for number in range(first, last)] == list(range(len(lengths)))
    assert all(last == first + 1 or sum(lengths[first:last]) <= room for first, last in runs)


@pytest.mark.parametrize(
    ("text", "kind", "issuer", "respondent"),
    [
        ("The CNIL fined Google €150 million on Thursday over its cookie banner.", "fine", "fr-cnil", "google"),
        ("Google must delete the data within 30 days, the CNIL ordered.", "order", "fr-cnil", "google"),
        ("The European Commission has opened an investigation into Meta.", "investigation", "eu-commission", "meta"),
        ("The European Commission cleared the takeover by Microsoft.", "approval", "eu-commission", "microsoft"),
    ],
)
def test_plain_sentences_are_read(text: str, kind: str, issuer: str, respondent: str) -> None:
    best = max(read(text), key=lambda item: item.chance)
    assert best.chance > 0.5
    assert best.kind.value == kind
    assert [entity.id.rpartition("/")[2] for entity, _ in best.issuers] == [issuer]
    assert [entity.id.rpartition("/")[2] for entity, _ in best.respondents] == [respondent]


@pytest.mark.parametrize(
    "text",
    [
        "Google opened an office in Dublin near the Data Protection Commission.",
        "The CNIL could fine Google up to 4% of its turnover.",
        "The fine print of Google's terms is long.",
    ],
)
def test_what_is_no_act_is_not_read_as_one(text: str) -> None:
    assert all(item.chance < 0.6 for item in read(text))


def test_nothing_is_read_where_nobody_is_named() -> None:
    assert read("The weather was fine, and everyone was charged with joy.") == []


def test_what_the_sentence_before_names_is_found() -> None:
    best = max(read("Google has lost in Paris. The CNIL fined it €50 million."), key=lambda item: item.chance)
    assert [entity.id for entity, _ in best.respondents] == ["organisation/google"]
