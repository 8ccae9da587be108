"""Dates in a text: absolute ones and those that the publication date gives a meaning ('on Wednesday', 'last March').

Precision is kept (day, month, year); without a publication date a relative date keeps only its words. The names are
data (`ontology/lexicon/dates.toml`). What a date belongs to is not asked here, except that the year in the name of
a law is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.extraction.calendar import (
    YEAR,
    Tables,
    back,
    data,
    iso_day,
    nearest_day,
    nearest_month,
    tables_of,
    weekday_before,
)
from graph.model import WhenDone

WORD = re.compile(r"[^\W\d_]+")
LONE_YEAR = re.compile(r"(?:19|20)(?<![\w.,$€£#-]..)\d\d(?![\w/%$€£]|[-–.,]\d)")
ISO = re.compile(rf"({YEAR})(?<![\w/.-]....)([-/.])(\d\d)\2(\d\d)(?![\d/-])")
NUMERIC = re.compile(rf"(\d(?<![\w/.-].)\d?)([./-])( ?)(\d{{1,2}})\2\3({YEAR})(?![\w/-])")
DAY_BEFORE = re.compile(r"(?<![\w.,:/€$£])(\d{1,2})(?:st|nd|rd|th|er|º|°|ª|\.)?(?: de| of)? $")
DAY_BEHIND = re.compile(
    rf"\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?![\w%:]|[.,]\d| per ?cent)(?:(?:,|,? of)? ({YEAR})(?!\w))?"
)
YEAR_BEHIND = re.compile(rf"\.?,?(?: de| del| of)? ({YEAR})(?![\w/]|-\d)")
# The first of two dates takes the year of the second: 'between July and December 2020', '31 July to 31 December 2020'.
SHARED_YEAR = re.compile(
    rf"\s?(?:and|to|until|through|–|-|et|au|bis|und|y|e|a|en|tot)\s?(?:\d{{1,2}}\.? )?(?:de )?([^\W\d_]+)\.?(?: \d{{1,2}},)?(?: de)? ({YEAR})(?!\w)"
)
SPELT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
SPELT_YEAR = re.compile(
    rf",? (?:(twenty)|two thousand(?: and)?) ((?:twenty|thirty)(?: {SPELT})?|{SPELT})(?!\w)", re.IGNORECASE
)
SPELT_DAY = re.compile(r" (?:the )?((?:twenty |thirty )?[a-z]+(?:st|nd|rd|th))(?!\w)", re.IGNORECASE)
# A weekday behind a full date only repeats it: "3 February 2021, a Wednesday".
EXPLAINS = re.compile(r"\d(?: \(|, (?:a )?)$")
NOUN_BEHIND = re.compile(r"[ -][a-z]")
BEFORE = 30


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at its offsets."""

    start: int
    end: int
    when: WhenDone


@dataclass(frozen=True, slots=True)
class Scene:
    """A text, its date and the tables it is read by. `lower`: the text has no capitals, so they tell nothing."""

    text: str
    published: date | None
    tables: Tables
    language: str
    lower: bool

    def ahead_of(self, start: int, reach: int = BEFORE) -> str:
        """The characters in front of a place."""
        return self.text[max(0, start - reach) : start]

    def is_name(self, written: str) -> bool:
        """Whether a month or weekday is spelt as its language does: 'may' and 'march' are verbs in a text with capitals."""
        if self.lower or written.lower() not in self.tables.capital:
            return True
        return written[0].isupper()


Found = Iterator[tuple[int, int, str | None]]


def find_dates(text: str, published: date | None, language: str = "en") -> list[FoundDate]:
    """All dates in order, without overlap; `when.value` is None where nothing says which one is meant.

    >>> [found.when.value for found in find_dates("On Wednesday, as in May 2019", date(2021, 2, 5))]
    ['2021-02-03', '2019-05']
    """
    scene = Scene(text, published, tables_of(language), language, text.islower())
    found: list[FoundDate] = []
    taken: set[int] = set()
    for reader in READERS:
        for start, end, value in reader(scene):
            if taken.isdisjoint((start, end - 1)) and not scene.tables.law.search(scene.ahead_of(start, 60)):
                taken.update(range(start, end))
                found.append(FoundDate(start, end, WhenDone(value, text[start:end])))
    return sorted(found, key=lambda item: item.start)


def numeric_dates(scene: Scene) -> Found:
    """2021-02-03, 3.2.2021; 3/2/2021 only as the year in English, which reads it both ways."""
    for match in ISO.finditer(scene.text):
        if value := iso_day(int(match[1]), int(match[3]), int(match[4])):
            yield *match.span(), value
    for match in NUMERIC.finditer(scene.text):
        one, two, year = int(match[1]), int(match[4]), int(match[5])
        day_first, month_first = iso_day(year, two, one), iso_day(year, one, two)
        if match[2] == "." or scene.language != "en" or month_first is None or one == two:
            value = day_first
        else:
            value = str(year) if day_first else month_first
        if value:
            yield *match.span(), value


def named_dates(scene: Scene) -> Found:
    """All dates that name their month."""
    for match in WORD.finditer(scene.text):
        if match[0].lower() in scene.tables.months and scene.is_name(match[0]) and (found := named_date(scene, match)):
            start, end, value = found
            yield (
                start - len(weekday[0])
                if (weekday := scene.tables.before_date.search(scene.ahead_of(start)))
                else start,
                end,
                value,
            )


def named_date(scene: Scene, match: re.Match[str]) -> tuple[int, int, str | None] | None:
    """The date that a month's name is part of: with day, with year, or alone."""
    text, start, end = scene.text, match.start(), match.end()
    name = match[0].lower()
    month = scene.tables.months[name]
    dated = name in scene.tables.dated
    if before := DAY_BEFORE.search(scene.ahead_of(start, 12)):
        day, first = int(before[1]), start - len(before[0])
        if whole := shared_year(scene, end, month):
            return (first, end, value) if (value := iso_day(whole, month, day)) else None
        if year := YEAR_BEHIND.match(text, end):
            return (first, year.end(), value) if (value := iso_day(int(year[1]), month, day)) else None
        return yearless(scene, first, end, month, day) if dated else None
    if behind := DAY_BEHIND.match(text, end):
        if not behind[2] and (whole := shared_year(scene, behind.end(), month)):
            return (start, behind.end(), value) if (value := iso_day(whole, month, int(behind[1]))) else None
        if behind[2]:
            return (start, behind.end(), value) if (value := iso_day(int(behind[2]), month, int(behind[1]))) else None
        if dated:
            return yearless(scene, start, behind.end(), month, int(behind[1]))
    if whole := shared_year(scene, end, month):
        return start, end, f"{whole}-{month:02d}"
    if year := YEAR_BEHIND.match(text, end):
        return start, year.end(), f"{year[1]}-{month:02d}"
    if (spelt := spelt_date(scene, start, end, month)) is not None:
        return spelt
    return lone_month(scene, match, month) if name in scene.tables.own else None


def shared_year(scene: Scene, end: int, month: int) -> int | None:
    """The year that stands only behind the second of two dates, the year before if its month comes earlier."""
    match = SHARED_YEAR.match(scene.text, end)
    second = scene.tables.months.get(match[1].lower()) if match else None
    return int(match[2]) - (second < month) if match and second else None


def yearless(scene: Scene, start: int, end: int, month: int, day: int) -> tuple[int, int, str | None] | None:
    """A day and a month: the year is that of the nearest such day; none if no year has that day."""
    if iso_day(2000, month, day) is None:
        return None
    if scene.published is None:
        return start, end, None
    return start, end, nearest_day(scene.published, month, day, announced(scene, start))


def announced(scene: Scene, start: int) -> bool:
    """Whether the words before a date put it in the future: 'until March', 'will be heard in March'."""
    lead = scene.tables.before_month.search(scene.ahead_of(start))
    return bool(lead and lead["future"]) or bool(scene.tables.will.search(scene.ahead_of(start, 80)))


def spelt_date(scene: Scene, start: int, end: int, month: int) -> tuple[int, int, str | None] | None:
    """'january twenty first twenty twenty five' and 'may twenty twenty three', as captions write it."""
    day = SPELT_DAY.match(scene.text, end)
    number = scene.tables.ordinals.get(day[1].lower().replace(" ", "-")) if day else None
    year = SPELT_YEAR.match(scene.text, day.end() if day and number else end)
    if year is None:
        return yearless(scene, start, day.end(), month, number) if day and number else None
    value = 2000 + sum(SPELT_NUMBERS[word] for word in year[2].lower().split())
    return start, year.end(), iso_day(value, month, number) if number else f"{value}-{month:02d}"


SPELT_NUMBERS = {word: number for number, word in enumerate(SPELT[3:-1].split("|"), 1)} | {"twenty": 20, "thirty": 30}


def lone_month(scene: Scene, match: re.Match[str], month: int) -> tuple[int, int, str | None] | None:
    """'in March', 'last March', 'March’s order', 'the March order', 'in March last year'; a bare name may be a person."""
    text, start, end = scene.text, match.start(), match.end()
    if match[0].lower() in scene.tables.lower and not match[0].islower() and scene.language != "en":
        return None
    lead = scene.tables.before_month.search(scene.ahead_of(start))
    behind = scene.tables.behind_month.match(text, end)
    said = behind.lastgroup if behind else None
    if said == "that" or not (said or (lead and (lead.lastgroup != "the" or NOUN_BEHIND.match(text, end)))):
        return None
    end = behind.end() if behind and said != "own" else end
    if scene.published is None:
        return start, end, None
    if behind and said == "which":
        years = 1 if scene.tables.phrases[behind["which"].lower()] == "last_year" else 0
        return start, end, f"{scene.published.year - years:04d}-{month:02d}"
    past = said == "past" or bool(lead and lead["past"])
    if lead and lead["past"]:
        start -= len(lead[0])
    return start, end, nearest_month(scene.published, month, past, not past and announced(scene, start))


def relative_dates(scene: Scene) -> Found:
    """'today', 'last month', 'two weeks ago'."""
    published, tables = scene.published, scene.tables
    for match in tables.ago.finditer(scene.text):
        count, unit = (
            next(value for name, value in match.groupdict().items() if value and name.startswith(part))
            for part in ("count", "unit")
        )
        number = tables.counts.get(count.lower()) or int(count)
        yield *match.span(), back(published, number, tables.units[unit.lower()]) if published else None
    for match in tables.phrase.finditer(scene.text):
        part = tables.phrases[match[0].lower()]
        if part == "today" and not means_today(scene, match):
            continue
        value = None
        if published:
            which, _, unit = part.partition("_")
            days = {"today": 0, "yesterday": 1, "tomorrow": -1}
            value = back(published, days[part], "day") if part in days else back(published, int(which == "last"), unit)
        yield *match.span(), value


def means_today(scene: Scene, match: re.Match[str]) -> bool:
    """Not 'in today's world', nor the name of a magazine."""
    name = match[0][0].isupper() and re.search(r"[A-Z]\w* $", scene.ahead_of(match.start()))
    word = re.match(r"['’]s (?:\w+ )?(\w+)", scene.text[match.end() : match.end() + BEFORE])
    return not name and not (word and word[1] in data()["not"]["behind_today"])


def weekdays(scene: Scene) -> Found:
    """'on Wednesday': the last one, the day of publication included; with 'next', 'until' or 'by' the one to come."""
    for match in scene.tables.weekday.finditer(scene.text):
        before = re.search(r"(\w+) (?:the )?$", scene.ahead_of(match.start()))
        if EXPLAINS.search(scene.ahead_of(match.start(), 5)):
            continue
        if not scene.is_name(match[0]) or (before and before[1].lower() in data()["not"]["before_weekday"]):
            continue
        end = match.end()
        value = None
        behind = scene.tables.behind_weekday.match(scene.text, end)
        if scene.published:
            number = scene.tables.weekdays[match[0].lower()]
            day = weekday_before(scene.published, number, int(bool(behind and behind["week"])))
            if before and before[1].lower() in data()["en"]["future_in"]:
                day = weekday_before(scene.published + timedelta(days=7), number)
            if behind and behind["day"]:
                wanted = scene.tables.ordinals.get(behind["day"].lower().replace(" ", "-")) or int(behind["day"])
                weeks = (day - timedelta(weeks=week) for week in range(60))
                day = next((one for one in weeks if one.day == wanted), day)
            value = day.isoformat()
        yield match.start(), behind.end() if behind else end, value


def years(scene: Scene) -> Found:
    """'in 2019', 'summer of 2020', 'its 2012 order'."""
    for match in LONE_YEAR.finditer(scene.text):
        before = scene.tables.before_year.search(scene.ahead_of(match.start()))
        behind = scene.tables.behind_year.match(scene.text, match.end())
        said = behind.lastgroup if behind else None
        if before and said != "law" and (not before["the"] or said == "noun"):
            yield *match.span(), match[0]


READERS: tuple[Callable[[Scene], Found], ...] = (numeric_dates, named_dates, weekdays, relative_dates, years)
