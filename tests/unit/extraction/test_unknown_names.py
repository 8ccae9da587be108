"""Organisations that no registry holds: found by their place in a sentence, and what looks like one and is none."""

from __future__ import annotations

import pytest

from graph.model import EntityType
from tests.unit.extraction.test_names import names


def organisations(text: str) -> set[str]:
    return {name.entity.name for name in names(text) if name.entity.type is EntityType.ORGANISATION}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The CNIL fined Tarvello for cold calls.", "Tarvello"),
        ("The FTC opened an investigation into Quorvex last week.", "Quorvex"),
        ("Data broker Mirelux sold the lists.", "Mirelux"),
        ("Mirelux was fined €20,000 by the CNIL.", "Mirelux"),
    ],
)
def test_unknown_firm(text: str, wanted: str) -> None:
    assert wanted in organisations(text)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        # Who only tells the news.
        ("WASHINGTON (Plainfield Wire) - The FTC fined Google.", "Plainfield Wire"),
        ("The FTC fined Google, according to the Plainfield Wire.", "Plainfield Wire"),
        # A surname, and an abbreviation of a thing.
        ("David Verbruggen spoke. For Verbruggen, the ICO went too far.", "Verbruggen"),
        ("Police use live facial recognition (LFR). LFR is contested.", "LFR"),
        # A word that also stands small, a number with a letter, a legal form alone.
        ("Biometric data was taken. The biometric data is gone.", "Biometric"),
        ("It was fined N74 million for R18 films.", "R18"),
        # 'the Boise company' is no firm called Boise.
        ("The Nebraska Attorney General sued the Boise company.", "Boise"),
    ],
)
def test_no_organisation(text: str, none: str) -> None:
    assert none not in organisations(text)
