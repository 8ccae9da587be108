"""The world on a day: the rulings made until then, with the status, force and sums that they had then.

Pure: from the triples of the default graph to triples. What a ruling was on a day follows from the steps of its matter
up to that day, by the same state machine that tells what it is now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from graph.consolidate.chain import Fate, Link, Move, fate, state
from graph.consolidate.moves import Facts, move_of
from graph.model import BindingForce, Kind, Status
from graph.vocabulary import PG, RDF, RDFS, concept, concept_name, date_literal, text_of
from graph.wording import phrase

LINKS = ("appealOf", "overturns", "varies", "enforces")
_RENEWED = frozenset({PG.status, PG.step, PG.inForce, PG.endedOn, PG.verb, RDFS.label})
_STATE = frozenset({PG.state, PG.stateSince})


def on_day(triples: Iterable[Triple], day: date, base: str) -> list[Triple]:
    """What the triples would be had nothing happened after the day. Undated rulings count from their first report."""
    told = list(triples)
    facts = _facts(told, PG.Ruling)
    moves = {iri: move_of(iri, own, base) for iri, own in facts.items()}
    there = {iri for iri, move in moves.items() if _begun(move) <= day}
    links = [link for iri, own in facts.items() for link in _links(iri, own)]
    then = _as_they_were(moves, there, (link for link in links if link.later not in there))
    around = _around(link for link in links if link.later in there and link.earlier in there)
    fates = {iri: fate(then[iri], around[iri], then) for iri in there}
    matters = _matters(facts, there, then)
    gone = moves.keys() - there
    kept = [triple for triple in told if _stays(triple, there, gone, matters)]
    kept += (one for iri in sorted(there) for one in _ruling(iri, facts[iri], then[iri], moves[iri], fates[iri]))
    return [*kept, *(one for matter, group in sorted(matters.items()) for one in _matter(matter, group, fates))]


def _facts(triples: Iterable[Triple], class_: NamedNode) -> dict[str, Facts]:
    everything: dict[str, Facts] = defaultdict(list)
    members = set()
    for triple in triples:
        if isinstance(triple.object, NamedNode | Literal):
            everything[text_of(triple.subject)].append((triple.predicate, triple.object))
        if triple.predicate == RDF.type and triple.object == class_:
            members.add(text_of(triple.subject))
    return {iri: everything[iri] for iri in members}


def _begun(move: Move) -> date:
    return move.day or move.reported or date.max


def _links(iri: str, facts: Facts) -> Iterator[Link]:
    for name in LINKS:
        yield from (Link(iri, text_of(value), name) for predicate, value in facts if predicate == PG[name])


def _around(links: Iterable[Link]) -> Mapping[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.later].append(link)
        found[link.earlier].append(link)
    return found


def _as_they_were(moves: Mapping[str, Move], there: set[str], coming: Iterable[Link]) -> dict[str, Move]:
    """The rulings with the status of the day: what a step that is still coming does to them has not been done."""
    ahead = {link.earlier for link in coming if link.relation in ("appealOf", "varies", "overturns")}
    undone = {iri for iri in there & ahead if moves[iri].status in ("appealed", "overturned")}
    return {iri: replace(moves[iri], status="decided") if iri in undone else moves[iri] for iri in there}


def _matters(facts: Mapping[str, Facts], there: set[str], then: Mapping[str, Move]) -> dict[str, list[Move]]:
    """The rulings of each matter that has two at least."""
    found: dict[str, list[Move]] = defaultdict(list)
    for iri in sorted(there):
        for predicate, value in facts[iri]:
            if predicate == PG.partOf:
                found[text_of(value)].append(then[iri])
    return {matter: group for matter, group in found.items() if len(group) > 1}


def _stays(triple: Triple, there: set[str], gone: Container[str], matters: Mapping[str, list[Move]]) -> bool:
    subject, value = text_of(triple.subject), text_of(triple.object)
    if subject in gone or value in gone:
        return False
    if "/matter/" in subject and (subject not in matters or triple.predicate in _STATE):
        return False
    if triple.predicate == PG.partOf and value not in matters:
        return False
    return not (subject in there and triple.predicate in _RENEWED)


def _ruling(iri: str, facts: Facts, then: Move, now: Move, known: Fate) -> Iterator[Triple]:
    thing = NamedNode(iri)
    told = {predicate: value for predicate, value in facts if predicate in (PG.bindingForce, RDFS.label)}
    force = BindingForce(concept_name(told[PG.bindingForce]))
    words = phrase(Kind(then.kind), force, Status(then.status), ended=known.ended or "")
    label = text_of(told[RDFS.label])
    if then.status != now.status:  # labels tell the status in front of the kind
        label = label.replace(f"{now.status} {now.kind}", now.kind, 1)
    yield Triple(thing, RDFS.label, Literal(label))
    yield Triple(thing, PG.status, concept("status", then.status))
    yield Triple(thing, PG.step, concept("step", known.step))
    yield Triple(thing, PG.inForce, Literal(known.in_force))
    yield Triple(thing, PG.verb, Literal(words))
    if known.ended:
        yield Triple(thing, PG.endedOn, date_literal(known.ended))


def _matter(matter: str, group: list[Move], fates: Mapping[str, Fate]) -> Iterator[Triple]:
    name, since = state(group, fates)
    yield Triple(NamedNode(matter), PG.state, concept("state", name))
    if since:
        yield Triple(NamedNode(matter), PG.stateSince, date_literal(since))
