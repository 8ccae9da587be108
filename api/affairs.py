"""What stands around rulings: their matters with all steps, what sources disagree on, and what may be the same act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pyoxigraph import NamedNode

from api.queries import PG, sparql, text
from api.records import Conflict, Matter, Party, Penalty, Step, Variant
from graph.store import Row, Store


def matters(store: Store, base: str, rulings: Sequence[NamedNode]) -> dict[str, Matter]:
    """The matter of each ruling that is part of one."""
    found: dict[str, Matter] = {}
    home: dict[str, str] = {}
    steps: dict[str, dict[str, Step]] = defaultdict(dict)
    for row in store.select(sparql("ruling-matters"), {"rulings": list(rulings)}):
        iri = text(row["matter"])
        home[text(row["asked"])] = iri
        since = text(row["since"]) if "since" in row else None
        label, state = text(row["label"]), text(row["state"])
        found.setdefault(iri, Matter(id=iri.removeprefix(base), iri=iri, label=label, state=state, since=since))
        step = steps[iri].setdefault(text(row["ruling"]), step_of(row, base))
        if "follows" in row and text(row["follows"]) not in step.follows:
            step.follows.append(text(row["follows"]))
    for iri, matter in found.items():
        matter.steps = sorted(steps[iri].values(), key=lambda step: (step.date or "9999", step.iri))
    return {ruling: found[matter] for ruling, matter in home.items()}


def step_of(row: Row, base: str) -> Step:
    """A step as a row of `ruling-matters.rq` has it."""
    iri = text(row["ruling"])
    sum_ = Penalty(amount=text(row["amount"]), currency=text(row["currency"])) if "amount" in row else None
    return Step(
        id=iri.removeprefix(base),
        iri=iri,
        label=text(row["name"]),
        verb=text(row["verb"]),
        date=text(row["date"]) if "date" in row else None,
        penalty=sum_,
        in_force=text(row["stands"]) == "true",
    )


def conflicts(store: Store, base: str, rulings: Sequence[NamedNode]) -> dict[str, list[Conflict]]:
    """What sources disagree on, for each ruling where they do."""
    tellers: dict[str, list[str]] = defaultdict(list)
    variants: dict[tuple[str, str], dict[str, Variant]] = defaultdict(dict)
    for row in store.select(sparql("ruling-conflicts"), {"rulings": list(rulings)}):
        key, variant = (text(row["ruling"]), text(row["property"])), text(row["variant"])
        tellers[variant].append(text(row["article"]).removeprefix(base))
        variants[key][variant] = Variant(
            value=text(row["value"]),
            wins=text(row["wins"]) == "true",
            sources=int(text(row["sources"])),
            tier=text(row["tier"]),
            reason=text(row["reason"]),
            articles=tellers[variant],
        )
    found: dict[str, list[Conflict]] = defaultdict(list)
    for (ruling, property_), told in sorted(variants.items()):
        ordered = sorted(told.values(), key=lambda variant: (not variant.wins, -variant.sources, variant.value))
        found[ruling].append(Conflict(property=property_.removeprefix(PG), variants=ordered))
    return dict(found)


def perhaps_same(store: Store, base: str, rulings: Sequence[NamedNode]) -> dict[str, list[Party]]:
    """The rulings that may be the same act as each of these, either way."""
    found: dict[str, list[Party]] = defaultdict(list)
    for row in store.select(sparql("ruling-rivals"), {"rulings": list(rulings)}):
        iri = text(row["other"])
        found[text(row["ruling"])].append(Party(id=iri.removeprefix(base), iri=iri, label=text(row["label"])))
    return dict(found)
