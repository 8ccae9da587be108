"""Did it happen? Modality of a trigger by the words of its clause and by who tells it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extraction.actors import Role
from graph.extraction.linear.line import COMMA, OPENER, STOP, Line
from graph.extraction.linear.people import Figure
from graph.model import Modality


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a trigger tells something done, whether only as a plan, and who says so."""

    modality: Modality = Modality.ASSERTED
    intended: bool = False
    source: str = "narrator"


def assess(line: Line, places: list[int], found: list[Figure], verb_final: bool, infinitive: bool) -> Standing:
    """The standing of an act told by the items at `places` (a noun and the verb that carries it)."""
    clauses = sorted({number for place in places for number in line.clause(place)})
    if any(denied(line, place, verb_final) for place in places):
        return Standing(Modality.DENIED)
    here = [line.items[number] for number in clauses]
    intended = any(item.has("factuality.intend") for item in here) or governed(line, min(places), "factuality.intend")
    possible = any(item.has("factuality.possible") or item.has("factuality.wish") for item in here)
    possible = possible or any(beside(line, place, "factuality.adjective") for place in places)
    possible = (
        possible
        or governed(line, min(places), "factuality.wish")
        or conditional(line, min(places))
        or line.sentence.text.rstrip(' »"”').endswith("?")
    )
    decided = any(item.has("factuality.decide") for item in line.items[: max(places)])
    if infinitive and not decided and not intended:
        possible = True
    if possible:
        return Standing(Modality.POSSIBLE, intended)
    if teller := claimed(line, min(places), max(places), found):
        return Standing(Modality.CLAIMED, intended, teller)
    return Standing(Modality.ASSERTED, intended)


def beside(line: Line, place: int, key: str) -> bool:
    """Whether a word of a section stands right before or behind an item."""
    return any(line.items[number].has(key) for number in (place - 1, place + 1) if 0 <= number < len(line.items))


def denied(line: Line, place: int, verb_final: bool) -> bool:
    """A negation before the word in its clause; in verb-second languages one behind it counts as well."""
    clause = line.clause(place)
    for number in clause:
        if not line.items[number].has("factuality.negation"):
            continue
        if number < place and place - number <= (12 if verb_final else 6):
            return True
        if (
            number > place
            and verb_final
            and not any(line.items[other].has("grammar.to_do") for other in range(place, number))
        ):
            return True
    return False


def governed(line: Line, place: int, key: str) -> bool:
    """A governing word of the clause before, where only 'that' or a comma and a clause opener part the two."""
    first = line.clause(place)[0]
    if first < 1 or line.items[first - 1].wall not in (OPENER, COMMA):
        return False
    opener = first - 1
    if line.items[opener].wall == COMMA and not (
        line.items[first].has("grammar.that") or line.items[first].has("grammar.to_do")
    ):
        return False
    if not (
        line.items[opener].has("grammar.that")
        or line.items[first].has("grammar.that")
        or line.items[first].has("grammar.to_do")
    ):
        return False
    before = line.clause(max(0, opener - 1 if line.items[opener - 1].wall < COMMA else opener - 2))
    return any(line.items[number].has(key) for number in before)


def conditional(line: Line, place: int) -> bool:
    """'if' at the head of the stretch or of the word's own clause."""
    clause = line.clause(place)
    first = clause[0]
    return any(line.items[number].has("factuality.condition") for number in range(max(0, first - 2), place))


def claimed(line: Line, first: int, last: int, found: list[Figure]) -> str | None:
    """The party whose words the sentence reports: a party before a verb of saying before the act, or behind one after it."""
    for number in line.places("factuality.said"):
        if number < first:
            teller = nearest(found, number, 6, line, before=True) or nearest(found, number, 3, line, before=False)
            if teller and teller.actor.role is Role.PARTY and opens_speech(line, number, first):
                return teller.actor.entity.id if teller.actor.entity else "somebody"
        elif (number > last and line.items[number - 1].wall >= COMMA) or (
            number > last + 1 and line.items[number - 2].wall >= COMMA
        ):
            teller = nearest(found, number, 4, line, before=False)
            if teller and teller.actor.role is Role.PARTY:
                return teller.actor.entity.id if teller.actor.entity else "somebody"
    for number in line.places("grammar.according"):
        teller = nearest(found, number, 4, line, before=False)
        if teller and teller.actor.role is Role.PARTY and line.cost(number, first) < STOP:
            return teller.actor.entity.id if teller.actor.entity else "somebody"
    return None


def opens_speech(line: Line, said: int, place: int) -> bool:
    """Whether what follows a verb of saying up to the act is its content ('that', a colon, a quote, an infinitive)."""
    between = line.items[said + 1 : place + 1]
    return any(
        item.has("grammar.that") or item.low in ':«»„“"' or item.has("grammar.to_do") or item.low == ","
        for item in between[:8]
    )


def nearest(found: list[Figure], place: int, reach: int, line: Line, before: bool) -> Figure | None:
    """The figure next to a place on one side."""
    side = [
        figure
        for figure in found
        if (figure.index < place) == before and line.cost(figure.index, place) <= reach + COMMA
    ]
    return min(side, key=lambda figure: abs(figure.index - place), default=None)
