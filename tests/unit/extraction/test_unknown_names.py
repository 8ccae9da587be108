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
        ("The data was sold by Mirelux, which runs dating apps. Mirelux said it would appeal.", "Mirelux"),
        ("The FTC sued Google, Mirelux and Meta.", "Mirelux"),
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
        # An acronym of what is no organisation; a proceeding; a part of a body; a product; a field of an office.
        ("A Computer Numerical Control (CNC) machine was sold. The CNC machine went to Omsk.", "CNC"),
        ("The Joint Investigation found that Facebook had no consent.", "Joint Investigation"),
        ("The SEC's Enforcement Division sued Coinbase.", "Enforcement Division"),
        ("The court struck down Brackwell deference last month.", "Brackwell"),
        ("The Minister of Communications Technology warned MTN.", "Communications Technology"),
        # A person in full, a degree.
        ("The agency was led by Brian Vossberg, Ph.D., who fined Google.", "Brian Vossberg"),
        ("The agency was led by Brian Vossberg, Ph.D., who fined Google.", "Ph.D"),
        # 'the Boise company' is no firm called Boise.
        ("The Nebraska Attorney General sued the Boise company.", "Boise"),
    ],
)
def test_no_organisation(text: str, none: str) -> None:
    assert none not in organisations(text)


def test_other_items_of_a_list_of_firms_are_firms() -> None:
    found = organisations("The SEC warned of OKX, Bybit, Quorvex, Zandrel, Poloniex and Kraken in a notice.")
    assert {"Quorvex", "Zandrel"} <= found


def test_places_in_a_list_of_firms_are_none() -> None:
    found = organisations("The order covers Google, Meta, Amazon, Canada and France, and all their affiliates.")
    assert found.isdisjoint({"Canada", "France"})


def test_towns_listed_with_a_state_are_no_firms() -> None:
    found = organisations("Bans were passed in Oakland, Alvarton and Berrick, California, and the FTC sued Quorvex.")
    assert found.isdisjoint({"Alvarton", "Berrick"})
    assert "Quorvex" in found


def test_a_firm_with_an_ampersand_is_whole() -> None:
    assert "Q&B Global Ventures" in organisations("The FTC sued Q&B Global Ventures LLC over spam.")


def test_acronym_is_what_the_text_defines() -> None:
    found = organisations("The Tarvello Athletic Association (TAA) was fined. The TAA will appeal.")
    assert "Tarvello Athletic Association" in found
    assert "TAA" not in found


def test_authority_that_no_registry_holds_is_at_home_where_the_text_is() -> None:
    text = "DECATUR, Ill. - The Decatur City Council voted on Monday. The police in Illinois want cameras."
    homes = {name.surface: name.entity.jurisdiction for name in names(text)}
    assert homes["Decatur City Council"] == "US-IL"


def test_a_short_form_that_begins_a_longer_name_is_that_name() -> None:
    text = "The CNIL fined Northgate Analytics €4 million. Northgate, which sells data, said it would appeal."
    found = {name.surface: name.entity.name for name in names(text) if name.surface.startswith("Northgate")}
    assert found == {"Northgate Analytics": "Northgate Analytics", "Northgate": "Northgate Analytics"}
