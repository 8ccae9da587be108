"""When two things are the same: by their names, and rulings by their parties.

A name matches in any case and without 'the'; a thing matches when one of its forms is a form of the other. Names are
matched before other forms, so that an alias never takes the place of the thing itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from benchmarks.quality.gold import Named, Record, Ruling

ARTICLE = re.compile(r"^the ")
MARKS = re.compile(r"[^\w ]")
Pairs = list[tuple[int, int]]
Item = TypeVar("Item")


def fold(name: str) -> str:
    """A name as it is compared: no capitals, no 'the', no marks, single blanks."""
    return " ".join(MARKS.sub("", ARTICLE.sub("", name.strip().lower())).split())


def match_named(predicted: Sequence[Named], gold: Sequence[Named]) -> Pairs:
    """Pairs of places (predicted, gold) that are one thing, each place once."""
    right = [{fold(form) for form in thing.forms} for thing in gold]
    left = [{fold(form) for form in thing.forms} for thing in predicted]

    def likeness(one: int, other: int) -> int:
        if left[one].isdisjoint(right[other]):
            return 0
        return 3 if fold(predicted[one].name) == fold(gold[other].name) else 1 + (fold(gold[other].name) in left[one])

    return greedy(len(predicted), len(gold), likeness)


def greedy(left: int, right: int, likeness: Callable[[int, int], int]) -> Pairs:
    """Pairs of places with a likeness above 0, the most alike first, each place once."""
    scored = [(likeness(one, other), one, other) for one in range(left) for other in range(right)]
    pairs: Pairs = []
    taken: set[int] = set()
    found: set[int] = set()
    for score, one, other in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if score > 0 and one not in taken and other not in found:
            taken.add(one)
            found.add(other)
            pairs.append((one, other))
    return sorted(pairs)


def actors(predicted: Record, gold: Record) -> dict[str, str]:
    """What the annotator calls each party that extraction names: organisations and regulators, of either list."""
    known = {fold(thing.name): thing.name for thing in (*gold.organisations, *gold.regulators)}
    for thing in (*gold.regulators, *gold.organisations):
        for form in thing.forms:
            known.setdefault(fold(form), thing.name)
    called = {}
    for thing in (*predicted.regulators, *predicted.organisations):
        forms = (fold(form) for form in thing.forms)
        if name := next((known[form] for form in forms if form in known), None):
            called[fold(thing.name)] = name
    return {**known, **called}


def match_rulings(predicted: Record, gold: Record, *, strict: bool = True) -> Pairs:
    """Rulings that are one: an issuer and a respondent right (or none on both sides) and, if strict, the kind."""
    called = actors(predicted, gold)

    def likeness(one: int, other: int) -> int:
        ours, theirs = predicted.rulings[one], gold.rulings[other]
        if strict and ours.kind != theirs.kind:
            return 0
        if not (shared(ours.issuers, theirs.issuers, called) and shared(ours.respondents, theirs.respondents, called)):
            return 0
        return 1 + agreement(ours, theirs)

    return greedy(len(predicted.rulings), len(gold.rulings), likeness)


def agreement(ours: Ruling, theirs: Ruling) -> int:
    """How much else two rulings of the same parties have in common; decides which is which."""
    money = theirs.penalty is not None and same_penalty(ours, theirs)
    return 8 * (ours.kind == theirs.kind) + 4 * money + 2 * (ours.status == theirs.status) + (ours.date == theirs.date)


def same_penalty(ours: Ruling, theirs: Ruling) -> bool:
    """No penalty on both sides, or the same amount (to the unit) in the same currency."""
    if ours.penalty is None or theirs.penalty is None:
        return ours.penalty is theirs.penalty
    return ours.penalty[1] == theirs.penalty[1] and abs(ours.penalty[0] - theirs.penalty[0]) < 1


def shared(ours: Iterable[str], theirs: Iterable[str], called: Mapping[str, str]) -> bool:
    """A party in common, or no party on both sides."""
    left = {called.get(fold(name), fold(name)) for name in ours}
    right = set(theirs)
    return not left.isdisjoint(right) or (not left and not right)


def match_claims(predicted: Record, gold: Record) -> Pairs:
    """Claims of the same speaker, each once; what is said is in the annotator's own words and not compared."""
    called = actors(predicted, gold)
    ours = [called.get(fold(name), fold(name)) for name in predicted.claims]
    return greedy(len(ours), len(gold.claims), lambda one, other: int(ours[one] == gold.claims[other]))
