"""Slices of the measure: known companies under invented names, parts of extraction that can be switched off."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.gold import Document, Named, Record, Ruling
from benchmarks.quality.renaming import capitals_of, invented, renamed, text_with
from benchmarks.quality.scoring import Count, Score
from benchmarks.quality.slices import HEADER, Slice, row
from benchmarks.quality.variants import NAMED_BY_RULES, REGISTRIES, STAGES, rows_without, switch_off
from graph.model import Article
from graph.registry import load


@pytest.mark.parametrize("name", ["Google", "Marriott International", "TikTok", "OpenAI", "AT&T", "Clearview AI, Inc"])
def test_an_invented_name_has_the_shape_of_the_known_one(name: str) -> None:
    made = invented(name, load())
    assert made != name
    assert [letter.isupper() for letter in made] == [letter.isupper() for letter in name]
    assert [letter for letter in made if not letter.isalpha()] == [letter for letter in name if not letter.isalpha()]


def test_short_and_long_forms_keep_their_common_word() -> None:
    assert invented("Marriott International", load()).split()[0] == invented("Marriott", load())


def test_legal_forms_and_words_that_many_bear_stay() -> None:
    assert invented("Clearview AI, Inc", load()).endswith(" AI, Inc")


def test_text_and_annotation_are_renamed_alike() -> None:
    text = "The CNIL fined Google. Googles Antwort: GOOGLE appeals. Googleplex and Lumio stay."
    gold = Record(
        organisations=(Named("Google", ("Google", "Alphabet")), Named("Lumio", ("Lumio",))),
        rulings=(Ruling("fine", "decided", ("CNIL",), ("Google",)),),
        claims=("Google",),
    )
    document, article = renamed(Document("a", "a", "dev", "en", (), gold), Article("a", "raw", "", text, "0"), load())
    name = document.gold.organisations[0].name
    assert article.text == (
        f"The CNIL fined {name}. {name}s Antwort: {name.upper()} appeals. Googleplex and Lumio stay."
    )
    assert document.gold.rulings[0].respondents == document.gold.claims == (name,)
    assert document.gold.organisations[1] == gold.organisations[1]


def test_products_of_a_renamed_company_do_not_give_it_away() -> None:
    gold = Record(organisations=(Named("Meta", ("Meta",)),))
    text = "Meta must change Instagram."
    _, article = renamed(Document("a", "a", "dev", "en", (), gold), Article("a", "raw", "", text, "0"), load())
    assert "Instagram" not in article.text


def test_a_transcript_in_small_letters_is_renamed() -> None:
    assert text_with("so google paid", {"Google": "Rotfil"}) == "so rotfil paid"


@given(st.text(alphabet="abcDEF", min_size=1, max_size=12))
def test_capitals_are_kept_letter_by_letter(word: str) -> None:
    made = capitals_of(word, "x" * len(word))
    assert [letter.isupper() for letter in made] == [letter.isupper() for letter in word]


@pytest.mark.parametrize("target", sorted(target for stage in STAGES.values() for target in stage))
def test_what_a_stage_stands_for_is_there(target: str) -> None:
    head, _, last = target.rpartition(".")
    assert callable(getattr(resolve(head), last))


def resolve(path: str) -> object:
    """A module, or a class of one."""
    try:
        return import_module(path)
    except ModuleNotFoundError:
        head, _, last = path.rpartition(".")
        return getattr(import_module(head), last)


def test_a_row_has_a_figure_for_each_column() -> None:
    counts = Score(documents=1)
    counts.counts["rulings"] += Count(right=3, wrong=1, missed=1)
    assert row(Slice("everything", counts)).split()[1:] == [
        *["0.00"] * 5, "0.75", "0.75", "0.75", "0.00", "0.00", "0.00",
    ]  # fmt: skip
    assert len(row(Slice("everything", counts))) == len(HEADER)


@pytest.mark.parametrize("registry", REGISTRIES)
def test_a_registry_is_switched_off_alone(registry: str) -> None:
    rows = rows_without(registry)
    assert {row["id"] for row in rows(registry)} <= NAMED_BY_RULES
    assert all(list(rows(other)) for other in REGISTRIES if other != registry)


def test_a_part_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError):
        switch_off("astrology")
