"""What stands around rulings: their articles, matters with all steps, what sources disagree on, what may be the same act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pyoxigraph import NamedNode

from api.queries import PG, sparql, text
from api.records import Conflict, FormerSource, Matter, Party, Penalty, Source, Step, Variant
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


def former_sources(store: Store, base: str, rulings: Sequence[NamedNode]) -> dict[str, list[FormerSource]]:
    """The articles that told each ruling in a former version and do not any more, the latest first."""
    rows = list(store.select(sparql("ruling-former"), {"rulings": list(rulings)}))
    quotes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        quotes[text(row["ruling"]), text(row["article"])].append(text(row["quote"]))
    found: dict[str, dict[str, FormerSource]] = defaultdict(dict)
    for row in rows:
        ruling, article = text(row["ruling"]), text(row["article"])
        told = source(row, base, list(dict.fromkeys(quotes[ruling, article])))
        found[ruling].setdefault(article, FormerSource(**told.model_dump(), until=text(row["until"])))
    return {ruling: list(articles.values()) for ruling, articles in found.items()}


def source(row: Row, base: str, quotes: list[str]) -> Source:
    """An article as a row of `articles-about.rq`, `ruling-articles.rq` or `ruling-former.rq` has it."""
    return Source(
        id=text(row["article"]).removeprefix(base),
        iri=text(row["article"]),
        title=text(row["title"]),
        url=text(row["url"]) if "url" in row else None,
        publisher=text(row["publisher"]) if "publisher" in row else None,
        published=text(row["published"]) if "published" in row else None,
        quotes=quotes,
    )
