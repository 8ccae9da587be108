"""A firm that is fined under two names: people say what belongs together, take it back, and extraction cannot undo it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.curation import Anchor, Decision, Undone, Verdict
from graph.curation.anchoring import standing
from graph.curation.deciding import decide, undo
from graph.curation.replay import article_quads
from graph.extraction import extract
from graph.model import Article, Extraction
from graph.pipeline import Extractor
from graph.store import Store
from tests.scenarios.telling import FOLDER, SETTINGS, rows, take, told

RULINGS = "SELECT ?label ?n WHERE { ?r a pg:Ruling ; rdfs:label ?label ; pg:supportCount ?n } ORDER BY ?label"
INQUIRY = ("Northgate Analytics: pending investigation by Office of the Data Protection Ombudsman (2024-03-04)", "1")
NORTHGATE = ("Northgate Analytics: fine of SEK 8 million by Swedish Authority for Privacy Protection (2024-03-05)", "1")
WAYFINDER = ("Wayfinder Labs: fine of SEK 8 million by Swedish Authority for Privacy Protection (2024-03-05)", "1")
NAMES = ("organisation/wayfinder-labs", "organisation/northgate-analytics")
BACK = Undone("2026-11-23T13:00:00Z", "Bob", "they are two firms")


@pytest.fixture
def store() -> Iterator[Store]:
    with told("two-names") as opened:
        yield opened


def everything(store: Store) -> list[tuple[str, ...]]:
    """All that the consolidated graph says."""
    return rows(store, "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o")


def made(store: Store, verdict: Verdict, minute: int, **about: object) -> Decision:
    """A decision that is in force now."""
    decision = replace(Decision(verdict, f"2026-11-23T12:{minute:02}:00Z", "Ada", "read the files"), **about)  # type: ignore[arg-type]
    store.apply(decide(store, SETTINGS, decision).change)
    return decision


def anchors(store: Store, kind: str) -> tuple[Anchor, ...]:
    """The reports of a kind, in order of who they are about."""
    articles = [iri for (iri,) in rows(store, "SELECT ?a WHERE { ?a a pg:Article }")]
    found = [one.anchor for one in standing(article_quads(store, articles), SETTINGS.base)]
    return tuple(sorted((one for one in found if one.kind == kind), key=lambda one: one.respondents))


def changed(article: Article) -> Extraction:
    """The reading of another rule: reports come in another order, each is less sure, and none tells where."""
    found = extract(article)
    reports = (replace(one, confidence=0.6, jurisdictions=()) for one in reversed(found.reports))
    return replace(found, reports=tuple(reports))


def test_two_names_are_two_fines_until_somebody_says_that_they_are_one_firm(store: Store) -> None:
    assert rows(store, RULINGS) == [NORTHGATE, INQUIRY, WAYFINDER]
    made(store, Verdict.MERGE, 0, entities=NAMES)
    assert rows(store, RULINGS) == [(NORTHGATE[0], "2"), INQUIRY]


@pytest.mark.parametrize("verdict", [Verdict.MERGE, Verdict.SAME_ACT, Verdict.REJECT, Verdict.APART])
def test_what_is_taken_back_restores_the_former_state_exactly(store: Store, verdict: Verdict) -> None:
    fines = anchors(store, "fine")
    about: dict[str, object] = {"reports": fines[:1] if verdict is Verdict.REJECT else fines}
    if verdict is Verdict.MERGE:
        about = {"entities": NAMES}
    if verdict is Verdict.APART:
        made(store, Verdict.MERGE, 0, entities=NAMES)
    before = everything(store)
    decision = made(store, verdict, 1, **about)
    assert everything(store) != before
    store.apply(undo(store, SETTINGS, decision.id, BACK).change)
    assert everything(store) == before


def test_a_split_restores_what_was_before_the_merge_and_is_remembered(store: Store) -> None:
    before = everything(store)
    made(store, Verdict.MERGE, 0, entities=NAMES)
    made(store, Verdict.DISTINCT, 1, entities=NAMES)
    assert everything(store) == before
    take(store, FOLDER / "two-names", Extractor(changed, "a changed rule"))
    assert [label for label, _ in rows(store, RULINGS)] == [NORTHGATE[0], INQUIRY[0], WAYFINDER[0]]


def test_a_changed_rule_leaves_every_decision_in_force(store: Store) -> None:
    (inquiry,) = anchors(store, "investigation")
    northgate, _ = anchors(store, "fine")
    made(store, Verdict.MERGE, 0, entities=NAMES)
    made(store, Verdict.REJECT, 1, reports=(inquiry,))
    made(store, Verdict.CORRECT, 2, reports=(northgate,), values={"date": ("2024-03-01",)})
    made(store, Verdict.SAME_ACT, 3, reports=anchors(store, "fine"))
    decided = "SELECT ?who ?date ?n WHERE { ?r a pg:Ruling ; pg:respondent/rdfs:label ?who ; pg:date ?date ; pg:supportCount ?n }"
    ((_, day, support),) = before = rows(store, decided)
    assert (day, support) == ("2024-03-05", "2")
    take(store, FOLDER / "two-names", Extractor(changed, "a changed rule"))
    assert rows(store, decided) == before
    assert rows(store, "SELECT ?place WHERE { ?r a pg:Ruling ; pg:jurisdiction ?place }") == []
    assert len(rows(store, "SELECT ?d WHERE { GRAPH ?g { ?d a pg:Decision } }")) == 4
