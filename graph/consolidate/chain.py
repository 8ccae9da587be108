"""Rulings on one affair in their order: which follows which, which of them stand, and where the affair stands.

Pure: from the rulings of some parties to the links among them. The legal order is data (`graph.consolidate.steps`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from graph.consolidate.amounts import same_sum
from graph.consolidate.steps import ANNULMENT, CHALLENGES, FORMAL, JUDGMENT, MEASURES, VARIATION, Step, step_of, steps

LATE = timedelta(days=3)
"""How far dates may contradict the order of acts: told, decided, served."""
PATIENCE = timedelta(days=6 * 365)
"""How long after its first step an authority still takes the next."""
SOON = timedelta(days=365)
"""The next step within such a time is the likelier one."""
UPON = timedelta(days=3 * 365)
"""How long after a finding or an order it is still enforced."""
COURTS = timedelta(days=15 * 365)
"""How long after a decision courts still rule on it."""
ENOUGH, SURE = 4, 6
"""How much must speak for a link; more for a sanction after an order, which are two matters as a rule."""
_ENFORCED = {
    "finding": {"order", "ban", "fine", "lawsuit"},
    "order": {"fine", "ban"},
    "warning": {"fine", "order", "ban"},
}
"""Measures that follow other measures."""


@dataclass(frozen=True)
class Move:
    """A ruling as its matter sees it. Parties, places and topics are the ends of IRIs."""

    iri: str
    kind: str
    status: str
    date: str | None
    reported: Day | None
    issuers: frozenset[str]
    respondents: frozenset[str]
    places: frozenset[str]
    technologies: frozenset[str]
    laws: frozenset[str]
    penalty: tuple[Decimal, str] | None
    articles: frozenset[str]

    @cached_property
    def step(self) -> Step:
        """What it is in a matter, before anybody knows what became of it."""
        return step_of(self.kind, self.status)

    @cached_property
    def day(self) -> Day | None:
        """The first day that its date allows."""
        return Day.fromisoformat((self.date + "-01-01")[:10]) if self.date else None

    @cached_property
    def last_day(self) -> Day | None:
        """The last day that its date allows, near enough."""
        if self.day is None:
            return None
        return self.day + timedelta(days={10: 0, 7: 30, 4: 365}[len(self.date or "")])

    @cached_property
    def subjects(self) -> frozenset[str]:
        """What its affair is about: the parties; for legislation the law."""
        return self.respondents or (self.laws if self.kind == "legislation" else frozenset())

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of its places."""
        return frozenset(place.partition("/")[2].partition("-")[0] for place in self.places)

    @cached_property
    def order(self) -> tuple[Day, int, str]:
        """Sorts the rulings of a matter: by day, else by the day of the news; on one day as steps usually come."""
        return self.day or self.reported or Day.max, self.step.place, self.iri


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A ruling follows another one: `relation` is follows, appealOf, overturns, varies or enforces."""

    later: str
    earlier: str
    relation: str


def earlier_of(move: Move, others: Iterable[Move]) -> list[Move]:
    """The rulings that this one follows: the likeliest, with those of the same sitting. None where none is likely."""
    fitting = {other.iri: (other, score(move, other)) for other in others if may_follow(move, other)}
    likely = [(found, other) for other, found in fitting.values() if found >= needed(move, other)]
    if not likely:
        return []
    _, best = max(likely, key=lambda entry: (entry[0], entry[1].order))
    return sorted(
        (other for found, other in likely if other is best or (sitting(best, other) and other.step is best.step)),
        key=lambda other: other.order,
    )


def may_follow(later: Move, earlier: Move) -> bool:
    """Whether parties, places, steps and days allow it."""
    return (
        later.iri != earlier.iri
        and bool(later.subjects & earlier.subjects)
        and places_agree(later, earlier)
        and earlier.step.target in later.step.origins
        and measures_agree(later, earlier)
        and days_agree(later, earlier)
    )


def places_agree(one: Move, other: Move) -> bool:
    """A country in common; of provinces of one country the same, unless one acts for the whole."""
    if not one.places or not other.places:
        return bool(one.issuers & other.issuers)
    parts = [{place for place in move.places if "-" in place} for move in (one, other)]
    whole = any(len(own) < len(move.places) for own, move in zip(parts, (one, other), strict=True))
    return bool(one.countries & other.countries) and (whole or bool(parts[0] & parts[1]))


def measures_agree(later: Move, earlier: Move) -> bool:
    """Two measures are one affair only where the one enforces the other, on another day."""
    if later.step.name not in MEASURES or earlier.step.name not in MEASURES:
        return True
    return later.kind in _ENFORCED.get(earlier.kind, ()) and later.date != earlier.date


def days_agree(later: Move, earlier: Move) -> bool:
    """In order and not too far apart; without dates the usual order of steps has to do."""
    if later.last_day is None or earlier.day is None:
        return later.step.place > earlier.step.place
    patience = COURTS if later.step.name in CHALLENGES else PATIENCE
    if later.step.name in MEASURES and earlier.step.name in MEASURES:
        patience = UPON
    if later.day == earlier.day and later.date == earlier.date:
        return later.step.place > earlier.step.place
    return earlier.day <= later.last_day + LATE and later.last_day - earlier.day <= patience


def needed(later: Move, earlier: Move) -> int:
    """How much must speak for it."""
    return SURE if later.step.name in MEASURES and earlier.step.name in MEASURES and earlier.kind == "order" else ENOUGH


def score(later: Move, earlier: Move) -> int:
    """How much speaks for it."""
    return sum(points for points, _ in grounds(later, earlier))


def grounds(later: Move, earlier: Move) -> list[tuple[int, str]]:
    """What speaks for it, and how much; what speaks against it counts below nothing."""
    court = later.step.name in CHALLENGES
    same_hand = bool(later.issuers & earlier.issuers) and (not court or earlier.step.name in CHALLENGES)
    soon = later.day and earlier.day and later.day - earlier.day <= SOON
    found = [
        (3, "the same authority", same_hand),
        (1, "a court takes up a measure", court and earlier.step.name in MEASURES),
        (
            3,
            "the measure is told to be challenged or overturned",
            court and earlier.status in ("overturned", "appealed"),
        ),
        (2, "the same kind was announced", later.kind == earlier.kind and earlier.step.name == "notice"),
        (3, "the same sum", same_penalty(later, earlier)),
        (1, "the same places", later.places == earlier.places),
        (1, "the same parties", later.subjects == earlier.subjects),
        (1, "an article tells both", bool(later.articles & earlier.articles)),
        (1, "within a year", bool(soon)),
        *topics(later, earlier),
    ]
    return [(points, words) for points, words, holds in found if holds]


def topics(one: Move, other: Move) -> list[tuple[int, str, bool]]:
    """For common topics and laws; against it where both tell topics or laws and have none in common."""
    techs, laws = bool(one.technologies & other.technologies), bool(one.laws & other.laws)
    both = (one.technologies and other.technologies) or (one.laws and other.laws)
    return [
        (2, "the same technology", techs),
        (1, "the same law", laws),
        (-2, "different technologies or laws", bool(both) and not techs and not laws),
    ]


def same_penalty(one: Move, other: Move) -> bool:
    """Both tell the same sum."""
    return bool(one.penalty and other.penalty) and same_sum(one.penalty or _NO_SUM, other.penalty or _NO_SUM)


_NO_SUM = (Decimal(0), "")


def sitting(one: Move, other: Move) -> bool:
    """Measures of one decision: the same authority against the same party in the same place on the same day."""
    return (
        one.date == other.date
        and places_agree(one, other)
        and len(one.date or "") == 10
        and bool(one.issuers & other.issuers)
        and bool(one.subjects & other.subjects)
    )


def relations(links: Iterable[tuple[Move, Move]]) -> list[Link]:
    """What each link (later, earlier) means. An overturned act was overturned by the judgment that fits it best."""
    pairs = list(links)
    annulled: dict[str, tuple[int, tuple[Day, int, str]]] = {}
    for later, earlier in pairs:
        if later.step.name == JUDGMENT and earlier.status == "overturned":
            mark = score(later, earlier), later.order
            annulled[earlier.iri] = max(mark, annulled.get(earlier.iri, mark))
    found = []
    for later, earlier in pairs:
        by = annulled.get(earlier.iri)
        name = relation(later, earlier, by is not None and by[1] == later.order)
        found.append(Link(later.iri, earlier.iri, name))
    return sorted(found)


def relation(later: Move, earlier: Move, annuls: bool) -> str:
    """The name of the property."""
    if annuls:
        return "overturns"
    if later.step.name in CHALLENGES:
        changed = later.step.name == JUDGMENT and later.penalty and earlier.penalty and not same_penalty(later, earlier)
        return "varies" if changed and earlier.step.name in MEASURES else "appealOf"
    return "enforces" if earlier.step.name in MEASURES else "follows"


@dataclass(frozen=True, slots=True)
class Fate:
    """What its matter makes of a ruling."""

    step: str
    in_force: bool
    ended: str | None


def fate(move: Move, links: Sequence[Link], moves: Mapping[str, Move]) -> Fate:
    """The ruling's step, whether it stands, and when it ceased to. `links` are those from and to it."""
    outcomes = {link.relation for link in links if link.later == move.iri}
    step = ANNULMENT if "overturns" in outcomes else VARIATION if "varies" in outcomes else move.step.name
    enders = [link.later for link in links if link.earlier == move.iri and link.relation in ("overturns", "varies")]
    done = move.status in ("decided", "appealed", "overturned") and step not in FORMAL
    stands = done and move.status != "overturned" and not enders
    dates = sorted(date for ender in enders if (date := moves[ender].date))
    return Fate(step, stands, dates[-1] if dates and done else None)


def state(members: Sequence[Move], fates: Mapping[str, Fate]) -> tuple[str, str | None]:
    """Where a matter stands, and since when: its steps taken one after another, those that are not legal left out."""
    name, since = "", None
    for move in sorted(members, key=lambda member: member.order):
        step = steps()[fates[move.iri].step]
        if not name or name in step.origins or name == step.target:
            target = step.target
            if step.name == ANNULMENT and standing(members, fates):
                target = steps()[VARIATION].target
            if target != name:
                name, since = target, move.date
    if any(move.step.name in MEASURES for move in members) and not standing(members, fates) and name not in _EARLY:
        last = max((ended for member in members if (ended := fates[member.iri].ended)), default=since)
        return steps()[ANNULMENT].target, last
    return name, since


def standing(members: Iterable[Move], fates: Mapping[str, Fate]) -> bool:
    """Whether a measure is in force, as it was taken or as it was varied."""
    return any(
        fates[member.iri].in_force and (member.step.name in MEASURES or fates[member.iri].step == VARIATION)
        for member in members
    )


_EARLY = frozenset({"opened", "accused", "intended", "closed"})
"""States in which nothing was decided, or it was given up."""
