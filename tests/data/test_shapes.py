"""The shapes hold of what the code writes beside articles and rulings, and reject what lacks a part."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.audit import conforms
from graph.curation import Decision, Undone, Verdict
from graph.curation.deciding import decide, undo
from graph.pipeline import ingest_all
from graph.settings import Settings
from graph.store import open_store
from graph.vocabulary import PG, PROV, RDF, RDFS
from tests.acts import EXTRACTOR, article

SETTINGS = Settings()
URL = "https://one.example/meta"
ORDER = "act kind=order by=fr-cnil against=google in=FR on=2022-01-06"
FIRST = article("Two firms", "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22", ORDER, url=URL)
EDITED = article("Two firms", "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22", "No more of it.", url=URL)
OTHER = article("The other firm alone", ORDER, url="https://two.example/google")
CLASSES = (PG.Revision, PG.LostReport, PG.Transaction, PG.Decision)


@pytest.fixture(scope="module")
def quads() -> Iterator[list[Quad]]:
    """All quads of a store with an edited article and two decisions, one of them undone; the registry is left out."""
    with open_store("memory:") as store:
        for one in (FIRST, OTHER, EDITED):
            ingest_all([one], store, SETTINGS, extractor=EXTRACTOR)
        merge, distinct = (
            Decision(
                verdict,
                f"2026-11-23T12:00:0{n}Z",
                "Ada",
                "read it",
                entities=("organisation/meta", "organisation/google"),
            )
            for n, verdict in enumerate((Verdict.MERGE, Verdict.DISTINCT))
        )
        for decision in (merge, distinct):
            store.apply(decide(store, SETTINGS, decision).change)
        store.apply(undo(store, SETTINGS, merge.id, Undone("2026-11-23T13:00:00Z", "Bob", "misread")).change)
        output = io.BytesIO()
        store.dump(output, RdfFormat.N_QUADS)
        everything = parse(output.getvalue(), RdfFormat.N_QUADS)
        yield [quad for quad in everything if not str(quad.graph_name).endswith("graph/registry>")]


def test_what_is_written_conforms(quads: list[Quad]) -> None:
    written = {quad.object for quad in quads if quad.predicate == RDF.type}
    assert written.issuperset(CLASSES)
    assert conforms(quads) == []


@pytest.mark.parametrize(
    ("kind", "predicate"),
    [
        (PG.Revision, PROV.invalidatedAtTime),
        (PG.Revision, PG.contentHash),
        (PG.LostReport, PG.quote),
        (PG.LostReport, PG.kind),
        (PG.Transaction, PG.cause),
        (PG.Transaction, PROV.generatedAtTime),
        (PG.Transaction, PG.difference),
        (PG.Decision, PG.verdict),
        (PG.Decision, PG.decidedBy),
        (PG.Decision, RDFS.comment),
        (PG.Decision, PG.record),
        (PG.Decision, PG.undoneBecause),
    ],
)
def test_each_part_is_needed(quads: list[Quad], kind: NamedNode, predicate: NamedNode) -> None:
    things = {quad.subject for quad in quads if quad.object == kind}
    whole = [quad for quad in quads if quad.subject in things]
    lacking = [quad for quad in quads if not (quad.subject in things and quad.predicate == predicate)]
    assert len(lacking) < len(quads), f"no {kind} has {predicate}, of {len(whole)} quads"
    assert {finding.subject for finding in conforms(lacking)} <= {str(getattr(one, "value", one)) for one in things}
    assert conforms(lacking)
