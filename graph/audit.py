"""Slow and thorough: SHACL over stored graphs, and the checks of `ontology/checks` over the whole store."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyshacl
import rdflib
from pyoxigraph import Quad, RdfFormat, Triple, serialize
from rdflib.namespace import SH

import ontology
from graph.settings import Settings
from graph.store import Store
from graph.vocabulary import text_of


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: which rule, of what, and what is the matter."""

    rule: str
    subject: str
    message: str


def audit(store: Store, settings: Settings) -> list[Finding]:
    """All findings in a store: of each check, in order of their names."""
    return [finding for name, query in ontology.queries("checks").items() for finding in check(store, name, query)]


def check(store: Store, name: str, query: str) -> Iterator[Finding]:
    """The rows of a query that should have none. Its first variable names the thing at fault."""
    question = query.partition("\n")[0].lstrip("# ").strip()
    for row in store.select(query):
        first, *rest = (text_of(term) for term in row.values())
        yield Finding(name, first, " · ".join([question, *rest]))


def conforms(quads: Iterable[Quad]) -> list[Finding]:
    """What of these quads breaks `ontology/shapes.ttl`, whatever graphs they stand in. About 0.1 s an article."""
    data = rdflib.Graph()
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    data.parse(io.BytesIO(serialize(triples, format=RdfFormat.N_TRIPLES) or b""), format="nt")
    shapes = rdflib.Graph().parse(ontology.ROOT / "shapes.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    found = []
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        message = report.value(result, SH.resultMessage)
        path = report.value(result, SH.resultPath)
        found.append(Finding(str(path or ""), str(report.value(result, SH.focusNode)), str(message)))
    return sorted(found, key=lambda finding: (finding.subject, finding.rule, finding.message))
