"""The state machine of matters, as `ontology/vocab/steps.ttl` has it: which step a ruling is, and where steps lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph
from pyoxigraph import RdfFormat

import ontology
from graph.vocabulary import PG, concept_name

JUDGMENT, VARIATION, ANNULMENT = "judgment", "variation", "annulment"
MEASURES = frozenset({"decision", "agreement"})
"""Steps that put something in force."""
CHALLENGES = frozenset({"challenge", JUDGMENT, VARIATION, ANNULMENT})
"""Steps that take up an earlier act of somebody else."""
FORMAL = frozenset({"opening", "accusation", "notice", "challenge"})
"""Steps that put nothing in force."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step, the states in which it may be taken, the state that it leads to, and its place in the usual order."""

    name: str
    origins: frozenset[str]
    target: str
    place: int


@cache
def steps() -> Mapping[str, Step]:
    """All steps by name."""
    found, _ = _read()
    return found


def step_of(kind: str, status: str) -> Step:
    """The step that a ruling of this kind and status is. An overturned act is the step that it was while it stood.

    >>> step_of("fine", "proposed").name, step_of("fine", "overturned").name, step_of("appeal", "decided").name
    ('notice', 'decision', 'judgment')
    """
    _, by_kind = _read()
    return steps()[by_kind[kind, status]]


@cache
def _read() -> tuple[Mapping[str, Step], Mapping[tuple[str, str], str]]:
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    path = ontology.ROOT / "vocab" / "steps.ttl"
    for quad in pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE):
        facts[concept_name(quad.subject)][concept_name(quad.predicate)].append(concept_name(quad.object))
    named = {name: own for name, own in facts.items() if own[_STEP_TO]}
    found = {
        name: Step(name, frozenset(own[concept_name(PG.stepFrom)]), own[_STEP_TO][0], place)
        for place, (name, own) in enumerate(named.items())
    }
    by_kind = {
        (kind, status): name
        for name, own in named.items()
        for kind in own[concept_name(PG.ofKind)]
        for status in own[concept_name(PG.ofStatus)]
    }
    return found, by_kind


_STEP_TO = concept_name(PG.stepTo)
