"""Keys under which reports are looked for that may tell the same act.

Two reports that `graph.consolidate.matching` takes for the same act always share a key of `lookup_keys` of the one
and `stored_keys` of the other: consolidation reads a handful of reports, however many there are in the store.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from graph.model import Kind, Status

WINDOW = timedelta(days=60)
"""How long after an act an article still tells it as news."""
LATE = timedelta(days=3)
"""How far a date of publication may lag behind an act (time zones, embargoes)."""
FAMILIES = {
    Kind.FINDING: "remedy",
    Kind.ORDER: "remedy",
    Kind.BAN: "remedy",
    Kind.WARNING: "remedy",
    Kind.FINE: "money",
    Kind.SETTLEMENT: "money",
    Kind.LAWSUIT: "suit",
    Kind.CHARGE: "suit",
}
"""Kinds that texts mistake for one another; each other kind is a family of its own."""
_REOPENED = (Status.APPEALED, Status.OVERTURNED)


@dataclass(frozen=True, slots=True)
class Facets:
    """What keys are made of. `dated` is the first and last day the text allows, `published` the article's day,
    `amount` the sum with its currency."""

    kind: Kind
    status: Status
    respondents: frozenset[str]
    issuers: frozenset[str]
    laws: frozenset[str]
    technologies: frozenset[str]
    dated: tuple[date, date] | None
    published: date | None
    amount: str = ""

    @property
    def family(self) -> str:
        """The family of its kind."""
        return FAMILIES.get(self.kind, self.kind.value)


def days_of(value: str) -> tuple[date, date]:
    """The first and the last day that `2021-02-03`, `2021-02` or `2021` may mean. ValueError for no date.

    >>> days_of("2021-02")[1].isoformat()
    '2021-02-28'
    """
    first = date.fromisoformat((value + "-01-01")[:10])
    if len(value) == 10:
        return first, first
    last_month = first.month if len(value) == 7 else 12
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])


def span(facets: Facets) -> tuple[date, date] | None:
    """The days on which the act may have been done; None where nothing bounds them from below."""
    if facets.dated:
        return facets.dated
    if facets.published is None or facets.status in _REOPENED:
        return None
    return facets.published - WINDOW, facets.published + LATE


def sum_key(amount: Decimal, currency: str) -> str:
    """A sum as it stands in a key.

    >>> sum_key(Decimal("20000000.00"), "EUR")
    'EUR20000000'
    """
    return f"{currency}{amount.normalize():f}"


def stored_keys(facets: Facets) -> list[str]:
    """The keys that a report is stored under."""
    prefixes = [f"r:{respondent}" for respondent in facets.respondents]
    prefixes += [f"i:{issuer}" for issuer in facets.issuers]
    if not facets.respondents:
        prefixes += _loose(facets)
    times = ["any", *_times(facets)]
    return sorted([*_sums(facets), *(f"{prefix}:{facets.family}:{time}" for prefix in prefixes for time in times)])


def lookup_keys(facets: Facets) -> list[str]:
    """The keys under which other reports of the same act are stored."""
    if facets.respondents:
        prefixes = [f"r:{respondent}" for respondent in facets.respondents]
        prefixes += [f"n:{issuer}" for issuer in facets.issuers]
    else:
        prefixes = [f"i:{issuer}" for issuer in facets.issuers]
        prefixes += _loose(facets)
    wanted = _times(facets)
    times = ["any"] if wanted == ["open"] else ["open", *wanted]
    return sorted([*_sums(facets), *(f"{prefix}:{facets.family}:{time}" for prefix in prefixes for time in times)])


def _sums(facets: Facets) -> Iterator[str]:
    """The same sum against the same respondent is found whatever the dates."""
    if facets.amount:
        yield from (f"s:{respondent}:{facets.amount}" for respondent in facets.respondents)


def _loose(facets: Facets) -> Iterable[str]:
    yield from (f"n:{issuer}" for issuer in facets.issuers)
    yield from (f"l:{law}" for law in facets.laws)
    yield from (f"t:{technology}" for technology in facets.technologies)


def _times(facets: Facets) -> list[str]:
    bounds = span(facets)
    return ["open"] if bounds is None else list(_quarters(*bounds))


def _quarters(first: date, last: date) -> Iterator[str]:
    begin, end = first - WINDOW / 2, last + WINDOW / 2
    year, quarter = begin.year, (begin.month - 1) // 3
    while (year, quarter) <= (end.year, (end.month - 1) // 3):
        yield f"{year}q{quarter + 1}"
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)
