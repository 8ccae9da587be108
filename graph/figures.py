"""Does a text state an amount? Every reading of its figures counts, so that a right amount is never refused.

`€1.2bn`, `1,337.76 crore`, `15 Millionen`, `7.5m`, `ten million`, `204,6 millions`: grouping and decimal marks of both
habits, scales of several languages and of India.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

_SCALES = {
    "hundred": 2, "hundert": 2, "cent": 2, "cento": 2, "k": 3, "thousand": 3, "tausend": 3, "mille": 3, "mil": 3,
    "mila": 3, "duizend": 3, "lakh": 5, "lakhs": 5, "m": 6, "mn": 6, "mln": 6, "mio": 6, "mill": 6, "million": 6,
    "millions": 6, "millionen": 6, "millón": 6, "millones": 6, "milione": 6, "milioni": 6, "milhão": 6, "milhões": 6,
    "miljoen": 6, "crore": 7, "crores": 7, "cr": 7, "b": 9, "bn": 9, "bln": 9, "mrd": 9, "md": 9, "billion": 9,
    "billions": 9, "milliard": 9, "milliards": 9, "milliarde": 9, "milliarden": 9, "miliardo": 9, "miliardi": 9,
    "miljard": 9, "bilhão": 9, "bilhões": 9, "bi": 9, "tn": 12, "trillion": 12, "trn": 12,
}  # fmt: skip
_WORDS: dict[str, int | Decimal] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "half": Decimal("0.5"), "quarter": Decimal("0.25"),
    "un": 1, "une": 1, "ein": 1, "eine": 1, "uno": 1, "una": 1, "um": 1, "een": 1, "deux": 2, "zwei": 2, "due": 2,
    "dos": 2, "dois": 2, "twee": 2, "trois": 3, "drei": 3, "tre": 3, "tres": 3, "três": 3, "drie": 3, "cinq": 5,
    "fünf": 5, "cinque": 5, "cinco": 5, "vijf": 5, "dix": 10, "zehn": 10, "dieci": 10, "diez": 10, "dez": 10,
    "tien": 10, "vingt": 20, "zwanzig": 20, "venti": 20, "veinte": 20, "vinte": 20, "twintig": 20, "quinze": 15,
    "quinzième": 15, "quindici": 15, "fünfzehn": 15, "quince": 15, "vijftien": 15,
}  # fmt: skip
_FIGURE = re.compile(r"\d(?:[\d.,'’\u00a0\u202f ]*\d)?")
_SCALE = re.compile(r"[\s\u00a0\u202f-]*([^\W\d_]+)\b\.?(?:[\s-]+(?:of\s+)?(?:a\s+)?([^\W\d_]+))?")
_SPELLED = re.compile(r"[^\W\d_]+")


def states_amount(text: str, amount: Decimal) -> bool:
    """Whether some reading of a figure in `text` is `amount`.

    >>> states_amount("a penalty of Rs 1,337.76 crore", Decimal("13377600000"))
    True
    """
    return any(reading == amount for reading in readings(text))


def readings(text: str) -> Iterator[Decimal]:
    """All amounts that the figures of a text may mean."""
    for match in _FIGURE.finditer(text):
        for part in {match[0], *match[0].split(" ")}:
            for number in _numbers(part):
                yield from _scaled(number, text[match.end() : match.end() + 40])
    tens = Decimal(0)
    for match in _SPELLED.finditer(text):
        number = Decimal(_WORDS.get(match[0].lower(), 0))
        if number:
            yield from _scaled(number, text[match.end() : match.end() + 40])
            if tens and number < 10:
                yield from _scaled(tens + number, text[match.end() : match.end() + 40])
        tens = number if 20 <= number < 100 else Decimal(0)


def _numbers(figure: str) -> Iterator[Decimal]:
    plain = re.sub(r"['’\u00a0\u202f ]", "", figure)
    for candidate in {
        plain.replace(",", "").replace(".", ""),
        plain.replace(",", ""),
        plain.replace(".", "").replace(",", "."),
    }:
        try:
            yield Decimal(candidate)
        except InvalidOperation:
            continue


def _scaled(number: Decimal, after: str) -> Iterator[Decimal]:
    yield number
    match = _SCALE.match(after)
    if match is None:
        return
    first, second = (_SCALES.get((word or "").lower()) for word in match.groups())
    if first is not None:
        yield number.scaleb(first)
        if second is not None:
            yield number.scaleb(first + second)
    elif second is not None:
        yield number.scaleb(second)
