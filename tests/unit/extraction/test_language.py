"""The language of a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extraction.language import LANGUAGES, detect

ENGLISH = "The regulator fined the company because it had collected pictures of residents without their consent. " * 4


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The privacy commissioner ordered the company to delete the images."),
        ("fr", "La CNIL a infligé une amende de vingt millions d'euros à la société."),
        ("de", "Das Landgericht Bonn hat das Bußgeld gegen das Unternehmen herabgesetzt."),
        ("es", "La Agencia Española de Protección de Datos ha multado a la empresa."),
        ("it", "Il Garante ha multato la società per quindici milioni di euro."),
        ("pt", "A autoridade determinou que a empresa suspenda o tratamento de dados pessoais."),
        ("nl", "De Autoriteit Persoonsgegevens heeft het bedrijf een boete opgelegd."),
        ("ja", "個人情報保護委員会は同社に対して勧告を行った。"),
    ],
)
def test_a_sentence_is_enough(language: str, text: str) -> None:
    assert detect(text) == language


def test_too_short_to_tell_is_what_is_declared_or_english() -> None:
    assert detect("OK", "fr") == "fr"
    assert detect("") == "en"
    assert detect("12.5 % 2021") == "en"


def test_declared_wins_unless_a_longer_text_contradicts_it() -> None:
    assert detect("The fine stands.", "de") == "de"
    assert detect(ENGLISH, "de") == "en"
    assert detect(ENGLISH, "en-GB") == "en"
    assert detect(ENGLISH, "??") == "en"


def test_capitals_and_addresses_do_not_mislead() -> None:
    assert (
        detect(
            "MAJOR WIRELESS CARRIERS FINED FOR SHARING THE LOCATIONS OF THEIR CUSTOMERS https://www.beispiel.de/nachrichten"
        )
        == "en"
    )


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_language(text: str) -> None:
    assert detect(text) in LANGUAGES
