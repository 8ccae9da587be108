"""The text index of each store is in step with it, whatever happens to either."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from graph.search import Texts
from graph.store import Change, Store, open_store
from graph.vocabulary import PG, RDF, RDFS, SKOS
from tests.contract.indexer import WORDS, article, evidence

BASE = "https://w3id.org/policygraph/id/"


def thing(name: str, type_: str, *labels: str) -> tuple[Quad, ...]:
    """A thing of the default graph with its label and other names."""
    node = NamedNode(BASE + name)
    names = [
        Quad(node, RDFS.label if not number else SKOS.altLabel, Literal(label)) for number, label in enumerate(labels)
    ]
    return (Quad(node, RDF.type, PG[type_]), *names)


CLEARVIEW = thing("organisation/clearview-ai", "Organisation", "Clearview AI", "Clearview")
CNIL = thing("regulator/fr-cnil", "Regulator", "Commission nationale de l’informatique et des libertés", "CNIL")
RULING = thing("ruling/clearview-fine", "Ruling", "Clearview AI: fine by CNIL")


@pytest.fixture
def texts(store: Store) -> Iterator[Texts]:
    store.apply(Change(insert=(*CLEARVIEW, *CNIL, *RULING)))
    with Texts(store) as opened:
        yield opened


def found(texts: Texts, words: str) -> list[str]:
    return [hit.iri.removeprefix(BASE) for hit in texts.search(words).hits]


def test_a_name_comes_before_what_only_mentions_it(texts: Texts) -> None:
    assert found(texts, "clearview") == ["organisation/clearview-ai", "ruling/clearview-fine"]
    assert found(texts, "cnil") == ["regulator/fr-cnil", "ruling/clearview-fine"]


def test_accents_case_and_unfinished_words_do_not_matter(texts: Texts) -> None:
    assert found(texts, "LIBERTES") == found(texts, "libertés") == found(texts, "liber") == ["regulator/fr-cnil"]
    assert found(texts, "liber ") == []


def test_typing_errors_are_forgiven_where_nothing_else_is_found(texts: Texts) -> None:
    result = texts.search("claerview")
    assert (result.loosely, result.hits[0].iri) == (True, BASE + "organisation/clearview-ai")
    assert not texts.search("clearview").loosely
    assert texts.search("zzzz").counts == {}


def test_hits_are_counted_by_type_and_can_be_asked_for_by_type_and_page(texts: Texts) -> None:
    result = texts.search("clearview", types=["Ruling"])
    assert [hit.type for hit in result.hits] == ["Ruling"]
    assert result.counts == {"Organisation": 1, "Ruling": 1}
    assert [hit.type for hit in texts.search("clearview", 1, 1).hits] == ["Ruling"]


def test_what_was_written_is_found_and_what_was_removed_is_not(texts: Texts, store: Store) -> None:
    acme = thing("organisation/acme", "Organisation", "Acme")
    store.apply(Change(insert=acme))
    assert found(texts, "acme") == ["organisation/acme"]
    store.apply(Change(forget=(NamedNode(BASE + "organisation/acme"),), insert=acme[:1]))
    assert found(texts, "acme") == []
    store.apply(Change(insert=evidence(1, "the very words")))
    assert found(texts, "very") == [evidence(1, "")[0].subject.value.removeprefix(BASE)]
    store.apply(Change(clear=(article(1),)))
    assert found(texts, "very") == []


def test_bulk_loads_are_found(texts: Texts, store: Store) -> None:
    store.load(thing("law/gdpr", "Law", "General Data Protection Regulation", "GDPR"))
    assert found(texts, "gdpr") == ["law/gdpr"]


def test_updates_of_clients_are_found(texts: Texts, store: Store) -> None:
    quote = (
        "{ ?e a <https://w3id.org/policygraph/ns#Evidence> ; <http://www.w3.org/ns/oa#exact> 'written by a client' }"
    )
    found(texts, "client")
    store.update(f"INSERT DATA {{ GRAPH <http://e/g> {quote.replace('?e', '<http://e/1>')} }}")
    assert found(texts, "client") == ["http://e/1"]
    store.update("CLEAR GRAPH <http://e/g>")
    assert found(texts, "client") == []
    store.update(f"INSERT {{ <{BASE}law/x> a ?class ; <{RDFS.label.value}> 'Client Act' }} WHERE {{ ?thing a ?class }}")
    assert found(texts, "client") == ["law/x"]


def test_an_index_is_kept_and_one_that_missed_a_change_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with open_store(str(folder)) as store:
        store.apply(Change(insert=CLEARVIEW))
        with Texts(store) as texts:
            assert found(texts, "clearview")
    before = {path: path.stat().st_mtime_ns for path in (folder / "text").iterdir()}
    with open_store(str(folder)) as store, Texts(store) as texts:
        assert found(texts, "clearview")
    assert {path: path.stat().st_mtime_ns for path in (folder / "text").iterdir()} == before
    with open_store(str(folder)) as store:
        store.apply(Change(insert=CNIL))
    with open_store(str(folder)) as store, Texts(store) as texts:
        assert found(texts, "cnil") == ["regulator/fr-cnil"]


@pytest.mark.parametrize("harm", ["meta.json", "format", None])
def test_a_damaged_index_is_made_anew(tmp_path: Path, harm: str | None) -> None:
    folder = tmp_path / "store"
    with open_store(str(folder)) as store:
        store.apply(Change(insert=CLEARVIEW))
        Texts(store).close()
    if harm:
        (folder / "text" / harm).write_text("nonsense")
    else:
        shutil.rmtree(folder / "text")
    with open_store(str(folder)) as store, Texts(store) as texts:
        assert found(texts, "clearview") == ["organisation/clearview-ai"]


CHANGES = st.lists(
    st.builds(
        lambda number, words, clear: Change(
            clear=(article(number),) if clear else (),
            forget=(NamedNode(f"{BASE}organisation/o{number}"),) if clear else (),
            insert=(
                *evidence(number, " ".join(words)),
                *thing(f"organisation/o{number}", "Organisation", " ".join(words)),
            )
            if words
            else (),
        ),
        st.integers(0, 5),
        st.lists(st.sampled_from(WORDS), max_size=4),
        st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CHANGES, st.sets(st.integers(0, 7)))
def test_an_index_that_follows_the_changes_is_like_one_made_anew(changes: list[Change], searched: set[int]) -> None:
    with open_store("memory:") as store:
        followed = Texts(store)
        for number, change in enumerate(changes):
            store.apply(change)
            if number in searched:
                followed.search("alpha")
        for word in WORDS:
            assert sorted(found(followed, word)) == sorted(found(Texts(store), word))


def test_a_killed_writer_leaves_an_index_that_tells_the_truth(tmp_path: Path) -> None:
    folder, root = tmp_path / "store", Path(__file__).parents[2]
    for seconds in (0.05, 0.15, 0.3, 0.45):
        command = [sys.executable, str(Path(__file__).with_name("indexer.py")), str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": str(root)})
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        time.sleep(seconds)
        process.kill()
        process.communicate()
        with open_store(str(folder)) as store, Texts(store) as texts:
            rows = store.select("SELECT ?s ?o { GRAPH ?g { ?s <http://www.w3.org/ns/oa#exact> ?o } }")
            quotes = {row["s"].value: row["o"].value for row in rows}  # type: ignore[union-attr]
            assert quotes
            for word in WORDS:
                expected = {iri for iri, quote in quotes.items() if word in quote.split()}
                assert {hit.iri for hit in texts.search(f"{word} ", 10_000).hits} == expected
