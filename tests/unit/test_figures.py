"""Right amounts are never refused, wrong ones are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graph.figures import states_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("a €1.2bn fine", "1200000000"),
        ("746 million euros", "746000000"),
        ("fined £7.5m", "7500000"),
        ("204,6 millions de livres", "204600000"),
        ("5.000.000 euro", "5000000"),
        ("290 miljoen", "290000000"),
        ("half a billion dollars", "500000000"),
        ("Rs 1,337.76 crore", "13377600000"),
        ("15 Millionen Euro", "15000000"),
        ("R$ 50 mil", "50000"),
        ("twenty-five million", "25000000"),
        ("nine hundred thousand", "900000"),
        ("GH¢5.35 mln", "5350000"),
        ("1 337,76", "1337.76"),
        ("£7,552,800", "7552800"),
    ],
)
def test_a_stated_amount_is_found(text: str, amount: str) -> None:
    assert states_amount(text, Decimal(amount))


@pytest.mark.parametrize(
    ("text", "amount"),
    [("a €1.2bn fine", "1300000000"), ("over 3 billion images", "3000000"), ("no figure at all", "1"), ("", "5")],
)
def test_another_amount_is_not(text: str, amount: str) -> None:
    assert not states_amount(text, Decimal(amount))
