"""Amounts of money as the world writes them: '$5m', 'Rs 1,337.76 crore', '11,5 Millionen Euro', 'half a billion dollars'.

Signs, words, multipliers and number words are data (`ontology/lexicon/currencies.toml`). A number without a
currency is no amount, nor is a share of a turnover. Where a sign is shared by several currencies and nothing
decides between them, there is no amount either: none is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from graph.extraction.currencies import BLANK, Tables, data, key, tables_of

Role = Literal["sum", "floor", "ceiling", "rate"]
# A first digit that stands in no longer number, then grouped by blanks, by apostrophes, or by points and commas.
NUMBER = re.compile(
    rf"\d(?<!\d\d)(?<!\d[.,]\d)(?:\d{{0,2}}(?:{BLANK}\d{{3}})+(?!\d)(?:,\d{{1,2}}(?!\d))?|\d{{0,2}}(?:['’]\d{{3}})+(?!\d)|\d*(?:[.,]\d+)*)"
)
GROUPED = re.compile(rf"(?:[.,'’]|{BLANK})\d\d\d(?!\d)")
WORD = re.compile(r"[^\W\d_]+")
LAST_WORD = re.compile(r"(\w+)[ -](?:(?:and|et|und|y|e|en) )?$")
MOST = Decimal(10) ** 18
# How far the signs before a number reach, and the words that give it its role.
SIGN_REACH, ROLE_REACH, RANGE_REACH = 8, 60, 12


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at its offsets. `role`: `sum`, `floor` ('more than'), `ceiling` ('up to') or `rate` ('a day')."""

    start: int
    end: int
    amount: Decimal
    currency: str
    role: Role = "sum"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what stands at it: offsets, value before its multiplier, multiplier, unit ('' for none)."""

    start: int
    end: int
    bare: Decimal
    factor: Decimal | None = None
    unit: str = ""

    @property
    def value(self) -> Decimal:
        """The number times its multiplier."""
        return self.bare * (self.factor or 1)


def find_amounts(text: str, language: str = "en", currency_hint: str | None = None) -> list[Amount]:
    """All amounts in order, without overlap.

    `currency_hint` is the country (ISO 3166) or the currency (ISO 4217) in which the text is at home: whose '$',
    'pesos' or 'kr' it means.

    >>> [(found.amount, found.currency, found.role) for found in find_amounts("more than Rs 1,337.76 crore")]
    [(Decimal('13377600000'), 'INR', 'floor')]
    """
    tables = tables_of(language)
    figures = complete(text, list(read_digits(text, language, tables)), tables)
    spelt = ((figure, None) for figure in read_words(text, tables))
    found: list[Amount] = []
    for figure, range_role in sorted([*figures, *spelt], key=lambda pair: (pair[0].start, -pair[0].end)):
        currency = currency_of(text, figure.unit, language, currency_hint)
        if currency is None or not 0 < figure.value < MOST or (found and figure.start < found[-1].end):
            continue
        whole = figure.value == figure.value.to_integral()
        value = figure.value.quantize(Decimal(1)) if whole else figure.value.normalize()
        role = role_of(text, figure.start, figure.end, tables)
        found.append(
            Amount(figure.start, figure.end, value, currency, range_role if range_role and role != "rate" else role)
        )
    return found


def read_digits(text: str, language: str, tables: Tables) -> Iterator[Figure]:
    """Every number written with digits that could be one of money, with its currency or without."""
    for match in NUMBER.finditer(text):
        start, end = match.span()
        scale = tables.scale.match(text, end)
        bare = parse(match[0], scale is not None, language)
        if bare is None:
            continue
        sign = tables.sign.search(text[max(0, start - SIGN_REACH) : start])
        glued_on = start > 0 and (text[start - 1].isalpha() or text[start - 1] in "_/$€£¥")
        glued_off = scale is None and end < len(text) and (text[end].isalnum() or text[end] in "%_")
        unit = ""
        strong = scale is not None or GROUPED.search(match[0]) is not None
        end = scale.end() if scale else end
        if sign and (strong or sign[1] not in tables.weak):
            start -= len(sign[0])
            unit, end = with_suffix(text, end, tables.units[sign[1]], tables)
        elif glued_on:
            continue
        elif trailing := tables.unit.match(text, end):
            name = key(trailing["unit"])
            if strong or name not in tables.weak:
                unit, end, glued_off = tables.units[name], trailing.end(), False
        if not glued_off:
            yield Figure(start, end, bare, product(scale, tables) if scale else None, unit)


def with_suffix(text: str, end: int, unit: str, tables: Tables) -> tuple[str, int]:
    """The unit and the end of an amount with a sign when a word repeats or narrows it ('$5 million CAD')."""
    trailing = tables.unit_after_sign.match(text, end)
    if trailing is None:
        return unit, end
    behind = trailing.end() + (trailing[0].lstrip().startswith("(") and text.startswith(")", trailing.end()))
    named = tables.units[key(trailing["unit"])]
    if named == unit or unit in tables.groups.get(named, ()):
        return unit, behind
    return (named, behind) if named in tables.groups.get(unit, ()) else (unit, end)


def product(scale: re.Match[str], tables: Tables) -> Decimal:
    """What the multipliers of a match come to ('lakh crore')."""
    total = Decimal(1)
    for word in (scale["scale"], scale["second"]):
        if word is not None:
            total *= tables.scales[word] if word in tables.scales else tables.scales[word.lower()]
    return total


def complete(text: str, figures: list[Figure], tables: Tables) -> list[tuple[Figure, Role | None]]:
    """The figures that have a unit. The ends of a range share what only one of them says ('$5 to 10 million')."""
    done: list[tuple[Figure, Role | None]] = []
    opened: Figure | None = None
    for number, figure in enumerate(figures):
        following = figures[number + 1] if number + 1 < len(figures) else None
        if opened is not None:
            done.append((replace(figure, unit=figure.unit or opened.unit), "ceiling"))
            opened = None
        elif following is not None and (low := low_end(text, figure, following, tables)):
            opened = low
            done.append((low, "floor"))
        elif figure.unit:
            done.append((figure, None))
    return done


def low_end(text: str, first: Figure, second: Figure, tables: Tables) -> Figure | None:
    """The lower end of a range in full, None if the two are none: '5 to 10 million euros', 'between €5m and €10m'.

    'Cut from €9m to €5m' and 'raised from €5m to €9m' are two sums.
    """
    gap = text[first.end : second.start]
    if not (first.unit or second.unit) or (first.unit and second.unit and first.unit != second.unit):
        return None
    if len(gap) > RANGE_REACH or not (second.unit or second.factor):
        return None
    lead = text[max(0, first.start - RANGE_REACH) : first.start]
    if tables.both.fullmatch(gap):
        if not tables.between.search(lead):
            return None
    elif not tables.span.fullmatch(gap) or (first.unit and second.unit and tables.come_from.search(lead)):
        return None
    factor = second.factor if first.factor is None and first.bare <= second.bare else first.factor
    low = replace(first, factor=factor, unit=first.unit or second.unit)
    return low if low.value <= second.value else None


def read_words(text: str, tables: Tables) -> Iterator[Figure]:
    """Amounts whose number is spelt out: 'twenty million pounds', 'vingt millions d'euros'."""
    end = 0
    seen = set(WORD.findall(text))
    if tables.unit_words.isdisjoint(seen) and tables.unit_words.isdisjoint(map(str.lower, seen)):
        return
    for match in WORD.finditer(text):
        if match.start() < end or match[0].lower() not in tables.numbers_first:
            continue
        found = tables.spelt.match(text, match.start())
        if found is None or not is_whole(text, found, tables):
            continue
        value = spelt(found["number"], tables)
        if found["scale"]:
            factor = product(found, tables)
            value = value * factor + (factor / 2 if found["half"] else 0)
        end = found.end()
        yield Figure(match.start(), end, value, None, tables.units[key(found["unit"])])


def is_whole(text: str, found: re.Match[str], tables: Tables) -> bool:
    """Not the end of a longer number, of 'several hundred', of a weight; no 'million-dollar company' either."""
    number = found["number"].lower()
    if found.start() and text[found.start() - 1] in "-'’.,0123456789":
        return False
    before = LAST_WORD.search(text[max(0, found.start() - 24) : found.start()])
    if (
        before
        and (word := before[1].lower())
        and (word in tables.vague or word in tables.scales or word in tables.numbers)
    ):
        return False
    if number in ("a", "an") and (not found["scale"] or "-" in found[0]):
        return False
    return bool(found["scale"]) or key(found["unit"]) not in tables.weak | {"pound", "pounds"}


def spelt(written: str, tables: Tables) -> Decimal:
    """The value of number words: 'two hundred and fifty' is 250, 'one point two' is 1.2."""
    whole, _, digits = written.lower().partition(" point ")
    total = Decimal(0)
    for word in tables.spelt_words.findall(whole):
        number = tables.numbers[word]
        total = max(total, Decimal(1)) * number if number == 100 else total + number
    for place, word in enumerate(tables.spelt_words.findall(digits), 1):
        total += tables.numbers[word].scaleb(-place)
    return total


def parse(written: str, scaled: bool, language: str) -> Decimal | None:
    """The value of digits in any notation; None for what is no number ('1.2.3').

    One separator before three digits is a thousands one, but before a multiplier the decimal mark of the language
    stays one: '4.125 billion', '1,234 Millionen'.
    """
    plain = re.sub(rf"{BLANK}|['’]", "", written)
    marks = re.findall(r"[.,]", plain)
    if len(plain) > 20:
        return None
    if not marks:
        return Decimal(plain)
    last = marks[-1]
    whole, _, tail = plain.rpartition(last)
    decimal_mark = "." if language == "en" else ","
    thousands = len(tail) == 3 and not plain.startswith("0") and (not scaled or last != decimal_mark)
    if last in marks[:-1] or (len(marks) == 1 and thousands):
        groups = plain.split(last)
        regular = (
            len(set(marks)) == 1
            and len(tail) == 3
            and len(groups[0]) <= 3
            and all(len(group) in (2, 3) for group in groups[1:])
        )
        return Decimal("".join(groups)) if regular else None
    return Decimal(re.sub("[.,]", "", whole) + "." + tail)


def currency_of(text: str, unit: str, language: str, hint: str | None) -> str | None:
    """The ISO 4217 code of a unit; for one that several currencies share: the hint, the text, the language, the default."""
    shared = data()["shared"].get(unit)
    if shared is None:
        return unit or None
    home = (hint or "").upper()
    if home in shared["homes"].values():
        return home
    if home[:2] in shared["homes"]:
        return str(shared["homes"][home[:2]])
    counts = sorted(cue_counts(text, shared.get("cues", {})), reverse=True)
    if counts and counts[0][0] > 0 and (len(counts) == 1 or counts[0][0] > counts[1][0]):
        return counts[0][1]
    found = shared.get("languages", {}).get(language, shared.get("default"))
    return None if found is None else str(found)


def cue_counts(text: str, cues: dict[str, list[str]]) -> Iterable[tuple[int, str]]:
    """How often a text speaks of the country of each currency."""
    lowered = text.lower() if cues else ""
    return ((sum(lowered.count(cue) for cue in words), code) for code, words in cues.items())


def role_of(text: str, start: int, end: int, tables: Tables) -> Role:
    """What the words around an amount make of it; a rate first: 'up to $5,000 a day' is no sum at all."""
    before = tables.before.search(text[max(0, start - ROLE_REACH) : start])
    after = tables.after.match(text, end)
    said = {match.lastgroup for match in (before, after) if match}
    order: tuple[Role, ...] = ("rate", "ceiling", "floor")
    return next((role for role in order if role in said), "sum")
