"""Whether two sums of money may be the same sum: rounded, or told in another currency."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import ontology

ROUNDING = Decimal("0.02")
CONVERSION_SLACK = Decimal("0.05")
Sum = tuple[Decimal, str]


def same_sum(one: Sum, other: Sum) -> bool:
    """Equal, equal when rounded, or a plausible conversion of the one into the currency of the other.

    >>> same_sum((Decimal(1200000000), "EUR"), (Decimal(1300000000), "USD"))
    True
    """
    if one[1] == other[1]:
        return abs(one[0] - other[0]) <= ROUNDING * max(one[0], other[0])
    rates = dollar_ranges()
    if one[1] not in rates or other[1] not in rates:
        return False
    low, high = (one[0] * rate for rate in rates[one[1]])
    other_low, other_high = (other[0] * rate for rate in rates[other[1]])
    return low * (1 - CONVERSION_SLACK) <= other_high and other_low * (1 - CONVERSION_SLACK) <= high


@cache
def dollar_ranges() -> dict[str, tuple[Decimal, Decimal]]:
    """What a unit of each currency was worth in US dollars, at the least and at the most since 2010."""
    return {row["code"]: (Decimal(row["low"]), Decimal(row["high"])) for row in ontology.rows("currencies")}
