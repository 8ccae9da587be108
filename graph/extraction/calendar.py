"""The tables by which dates are read, built from `ontology/lexicon/dates.toml`, and arithmetic on days and months."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
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


@cache
def tables_of(language: str) -> Tables:
    """The tables of a language; one that the data does not know is read by the English ones."""
    used = entries(language)

    def all_of(part: str) -> set[str]:
        return {word for entry in used for word in entry.get(part, ())}

    everywhere = [entry for entry in data().values() if "months" in entry]
    months = {
        name: number
        for entry in everywhere
        for part in ("short", "months")
        for name, number in numbered(entry[part], 1).items()
    }
    own = {name for entry in used for name in numbered(entry["months"], 1)}
    lower = {
        name
        for entry in used
        if not entry.get("capital")
        for part in ("months", "weekdays", "short")
        for name in numbered(entry[part], 0)
    }
    capital = {
        name
        for entry in used
        if entry.get("capital")
        for part in ("months", "weekdays", "short")
        for name in numbered(entry[part], 0)
    }
    weekdays = {name: number for entry in used for name, number in numbered(entry["weekdays"], 0).items()}
    full = {
        name
        for entry in used
        for names in entry["weekdays"]
        for name in (names.split()[0], *names.split())
        if name == names.split()[0] or len(name) > 5
    }
    phrases = {phrase: part for part in PHRASES for phrase in all_of(part)}
    units = {word: unit for entry in used for unit, words in entry["units"].items() for word in words}
    counts = {word: number for entry in used for word, number in entry["counts"].items()}
    count = rf"(?P<count%d>\d{{1,2}}|{one_of(counts)})"
    templates = [
        entry["ago"].format(count=count % place, unit=rf"(?P<unit{place}>{one_of(units)})")
        for place, entry in enumerate(used)
    ]
    return Tables(
        months=months,
        own=frozenset(own),
        dated=frozenset(own | {name for entry in used for name in numbered(entry["short"], 1)}),
        capital=frozenset(capital - lower),
        lower=frozenset(lower - capital),
        before_month=re.compile(
            rf"(?<!\w)(?:(?P<past>{one_of(all_of('past_in'))})|(?P<future>{one_of(all_of('future_in'))})|(?P<in>{one_of(all_of('in'))})|(?P<the>{one_of(all_of('determiners'))}))[ ]?$",
            re.IGNORECASE,
        ),
        behind_month=re.compile(
            rf"(?P<own>['’]s\b)|,?(?: of)? (?P<which>{one_of(all_of('last_year') | all_of('this_year'))})(?!\w)| (?P<past>{one_of(all_of('past_behind'))})(?!\w)| (?P<that>{one_of(all_of('that_year'))})(?!\w)",
            re.IGNORECASE,
        ),
        weekday=re.compile(rf"(?<![\w-])(?:{one_of(full)})(?!\w)", re.IGNORECASE),
        weekdays=weekdays,
        before_date=re.compile(rf"(?<!\w)(?:{one_of(weekdays)})\.?,? (?:the |le |den |dem |el )?$", re.IGNORECASE),
        behind_weekday=re.compile(
            rf",?(?: of| in)? (?P<week>{one_of(all_of('last_week'))})(?!\w)| the (?P<day>\d{{1,2}}(?=st|nd|rd|th)|(?:{one_of(all_of('ordinals'))})(?!\w))",
            re.IGNORECASE,
        ),
        phrase=re.compile(rf"(?<!\w)(?:{one_of(phrases)})(?!\w)", re.IGNORECASE),
        phrases=phrases,
        ago=re.compile(rf"(?<![\w.,])(?:{'|'.join(templates)})(?!\w)", re.IGNORECASE),
        units=units,
        counts=counts,
        before_year=re.compile(
            rf"(?<![\w-])(?:(?:{one_of(all_of('in_year'))}) ?|(?:{one_of(all_of('seasons'))}) (?:of )?|(?P<the>{one_of(all_of('determiners'))}) )$",
            re.IGNORECASE,
        ),
        behind_year=re.compile(rf"(?P<law>[ -](?:{one_of(data()['law']['behind'])})\b)|(?P<noun>[ -][^\W\d_A-ZÀ-Þ])"),
        ordinals=numbered((name.replace(" ", "-") for name in data()["en"]["ordinals"]), 1),
        law=law_pattern(),
        will=re.compile(
            rf"\b(?:{one_of(all_of('will'))})\b(?![^.;!?\n]*\b(?:was|were|had|has|have|did|\w+ed|which)\b)[^.;!?\n]{{0,60}}$"
        ),
    )


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
