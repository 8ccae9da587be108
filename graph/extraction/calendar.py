"""The tables by which dates are read, built from `ontology/lexicon/dates.toml`, and arithmetic on days and months."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import ontology

YEAR = r"(?:19|20)\d\d"
# A day of the month without a year is at most this many days ahead of the publication, else it was last year.
AHEAD = timedelta(days=30)
# A day announced with 'until' or 'will' is at most this far ahead.
ANNOUNCED = timedelta(days=270)


@dataclass(frozen=True, slots=True)
class Tables:
    """Patterns and meanings of one language, those of English included."""

    months: Mapping[str, int]
    own: frozenset[str]
    dated: frozenset[str]
    capital: frozenset[str]
    lower: frozenset[str]
    before_month: re.Pattern[str]
    behind_month: re.Pattern[str]
    weekday: re.Pattern[str]
    weekdays: Mapping[str, int]
    before_date: re.Pattern[str]
    behind_weekday: re.Pattern[str]
    phrase: re.Pattern[str]
    phrases: Mapping[str, str]
    ago: re.Pattern[str]
    units: Mapping[str, str]
    counts: Mapping[str, int]
    before_year: re.Pattern[str]
    behind_year: re.Pattern[str]
    ordinals: Mapping[str, int]
    law: re.Pattern[str]
    will: re.Pattern[str]


@cache
def data() -> Mapping[str, Any]:
    """The date data."""
    return tomllib.loads((ontology.ROOT / "lexicon" / "dates.toml").read_text(encoding="utf-8"))


def one_of(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first; of none, one that never matches."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True)) or "(?!)"


def numbered(lists: Iterable[str], first: int) -> dict[str, int]:
    """The place of each name in a list of alternatives, counted from `first`."""
    return {name: number for number, names in enumerate(lists, first) for name in names.split()}


def entries(language: str) -> list[Mapping[str, Any]]:
    """The data of English and of the language."""
    return [data()["en"], *([data()[language]] if language in data() and language not in ("en", "law", "not") else [])]


PHRASES = (
    "today",
    "yesterday",
    "tomorrow",
    "this_week",
    "last_week",
    "this_month",
    "last_month",
    "this_year",
    "last_year",
)


Words = Callable[[str], set[str]]
"""The words of a part of the data, such as `last_week`, in English and the language read."""


@cache
def tables_of(language: str) -> Tables:
    """The tables of a language; one that the data does not know is read by the English ones."""
    used = entries(language)

    def words(part: str) -> set[str]:
        return {word for entry in used for word in entry.get(part, ())}

    own = {name for entry in used for name in numbered(entry["months"], 1)}
    lower = names_of([entry for entry in used if not entry.get("capital")])
    capital = names_of([entry for entry in used if entry.get("capital")])
    weekdays = {name: number for entry in used for name, number in numbered(entry["weekdays"], 0).items()}
    phrases = {phrase: part for part in PHRASES for phrase in words(part)}
    units = {word: unit for entry in used for unit, names in entry["units"].items() for word in names}
    counts = {word: number for entry in used for word, number in entry["counts"].items()}
    return Tables(
        months=all_months(),
        own=frozenset(own),
        dated=frozenset(own | {name for entry in used for name in numbered(entry["short"], 1)}),
        capital=frozenset(capital - lower),
        lower=frozenset(lower - capital),
        before_month=before_month(words),
        behind_month=behind_month(words),
        weekday=re.compile(rf"(?<![\w-])(?:{one_of(long_weekdays(used))})(?!\w)", re.IGNORECASE),
        weekdays=weekdays,
        before_date=re.compile(rf"(?<!\w)(?:{one_of(weekdays)})\.?,? (?:the |le |den |dem |el )?$", re.IGNORECASE),
        behind_weekday=behind_weekday(words),
        phrase=re.compile(rf"(?<!\w)(?:{one_of(phrases)})(?!\w)", re.IGNORECASE),
        phrases=phrases,
        ago=ago_pattern([entry["ago"] for entry in used], counts, units),
        units=units,
        counts=counts,
        before_year=before_year(words),
        behind_year=re.compile(rf"(?P<law>[ -](?:{one_of(data()['law']['behind'])})\b)|(?P<noun>[ -][^\W\d_A-ZÀ-Þ])"),
        ordinals=numbered((name.replace(" ", "-") for name in data()["en"]["ordinals"]), 1),
        law=law_pattern(),
        will=will_pattern(words),
    )


def all_months() -> dict[str, int]:
    """The number of each month by its names, short ones too, in every language."""
    everywhere = [entry for entry in data().values() if "months" in entry]
    return {
        name: number
        for entry in everywhere
        for part in ("short", "months")
        for name, number in numbered(entry[part], 1).items()
    }


def names_of(used: Iterable[Mapping[str, Any]]) -> set[str]:
    """All names of months and weekdays."""
    return {name for entry in used for part in ("months", "weekdays", "short") for name in numbered(entry[part], 0)}


def long_weekdays(used: Iterable[Mapping[str, Any]]) -> set[str]:
    """The names of weekdays that are words of no other meaning: the first of each, and long ones."""
    return {
        name
        for entry in used
        for names in entry["weekdays"]
        for name in names.split()
        if name == names.split()[0] or len(name) > 5
    }


def before_month(words: Words) -> re.Pattern[str]:
    """What stands before a month without a year: 'last', 'next', 'in', 'the'."""
    past, future, inside, the = (one_of(words(part)) for part in ("past_in", "future_in", "in", "determiners"))
    return re.compile(
        rf"(?<!\w)(?:(?P<past>{past})|(?P<future>{future})|(?P<in>{inside})|(?P<the>{the}))[ ]?$", re.IGNORECASE
    )


def behind_month(words: Words) -> re.Pattern[str]:
    """What stands behind a month without a year: 'of last year', 'of that year'."""
    which, past, that = (
        one_of(found) for found in (words("last_year") | words("this_year"), words("past_behind"), words("that_year"))
    )
    return re.compile(
        rf"(?P<own>['’]s\b)|,?(?: of)? (?P<which>{which})(?!\w)| (?P<past>{past})(?!\w)| (?P<that>{that})(?!\w)",
        re.IGNORECASE,
    )


def behind_weekday(words: Words) -> re.Pattern[str]:
    """What stands behind a weekday: 'of last week', 'the 14th'."""
    return re.compile(
        rf",?(?: of| in)? (?P<week>{one_of(words('last_week'))})(?!\w)"
        rf"| the (?P<day>\d{{1,2}}(?=st|nd|rd|th)|(?:{one_of(words('ordinals'))})(?!\w))",
        re.IGNORECASE,
    )


def ago_pattern(templates: Sequence[str], counts: Iterable[str], units: Iterable[str]) -> re.Pattern[str]:
    """'three weeks ago', 'vor drei Wochen': the groups `count` and `unit` carry the number of their template."""
    written = [
        template.format(
            count=rf"(?P<count{place}>\d{{1,2}}|{one_of(counts)})", unit=rf"(?P<unit{place}>{one_of(units)})"
        )
        for place, template in enumerate(templates)
    ]
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)


def before_year(words: Words) -> re.Pattern[str]:
    """What stands before a year that is a date: 'in', 'spring of', 'the'."""
    inside, seasons, the = (one_of(words(part)) for part in ("in_year", "seasons", "determiners"))
    return re.compile(rf"(?<![\w-])(?:(?:{inside}) ?|(?:{seasons}) (?:of )?|(?P<the>{the}) )$", re.IGNORECASE)


def will_pattern(words: Words) -> re.Pattern[str]:
    """The end of a text that makes the date behind it one to come."""
    past = r"\b(?:was|were|had|has|have|did|\w+ed|which)\b"
    return re.compile(rf"\b(?:{one_of(words('will'))})\b(?![^.;!?\n]*{past})[^.;!?\n]{{0,60}}$")


def law_pattern() -> re.Pattern[str]:
    """The end of a text that makes the date behind it part of a law's name."""
    return re.compile(
        rf"\b(?:{one_of(data()['law']['names'])})(?:[ ]\(\w+\))?(?:,?[ ](?:No\.?|Nr\.?|n[°.º]+)?[ ]?\d[\d./-]*)?(?:,|,?[ ](?:of|du|de|del|della|vom|van|di|da|dated))?[ ](?:the )?$"
    )


def iso_day(year: int, month: int, number: int) -> str | None:
    """An ISO date, None if the calendar has no such day."""
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def nearest_day(published: date, month: int, number: int, announced: bool) -> str | None:
    """The day of that name that a text of this date means: the last one, or the next if it is near or announced."""
    days = [value for year in range(published.year - 4, published.year + 2) if (value := iso_day(year, month, number))]
    ahead = ANNOUNCED if announced else AHEAD
    return max((value for value in days if date.fromisoformat(value) <= published + ahead), default=None)


def nearest_month(published: date, month: int, strictly_past: bool, announced: bool) -> str:
    """The last month of that name, or the next if announced; 'last March' said in March is a year ago."""
    year = published.year
    if announced:
        return f"{year + (month < published.month):04d}-{month:02d}"
    return f"{year - (month > published.month or (strictly_past and month == published.month)):04d}-{month:02d}"


def back(published: date, count: int, unit: str) -> str | None:
    """So many units before, as precise as the unit: days to the day, weeks and months to the month, years to the year."""
    try:
        if unit == "day":
            return (published - timedelta(days=count)).isoformat()
        if unit == "week":
            return (published - timedelta(weeks=count)).isoformat()[:7]
    except OverflowError:
        return None
    if unit == "year":
        return f"{published.year - count:04d}" if published.year > count else None
    index = published.year * 12 + published.month - 1 - count
    return f"{index // 12:04d}-{index % 12 + 1:02d}" if index >= 12 else None


def weekday_before(published: date, weekday: int, weeks: int = 0) -> date:
    """The last such weekday, the day itself included; with `weeks`, the one of so many calendar weeks ago."""
    if weeks:
        return published - timedelta(days=published.weekday() + 7 * weeks - weekday)
    return published - timedelta(days=(published.weekday() - weekday) % 7)
