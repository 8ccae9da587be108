"""Rulings out of the store: which ones fit the filters, in what order, and all that is told of each."""

from __future__ import annotations

import base64
import binascii
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pyoxigraph import Literal, NamedNode

from api.affairs import conflicts, former_sources, matters, perhaps_same, source
from api.problems import ProblemError
from api.queries import PG, RDFS_LABEL, fallback_label, labels, resolve, sparql, text
from api.records import Party, Penalty, Ruling, Source
from graph.bands import Band
from graph.model import Kind, Status
from graph.store import Store, Values

QUOTES_AN_ARTICLE = 3


PARTIES = {
    "issuedBy": "authorities",
    "respondent": "respondents",
    "jurisdiction": "jurisdictions",
    "technology": "technologies",
    "legalBasis": "laws",
}
AROUND: Mapping[str, Callable[[Store, str, Sequence[NamedNode]], Mapping[str, Any]]] = {
    "matter": matters,
    "conflicts": conflicts,
    "perhaps_same_as": perhaps_same,
    "formerly": former_sources,
}
"""Members of a ruling that stand at other things of the graph, and who finds them."""
CONCEPTS = {"kind": "kind", "status": "status", "bindingForce": "binding_force", "band": "band"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of the rulings; empty ones ask nothing. Several values of one filter are alternatives."""

    organisation: Sequence[str] = ()
    authority: Sequence[str] = ()
    jurisdiction: Sequence[str] = ()
    technology: Sequence[str] = ()
    kind: Sequence[Kind] = ()
    status: Sequence[Status] = ()
    band: Sequence[Band] = ()
    since: str = ""
    until: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rulings in order, how many fit in all, and where the next page begins (None on the last one)."""

    items: list[Ruling]
    total: int
    cursor: str | None


Key = tuple[str, str]
"""A ruling's date (empty if unknown) and its IRI: the order of the pages."""


class Rulings:
    """The rulings of one store, newest first. The order is kept until the data changes."""

    def __init__(self, store: Store, base: str) -> None:
        self._store, self._base = store, base
        self._lock = threading.Lock()
        self._keys: tuple[str, list[Key]] | None = None

    def page(self, filters: Filters, limit: int, cursor: str | None = None) -> Page:
        """The rulings that fit, from `cursor` on. ProblemError for a cursor that is none of ours."""
        keys = self.matching(filters)
        start = 0 if cursor is None else _after(keys, _decode(cursor))
        some = keys[start : start + limit]
        more = _encode(some[-1]) if some and start + limit < len(keys) else None
        return Page(self.details([NamedNode(iri) for _, iri in some]), len(keys), more)

    def matching(self, filters: Filters) -> list[Key]:
        """The keys of the rulings that fit, newest first."""
        keys = self._all()
        for wanted in self._sets(filters):
            keys = [key for key in keys if key[1] in wanted]
        if filters.since:
            keys = [key for key in keys if key[0] and key[0] + "~" >= filters.since]
        if filters.until:
            keys = [key for key in keys if key[0] and key[0] <= filters.until + "~"]
        return keys

    def about(self, thing: NamedNode) -> list[NamedNode]:
        """The rulings that this thing has a part in, newest first."""
        found = {text(row["ruling"]) for row in self._store.select(sparql("rulings-about"), {"thing": thing})}
        return [NamedNode(iri) for _, iri in self._all() if iri in found]

    def details(self, rulings: Sequence[NamedNode]) -> list[Ruling]:
        """All that is told of these rulings, in the same order."""
        if not rulings:
            return []
        values = {"rulings": list(rulings)}
        facts: dict[str, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for row in self._store.select(sparql("ruling-facts"), values):
            facts[text(row["ruling"])][text(row["property"]).removeprefix(PG)].append(row["value"])
        parties = [
            value
            for found in facts.values()
            for name in PARTIES
            for value in found[name]
            if isinstance(value, NamedNode)
        ]
        names = labels(self._store, self._base, parties)
        sources = self._sources(values)
        around = {name: find(self._store, self._base, rulings) for name, find in AROUND.items()}
        told = (self._ruling(iri.value, facts[iri.value], names, sources[iri.value]) for iri in rulings)
        return [
            one.model_copy(update={name: found[one.iri] for name, found in around.items() if one.iri in found})
            for one in told
        ]

    def _all(self) -> list[Key]:
        version = self._store.version()
        with self._lock:
            if self._keys is None or self._keys[0] != version:
                rows = self._store.select(sparql("ruling-keys"))
                keys = sorted((text(row.get("date")), text(row["ruling"])) for row in rows)
                self._keys = version, keys[::-1]
            return self._keys[1]

    def _sets(self, filters: Filters) -> Iterable[set[str]]:
        named = (
            ("respondent", filters.organisation, ("organisation", "regulator", "person")),
            ("issuedBy", filters.authority, ("regulator", "organisation")),
            ("jurisdiction", filters.jurisdiction, ("jurisdiction",)),
            ("technology", filters.technology, ("technology",)),
        )
        for name, wanted, types in named:
            if wanted:
                yield self._by(
                    name, [thing for one in wanted for thing in resolve(self._store, self._base, one, types)]
                )
        for name, concepts in (("kind", filters.kind), ("status", filters.status), ("band", filters.band)):
            if concepts:
                yield self._by(name, [NamedNode(f"{PG[:-1]}/{name}/{concept.value}") for concept in concepts])
        if filters.words:
            rows = self._store.select(sparql("rulings-by-text"), {"words": Literal(filters.words.lower())})
            yield {text(row["ruling"]) for row in rows}

    def _by(self, name: str, wanted: Sequence[NamedNode]) -> set[str]:
        values: Values = {"property": NamedNode(PG + name), "wanted": wanted}
        return {text(row["ruling"]) for row in self._store.select(sparql("rulings-by"), values)}

    def _sources(self, values: dict[str, list[NamedNode]]) -> dict[str, list[Source]]:
        quotes: dict[Key, list[str]] = defaultdict(list)
        for row in self._store.select(sparql("ruling-quotes"), values):
            quotes[text(row["ruling"]), text(row["article"])].append(text(row["quote"]))
        sources: dict[str, dict[str, Source]] = defaultdict(dict)
        for row in self._store.select(sparql("ruling-articles"), values):
            ruling, article = text(row["ruling"]), text(row["article"])
            best = list(dict.fromkeys(quotes[ruling, article]))[:QUOTES_AN_ARTICLE]
            sources[ruling].setdefault(article, source(row, self._base, best))
        return defaultdict(list, {ruling: list(found.values()) for ruling, found in sources.items()})

    def _ruling(self, iri: str, facts: dict[str, list[object]], names: dict[str, str], sources: list[Source]) -> Ruling:
        def one(name: str) -> str | None:
            return text(facts[name][0]) if facts[name] else None

        def party(value: object) -> Party:
            return Party(id=short(text(value), self._base), iri=text(value), label=_label(text(value), names))

        amount = one("penaltyAmount")
        members: dict[str, Any] = {
            "id": short(iri, self._base),
            "iri": iri,
            "label": one(RDFS_LABEL) or fallback_label(iri),
            "date": one("date"),
            "date_precision": one("datePrecision"),
            "penalty": amount and Penalty(amount=amount, currency=one("penaltyCurrency")),
            "remedies": sorted(map(text, facts["remedy"])),
            "confidence": one("confidence"),
            "support_count": one("supportCount"),
            "source_count": one("sourceCount"),
            "official_source": one("officialSource"),
            "verb": one("verb"),
            "in_force": one("inForce"),
            "ended_on": one("endedOn"),
            "quotes": list(map(text, facts["quote"])) or [quote for found in sources for quote in found.quotes[:1]],
            "articles": sources,
        }
        members |= {name: (value := one(key)) and value.rpartition("/")[2] for key, name in CONCEPTS.items()}
        for key, name in PARTIES.items():
            members[name] = sorted(map(party, facts[key]), key=lambda found: found.label.lower())
        return Ruling.model_validate(members)


def short(iri: str, base: str) -> str:
    """What follows the base, `organisation/clearview-ai`; other IRIs whole."""
    return iri.removeprefix(base)


def _label(iri: str, names: dict[str, str]) -> str:
    return names.get(iri) or fallback_label(iri)


def _after(keys: Sequence[Key], last: Key) -> int:
    return next((index for index, key in enumerate(keys) if key < last), len(keys))


def _encode(key: Key) -> str:
    return base64.urlsafe_b64encode("\n".join(key).encode()).decode().rstrip("=")


def _decode(cursor: str) -> Key:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        date, iri = base64.b64decode(padded, altchars=b"-_", validate=True).decode().split("\n")
    except (binascii.Error, ValueError) as error:
        remedy = "Take `next_url` as it is."
        raise ProblemError(HTTPStatus.BAD_REQUEST, "This is no cursor of this service.", remedy) from error
    return date, iri
