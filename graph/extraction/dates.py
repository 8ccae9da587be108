"""Dates in a text: absolute ones in seven languages, relative English ones resolved against the publication date.

Precision is kept (day, month, year); without a publication date a relative date keeps only its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.model import WhenDone
from graph.readers.months import MONTH_NUMBERS, MONTH_PATTERN

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
YEAR = r"(?:19|20)\d\d"
DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: de| of)? ({MONTH_PATTERN})\.?(?:,? (?:de |del )?({YEAR}))?(?!\w)", re.IGNORECASE)
MONTH_FIRST = re.compile(rf"\b({MONTH_PATTERN})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? ({YEAR}))?", re.IGNORECASE)
MONTH_YEAR = re.compile(rf"\b({MONTH_PATTERN})\.?,?(?: de| of)? ({YEAR})\b", re.IGNORECASE)
ISO = re.compile(rf"\b({YEAR})-(\d\d)-(\d\d)\b")
NUMERIC = re.compile(rf"\b(\d{{1,2}})[./](\d{{1,2}})[./]({YEAR})\b")
LONE_MONTH = re.compile(rf"\b(?:(last|this past|in|since|of|early in|late in|back in) )(January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)")
POSSESSIVE_MONTH = re.compile(r"\b(January|February|March|April|May|June|July|August|September|October|November|December)['’]s\b")
WEEKDAY = re.compile(rf"\b(?:(last|this|on|late|early) )?({'|'.join(WEEKDAYS)})(?:['’]s)?\b", re.IGNORECASE)
AGO = re.compile(r"\b(\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten) (day|week|month|year)s? (?:ago|earlier)\b", re.IGNORECASE)
LAST = re.compile(r"\b(last|earlier this|this) (week|month|year)\b", re.IGNORECASE)
TODAY = re.compile(r"\b(today|yesterday)\b(?!['’]s (?:world|society))", re.IGNORECASE)
LONE_YEAR = re.compile(rf"\b(?:in|since|of|from|during|by|back in|en|im Jahr|nel|em) ({YEAR})\b(?![/\-–]\d)")
# A year that belongs to a law's name is no date.
LAW_NAME = re.compile(r"(?:Act|Bill|Regulation|Directive|Code|Law|Regulations|\(EU\)|Rules|Order)(?: of)?,?\s*$")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at its offsets."""

    start: int
    end: int
    when: WhenDone


def find_dates(text: str, published: date | None, language: str = "en") -> list[FoundDate]:
    """All dates in order, the longer of overlapping ones."""
    found: list[FoundDate] = []
    taken: set[int] = set()
    for reader in READERS:
        for start, end, value in reader(text, published):
            if taken.isdisjoint(range(start, end)) and not LAW_NAME.search(text[max(0, start - 20) : start]):
                taken.update(range(start, end))
                found.append(FoundDate(start, end, WhenDone(value, text[start:end])))
    return sorted(found, key=lambda item: item.start)


Found = Iterator[tuple[int, int, str | None]]


def iso_dates(text: str, published: date | None) -> Found:
    """2021-02-03 and 3.2.2021."""
    for match in ISO.finditer(text):
        if value := day(int(match[1]), int(match[2]), int(match[3])):
            yield *match.span(), value
    for match in NUMERIC.finditer(text):
        if value := day(int(match[3]), int(match[2]), int(match[1])):
            yield *match.span(), value


def full_dates(text: str, published: date | None) -> Found:
    """3 February 2021, February 3, 2021, le 3 février, am 3. Februar: the year from the publication date where it is left out."""
    for pattern, day_group, month_group in ((DAY_FIRST, 1, 2), (MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            name = match[month_group]
            if name in ("may", "march", "mar", "mai", "set", "dec") and name.islower() and day_group == 2:
                continue
            month = MONTH_NUMBERS[name.lower()]
            if match[3]:
                value = day(int(match[3]), month, int(match[day_group]))
            else:
                value = nearest(published, month, int(match[day_group])) if published else None
                if published is None:
                    yield *match.span(), None
                    continue
            if value:
                yield *match.span(), value


def months(text: str, published: date | None) -> Found:
    """February 2021; 'in March', 'last March': the last one before the publication date."""
    for match in MONTH_YEAR.finditer(text):
        yield *match.span(), f"{match[2]}-{MONTH_NUMBERS[match[1].lower()]:02d}"
    for pattern, group in ((LONE_MONTH, 2), (POSSESSIVE_MONTH, 1)):
        for match in pattern.finditer(text):
            month = MONTH_NUMBERS[match[group].lower()]
            value = None
            if published:
                year = published.year if month <= published.month else published.year - 1
                value = f"{year}-{month:02d}"
            yield *match.span(), value


def relative(text: str, published: date | None) -> Found:
    """Weekdays (the same weekday is that day), today, yesterday, two weeks ago, last month."""
    for match in AGO.finditer(text):
        yield *match.span(), ago(published, match[1].lower(), match[2].lower())
    for match in LAST.finditer(text):
        yield *match.span(), last(published, match[1].lower(), match[2].lower())
    for match in TODAY.finditer(text):
        back = 1 if match[1].lower() == "yesterday" else 0
        yield *match.span(), (published - timedelta(days=back)).isoformat() if published else None
    for match in WEEKDAY.finditer(text):
        if match[2].islower() and not text.islower():
            continue
        value = None
        if published:
            back = (published.weekday() - WEEKDAYS.index(match[2].lower())) % 7
            value = (published - timedelta(days=back)).isoformat()
        yield *match.span(), value


def years(text: str, published: date | None) -> Found:
    """'in 2019'."""
    for match in LONE_YEAR.finditer(text):
        yield match.start(1), match.end(1), match[1]


READERS: tuple[Callable[[str, date | None], Found], ...] = (iso_dates, full_dates, months, relative, years)


def ago(published: date | None, count: str, unit: str) -> str | None:
    """'three months ago' by the precision of its unit: days to the day, longer ones to the month or the year."""
    if published is None:
        return None
    number = NUMBERS.get(count) or int(count)
    if unit == "day":
        return (published - timedelta(days=number)).isoformat()
    if unit == "week":
        return (published - timedelta(weeks=number)).isoformat()[:7]
    if unit == "month":
        index = published.year * 12 + published.month - 1 - number
        return f"{index // 12}-{index % 12 + 1:02d}"
    return str(published.year - number)


def last(published: date | None, which: str, unit: str) -> str | None:
    """'last month', 'this week', 'earlier this year'."""
    if published is None:
        return None
    back = 1 if which == "last" else 0
    if unit == "week":
        return (published - timedelta(weeks=back)).isoformat()[:7]
    if unit == "month":
        return ago(published, str(back), "month") if back else published.isoformat()[:7]
    return str(published.year - back)


def day(year: int, month: int, number: int) -> str | None:
    """An ISO date, None if the calendar has no such day."""
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def nearest(published: date, month: int, number: int) -> str | None:
    """The day of that name in the publication's year; the year before if that would be more than 30 days ahead."""
    value = day(published.year, month, number)
    if value and date.fromisoformat(value) - published > timedelta(days=30):
        return day(published.year - 1, month, number)
    return value
