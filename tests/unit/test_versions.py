"""A changed article is a new version: the former one leaves its hash, time and quotes, and flags what it alone told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.consolidate import rebuild
from graph.history import Cause, transactions
from graph.pipeline import ingest_all
from graph.registry_graph import described
from graph.retraction import retraction
from graph.settings import Settings
from graph.store import Change, Store, open_store
from graph.vocabulary import text_of
from tests.acts import EXTRACTOR, article

SETTINGS = Settings()
FINE = "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22 sum=1200000000EUR"
ORDER = "act kind=order by=fr-cnil against=google in=FR on=2022-01-06"
URL = "https://one.example/meta"
FIRST = article("Meta is fined a record sum", FINE, ORDER, url=URL)
EDITED = article("Meta is fined a record sum", "A former version of this article was wrong.", FINE, url=URL)
FLAGGED = """PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?quote ?hash ?time WHERE { GRAPH ?article { ?article prov:wasRevisionOf ?former .
  ?former pg:contentHash ?hash ; prov:invalidatedAtTime ?time ; pg:lost/pg:quote ?quote } }"""
KINDS = "SELECT ?label { ?r a <https://w3id.org/policygraph/ns#Ruling> ; <https://w3id.org/policygraph/ns#kind>/<http://www.w3.org/2000/01/rdf-schema#label> ?label }"


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        ingest_all([FIRST], opened, SETTINGS, extractor=EXTRACTOR)
        yield opened


def kinds(store: Store) -> list[str]:
    return sorted(text_of(row["label"]) for row in store.select(KINDS))


def formerly(store: Store) -> set[tuple[str, str]]:
    """Rulings with the titles of articles that told them in a former version."""
    told = """PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX schema: <https://schema.org/>
    SELECT ?r ?title { ?r pg:formerlyReportedBy/schema:headline ?title ; pg:formerReport ?report }"""
    return {(text_of(row["r"]), text_of(row["title"])) for row in store.select(told)}


def consolidated(store: Store) -> list[str]:
    return sorted(" ".join(map(str, row.values())) for row in store.select("SELECT ?s ?p ?o { ?s ?p ?o }"))


def test_a_quote_that_vanished_flags_its_report(store: Store) -> None:
    report = ingest_all([EDITED], store, SETTINGS, extractor=EXTRACTOR)
    assert [(one.quotes, [lost.quote for lost in one.lost]) for one in report.revised] == [(2, [ORDER])]
    ((quote, mark, time),) = [tuple(map(text_of, row.values())) for row in store.select(FLAGGED)]
    assert (quote, mark) == (ORDER, FIRST.content_hash)
    assert time[:2] == "20"
    assert kinds(store) == ["fine"]
    *_, last = transactions(store)
    assert last.cause is Cause.ARTICLE
    assert [entry.what for entry in last.entries if "order" in entry.label] == ["removed"]


def test_the_former_version_does_not_come_back(store: Store) -> None:
    ingest_all([EDITED], store, SETTINGS, extractor=EXTRACTOR)
    report = ingest_all([FIRST, EDITED], store, SETTINGS, extractor=EXTRACTOR)
    assert (report.unchanged, report.updated, report.revised) == (2, 0, [])
    assert kinds(store) == ["fine"]


def test_versions_add_up_and_survive_another_reading(store: Store) -> None:
    third = article("Meta is fined a record sum", "Nothing of it was true.", url=URL)
    for one in (EDITED, third):
        ingest_all([one], store, SETTINGS, extractor=EXTRACTOR)
    assert {text_of(row["quote"]) for row in store.select(FLAGGED)} == {FINE, ORDER}
    other = type(EXTRACTOR)(EXTRACTOR.extract, "another")
    report = ingest_all([third], store, SETTINGS, extractor=other)
    assert (report.updated, report.revised) == (1, [])
    assert {text_of(row["quote"]) for row in store.select(FLAGGED)} == {FINE, ORDER}
    assert kinds(store) == []


def test_documents_of_one_ingest_are_put_together() -> None:
    found = []
    for documents in ([FIRST, EDITED], [EDITED, FIRST]):
        with open_store("memory:") as store:
            ingest_all(documents, store, SETTINGS, extractor=EXTRACTOR)
            found.append((kinds(store), list(store.select(FLAGGED))))
    assert found[0] == found[1]
    assert found[0][1] == []


def test_who_told_an_act_formerly_is_the_same_however_it_came_about(store: Store) -> None:
    other = article("Another paper on Meta", ORDER, url="https://two.example/google", publisher="Another")
    ingest_all([EDITED], store, SETTINGS, extractor=EXTRACTOR)
    assert formerly(store) == set()
    ingest_all([other], store, SETTINGS, extractor=EXTRACTOR)
    assert [title for _, title in formerly(store)] == [FIRST.title]
    registry = described(SETTINGS.base)
    derived = rebuild(store, registry, SETTINGS.bands)
    before = consolidated(store)
    store.apply(Change(forget=derived.forget, insert=derived.insert))
    assert consolidated(store) == before
    with open_store("memory:") as another:
        for one in (other, FIRST, EDITED):
            ingest_all([one], another, SETTINGS, extractor=EXTRACTOR)
        assert formerly(another) == formerly(store)


def test_what_an_article_told_formerly_goes_with_the_article(store: Store) -> None:
    other = article("Another paper on Meta", ORDER, url="https://two.example/google", publisher="Another")
    ingest_all([other, EDITED], store, SETTINGS, extractor=EXTRACTOR)
    assert len(formerly(store)) == 1
    iri = described(SETTINGS.base).iris.article(EDITED)
    store.apply(retraction(store, SETTINGS, iri, "Ada", "a hoax").change)
    assert formerly(store) == set()
    assert kinds(store) == ["order"]
