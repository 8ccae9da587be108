"""Decisions as they stand in the curation graph: in terms that a query can ask for, and whole as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson
from pyoxigraph import Literal, NamedNode, Quad

from graph.curation.decision import Decision, decision_of
from graph.quads import Iris
from graph.sparql import sparql
from graph.store import Store, Term
from graph.vocabulary import PG, PROV, RDF, RDFS, XSD, concept, text_of

JSON = RDF.JSON


@dataclass(frozen=True, slots=True)
class Undone:
    """When (ISO 8601), by whom and why a decision was taken back."""

    time: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as it is kept; one that was undone stays, and is not in force."""

    decision: Decision
    undone: Undone | None = None


def kept(store: Store, iris: Iris) -> list[Kept]:
    """All decisions, in the order in which they were made."""
    rows = store.select(sparql("curation-decisions"), {"curation": iris.curation()})
    found = [
        Kept(
            decision_of(orjson.loads(text_of(row["record"]))),
            Undone(text_of(row["undone"]), text_of(row["undoneBy"]), text_of(row["undoneWhy"]))
            if "undone" in row
            else None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.decision.time, one.decision.id))


def decision_quads(decision: Decision, iris: Iris) -> Iterator[Quad]:
    """A decision in the curation graph."""
    iri, graph = iris.decision(decision.id), iris.curation()
    said: list[tuple[NamedNode, Term]] = [
        (RDF.type, PG.Decision),
        (RDFS.label, Literal(label_of(decision))),
        (PG.verdict, concept("verdict", decision.verdict)),
        (PROV.endedAtTime, Literal(decision.time, datatype=XSD.dateTime)),
        (PG.decidedBy, Literal(decision.by)),
        (RDFS.comment, Literal(decision.why)),
        (PG.record, Literal(orjson.dumps(decision.as_record(), option=orjson.OPT_SORT_KEYS).decode(), datatype=JSON)),
    ]
    about = [NamedNode(one.article) for one in decision.reports] + [iris.entity(one) for one in decision.entities]
    said += [(PG.decidedOn, thing) for thing in dict.fromkeys(about)]
    for predicate, value in said:
        yield Quad(iri, predicate, value, graph)


def undone_quads(decision: Decision, undone: Undone, iris: Iris) -> Iterator[Quad]:
    """What says that a decision was taken back."""
    iri, graph = iris.decision(decision.id), iris.curation()
    yield Quad(iri, PROV.invalidatedAtTime, Literal(undone.time, datatype=XSD.dateTime), graph)
    yield Quad(iri, PG.retractedBy, Literal(undone.by), graph)
    yield Quad(iri, PG.undoneBecause, Literal(undone.why), graph)


def label_of(decision: Decision) -> str:
    """A decision in a few words."""
    if decision.entities:
        return f"{decision.verdict} {' and '.join(decision.entities)}"
    kinds = " and ".join(dict.fromkeys(one.kind for one in decision.reports))
    return f"{decision.verdict} {kinds}: “{decision.reports[0].quote[:80]}”"


def export(decisions: Iterable[Kept]) -> bytes:
    """Decisions as JSON Lines; those that were undone carry it."""
    lines = []
    for one in decisions:
        record = one.decision.as_record()
        if one.undone:
            record["undone"] = {"time": one.undone.time, "by": one.undone.by, "why": one.undone.why}
        lines.append(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
    return b"".join(lines)
