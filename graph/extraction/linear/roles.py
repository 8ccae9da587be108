"""Who issues and who answers: the figures of a line by type, side, preposition and cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.extraction.actors import Role
from graph.extraction.amounts import Amount
from graph.extraction.linear.line import COMMA, STOP, Line
from graph.extraction.linear.people import Figure, chain

REACH = 34
AGENT_BONUS = 10
AGAINST_BONUS = 8
WRONG_SIDE = 5


def led_by(line: Line, number: int, section: str, reach: int = 4) -> bool:
    """Whether a function word of a section leads the phrase of an item (articles, nouns and adjectives may stand between)."""
    for item in line.before(number, reach):
        if item.has(section):
            return True
        if (
            item.name is not None
            or item.amount is not None
            or item.has("act")
            or item.has("carry")
            or item.has("grammar.agent")
            or item.has("grammar.against")
            or item.has("grammar.source")
        ):
            return False
    return False


def issuers(
    line: Line,
    triggers: Sequence[int],
    found: Sequence[Figure],
    free_order: bool,
    court: bool | None = None,
    chamber: bool = False,
) -> list[Figure]:
    """The authority that acts, with those joined to it. `court` asks for a court or for none."""
    usable = [
        figure
        for figure in found
        if figure.actor.role is Role.AUTHORITY
        and not led_by(line, figure.index, "grammar.against")
        and not led_by(line, figure.index, "grammar.court_before")
    ]
    if court is not None:
        usable = [figure for figure in usable if figure.court == court]
    if not chamber:
        usable = [figure for figure in usable if not figure.chamber] or [
            figure for figure in usable if figure.actor.entity and figure.index < min(triggers)
        ]
    scored = [(issuer_cost(line, triggers, figure, free_order), figure) for figure in usable]
    best = min(scored, key=lambda pair: pair[0], default=None)
    if best is None or best[0] > REACH:
        return []
    return list(chain(list(found), best[1], line))


def issuer_cost(line: Line, triggers: Sequence[int], figure: Figure, free_order: bool) -> int:
    """How far an authority is from being the one that acts."""
    cost = min(line.cost(trigger, figure.index) for trigger in triggers)
    if led_by(line, figure.index, "grammar.agent"):
        cost -= AGENT_BONUS
    elif figure.index > max(triggers) and not free_order:
        cost += WRONG_SIDE
    if led_by(line, figure.index, "grammar.to", 2) and figure.index > min(triggers):
        cost += WRONG_SIDE
    return cost


def respondents(
    line: Line, triggers: Sequence[int], found: Sequence[Figure], taken: Iterable[Figure] = ()
) -> list[Figure]:
    """The party that an act is directed at, with those joined to it."""
    excluded = {figure.index for figure in taken}
    usable = [
        figure
        for figure in found
        if figure.actor.role is Role.PARTY and figure.index not in excluded and not is_source(line, figure.index)
    ]
    scored = [(respondent_cost(line, triggers, figure), figure) for figure in usable]
    best = min(scored, key=lambda pair: pair[0], default=None)
    if best is None or best[0] > REACH:
        return []
    return list(chain(list(found), best[1], line))


def respondent_cost(line: Line, triggers: Sequence[int], figure: Figure) -> int:
    """How far a party is from being the one that the act is directed at."""
    cost = min(line.cost(trigger, figure.index) for trigger in triggers)
    if led_by(line, figure.index, "grammar.against"):
        cost -= AGAINST_BONUS
    elif led_by(line, figure.index, "grammar.to", 2):
        cost -= AGAINST_BONUS // 2
    if figure.actor.entity is None:
        cost += COMMA
    return cost


def is_source(line: Line, number: int) -> bool:
    """'selon X', 'plainte de X', 'par X': the party speaks, complains or acts and is not the one addressed."""
    return (
        led_by(line, number, "grammar.source", 5)
        or led_by(line, number, "grammar.agent", 3)
        or led_by(line, number, "grammar.according", 3)
    )


def amount_of(line: Line, triggers: Sequence[int]) -> Amount | None:
    """The sum nearest to a trigger, if no stop parts them."""
    choices = [
        (min(line.cost(trigger, number) for trigger in triggers), number)
        for number, item in enumerate(line.items)
        if item.amount is not None and is_sum(line, number)
    ]
    best = min(choices, default=None)
    return line.items[best[1]].amount if best and best[0] < STOP + 6 else None


def is_sum(line: Line, number: int) -> bool:
    """A sum or a floor: no limit ('bis zu'), no rate, no replaced one ('statt')."""
    amount = line.items[number].amount
    if amount is None or amount.role not in ("sum", "floor"):
        return False
    return not any(item.has("grammar.up_to") or item.has("grammar.instead") for item in line.before(number, 3))


def only_ceilings(line: Line, trigger: int) -> bool:
    """The amounts near a trigger are limits and rates, none a sum."""
    near = [
        number
        for number, item in enumerate(line.items)
        if item.amount is not None and line.cost(trigger, number) < STOP
    ]
    return bool(near) and not any(is_sum(line, number) for number in near)


def shares_of(line: Line, found: Sequence[Figure], named: Sequence[Figure]) -> list[tuple[Figure, Amount]]:
    """'134,5 Millionen gegen X und 68,7 Millionen gegen Y': each sum with the party behind it, where there are several."""
    parties = {figure.index: figure for figure in found if figure.actor.role is Role.PARTY and figure.actor.entity}
    pairs: list[tuple[Figure, Amount]] = []
    for number, item in enumerate(line.items):
        if item.amount is None or not is_sum(line, number):
            continue
        behind = [
            index
            for index in parties
            if 0 < index - number <= 5
            and not any(other.amount or other.wall >= COMMA for other in line.items[number + 1 : index])
        ]
        before = [index for index in parties if 0 < number - index <= 3 and line.items[index + 1].low in "(:"]
        if choice := (before or behind)[:1]:
            pairs.append((parties[choice[0]], item.amount))
    distinct = {figure.actor.entity.id for figure, _ in pairs if figure.actor.entity}
    return pairs if len(pairs) > 1 and len(distinct) == len(pairs) else []
