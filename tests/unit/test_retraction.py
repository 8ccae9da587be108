"""An article that is retracted goes with what it alone tells, leaves a tombstone, and can be let in again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode

from graph.errors import NotFoundError
from graph.pipeline import ingest_all
from graph.quads import Iris
from graph.retraction import retraction, tombstones, undo
from graph.settings import Settings
from graph.store import Store, open_store
from tests.acts import EXTRACTOR, article

SETTINGS = Settings()
FINE = "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22 sum=1200000000EUR about=cross-border-data-transfer"
ORDER = "act kind=order by=fr-cnil against=google in=FR on=2022-01-06"
ONE = article("Meta is fined a record sum", FINE, ORDER, url="https://one.example/meta", publisher="One")
TWO = article("Record fine for the owner of Facebook", FINE, url="https://two.example/meta", publisher="Two")
COUNT = "SELECT ?l ?n { ?r a <https://w3id.org/policygraph/ns#Ruling> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l ; <https://w3id.org/policygraph/ns#supportCount> ?n }"


@pytest.fixture
def store(small_registry: None) -> Iterator[Store]:
    with open_store("memory:") as opened:
        ingest_all([ONE, TWO], opened, SETTINGS, extractor=EXTRACTOR)
        yield opened


def supports(store: Store) -> list[str]:
    return sorted(str(getattr(row["n"], "value", "")) for row in store.select(COUNT))


def first() -> NamedNode:
    return Iris(SETTINGS.base).article(ONE)


def test_what_falls_is_told_before(store: Store) -> None:
    found = retraction(store, SETTINGS, first(), "an editor", "it was withdrawn")
    assert sorted((one.before, one.after) for one in found.affected) == [(1, 0), (2, 1)]
    assert supports(store) == ["1", "2"]


def test_what_others_tell_stays_and_the_rest_leaves_a_tombstone(store: Store) -> None:
    store.apply(retraction(store, SETTINGS, first(), "an editor", "it was withdrawn").change)
    assert supports(store) == ["1"]
    stones = tombstones(store, SETTINGS)
    assert first().value in stones and len(stones) == 2
    assert {(stone.by, stone.why) for stone in stones.values()} == {("an editor", "it was withdrawn")}


def test_it_is_not_taken_in_again_until_that_is_undone(store: Store) -> None:
    store.apply(retraction(store, SETTINGS, first(), "an editor", "it was withdrawn").change)
    report = ingest_all([ONE], store, SETTINGS, extractor=EXTRACTOR)
    assert "was retracted" in report.refusals[0].reason
    assert supports(store) == ["1"]
    undo(store, SETTINGS, first())
    assert ingest_all([ONE], store, SETTINGS, extractor=EXTRACTOR).new == 1
    assert supports(store) == ["1", "2"]


def test_what_is_not_there_cannot_be_retracted_nor_let_in(store: Store) -> None:
    with pytest.raises(NotFoundError):
        retraction(store, SETTINGS, NamedNode(SETTINGS.base + "article/0"), "x", "y")
    with pytest.raises(NotFoundError):
        undo(store, SETTINGS, first())
