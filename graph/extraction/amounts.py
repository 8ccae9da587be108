"""Amounts of money as the world writes them, from '$5m' to 'Rs 1,337.76 crore' and '11,5 Millionen Euro'.

Signs, words and multipliers are data (`ontology/lexicon/currencies.toml`); a bare number is never an amount.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import ontology

NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d{1,2})?|\d[\d.,]*\d|\d"
# Homes in which a bare '$' is another dollar.
DOLLARS = {"AU": "AUD", "CA": "CAD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "US": "USD"}
# Codes that are words of their own in some language or too rare to trust.
CODES = (
    "USD EUR GBP INR KRW JPY CNY RMB BRL SEK NOK DKK PLN CZK HUF RON CHF TRY RUB ILS ZAR NGN KES AUD CAD SGD NZD HKD TWD IDR PHP MXN COP CLP "
    "VND THB MYR AED SAR EGP UAH BGN ISK"
).split()


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at its offsets. `role`: `sum`, `floor` ('more than'), `ceiling` ('up to') or `rate` ('a day')."""

    start: int
    end: int
    amount: Decimal
    currency: str
    role: str = "sum"


@cache
def data() -> dict[str, Any]:
    """The currency data."""
    loaded: dict[str, Any] = tomllib.loads((ontology.ROOT / "lexicon" / "currencies.toml").read_text(encoding="utf-8"))
    return loaded


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Sign-first and word-last patterns, and the currency of each word."""
    loaded = data()
    words = {word: code for code, forms in loaded["words"].items() for word in forms}
    words |= {code.lower(): code.replace("RMB", "CNY") for code in CODES}
    signs = "|".join(sorted((re.escape(sign) for sign in [*loaded["signs"], *CODES]), key=len, reverse=True))
    scale = "|".join(sorted((re.escape(word) for word in loaded["multipliers"]), key=len, reverse=True))
    spelt = "|".join(sorted(loaded["numbers"], key=len, reverse=True))
    units = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
    first = re.compile(rf"(?<![\w$€£])(?P<sign>{signs})[ \u00a0]?(?P<number>{NUMBER})(?:[ \u00a0-]?(?P<scale>{scale})(?![\w]))?(?:[ \u00a0](?P<crore>crore|million|billion)(?!\w))?")
    last = re.compile(
        rf"(?<![\w.,$€£])(?P<number>{NUMBER}|(?:{spelt})(?=[ -](?:a )?(?:{scale})))(?:[ \u00a0-](?:a )?(?P<scale>{scale})(?![\w]))?"
        rf"[ \u00a0-]?(?:d['’]|de |di |of )?(?P<unit>€|£|\$|(?:{units})(?!\w))",
        re.IGNORECASE,
    )
    return first, last, words


def find_amounts(text: str, language: str = "en", currency_hint: str | None = None) -> list[Amount]:
    """All amounts in order, without overlap. `currency_hint` is the ISO 3166 code whose dollar a bare '$' is."""
    first, last, words = patterns()
    found: list[Amount] = []
    for match in first.finditer(text):
        sign = match["sign"]
        if sign in ("W", "R", "RM", "Rp", "kr", "Rs", "Fr.") and match["number"][0] not in "0123456789":
            continue
        currency = data()["signs"].get(sign, sign.replace("RMB", "CNY"))
        if sign == "$" and currency_hint:
            currency = DOLLARS.get(currency_hint[:2], "USD")
        add(found, text, match, currency, language)
    taken = {place for amount in found for place in range(amount.start, amount.end)}
    for match in last.finditer(text):
        if taken.intersection(range(match.start(), match.end())):
            continue
        unit = match["unit"]
        currency = words.get(unit.lower()) or data()["signs"].get(unit, "USD")
        if unit.lower() == "real" or (unit.lower() in ("won", "rand", "some") and not match["scale"] and "," not in match["number"]):
            continue
        add(found, text, match, currency, language)
    return sorted(found, key=lambda amount: amount.start)


def add(found: list[Amount], text: str, match: re.Match[str], currency: str, language: str) -> None:
    """Append the amount of a match, if its number is one."""
    value = number(match["number"], bool(match["scale"]), language)
    if value is None:
        return
    factors = data()["multipliers"]
    for group in ("scale", "crore"):
        word = match.groupdict().get(group)
        if word:
            value *= Decimal(str(factors.get(word, factors.get(word.lower(), 1))))
    if value > 0:
        found.append(Amount(match.start(), match.end(), value.normalize() if value != value.to_integral() else value.quantize(Decimal(1)), currency, role_of(text, match.start(), match.end())))


def number(written: str, scaled: bool, language: str) -> Decimal | None:
    """The value of a number in any notation: the last separator decides, three digits behind it make it a thousands one."""
    spelt = data()["numbers"].get(written.lower())
    if spelt is not None:
        return Decimal(str(spelt))
    plain = re.sub(r"[ \u00a0\u202f]", "", written)
    separators = re.findall(r"[.,]", plain)
    if separators:
        last = separators[-1]
        tail = len(plain) - plain.rindex(last) - 1
        if len(set(separators)) == 2:
            other = "," if last == "." else "."
            plain = plain.replace(other, "").replace(last, ".")
        elif len(separators) > 1 or (tail == 3 and not (scaled and (last == "." if language == "en" else last == ","))):
            plain = plain.replace(last, "")
        else:
            plain = plain.replace(last, ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def role_of(text: str, start: int, end: int) -> str:
    """What the words around an amount make of it."""
    before, after = text[max(0, start - 22) : start].lower().rstrip(" (~"), text[end : end + 18].lower().lstrip()
    roles = data()["roles"]
    if any(after.startswith(word) for word in roles["rate"]):
        return "rate"
    if any(before.endswith(" " + word) or before == word for word in roles["ceiling"]):
        return "ceiling"
    if any(before.endswith(" " + word) for word in roles["floor"]):
        return "floor"
    return "sum"
