"""Ingest: what comes in once stands once, in any order, and bad input never stops the rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from graph.audit import audit, conforms
from graph.contents import counted, dataset
from graph.model import Article, Extraction, Refusal, Related
from graph.pipeline import Extractor, IngestReport, ingest, ingest_all
from graph.plans import stored_graphs
from graph.quads import Iris
from graph.settings import Settings
from graph.store import Store, open_store
from graph.vocabulary import text_of
from tests.acts import EXTRACTOR, article, extract, quads_of

pytestmark = pytest.mark.usefixtures("small_registry")

SETTINGS = Settings()
IRIS = Iris(SETTINGS.base)
PREFIX = "PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
FINE = "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22 sum=1200000000EUR about=cross-border-data-transfer"
ONE = article("Meta is fined a record sum", FINE, "says by=meta | it is unjustified", url="https://paper.example/meta")


def take(store: Store, *inputs: Article | Refusal, extractor: Extractor = EXTRACTOR) -> IngestReport:
    return ingest_all(inputs, store, SETTINGS, extractor=extractor)


def values(store: Store, pattern: str) -> list[str]:
    return sorted(text_of(row["x"]) for row in store.select(f"{PREFIX} SELECT ?x WHERE {{ {pattern} }}"))


def test_an_article_makes_a_ruling_with_everything_it_points_to(store: Store) -> None:
    report = take(store, ONE)
    assert (report.read, report.new, report.rulings, report.quarantined) == (1, 1, 1, [])
    assert values(store, "?x a pg:Ruling") == [f"{IRIS.base}ruling/meta-fine-ie-2023-05-22"]
    assert values(store, "?r a pg:Ruling ; rdfs:label ?x") == [
        "Meta: fine of EUR 1.2 billion by Data Protection Commission (2023-05-22)"
    ]
    assert values(store, "?r pg:respondent/rdfs:label ?x") == ["Meta"]
    assert values(store, "?c a pg:Claim ; pg:gist ?x") == ["it is unjustified"]
    assert audit(store, SETTINGS) == []


def test_the_graph_says_what_it_holds(store: Store) -> None:
    take(store, ONE)
    whole = counted(store, SETTINGS.base)
    assert values(store, f"<{dataset(SETTINGS.base).value}> <http://rdfs.org/ns/void#triples> ?x") == [
        str(whole.triples)
    ]
    assert "1" in values(store, "?p <http://rdfs.org/ns/void#class> pg:Ruling ; <http://rdfs.org/ns/void#entities> ?x")


def test_its_graph_conforms_to_the_shapes(store: Store) -> None:
    take(
        store,
        ONE,
        article("Another, with more", "uses who=acme whose=meta", "act kind=ban by=ie-dpc modality=possible"),
    )
    for quads in stored_graphs(store, [IRIS.article(ONE)]).values():
        assert conforms(quads) == []


def test_the_same_again_changes_nothing(store: Store) -> None:
    take(store, ONE)
    before, version = list(quads_of(store)), store.version()
    report = take(store, ONE, ONE)
    assert (report.new, report.updated, report.unchanged) == (0, 0, 2)
    assert list(quads_of(store)) == before
    assert store.version() == version


def test_another_version_of_the_extraction_makes_it_anew(store: Store) -> None:
    take(store, ONE)

    def nothing(given: Article) -> Extraction:
        return replace(extract(given), reports=(), claims=(), entities=())

    report = take(store, ONE, extractor=Extractor(nothing, "newer"))
    assert report.updated == 1
    assert (
        values(store, "?x a pg:Ruling") == values(store, "?x a pg:Organisation") == values(store, "?x a pg:Claim") == []
    )
    assert audit(store, SETTINGS) == []


def test_two_articles_on_one_act_are_one_ruling(store: Store) -> None:
    other = article("DPC punishes Facebook owner", "act kind=fine by=ie-dpc against=meta in=IE sum=1300000000USD")
    take(store, ONE, other)
    assert values(store, "?r a pg:Ruling ; pg:supportCount ?x") == ["2"]
    assert values(store, "?r a pg:Ruling ; pg:date ?x") == ["2023-05-22"]


def test_uncertain_and_unasserted_reports_make_no_ruling(store: Store) -> None:
    lines = ("act kind=fine by=ie-dpc against=meta sure=0.3", "act kind=ban by=ie-dpc against=meta modality=possible")
    take(store, article("Not so sure of it", *lines))
    assert values(store, "?x a pg:Ruling") == []
    assert len(values(store, "GRAPH ?g { ?x a pg:Report }")) == 2


def test_related_entries_are_articles_and_are_linked(store: Store) -> None:
    related = (
        Related("Other paper: Meta fined", FINE, "https://other.example/x"),
        Related("Weather: it rains", "Rain."),
    )
    report = take(store, replace(ONE, related=related))
    assert (report.new, report.rulings) == (3, 1)
    assert len(values(store, f"<{IRIS.article(ONE).value}> pg:related ?x . ?x a pg:Article")) == 2
    assert values(store, "?r a pg:Ruling ; pg:supportCount ?x") == ["2"]


def test_a_related_entry_without_address_becomes_the_full_article_when_it_comes() -> None:
    naming = article("Another story of that day", related=(Related(ONE.title, "In short.", publisher="The Paper"),))
    graphs = []
    for order in permutations((naming, ONE)):
        with open_store("memory:") as store:
            for one in order:
                take(store, one)
            assert values(store, "?a pg:related ?x") == [IRIS.article(ONE).value]
            assert audit(store, SETTINGS) == []
            graphs.append(list(quads_of(store)))
    assert graphs[0] == graphs[1]


def test_a_document_without_address_is_the_article_of_its_title() -> None:
    bare = replace(
        article(ONE.title, "More text than the other one has, by far. " * 9, FINE, published=None), publisher=None
    )
    graphs = []
    for order in permutations((bare, ONE)):
        with open_store("memory:") as store:
            reports = [take(store, one) for one in order]
            assert [report.new for report in reports] == [1, 0]
            assert values(store, "?x a pg:Article") == [IRIS.article(ONE).value]
            assert values(store, "?r pg:supportCount ?x") == ["1"]
            graphs.append(list(quads_of(store)))
    with open_store("memory:") as store:
        assert take(store, bare, ONE).new == 1
        graphs.append(list(quads_of(store)))
    assert graphs[0] == graphs[1] == graphs[2]


def test_things_that_nobody_mentions_any_more_are_forgotten(store: Store) -> None:
    first = replace(article(ONE.title, "uses who=acme whose=clearview-ai", url=ONE.url), content_hash="1" * 64)
    take(store, first)
    assert values(store, "?o pg:usesTechnologyOf/rdfs:label ?x") == ["Clearview AI"]
    take(store, ONE)
    assert values(store, "?x a pg:Organisation") == [f"{IRIS.base}organisation/meta"]
    assert audit(store, SETTINGS) == []


def test_refusals_are_told_and_the_rest_goes_on(store: Store) -> None:
    def fragile(given: Article) -> Extraction | Refusal:
        return Refusal("", "cannot be extracted") if "broken" in given.title else extract(given)

    refusal = Refusal("empty.txt", "is empty", "leave it out")
    report = take(store, refusal, article("This one is broken"), ONE, extractor=Extractor(fragile, "1"))
    assert [one.source for one in report.refusals] == ["empty.txt", "This one is broken.txt"]
    assert (report.read, report.refused, report.new) == (2, 2, 1)


def test_parts_that_do_not_hold_are_told(store: Store) -> None:
    def liar(given: Article) -> Extraction:
        found = extract(given)
        evidence = replace(found.reports[0].evidence[0], start=0, end=5)
        return replace(found, reports=(replace(found.reports[0], evidence=(evidence,)),))

    report = take(store, ONE, extractor=Extractor(liar, "1"))
    assert (report.new, report.rulings, len(report.quarantined)) == (1, 0, 1)
    assert report.quarantined[0].source == ONE.source


@pytest.mark.parametrize(
    "title",
    [
        "</script><img src=x onerror=alert(1)>",
        '" . } ; DROP ALL ; INSERT DATA { <a:a> <a:b> "',
        "\\u0022 \\",
        "x\x00y\ud800",
        "名前 🏛️",
    ],
)
def test_hostile_titles_are_text(store: Store, title: str) -> None:
    take(store, article(title, FINE))
    (stored,) = values(store, "?a a pg:Article ; rdfs:label ?x")
    assert stored == title.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert audit(store, SETTINGS) == []


def test_a_hostile_address_is_none(store: Store) -> None:
    take(store, replace(ONE, url="javascript:alert(1)", images=("data:text/html,x", "https://a.example/<b>.png")))
    assert values(store, "?a <https://schema.org/url> ?x . ?a a pg:Article") == []


def test_progress_is_told_after_every_article(store: Store) -> None:
    seen: list[tuple[int, str]] = []
    articles = [article(f"Article number {number} of the day", published=None) for number in range(3)]
    ingest_all(articles, store, SETTINGS, lambda report: seen.append((report.new, report.current)), extractor=EXTRACTOR)
    assert [new for new, _ in seen][:3] == [1, 2, 3]


def test_the_rulings_of_one_slug_are_numbered_whatever_the_order() -> None:
    articles = [article(f"Fine number {number} of the day", f"act kind=fine by=ie-dpc against=meta in=IE sum={number}000EUR") for number in (1, 3, 9)]  # fmt: skip
    results = set()
    for order in permutations(articles):
        with open_store("memory:") as store:
            for one in order:
                take(store, one)
            results.add(tuple(quads_of(store)))
            found = [iri.rpartition("/")[2] for iri in values(store, "?x a pg:Ruling")]
            assert found == ["meta-fine-ie-undated", "meta-fine-ie-undated-2", "meta-fine-ie-undated-3"]
    assert len(results) == 1


def test_the_samples_of_other_formats_are_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Meta is fined\n\nThe regulator decided on Monday that " + "it is so. " * 30)
    (tmp_path / "b.md").write_text("---\ntitle: Another story\nurl: https://a.example/b\n---\nText.\n")
    (tmp_path / "c.txt").write_bytes(b"\x00\x01")
    report = ingest([tmp_path], store, SETTINGS, extractor=EXTRACTOR)
    assert (report.read, report.new, report.refused) == (2, 2, 1)
