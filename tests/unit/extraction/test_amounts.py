"""Amounts of money in the notations that articles use."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.amounts import Amount, find_amounts


def only(text: str, language: str = "en", hint: str | None = None) -> Amount:
    found = find_amounts(text, language, hint)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$5 million", "5000000", "USD"),
        ("US$5m", "5000000", "USD"),
        ("USD 5 million", "5000000", "USD"),
        ("5 million dollars", "5000000", "USD"),
        ("$1.4bn", "1400000000", "USD"),
        ("$1.2 bln", "1200000000", "USD"),
        ("$2.4-billion", "2400000000", "USD"),
        ("$5K", "5000", "USD"),
        ("$2,510,650,588", "2510650588", "USD"),
        ("£7,552,800", "7552800", "GBP"),
        ("£7.5m", "7500000", "GBP"),
        ("€1.2bn", "1200000000", "EUR"),
        ("EUR 30.5 million", "30500000", "EUR"),
        ("100.000 EUR", "100000", "EUR"),
        ("280 000 euros", "280000", "EUR"),
        ("4.125 billion euros", "4125000000", "EUR"),
        ("€0.125 billion", "125000000", "EUR"),
        ("CHF 1'000'000", "1000000", "CHF"),
        ("Rs 1,337.76 crore", "13377600000", "INR"),
        ("Rs. 202 crore", "2020000000", "INR"),
        ("₹4.5 crore", "45000000", "INR"),
        ("Rs 5 lakh", "500000", "INR"),
        ("Rs 1.5 lakh crore", "1500000000000", "INR"),
        ("Rs 1,00,000", "100000", "INR"),
        ("W207.4 billion", "207400000000", "KRW"),
        ("207.4 billion won", "207400000000", "KRW"),
        ("8.026 billion yuan", "8026000000", "CNY"),
        ("RMB 18.2 billion", "18200000000", "CNY"),
        ("¥5 million", "5000000", "JPY"),
        ("PLN 2.8 million", "2800000", "PLN"),
        ("SEK 75 million", "75000000", "SEK"),
        ("75 million kronor", "75000000", "SEK"),
        ("TRY 1.2 million", "1200000", "TRY"),
        ("5 million roubles", "5000000", "RUB"),
        ("R5 million", "5000000", "ZAR"),
        ("N5 million", "5000000", "NGN"),
        ("₦220 million", "220000000", "NGN"),
        ("KSh 5 million", "5000000", "KES"),
        ("A$610,500", "610500", "AUD"),
        ("CA$9.5m", "9500000", "CAD"),
        ("S$74,000", "74000", "SGD"),
        ("NT$5 million", "5000000", "TWD"),
        ("$9.5 million CAD", "9500000", "CAD"),
        ("half a billion dollars", "500000000", "USD"),
        ("three-quarters of a billion dollars", "750000000", "USD"),
        ("two and a half million dollars", "2500000", "USD"),
        ("one hundred and fifty million euros", "150000000", "EUR"),
        ("one point two billion dollars", "1200000000", "USD"),
        ("five million pounds", "5000000", "GBP"),
    ],
)
def test_english_notations(text: str, amount: str, currency: str) -> None:
    found = only(f"It must pay {text}, the agency said.")
    assert (found.amount, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("language", "text", "amount", "currency"),
    [
        ("de", "11,5 Millionen Euro", "11500000", "EUR"),
        ("de", "900.000 Euro", "900000", "EUR"),
        ("de", "1.337,76 Euro", "1337.76", "EUR"),
        ("de", "1,2 Mrd. Euro", "1200000000", "EUR"),
        ("de", "fünfundzwanzig Millionen Euro", "25000000", "EUR"),
        ("de", "20-Millionen-Euro", "20000000", "EUR"),
        ("de", "4 Billionen Euro", "4000000000000", "EUR"),
        ("fr", "vingt millions d'euros", "20000000", "EUR"),
        ("fr", "50 millions d’euros", "50000000", "EUR"),
        ("fr", "1,2 Md€", "1200000000", "EUR"),
        ("fr", "un million et demi d'euros", "1500000", "EUR"),
        ("fr", "2 milliards de dollars", "2000000000", "USD"),
        ("es", "20 mil millones de pesos mexicanos", "20000000000", "MXN"),
        ("es", "4 billones de pesos colombianos", "4000000000000", "COP"),
        ("es", "medio millón de euros", "500000", "EUR"),
        ("it", "134,5 milioni di euro", "134500000", "EUR"),
        ("it", "15mila euro", "15000", "EUR"),
        ("pt", "R$ 6,6 milhões", "6600000", "BRL"),
        ("pt", "R$ 1,2 bi", "1200000000", "BRL"),
        ("nl", "20 miljoen euro", "20000000", "EUR"),
        ("nl", "€4,75 miljoen", "4750000", "EUR"),
    ],
)
def test_other_languages(language: str, text: str, amount: str, currency: str) -> None:
    found = only(f"… {text} …", language)
    assert (found.amount, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("a fine of $5m", "sum"),
        ("nearly $5m", "sum"),
        ("up to $5m", "ceiling"),
        ("up to about $5m", "ceiling"),
        ("a maximum fine of $5m", "ceiling"),
        ("more than $5m", "floor"),
        ("$5m or more", "floor"),
        ("a fight over $5m", "sum"),
        ("up to $5,000 per user", "rate"),
        ("penalties of nearly A$700,000 a day", "rate"),
        ("a daily fine of $5,000", "rate"),
        ("$500 per affected consumer", "rate"),
        ("$315 million a year earlier", "sum"),
        ("were fined $5,000 each", "sum"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert only(text).role == role


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between $1.60 and $1.68 billion", 1_600_000_000, 1_680_000_000),
        ("$5-10 million", 5_000_000, 10_000_000),
        ("5 to 10 million euros", 5_000_000, 10_000_000),
        ("$5 million to $10 million", 5_000_000, 10_000_000),
    ],
)
def test_ranges_share_their_multiplier(text: str, low: int, high: int) -> None:
    first, second = find_amounts(text)
    assert (first.amount, first.role, second.amount, second.role) == (low, "floor", high, "ceiling")


def test_cut_from_one_sum_to_another_is_no_range() -> None:
    assert [found.role for found in find_amounts("cut from €9m to €5m, raised from €5m to €9m")] == ["sum"] * 4


@pytest.mark.parametrize(
    ("text", "hint", "currency"),
    [
        ("$5 million", None, "USD"),
        ("$5 million", "AU", "AUD"),
        ("$5 million", "CA-QC", "CAD"),
        ("$5 million", "SGD", "SGD"),
        ("US$5 million", "AU", "USD"),
        ("5 million pesos", "CL", "CLP"),
        ("Mexico fined it 5 million pesos", None, "MXN"),
        ("Norway fined it 65 million kroner", None, "NOK"),
    ],
)
def test_who_decides_on_a_shared_sign(text: str, hint: str | None, currency: str) -> None:
    assert only(text, "en", hint).currency == currency


@pytest.mark.parametrize(
    "text",
    [
        "4% of turnover", "3 million records", "in 2019", "NIS 2 Directive", "COP 26", "PHP 8.1", "R2D2", "W3C", "12 won",
        "5 Canadian provinces", "Section 4 of 2002", "€5.5.5 million", "$5G", "746m: the old record", "5 million pesos",
        "65 million kroner", "a million-dollar company", "several hundred million dollars", "",
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert find_amounts(text) == []


def test_offsets_hold_sign_and_multiplier() -> None:
    text = "The ICO’s £7.5m fine"
    found = only(text)
    assert text[found.start : found.end] == "£7.5m"


@given(
    st.text(alphabet="0123456789.,'’ $€£¥RsWkr%()-–aAmMbnEUSD\u00a0million crore half to and", max_size=80),
    st.sampled_from(["en", "de", "fr", "es", "xx"]),
)
def test_any_text_gives_ordered_disjoint_positive_amounts(text: str, language: str) -> None:
    found = find_amounts(text, language)
    assert all(0 <= one.start < one.end <= len(text) and one.amount > 0 for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.integers(1, 10**12))
def test_english_and_german_grouping_mean_the_same(number: int) -> None:
    english = f"{number:,}"
    assert only(f"fined ${english} today").amount == number
    assert only(f"Strafe von {english.replace(',', '.')} Euro", "de").amount == number
    assert only(f"amende de {english.replace(',', chr(0x202F))} euros", "fr").amount == number
