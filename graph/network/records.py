"""What a network is made of. All records are frozen."""

from __future__ import annotations

from dataclasses import dataclass

RULING, ARTICLE, CLAIM = "Ruling", "Article", "Claim"
CONTEXT = frozenset({"Jurisdiction", "Technology", "Law"})
"""Types that almost everything shares: a walk ends at them, for through them all is near to all."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact: words and their language (BCP 47) where one is stated; the thing or address that they stand for."""

    text: str
    node: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of a thing (`issuedBy`) and its values."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article, and what it says of the thing word for word."""

    id: str
    title: str
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A thing. `id` is what follows the base in its IRI; `links` counts its neighbours in the whole graph."""

    id: str
    iri: str
    type: str
    label: str
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    links: int = 0

    def values(self, name: str) -> tuple[str, ...]:
        """The words of the values of a fact; none if there is no such fact."""
        return next((tuple(value.text for value in fact.values) for fact in self.facts if fact.name == name), ())

    def own(self, name: str) -> tuple[str, ...]:
        """The words of the values that are in English or in no language in particular."""
        found = next((fact.values for fact in self.facts if fact.name == name), ())
        return tuple(value.text for value in found if value.language in (None, "en"))

    def value(self, name: str) -> str:
        """The first value of a fact, or an empty string."""
        return next(iter(self.values(name)), "")


@dataclass(frozen=True, slots=True)
class Edge:
    """A link. `property` is the local name of its predicate; `implied` if other links of the network say it too."""

    source: str
    property: str
    target: str
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of what was asked for is there, in `things` near a focus or in `rulings` of an overview."""

    shown: int
    total: int
    counted: str = "things"

    @property
    def cut(self) -> bool:
        """Whether something was left out."""
        return self.shown < self.total
