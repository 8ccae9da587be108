"""Values that sources tell differently, side by side: in the graph, none is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from graph.consolidate.votes import Candidate, counted, reason
from graph.quads import Iris
from graph.vocabulary import PG, RDF, RDFS, concept, date_literal


@dataclass(frozen=True, slots=True)
class Conflict:
    """A property of a ruling with the values that are told of it, the winner first."""

    name: str
    property: NamedNode
    variants: Sequence[Candidate[Any]]

    def quads(self, ruling: NamedNode, iris: Iris, name: Callable[[str], str]) -> Iterator[Quad]:
        """The conflict and its variants in the default graph."""
        iri = iris.conflict(ruling, self.name)
        words = [shown(candidate.value, name) for candidate in self.variants]
        yield Quad(ruling, PG.conflict, iri)
        yield Quad(iri, RDF.type, PG.Conflict)
        yield Quad(iri, RDFS.label, Literal(f"{self.name}: {' or '.join(words)}"))
        yield Quad(iri, PG.onProperty, self.property)
        winner = self.variants[0]
        for number, candidate in enumerate(self.variants, 1):
            variant = iris.variant(iri, number)
            yield Quad(iri, PG.variant, variant)
            yield Quad(variant, RDF.type, PG.Variant)
            yield Quad(variant, RDFS.label, Literal(words[number - 1]))
            yield from (Quad(variant, RDF.value, term) for term in terms(candidate.value, iris))
            yield Quad(variant, PG.wins, Literal(number == 1))
            yield Quad(variant, PG.sourceCount, Literal(candidate.sources))
            yield Quad(variant, PG.sourceTier, concept("tier", candidate.tier))
            yield from (Quad(variant, PG.toldBy, NamedNode(article)) for article in candidate.articles)
            if number == 1:
                why = reason(winner, self.variants[1])
            else:
                why = f"{counted(candidate.sources)}; against it: {reason(winner, candidate)}"
            yield Quad(variant, PG.reason, Literal(why))


def shown(value: Any, name: Callable[[str], str]) -> str:
    """A value in words: a date, a sum with its currency, or the names of authorities."""
    match value:
        case str():
            return value
        case (Decimal() as amount, str() as currency):
            return f"{currency} {amount.normalize():,f}"
        case _:
            return ", ".join(map(name, value))


def terms(value: Any, iris: Iris) -> list[NamedNode | Literal]:
    """A value as it stands in the graph."""
    match value:
        case str():
            return [date_literal(value)]
        case (Decimal() as amount, str() as currency):
            return [Literal(f"{currency} {amount.normalize():f}")]
        case _:
            return [iris.entity(identifier) for identifier in value]
