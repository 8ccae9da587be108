"""All that the graph knows of one entity."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pyoxigraph import NamedNode

from api.affairs import source
from api.fallen import missing
from api.queries import PG, RDF_TYPE, RDFS_LABEL, fallback_label, labels, sparql, text
from api.records import Party, Ruling, Source
from api.rulings import Rulings, short
from graph.store import Store

NAMES = {RDFS_LABEL, *(f"http://www.w3.org/2004/02/skos/core#{name}" for name in ("prefLabel", "altLabel"))}
RULINGS_SHOWN = 100


class Fact(BaseModel):
    """One property of a thing with its values; a value that is a thing of the graph has an id."""

    property: str
    label: str
    values: list[FactValue]


class FactValue(BaseModel):
    """A value: text, or a thing with its IRI."""

    text: str
    iri: str | None = None
    id: str | None = None


class Claim(BaseModel):
    """A position that somebody takes, by an article's words."""

    iri: str
    by: Party
    gist: str
    quote: str | None = None
    article: Source | None = None


class Entity(BaseModel):
    """What the graph knows of one thing."""

    id: str
    iri: str
    type: str
    label: str
    names: list[str]
    facts: list[Fact]
    rulings: list[Ruling]
    rulings_total: int
    claims: list[Claim]
    articles: list[Source]


def describe(store: Store, rulings: Rulings, base: str, thing: NamedNode) -> Entity:
    """All that is told of `thing`. NotFoundError if the graph says nothing of it, 410 if it did."""
    facts = properties(store, base, thing)
    about = rulings.about(thing)
    if not facts and not about:
        raise missing(store, base, thing)
    names = [value.text for fact in facts if fact.property in NAMES for value in fact.values]
    known = labels(store, base, [thing])
    return Entity(
        id=short(thing.value, base),
        iri=thing.value,
        type=_type(facts),
        label=known.get(thing.value) or next(iter(names), fallback_label(thing.value)),
        names=sorted(set(names)),
        facts=[fact for fact in facts if fact.property not in NAMES and fact.property != RDF_TYPE],
        rulings=rulings.details(about[:RULINGS_SHOWN]),
        rulings_total=len(about),
        claims=_claims(store, base, thing),
        articles=[source(row, base, []) for row in store.select(sparql("articles-about"), {"thing": thing})],
    )


def properties(store: Store, base: str, thing: NamedNode) -> list[Fact]:
    """The facts of a thing in the consolidated graph and in the graph that describes it, with labels."""
    home = next((row["graph"] for row in store.select(sparql("home-graph"), {"thing": thing})), thing)
    rows = list(store.select(sparql("facts"), {"thing": thing, "home": home}))
    terms = [term for row in rows for term in row.values() if isinstance(term, NamedNode)]
    names = labels(store, base, terms)
    found: dict[str, Fact] = {}
    for row in rows:
        iri = text(row["property"])
        fact = found.setdefault(iri, Fact(property=iri, label=names.get(iri) or fallback_label(iri), values=[]))
        fact.values.append(_value(row["value"], names, base))
    for fact in found.values():
        fact.values.sort(key=lambda value: value.text.lower())
    return sorted(found.values(), key=lambda fact: fact.label)


def backlinks(store: Store, base: str, thing: NamedNode) -> list[tuple[str, FactValue]]:
    """Who points to a thing, and by what property."""
    rows = list(store.select(sparql("backlinks"), {"thing": thing}))
    names = labels(store, base, [term for row in rows for term in row.values() if isinstance(term, NamedNode)])
    return [
        (names.get(text(row["property"])) or fallback_label(text(row["property"])), _value(row["subject"], names, base))
        for row in rows
    ]


def _claims(store: Store, base: str, thing: NamedNode) -> list[Claim]:
    rows = list(store.select(sparql("claims"), {"thing": thing}))
    names = labels(store, base, [term for row in rows if isinstance(term := row["by"], NamedNode)])
    claims: dict[tuple[str, str], Claim] = {}
    for row in rows:
        by = text(row["by"])
        party = Party(id=short(by, base), iri=by, label=names.get(by) or fallback_label(by))
        article = source(row, base, []) if "article" in row else None
        quote = text(row["quote"]) if "quote" in row else None
        iri = text(row["claim"])
        claims.setdefault((iri, by), Claim(iri=iri, by=party, gist=text(row["gist"]), quote=quote, article=article))
    return list(claims.values())


def _value(term: object, names: dict[str, str], base: str) -> FactValue:
    if not isinstance(term, NamedNode):
        return FactValue(text=text(term))
    iri = term.value
    label = names.get(iri) or (fallback_label(iri) if iri.startswith((base, PG, PG[:-1])) else iri)
    return FactValue(text=label, iri=iri, id=short(iri, base) if iri.startswith(base) else None)


def _type(facts: list[Fact]) -> str:
    classes: list[Any] = [value.iri for fact in facts if fact.property == RDF_TYPE for value in fact.values]
    ours = sorted(iri.removeprefix(PG) for iri in classes if iri and iri.startswith(PG))
    return ours[0] if ours else "Thing"
