"""Dates: absolute ones in seven languages, relative ones against the day of publication."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.calendar import nearest_day, weekday_before
from graph.extraction.dates import find_dates
from graph.readers.months import MONTH_NUMBERS

FRIDAY = date(2021, 2, 5)


def values(text: str, language: str = "en", published: date | None = FRIDAY) -> list[str | None]:
    return [found.when.value for found in find_dates(text, published, language)]


@pytest.mark.parametrize(
    "text",
    [
        "3 February 2021", "February 3, 2021", "Feb. 3, 2021", "Feb. 3", "3 Feb 2021", "3rd of February 2021", "3.2.2021", "2021-02-03",
        "2021-02-03T10:00Z", "Wednesday 3 February 2021", "Wednesday, Feb. 3", "on Wednesday", "last Wednesday", "Wednesday", "3 février 2021",
    ],
)  # fmt: skip
def test_all_of_these_are_one_day(text: str) -> None:
    assert values(f"It was {text}.") == ["2021-02-03"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Friday", "2021-02-05"),
        ("today", "2021-02-05"),
        ("yesterday", "2021-02-04"),
        ("last night", "2021-02-04"),
        ("10 days ago", "2021-01-26"),
        ("Monday last week", "2021-01-25"),
        ("until Tuesday", "2021-02-09"),
        ("next Monday", "2021-02-08"),
        ("last week", "2021-01"),
        ("two weeks ago", "2021-01"),
        ("three months ago", "2020-11"),
        ("earlier this month", "2021-02"),
        ("last month", "2021-01"),
        ("in March", "2020-03"),
        ("last March", "2020-03"),
        ("last February", "2020-02"),
        ("February’s ruling", "2021-02"),
        ("in July last year", "2020-07"),
        ("mid-March", "2020-03"),
        ("the March order", "2020-03"),
        ("It will be heard in April", "2021-04"),
        ("by April", "2021-04"),
        ("last year", "2020"),
        ("a year ago", "2020"),
        ("in 2019", "2019"),
        ("summer of 2020", "2020"),
        ("its 2012 order", "2012"),
        ("May 2019", "2019-05"),
        ("25 February", "2021-02-25"),
        ("15 March", "2020-03-15"),
        ("until 15 March", "2021-03-15"),
        ("13/02/2021", "2021-02-13"),
        ("03/02/2021", "2021"),
        ("Executive Order 14110 of October 30, 2023", "2023-10-30"),
    ],
)
def test_against_the_publication(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "le 1er mars 2020", "2020-03-01"),
        ("fr", "mercredi 3 février", "2021-02-03"),
        ("fr", "en mars dernier", "2020-03"),
        ("fr", "il y a deux mois", "2020-12"),
        ("fr", "03/02/2021", "2021-02-03"),
        ("de", "am 3. Februar", "2021-02-03"),
        ("de", "am Mittwoch", "2021-02-03"),
        ("de", "im Dezember 2019", "2019-12"),
        ("de", "vor drei Wochen", "2021-01"),
        ("es", "el 3 de febrero de 2021", "2021-02-03"),
        ("es", "el pasado mes de noviembre", "2020-11"),
        ("es", "hace dos meses", "2020-12"),
        ("it", "il 3 febbraio 2021", "2021-02-03"),
        ("it", "lo scorso marzo", "2020-03"),
        ("pt", "em 3 de fevereiro de 2021", "2021-02-03"),
        ("pt", "na quarta-feira", "2021-02-03"),
        ("nl", "op 3 februari", "2021-02-03"),
        ("nl", "afgelopen november", "2020-11"),
    ],
)
def test_other_languages(language: str, text: str, value: str) -> None:
    assert values(text, language) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "It may appeal.", "They march 3 miles.", "Theresa May said", "Data Protection Act 2018", "the Act of 2019", "GDPR 2016/679", "loi du 6 janvier 1978",
        "Law No. 13.709 of August 14, 2018", "Regulation (EU) 2016/679 of 27 April 2016", "the 2018 Act", "Three years later", "2019 people",
        "in today's world", "Medical Software Today", "every Friday", "Good Friday", "on Fridays", "in 2,019", "in November that year", "February 30",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("between July and December 2020", ["2020-07", "2020-12"]),
        ("31 July to 31 December 2020", ["2020-07-31", "2020-12-31"]),
        ("November to March 2020", ["2019-11", "2020-03"]),
        ("July 31 to December 31, 2020", ["2020-07-31", "2020-12-31"]),
    ],
)
def test_the_first_of_two_dates_takes_the_year_of_the_second(text: str, found: list[str]) -> None:
    assert values(text) == found


def test_without_a_publication_date_the_words_remain() -> None:
    found = find_dates("On Wednesday, in March, 3 February, last week, in 2019", None)
    assert [one.when.value for one in found] == [None, None, None, None, "2019"]
    assert [one.when.expression for one in found] == ["Wednesday", "March", "3 February", "last week", "2019"]


def test_captions_in_lower_case() -> None:
    text = "it's tuesday january twenty first twenty twenty five and on friday the seventeenth a ban of may twenty twenty three"
    assert values(text, published=date(2025, 1, 22)) == ["2025-01-21", "2025-01-17", "2023-05"]


def test_a_weekday_that_explains_a_date_is_not_another_date() -> None:
    assert values("on January 28, 2021 (Thursday)") == ["2021-01-28"]


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_full_date_is_itself_whatever_the_publication(day: date, published: date) -> None:
    assert values(f"On {day:%B} {day.day}, {day.year} it", published=published) == [day.isoformat()]
    assert values(f"On {day.day} {day:%B} {day.year} it", published=published) == [day.isoformat()]
    assert values(f"On {day.isoformat()} it", published=published) == [day.isoformat()]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_the_last_seven_days(published: date, weekday: int) -> None:
    day = weekday_before(published, weekday)
    assert day.weekday() == weekday
    assert 0 <= (published - day).days < 7


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_a_year_is_near(published: date, month: int, number: int) -> None:
    found = nearest_day(published, month, number, announced=False)
    assert found is not None
    assert -336 < (date.fromisoformat(found) - published).days <= 30


@given(st.lists(st.sampled_from(["3", "31", "May", "may", "March", "in", "2021", "Wednesday", "last", "the", "of", "ago", "two", "weeks", ",", ".", "-", "/", "week", "first", "mars"]), max_size=12), st.sampled_from(["en", "fr", "de", "xx"]))  # fmt: skip
def test_any_text_gives_ordered_disjoint_dates(words: list[str], language: str) -> None:
    text = " ".join(words)
    found = find_dates(text, FRIDAY, language)
    assert all(text[one.start : one.end] == one.when.expression for one in found)
    assert all(one.when.value is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", one.when.value) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_readers_know_the_months_of_all_languages() -> None:
    assert [MONTH_NUMBERS[name] for name in ("febbraio", "märz", "dez", "sept")] == [2, 3, 12, 9]
