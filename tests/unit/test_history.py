"""The log says why, the world can be asked about on a day, and what was known at a moment comes back exactly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from graph.history import Cause, HistoryError, changes, moment, transactions
from graph.pipeline import Extractor, ingest_all
from graph.quads import Iris
from graph.retraction import retraction
from graph.settings import Settings
from graph.store import Store, open_store
from tests.acts import EXTRACTOR, article, extract

SETTINGS = Settings()
FINE = "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22 sum=1200000000EUR"
ORDER = "act kind=order by=fr-cnil against=google in=FR on=2022-01-06"
ONE = article("Meta is fined a record sum", FINE, ORDER, url="https://one.example/meta", publisher="One")
TWO = article("Record fine for the owner of Facebook", FINE, url="https://two.example/meta", publisher="Two")


@pytest.fixture
def store(small_registry: None) -> Iterator[Store]:
    with open_store("memory:") as opened:
        ingest_all([ONE], opened, SETTINGS, extractor=EXTRACTOR)
        yield opened


def default_graph(store: Store) -> set[str]:
    """What it tells of the world, without the counts, which are always those of the last ingest."""
    triples = store.construct("CONSTRUCT WHERE { ?s ?p ?o }")
    return {str(triple) for triple in triples if not str(triple.subject).startswith(f"<{SETTINGS.base}dataset")}


def told(store: Store) -> list[tuple[str, list[tuple[str, str]]]]:
    """Cause and rulings of each transaction, without that of the registry."""
    return [
        (one.cause.value, [(entry.what, entry.label) for entry in one.entries if entry.type == "ruling"])
        for one in transactions(store)
    ][1:]


def test_a_new_article_is_a_change_of_the_world(store: Store) -> None:
    ((cause, rulings),) = told(store)
    assert cause == "world-changed"
    assert [what for what, _ in rulings] == ["new", "new"]


def test_the_same_article_read_otherwise_is_a_change_of_the_pipeline(store: Store) -> None:
    def colder(given):  # type: ignore[no-untyped-def]
        found = extract(given)
        return type(found)(found.article, found.text, found.language, found.entities, reports=found.reports[:1])

    ingest_all([ONE], store, SETTINGS, extractor=Extractor(colder, "other"))
    cause, rulings = told(store)[-1]
    assert (cause, [what for what, _ in rulings]) == ("pipeline-changed", ["removed"])


def test_a_retraction_is_a_correction_by_a_person_and_leaves_tombstones(store: Store) -> None:
    ingest_all([TWO], store, SETTINGS, extractor=EXTRACTOR)
    found = retraction(store, SETTINGS, Iris(SETTINGS.base).article(ONE), "an editor", "it was withdrawn")
    store.apply(found.change)
    *_, last = transactions(store)
    assert (last.cause, last.note) == (Cause.PERSON, "an editor: it was withdrawn")
    entries = {entry.what: entry for entry in last.entries}
    assert "order" in entries["removed"].label
    assert entries["changed"].fields["supportCount"] == (["2"], ["1"])


def test_what_was_known_comes_back_exactly(store: Store) -> None:
    before, known = default_graph(store), datetime.now(UTC)
    ingest_all([TWO], store, SETTINGS, extractor=EXTRACTOR)
    found = retraction(store, SETTINGS, Iris(SETTINGS.base).article(ONE), "an editor", "it was withdrawn")
    store.apply(found.change)
    assert default_graph(store) != before
    with moment(as_of=known.isoformat()).view(store, SETTINGS.base) as past:
        assert default_graph(past) == before


def test_nothing_is_said_of_times_before_the_log(store: Store) -> None:
    with pytest.raises(HistoryError, match="is not kept"):
        moment(as_of="2001-01-01").view(store, SETTINGS.base)


def test_the_log_is_bounded_and_a_cursor_that_it_lost_is_told(store: Store) -> None:
    page = changes(store, limit=1)
    few = Settings(history=3)
    for number in range(4):
        one = article(f"Article number {number}", FINE, url=f"https://n.example/{number}")
        ingest_all([one], store, few, extractor=EXTRACTOR)
    assert len(list(transactions(store))) == 3
    with pytest.raises(HistoryError, match="does not reach back"):
        changes(store, page.cursor)


def test_pages_of_the_log_follow_one_another_without_a_gap(store: Store) -> None:
    ingest_all([TWO], store, SETTINGS, extractor=EXTRACTOR)
    whole = [one.name for one in transactions(store)]
    found, cursor, more = list[str](), "", True
    while more:
        page = changes(store, cursor, limit=1)
        found += [one.name for one in page.items]
        cursor, more = page.cursor, page.more
    assert found == whole
    assert changes(store, cursor).items == ()
