"""The tables by which amounts of money are read, built from `ontology/lexicon/currencies.toml`.

A unit is a code of ISO 4217, or the name of a group that several currencies share, such as `dollar`. A weak sign or
word ('R', 'won') means money only beside a multiplier or grouped thousands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import ontology

BLANK = "[ \u00a0\u202f\u2009]"
# Abbreviations of one letter that stand close to their number, never behind a blank ('$5B', not '$5 B').
CLOSE = "kKbBT"


@dataclass(frozen=True, slots=True)
class Tables:
    """The patterns and meanings of one language, English ones included."""

    sign: re.Pattern[str]
    scale: re.Pattern[str]
    unit: re.Pattern[str]
    unit_after_sign: re.Pattern[str]
    spelt: re.Pattern[str]
    spelt_words: re.Pattern[str]
    span: re.Pattern[str]
    both: re.Pattern[str]
    between: re.Pattern[str]
    come_from: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    units: Mapping[str, str]
    weak: frozenset[str]
    scales: Mapping[str, Decimal]
    numbers: Mapping[str, Decimal]
    numbers_first: frozenset[str]
    unit_words: frozenset[str]
    vague: frozenset[str]
    groups: Mapping[str, frozenset[str]]


@cache
def data() -> Mapping[str, Any]:
    """The currency data."""
    return tomllib.loads((ontology.ROOT / "lexicon" / "currencies.toml").read_text(encoding="utf-8"))


def key(written: str) -> str:
    """A written unit as `Tables.units` has it: codes and signs as they are, words in lower case."""
    return written if written in units()[0] else written.lower()


@cache
def units() -> tuple[Mapping[str, str], frozenset[str]]:
    """What every sign, code and word stands for, and which of them are weak."""
    known: dict[str, str] = {}
    weak: set[str] = set()
    for code, entry in data()["currencies"].items():
        known[code] = code
        for part in ("signs", "weak_signs", "words", "weak_words", "after"):
            known |= dict.fromkeys(entry.get(part, ()), code)
        weak.update(*(entry.get(part, ()) for part in ("weak_signs", "weak_words", "weak_codes")))
    for name, shared in data()["shared"].items():
        known |= dict.fromkeys((*shared.get("signs", ()), *shared.get("words", ())), name)
    return known, frozenset(weak)


def one_of(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first; of none, one that never matches."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True)) or "(?!)"


def listed(section: str, *parts: str) -> set[str]:
    """All words of these parts of a section."""
    return {word for entry in data()[section].values() for part in parts for word in entry.get(part, ())}


def scales_of(language: str) -> dict[str, Decimal]:
    """Multipliers by word, those of more than one letter in lower case; the language's own win over the English."""
    own = data()["multipliers"].get(language, {})
    return {
        word if len(word) == 1 else word.lower(): Decimal(int(factor))
        for word, factor in {**data()["multipliers"]["en"], **own}.items()
    }


def numbers_of(language: str) -> dict[str, Decimal]:
    """Number words; for German and Dutch with the compounds ('fünfundzwanzig', 'zweihundert')."""
    entry = data()["numbers"].get(language, {"words": {}})
    words: dict[str, Decimal] = {
        word: Decimal(str(value)) for word, value in {**data()["numbers"]["en"]["words"], **entry["words"]}.items()
    }
    ones = {word: Decimal(value) for word, value in entry["words"].items() if 2 <= value <= 9}
    if joiner := entry.get("joiner"):
        tens = {word: Decimal(value) for word, value in entry["words"].items() if 20 <= value <= 90}
        words |= {one + joiner + ten: ones[one] + tens[ten] for one in ones for ten in tens}
        words |= {"ein" + joiner + ten: 1 + tens[ten] for ten in tens}
        words |= {one + entry["hundred"]: ones[one] * 100 for one in ones}
    return words


@cache
def tables_of(language: str) -> Tables:
    """The tables of a language; one that the data does not know is read by the English ones."""
    glue, known = data()["glue"], units()
    scales, numbers = scales_of(language), numbers_of(language)
    long = [word for word in scales if len(word) > 1]
    scale = rf"(?i:{one_of(long)})|[mM]|(?<=\d)[{CLOSE}]"
    second = rf"(?P<second>(?i:{one_of(word for word in long if len(word) > 3)}))(?!\w)"
    words = listed("currencies", "words", "weak_words") | listed("shared", "words")
    behind = [sign for sign in known[0] if not re.search("[A-Za-z0-9]", sign)] + ["zł", "Kč", "kr"]
    codes = one_of(data()["currencies"])
    wide = (
        rf"(?i:{one_of(words)})(?!\w)|(?:{codes})(?!\w)|(?i:usd|eur|gbp|inr)(?!\w)|(?:{one_of(behind)})(?!{BLANK}?[\w])"
    )
    unit = rf"(?:{BLANK}|-)?(?i:{one_of(glue['of'])})?(?P<unit>{wide}"
    number = rf"(?i:{one_of(numbers)})(?!\w)"
    return Tables(
        sign=re.compile(
            rf"(?<![\w$€£])({one_of([*listed('currencies', 'signs', 'weak_signs'), *listed('shared', 'signs'), *data()['currencies']])}){BLANK}?$"
        ),
        scale=re.compile(rf"(?:{BLANK}|-)?(?P<scale>{scale})(?!\w)(?:[ -]{second})?"),
        unit=re.compile(unit + ")"),
        unit_after_sign=re.compile(
            rf"{BLANK}?\(?(?P<unit>(?i:{one_of(listed('currencies', 'after') | words)})(?!\w)|(?:{codes})(?!\w))"
        ),
        spelt=re.compile(
            rf"(?P<number>{number}(?:(?:[ -]|[ -](?:{one_of(glue['and'])})[ -]){number})*)"
            rf"(?:[ -](?:of )?(?:an? )?(?P<scale>(?i:{one_of(long)}))(?!\w)(?:[ -]{second})?(?P<half> (?:{one_of(glue['half'])}))?)?{unit})"
        ),
        spelt_words=re.compile(number),
        span=re.compile(rf"\s?(?:{one_of(glue['range'])})\s?", re.IGNORECASE),
        both=re.compile(rf"\s(?:{one_of(glue['and'])})\s", re.IGNORECASE),
        between=re.compile(rf"\b(?:{one_of(glue['between'])})\s$", re.IGNORECASE),
        come_from=re.compile(rf"\b(?:{one_of(glue['from'])})\s$", re.IGNORECASE),
        before=before(),
        after=after(),
        units=known[0],
        weak=known[1],
        scales=scales,
        numbers=numbers,
        numbers_first=frozenset(re.split("[ -]", word)[0] for word in numbers),
        unit_words=frozenset(nouns_of(words)) | set(data()["currencies"]),
        vague=frozenset(glue["vague"]),
        groups={name: frozenset(shared["homes"].values()) for name, shared in data()["shared"].items()},
    )


def nouns_of(words: set[str]) -> set[str]:
    """One word of each unit without which it is not there: 'dollars' of 'us dollars'."""
    parts = [re.findall(r"[^\W\d_]+", word) for word in words if "$" not in word]
    single = {part[0] for part in parts if len(part) == 1}
    return single | {max(part, key=len) for part in parts if single.isdisjoint(part)}


def before() -> re.Pattern[str]:
    """What an amount is by the words in front of it; the group that matched tells."""
    roles = data()["roles"]
    kinds = rf"(?P<ceiling>{one_of(roles['ceiling'])}|{roles['ceiling_nouns']})|(?P<floor>{one_of(roles['floor'])}|{roles['over']})|(?P<rate>{roles['rate_before']})"
    return re.compile(
        rf"(?<!\w)(?:{kinds})(?: (?:{one_of({*roles['about'], *roles['ceiling'], *roles['floor']})}))*\s?[(~]?$",
        re.IGNORECASE,
    )


def after() -> re.Pattern[str]:
    """What an amount is by the words behind it."""
    roles = data()["roles"]
    nouns = one_of(roles["rate_nouns"])
    each = rf"(?:a|an)[ -](?:{nouns})|(?:per|(?:for )?each|(?:for )?every)[ -](?:\w+ )?(?:{nouns})s?"
    kinds = rf"(?P<rate>(?:{one_of(roles['rate'])}|{each})(?!\w| (?:{one_of(roles['since'])})\b))|(?P<ceiling>(?:{one_of(roles['ceiling_after'])})(?!\w))|(?P<floor>(?:{one_of(roles['floor_after'])})(?!\w)|\+)"
    return re.compile(rf"[ -]?\(?(?:{kinds})", re.IGNORECASE)
