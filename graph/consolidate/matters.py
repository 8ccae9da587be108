"""What a change of rulings does to their matters: links, states and what stands, of the rulings around them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import networkx as nx
from pyoxigraph import Literal, NamedNode, Quad

from graph.consolidate.chain import Fate, Link, Move, earlier_of, fate, places_agree, relations, sitting, state
from graph.consolidate.moves import Facts, label, move_of
from graph.consolidate.reading import View
from graph.model import BindingForce, Kind, Status
from graph.registry_graph import Registry
from graph.vocabulary import PG, RDF, RDFS, concept, concept_name, date_literal, text_of
from graph.wording import phrase

LINKS = ("follows", "appealOf", "overturns", "varies", "enforces")
CHAIN = frozenset({PG[name] for name in LINKS} | {PG.partOf, PG.step, PG.inForce, PG.endedOn, PG.verb})
"""What is derived from a ruling's matter, and not from its reports."""


class Matters:
    """The rulings around a change, as they will be: `written` are new, those of `stale` are gone."""

    def __init__(self, view: View, registry: Registry, stale: Collection[str], written: Sequence[Quad]) -> None:
        self.view, self.registry, self.stale = view, registry, set(stale)
        self.facts: dict[str, Facts] = defaultdict(list)
        self.moves: dict[str, Move] = {}
        self.by_subject: dict[str, set[str]] = defaultdict(set)
        self.asked: set[str] = set()
        self.fresh = {text_of(quad.subject) for quad in written if quad.object == PG.Ruling}
        self.others = [quad for quad in written if text_of(quad.subject) not in self.fresh]
        for quad in written:
            if (iri := text_of(quad.subject)) in self.fresh and isinstance(quad.object, NamedNode | Literal):
                self.facts[iri].append((quad.predicate, quad.object))
        for iri in self.fresh:
            self._keep(move_of(iri, self.facts[iri], view.iris.base))

    def change(self) -> tuple[set[str], list[Quad]]:
        """Subjects to forget besides the stale rulings, and the quads of all rulings that are new or change."""
        former = self._stored(self.stale)
        gone = [move_of(iri, facts, self.view.iris.base) for iri, facts in former.items()]
        touched = self.fresh | {near.iri for move in [*gone, *self._fresh_moves()] for near in self._near([move])}
        self._near(self.moves[iri] for iri in touched)
        pairs = {
            (iri, earlier.iri)
            for iri in touched
            for earlier in earlier_of(self.moves[iri], self._near([self.moves[iri]]))
        }
        matters = self._matters_of(former.values())
        nodes, matters = self._members(touched | {earlier for _, earlier in pairs}, matters)
        pairs |= {pair for iri in nodes - touched for pair in self._stored_pairs(iri)}
        return self._written(nodes, matters, pairs)

    def _written(self, nodes: set[str], matters: set[str], pairs: set[tuple[str, str]]) -> tuple[set[str], list[Quad]]:
        links = relations((self.moves[later], self.moves[earlier]) for later, earlier in sorted(pairs))
        by_ruling: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            by_ruling[link.later].append(link)
            by_ruling[link.earlier].append(link)
        fates = {iri: fate(self.moves[iri], by_ruling[iri], self.moves) for iri in nodes}
        quads, matter_of = list(self.others), dict[str, NamedNode]()
        for group in self._groups(nodes, pairs):
            if len(group) > 1:
                matter = self.view.iris.matter(NamedNode(group[0].iri))
                matter_of |= dict.fromkeys((move.iri for move in group), matter)
                quads += self._matter(matter, group, fates)
        forget = set(matters)
        for iri in sorted(nodes):
            chain = set(self._chain(iri, fates[iri], by_ruling[iri], matter_of.get(iri)))
            told = [fact for fact in self.facts[iri] if fact[0] not in CHAIN]
            if iri in self.fresh or chain != {fact for fact in self.facts[iri] if fact[0] in CHAIN}:
                forget.add(iri)
                quads += (Quad(NamedNode(iri), *fact) for fact in [*told, *sorted(chain, key=str)])
        return forget - self.fresh, quads

    def _groups(self, nodes: set[str], pairs: Iterable[tuple[str, str]]) -> Iterator[list[Move]]:
        """The rulings of each matter, the first one first."""
        affairs = nx.Graph()
        affairs.add_nodes_from(nodes)
        affairs.add_edges_from(pairs)
        by_day: dict[str, list[Move]] = defaultdict(list)
        for iri in nodes:
            by_day[self.moves[iri].date or ""].append(self.moves[iri])
        for same in by_day.values():
            affairs.add_edges_from((one.iri, other.iri) for one in same for other in same if sitting(one, other))
        for group in nx.connected_components(affairs):
            yield sorted((self.moves[iri] for iri in group), key=lambda move: move.order)

    def _matter(self, matter: NamedNode, group: Sequence[Move], fates: dict[str, Fate]) -> Iterator[Quad]:
        name, since = state(group, fates)
        yield Quad(matter, RDF.type, PG.Matter)
        yield Quad(matter, RDFS.label, Literal(label(group, self.registry.name)))
        yield Quad(matter, PG.state, concept("state", name))
        if since:
            yield Quad(matter, PG.stateSince, date_literal(since))
        for thing in sorted({thing for move in group for thing in move.subjects | move.places}):
            yield Quad(matter, PG.concerns, self.view.iris.entity(thing))

    def _chain(
        self, iri: str, known: Fate, links: Iterable[Link], matter: NamedNode | None
    ) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
        told = {predicate: value for predicate, value in self.facts[iri] if predicate in _WORDED}
        kind, force, status = (concept_name(told[predicate]) for predicate in _WORDED)
        yield PG.step, concept("step", known.step)
        yield PG.inForce, Literal(known.in_force)
        words = phrase(Kind(kind), BindingForce(force), Status(status), ended=known.ended or "")
        yield PG.verb, Literal(words)
        if known.ended:
            yield PG.endedOn, date_literal(known.ended)
        if matter:
            yield PG.partOf, matter
        for link in links:
            if link.later == iri:
                yield PG[link.relation], NamedNode(link.earlier)
                yield PG.follows, NamedNode(link.earlier)

    def _near(self, moves: Iterable[Move]) -> list[Move]:
        """The rulings with a party and a country in common with one of these, loaded if need be."""
        wanted = list(moves)
        self._load_around({subject for move in wanted for subject in move.subjects})
        found = {
            iri: self.moves[iri]
            for move in wanted
            for subject in move.subjects
            for iri in self.by_subject[subject]
            if places_agree(move, self.moves[iri])
        }
        return [found[iri] for iri in sorted(found)]

    def _load_around(self, subjects: set[str]) -> None:
        missing = subjects - self.asked
        self.asked |= missing
        iris = sorted(self.view.iris.entity(subject).value for subject in missing)
        rows = self.view.rows("consolidate-neighbours", subjects=iris) if iris else ()
        self._load({text_of(row["ruling"]) for row in rows})

    def _load(self, rulings: Iterable[str]) -> None:
        for iri, facts in self._stored(set(rulings) - self.stale - self.moves.keys()).items():
            self.facts[iri] = facts
            self._keep(move_of(iri, facts, self.view.iris.base))

    def _stored(self, rulings: Iterable[str]) -> dict[str, Facts]:
        found: dict[str, Facts] = defaultdict(list)
        for row in self.view.rows("consolidate-facts", things=sorted(rulings)):
            predicate, value = row["property"], row["value"]
            if isinstance(predicate, NamedNode) and isinstance(value, NamedNode | Literal):
                found[text_of(row["thing"])].append((predicate, value))
        return found

    def _keep(self, move: Move) -> None:
        self.moves[move.iri] = move
        for subject in move.subjects:
            self.by_subject[subject].add(move.iri)

    def _fresh_moves(self) -> list[Move]:
        return [self.moves[iri] for iri in sorted(self.fresh)]

    def _members(self, rulings: set[str], matters: set[str]) -> tuple[set[str], set[str]]:
        """These rulings with all others of their former matters, and these matters."""
        nodes = set(rulings)
        matters = matters | self._matters_of(self.facts[iri] for iri in nodes)
        rows = self.view.rows("consolidate-members", matters=sorted(matters))
        members = {text_of(row["ruling"]) for row in rows} - self.stale
        self._load(members)
        return nodes | members, matters

    def _matters_of(self, described: Iterable[Facts]) -> set[str]:
        return {text_of(value) for facts in described for predicate, value in facts if predicate == PG.partOf}

    def _stored_pairs(self, iri: str) -> Iterator[tuple[str, str]]:
        return ((iri, text_of(value)) for predicate, value in self.facts[iri] if predicate == PG.follows)


_WORDED = (PG.kind, PG.bindingForce, PG.status)
