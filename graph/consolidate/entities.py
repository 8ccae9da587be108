"""Descriptions of the things that articles and rulings point to, as the default graph holds them.

A thing is described there as long as an article, a ruling or another described thing points to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from graph.consolidate.reading import Said, View
from graph.registry_graph import Registry
from graph.vocabulary import PG, RDF, RDFS, SKOS, text_of

ENTITIES = ("organisation/", "regulator/", "jurisdiction/", "technology/", "law/", "person/", "product/")
_NAMING = frozenset({RDF.type.value, RDFS.label.value, SKOS.altLabel.value, PG.jurisdiction.value})


class Descriptions:
    """Which descriptions of things to write and which to take away with a change."""

    def __init__(self, view: View, registry: Registry, changed: Iterable[str] = ()) -> None:
        self.view, self.registry = view, registry
        self.insert: list[Quad] = []
        self.reached = set[str]()
        self.changed = {iri for iri in {*view.spoken_of(), *self._merges(), *changed} if self._is_thing(iri)}

    def change(self, written: Sequence[Quad], forgotten: Iterable[str]) -> tuple[set[str], list[Quad]]:
        """Subjects to forget and quads to write, so that all that `written` points to is described and nothing else.

        `written` are the new quads of articles, rulings and claims, `forgotten` the subjects that they replace.
        """
        gone = {*forgotten, *self.changed}
        pointed = self._things(written)
        self._reach(pointed)
        waiting = (self.changed | self._touched(forgotten)) - self.reached
        while again := self._needed(waiting, gone) & self.changed - self.reached:
            self._reach(again)
        while waiting:
            waiting -= self.reached | self._needed(waiting, gone)
            gone |= waiting
            waiting = self._objects(waiting) - gone
        return gone - set(forgotten), self.insert

    def _reach(self, things: Iterable[str]) -> None:
        """Describe these things, and what their descriptions point to, where that is not described as it should be."""
        queue = set(things) - self.reached
        while queue:
            self.reached |= queue
            known = self._described(queue - self.changed)
            quads = [quad for iri in sorted(queue - known) for quad in self._description(iri)]
            self.insert += quads
            queue = self._things(quads) - self.reached

    def _description(self, iri: str) -> Iterator[Quad]:
        """What the registry says, else what articles say; and the plain facts that articles state."""
        identifier = self.view.iris.entity_id(iri)
        registered = identifier in self.registry
        said = list(self.view.said_of(iri)) if iri in self.changed or not registered else []
        facts = self.registry.facts(identifier) if registered else named(said)
        stated = {fact for fact in said if fact[0].value not in _NAMING}
        yield from (Quad(NamedNode(iri), *fact) for fact in [*facts, *sorted(stated, key=str)])
        yield from self._merged(iri)

    def _merged(self, iri: str) -> Iterator[Quad]:
        """The other ids of a thing lead to it, so that no address that somebody kept goes astray."""
        for form in sorted(self.view.forms(iri) - {iri}):
            yield Quad(NamedNode(form), PG.mergedInto, NamedNode(iri))
            yield Quad(NamedNode(form), RDFS.label, Literal(self.registry.name(self.view.iris.entity_id(form))))

    def _merges(self) -> set[str]:
        """The things around the change that are merged with others, or were: all their ids."""
        named = self.view.mentioned() | self.view.spoken_of()
        known = {text_of(self.view.canonical(NamedNode(iri))) for iri in named}
        forms = {form for iri in known if len(forms := self.view.forms(iri)) > 1 for form in forms}
        rows = self.view.rows(
            "consolidate-merged", things=sorted({iri for iri in named | known if self._is_thing(iri)})
        )
        return forms | {text_of(term) for row in rows for term in row.values()}

    def _touched(self, forgotten: Iterable[str]) -> set[str]:
        mentioned = {iri for iri in self.view.formerly_mentioned() if self._is_thing(iri)}
        return mentioned | self._objects(forgotten)

    def _objects(self, subjects: Iterable[str]) -> set[str]:
        found = self.view.rows("consolidate-objects", things=sorted(subjects))
        return {iri for row in found if self._is_thing(iri := text_of(row["object"]))}

    def _described(self, things: Iterable[str]) -> set[str]:
        return {text_of(row["thing"]) for row in self.view.rows("consolidate-described", things=sorted(things))}

    def _needed(self, things: Iterable[str], gone: Iterable[str]) -> set[str]:
        """Those of these things that something points to which stays or is written."""
        wanted = sorted(set(things))
        pointed = self._things(self.insert)
        return pointed.intersection(wanted) | self.view.pointed_to(wanted, sorted(gone))

    def _things(self, quads: Iterable[Quad]) -> set[str]:
        return {
            iri for quad in quads if isinstance(quad.object, NamedNode) and self._is_thing(iri := quad.object.value)
        }

    def _is_thing(self, iri: str) -> bool:
        return iri.startswith(self.view.iris.base) and self.view.iris.entity_id(iri).startswith(ENTITIES)


def named(said: Iterable[Said]) -> Iterator[Said]:
    """A thing as most articles name it; their other names are alternatives."""
    counts: dict[str, Counter[NamedNode | Literal]] = defaultdict(Counter)
    for predicate, value in said:
        counts[predicate.value][value] += 1
    yield from ((RDF.type, type_) for type_ in sorted(counts[RDF.type.value], key=str))
    names = by_count(counts[RDFS.label.value])
    for name in names[:1]:
        yield RDFS.label, name
        yield SKOS.prefLabel, name
    others = {*names[1:], *counts[SKOS.altLabel.value]}.difference(names[:1])
    yield from ((SKOS.altLabel, other) for other in sorted(others, key=str))
    yield from ((PG.jurisdiction, place) for place in by_count(counts[PG.jurisdiction.value])[:1])


def by_count(counter: Counter[NamedNode | Literal]) -> list[NamedNode | Literal]:
    """The values, most frequent first."""
    return sorted(counter, key=lambda value: (-counter[value], str(value)))
