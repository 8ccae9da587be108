"""May two reports tell the same act? A symmetric question about two records and nothing else.

Every pair for which `same_act` holds shares a blocking key (`graph.blocking`): property-tested.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from graph.blocking import span
from graph.consolidate.amounts import same_sum
from graph.consolidate.records import Told
from graph.model import BindingForce, Kind, Status

ANNOUNCED = timedelta(days=10)
"""Two exact dates this far apart may be of one act: decided, served, announced."""
SAME_SUM_APART = timedelta(days=60)
"""Further apart with the same sum: some texts give the date of the notice."""
NEAR = Decimal("1.25")
"""Sums of one act that texts confuse are at most this many times each other, unless one has the wrong scale."""
NEWS = timedelta(days=3)
"""How far apart two articles tell the same news."""
COARSE = 15
"""Differences of so many days and less do not tell which of two acts a report means."""
_STAGES = {
    Status.PROPOSED: "intended",
    Status.PENDING: "intended",
    Status.DECIDED: "done",
    Status.APPEALED: "done",
    Status.OVERTURNED: "annulled",
}
_SOFT = frozenset({Kind.FINDING, Kind.ORDER, Kind.BAN, Kind.WARNING})
_JOINT = frozenset({Kind.FINDING, Kind.INVESTIGATION})
_SUITS = frozenset({Kind.LAWSUIT, Kind.CHARGE})
_MONEY = frozenset({Kind.FINE, Kind.SETTLEMENT})


def same_act(one: Told, other: Told) -> bool:
    """Whether nothing speaks against these being the same act and enough speaks for it."""
    return (
        kinds_agree(one, other)
        and parties_agree(one, other)
        and sums_agree(one, other)
        and dates_agree(one, other)
        and one.iri != other.iri
    )


def kinds_agree(one: Told, other: Told) -> bool:
    """Kinds may be of one act; different ones only if the parties are known to be the same."""
    if not kinds_compatible(one, other):
        return False
    known = bool(one.issuers & other.issuers or not one.issuers or not other.issuers)
    return one.kind is other.kind or (known and bool(one.respondents & other.respondents))


def kinds_compatible(one: Told, other: Told) -> bool:
    """Equal kinds, or kinds that texts use for one another.

    One article that tells two kinds tells two acts, and so does one that tells what was intended and what was done.
    """
    if one.kind is other.kind:
        return one.article != other.article or _STAGES[one.status] == _STAGES[other.status]
    kinds = {one.kind, other.kind}
    if one.article == other.article:
        return is_recommendation(one, other) or is_recommendation(other, one)
    if kinds <= _MONEY:
        return bool(one.amount and other.amount) and same_sums(one, other)
    return kinds <= _SOFT or kinds <= _SUITS


def is_recommendation(one: Told, other: Told) -> bool:
    """An order that binds nobody is a part of the finding that it goes with."""
    loose = (BindingForce.NON_BINDING, BindingForce.FINDING_ONLY)
    return one.kind is Kind.ORDER and one.force in loose and other.kind is Kind.FINDING


def parties_agree(one: Told, other: Told) -> bool:
    """Respondents and issuers overlap, or one text leaves them out and the rest agrees."""
    if one.respondents and other.respondents:
        return bool(one.respondents & other.respondents) and issuers_agree(one, other)
    if one.issuers & other.issuers:
        return topics_agree(one, other)
    if one.respondents or other.respondents or (one.issuers and other.issuers):
        return False
    return places_agree(one, other) and bool(one.laws & other.laws or one.technologies & other.technologies)


def issuers_agree(one: Told, other: Told) -> bool:
    """They overlap, or one side names none and is of the same country."""
    if one.issuers and other.issuers:
        return bool(one.issuers & other.issuers) or joint(one, other) or mistaken_issuer(one, other)
    return places_agree(one, other)


def joint(one: Told, other: Told) -> bool:
    """A national authority and one of a part of that country, on the same day: one act, told with one issuer each."""
    if one.kind is not other.kind or one.kind not in _JOINT or not one.date or len(one.date) != 10:
        return False
    levels = {"-" in place for report in (one, other) for place in report.jurisdictions}
    return one.date == other.date and levels == {True, False} and bool(one.countries & other.countries)


def places_agree(one: Told, other: Told) -> bool:
    """A country in common, or none told."""
    return not one.countries or not other.countries or bool(one.countries & other.countries)


def topics_agree(one: Told, other: Told) -> bool:
    """Laws in common where both tell them, else technologies where both do."""
    if one.laws and other.laws:
        return bool(one.laws & other.laws)
    if one.technologies and other.technologies:
        return bool(one.technologies & other.technologies)
    return True


def mistaken_issuer(one: Told, other: Told) -> bool:
    """The same sum against the same firm in the same place on the same day: one text names the wrong authority."""
    return (
        one.article != other.article
        and one.kind is other.kind
        and one.respondents == other.respondents
        and one.jurisdictions == other.jurisdictions
        and bool(one.facets.amount)
        and one.facets.amount == other.facets.amount
        and same_day(one, other)
    )


def sums_agree(one: Told, other: Told) -> bool:
    """The same sum, or one text tells none, or one of them errs."""
    return same_sums(one, other) or mistaken_sum(one, other)


def same_sums(one: Told, other: Told) -> bool:
    """The same sum, or one text tells none."""
    if one.amount is None or other.amount is None:
        return True
    return same_sum((one.amount, one.currency or ""), (other.amount, other.currency or ""))


def mistaken_sum(one: Told, other: Told) -> bool:
    """Two texts tell the very same act of the very same day with sums that nearly agree, or with millions for billions."""
    if one.amount is None or other.amount is None or one.currency != other.currency or one.article == other.article:
        return False
    low, high = sorted((one.amount, other.amount))
    slip = high <= low * NEAR or high in (low * 1000, low * 1_000_000)
    same = one.kind is other.kind and bool(one.issuers & other.issuers) and bool(one.respondents & other.respondents)
    return slip and same and same_day(one, other)


def same_day(one: Told, other: Told) -> bool:
    """The same exact date on both sides; where a text gives none, the day of the news stands for it, give or take."""
    days = [exact(report) or report.published for report in (one, other)]
    if not days[0] or not days[1]:
        return False
    news = not (exact(one) and exact(other))
    return abs(days[0] - days[1]) <= (NEWS if news else timedelta(0)) and ((one.main and other.main) or not news)


def exact(report: Told) -> date | None:
    """The day of the act, if the text tells it."""
    return date.fromisoformat(report.date) if report.date and len(report.date) == 10 else None


def undisputed(one: Told, other: Told) -> bool:
    """Whether neither their sums nor their issuers contradict each other."""
    told = not one.issuers or not other.issuers
    return same_sums(one, other) and bool(told or one.issuers & other.issuers or joint(one, other))


def dates_agree(one: Told, other: Told) -> bool:
    """The days that they allow meet, or nearly. One article that gives two days tells two acts, unless of one sum."""
    if same_sum_against(one, other):
        return True
    first, second = span(one.facets), span(other.facets)
    if first is None or second is None:
        return in_order(one, other)
    return gap(first, second) <= slack(one, other)


def slack(one: Told, other: Told) -> timedelta:
    """How far apart days may be that two texts tell of one act."""
    if not one.date or not other.date:
        return timedelta(0)
    if one.amount is not None and other.amount is not None:
        return SAME_SUM_APART
    return ANNOUNCED if one.article != other.article else timedelta(0)


def same_sum_against(one: Told, other: Told) -> bool:
    """The very same sum of the same authority against the same respondent: one act, unless two exact days differ."""
    exact = bool(one.facets.amount) and one.facets.amount == other.facets.amount
    days = {report.date for report in (one, other) if report.date and len(report.date) == 10}
    parties = bool(one.respondents & other.respondents) and bool(one.issuers & other.issuers)
    return exact and parties and len(days) < 2


def in_order(one: Told, other: Told) -> bool:
    """A report without any lower bound fits acts done before it was published, if it has a day at all."""
    for later, earlier in ((one, other), (other, one)):
        bounds = span(earlier.facets)
        if span(later.facets) is None and later.published and bounds and bounds[0] > later.published:
            return False
    return True


def gap(first: tuple[date, date], second: tuple[date, date]) -> timedelta:
    """How far apart two stretches of days are; nothing if they meet."""
    return max(second[0] - first[1], first[0] - second[1], timedelta(0))


def agreements(one: Told, other: Told) -> list[str]:
    """In words, what two reports of one act have in common and what one of them leaves open."""
    return [
        f"both tell a {one.kind.value}"
        if one.kind is other.kind
        else f"{one.kind.value} and {other.kind.value} may be one",
        common("authority", one.issuers, other.issuers),
        common("party", one.respondents, other.respondents),
        sums_in_words(one, other),
        days_in_words(one, other),
    ]


def common(what: str, one: frozenset[str], other: frozenset[str]) -> str:
    """What two reports say of a party or an authority."""
    if both := one & other:
        return f"the same {what} ({', '.join(sorted(value.partition('/')[2] for value in both))})"
    return f"no {what} in common" if one and other else f"no {what} told by one of them"


def sums_in_words(one: Told, other: Told) -> str:
    """What they say of the sum."""
    if one.amount is None or other.amount is None:
        return "no sum told by one of them"
    if one.facets.amount == other.facets.amount:
        return "the same sum"
    return "the same sum, rounded or converted" if same_sums(one, other) else "sums that nearly agree, on the same day"


def days_in_words(one: Told, other: Told) -> str:
    """What they say of the day."""
    if not (one.date or one.published) or not (other.date or other.published):
        return "no day told by one of them"
    apart = days_apart(one, other)
    return "days that agree" if apart == 0 else f"{apart} day{'' if apart == 1 else 's'} apart"


def closeness(one: Told, other: Told) -> tuple[int, ...]:
    """How much speaks for the same act, to choose between several; compare as tuples. Equal ones are a close race."""
    sums = one.amount is not None and other.amount is not None
    same = sums and same_sums(one, other)
    return (
        int(one.kind is other.kind),
        int(same and (one.amount, one.currency) == (other.amount, other.currency)),
        int(same),
        int(bool(one.issuers & other.issuers)),
        len(one.respondents & other.respondents) - len(one.respondents ^ other.respondents),
        -(days_apart(one, other) // COARSE),
        int(bool(one.laws & other.laws)),
        len(one.technologies & other.technologies),
    )


def days_apart(one: Told, other: Told) -> int:
    """How far apart two reports set the act. A text that gives no date and is about the act tells it as news."""
    spans = []
    for report, counterpart in ((one, other), (other, one)):
        news = not report.date and counterpart.date and report.main and report.published
        spans.append((report.published, report.published) if news and report.published else span(report.facets))
    first, second = spans
    return gap(first, second).days if first and second else 365
