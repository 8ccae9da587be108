"""Reports to rulings: which are one act, and that no order changes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graph.blocking import lookup_keys, stored_keys
from graph.consolidate import Told, clusters, consolidate, rebuild, reconsider, reports_in
from graph.consolidate.amounts import same_sum
from graph.consolidate.matching import same_act
from graph.judgements import NONE, Judgements, pairs
from graph.model import Article, Related
from graph.pipeline import ingest_all
from graph.quads import Document, Iris, article_quads
from graph.registry_graph import described
from graph.settings import Settings
from graph.store import Change, open_store
from graph.upkeep import ensure_registry, reconsolidate
from tests.acts import EXTRACTOR, article, extract, quads_of

pytestmark = pytest.mark.usefixtures("small_registry")

SETTINGS = Settings()
IRIS = Iris(SETTINGS.base)
CANADA = "by=ca-opc against=clearview-ai in=CA about=facial-recognition"


def reports(articles: Iterable[Article]) -> list[Told]:
    """The reports of articles, as they are read back from the store."""
    quads = (article_quads(extract(one), Document(one), IRIS, "1") for one in articles)
    return [record for graph in quads for record in reports_in(graph, IRIS.base).values()]


def acts(*articles: Article) -> list[int]:
    """How many reports each act of these articles has, most first."""
    return sorted((len(cluster.reports) for cluster in clusters(reports(articles))), reverse=True)


def told_by(*lines: str, published: str = "2023-05-23") -> list[Article]:
    """An article for each line."""
    return [article(f"Article number {n} of the day", line, published=published) for n, line in enumerate(lines)]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22",
            "act kind=fine by=ie-dpc against=meta in=IE on=2023-05",
        ],
        [
            "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-12",
            "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22",
        ],
        ["act kind=fine by=ie-dpc against=meta in=IE", "act kind=fine against=meta in=IE on=2023-05-22"],
        ["act kind=fine by=ie-dpc,eu-edpb against=meta in=IE", "act kind=fine by=eu-edpb against=meta in=EU"],
        [
            "act kind=fine by=ie-dpc against=meta in=IE sum=1200000000EUR",
            "act kind=fine by=ie-dpc against=meta in=IE sum=1300000000USD",
        ],
        [
            "act kind=fine by=ie-dpc against=meta in=IE sum=746000000EUR",
            "act kind=fine by=ie-dpc against=meta in=IE sum=750000000EUR",
        ],
        [
            "act kind=fine by=ie-dpc against=meta in=IE sum=1EUR",
            "act kind=settlement by=ie-dpc against=meta in=IE sum=1EUR",
        ],
        ["act kind=fine by=ie-dpc against=meta in=IE", "act kind=fine by=ie-dpc in=IE"],
        [
            "act kind=guidance by=eu-edpb in=EU about=facial-recognition",
            "act kind=guidance by=eu-edpb in=EU about=facial-recognition",
        ],
        [
            "act kind=legislation in=GB under=gb-online-safety-act",
            "act kind=legislation by=gb-parliament in=GB under=gb-online-safety-act",
        ],
        [f"act kind=finding {CANADA}", f"act kind=order force=non-binding {CANADA}"],
        [
            "act kind=fine by=ie-dpc against=tiktok in=IE on=2020 sum=345000000EUR",
            "act kind=fine by=ie-dpc against=tiktok in=IE sum=345000000EUR",
        ],
    ],
)
def test_one_act(lines: Sequence[str]) -> None:
    assert acts(*told_by(*lines)) == [2]


@pytest.mark.parametrize(
    "lines",
    [
        ["act kind=fine by=ie-dpc against=meta in=IE", "act kind=fine by=ie-dpc against=tiktok in=IE"],
        ["act kind=fine by=ie-dpc against=meta in=IE", "act kind=fine by=fr-cnil against=meta in=FR"],
        ["act kind=fine by=ie-dpc against=meta in=IE", "act kind=fine against=meta in=KR"],
        ["act kind=fine by=ie-dpc against=meta in=IE sum=5EUR", "act kind=fine by=ie-dpc against=meta in=IE sum=9EUR"],
        [
            "act kind=fine by=ie-dpc against=meta in=IE on=2023-01-04",
            "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22",
        ],
        ["act kind=fine by=ie-dpc against=meta in=IE", "act kind=lawsuit by=ie-dpc against=meta in=IE"],
        ["act kind=guidance by=eu-edpb about=facial-recognition", "act kind=guidance by=eu-edpb about=dark-pattern"],
        [
            "act kind=order by=ca-bc-oipc against=clearview-ai in=CA-BC on=2021-12-14",
            "act kind=order by=ca-ab-oipc against=clearview-ai in=CA-AB on=2021-12-14",
        ],
        [
            "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22 sum=5EUR",
            "act kind=fine by=ie-dpc against=meta in=IE on=2021-09-02 sum=5EUR",
        ],
    ],
)
def test_two_acts(lines: Sequence[str]) -> None:
    assert acts(*told_by(*lines)) == [1, 1]


def test_two_kinds_in_one_article_are_two_acts() -> None:
    one = article("Fined and ordered", f"act kind=finding {CANADA}", f"act kind=warning {CANADA}")
    assert acts(one) == [1, 1]


def test_two_days_in_one_article_are_two_acts_and_in_two_articles_a_slip() -> None:
    lines = [f"act kind=appeal by=eu-cjeu against=google in=EU on=2024-09-{day}" for day in ("03", "10")]
    assert acts(article("September at the court", *lines)) == [1, 1]
    assert acts(*told_by(*lines)) == [2]


def test_one_sum_on_two_days_of_one_article_is_one_act() -> None:
    lines = [f"act kind=fine by=ie-dpc against=meta in=IE sum=5EUR on=2023-05-{day}" for day in ("12", "22")]
    assert acts(article("Decided, then announced", *lines)) == [2]


def test_a_recommendation_belongs_to_its_finding() -> None:
    assert acts(article("Found", f"act kind=finding {CANADA}", f"act kind=order force=non-binding {CANADA}")) == [2]


def test_canada_found_in_february_and_ordered_in_december() -> None:
    february = told_by(*[f"act kind=finding {CANADA}"] * 5, published="2021-02-04")
    exact = article("Exact", f"act kind=finding {CANADA} on=2021-02-03", published="2021-02-05")
    order = "kind=order against=clearview-ai on=2021-12-14"
    december = article(
        "Ordered", f"act by=ca-bc-oipc in=CA-BC {order}", f"act by=ca-ab-oipc in=CA-AB {order}", published="2021-12-15"
    )
    assert acts(*february, exact, december) == [6, 1, 1]


def test_a_vague_report_that_fits_two_acts_stays_apart() -> None:
    exact = told_by(
        "act kind=fine by=ie-dpc against=meta in=IE sum=5EUR", "act kind=fine by=ie-dpc against=meta in=IE sum=9EUR"
    )
    vague = article("Vague", "act kind=fine against=meta in=IE")
    assert acts(*exact, vague) == [1, 1, 1]


def test_an_intended_fine_stays_apart_from_the_final_one() -> None:
    notice = article(
        "BA intent", "act kind=fine status=proposed by=gb-ico against=ba in=GB sum=183390000GBP", published="2019-07-08"
    )
    final = article("BA final", "act kind=fine by=gb-ico against=ba in=GB sum=20000000GBP", published="2020-10-16")
    assert acts(notice, final) == [1, 1]


@pytest.mark.parametrize(("one", "other", "same"), [((100, "EUR"), (101, "EUR"), True), ((100, "EUR"), (105, "EUR"), False), ((20, "GBP"), (26, "USD"), True), ((20, "GBP"), (90, "USD"), False), ((5, "XXX"), (5, "EUR"), False)])  # fmt: skip
def test_sums(one: tuple[int, str], other: tuple[int, str], same: bool) -> None:
    from decimal import Decimal

    assert same_sum((Decimal(one[0]), one[1]), (Decimal(other[0]), other[1])) is same
    assert same_sum((Decimal(other[0]), other[1]), (Decimal(one[0]), one[1])) is same


def field(name: str, values: Sequence[str]) -> st.SearchStrategy[str]:
    """A field of an `act` line, or nothing."""
    return st.sampled_from(["", *(f"{name}={value}" for value in values)])


LINES = st.tuples(
    st.sampled_from(
        [
            *("kind=fine", "kind=fine", "kind=finding", "kind=order", "kind=settlement", "kind=legislation"),
            *("kind=appeal", "kind=investigation"),
        ]
    ),
    field("by", ["ie-dpc", "fr-cnil", "ie-dpc,eu-edpb"]),
    field("against", ["meta", "google", "meta,google"]),
    field("in", ["IE", "FR", "EU"]),
    field("on", ["2023", "2023-05", "2023-05-22", "2023-05-29", "2022-01-06"]),
    field("sum", ["1000EUR", "1010EUR", "5000EUR", "1100USD"]),
    field("about", ["facial-recognition", "dark-pattern"]),
    field("under", ["eu-gdpr"]),
    field("status", ["proposed", "overturned"]),
    field("sure", ["0.6", "0.4"]),
).map(lambda fields: " ".join(("act", *filter(None, fields))))
DAYS = st.sampled_from([None, "2023-05-23", "2023-06-10", "2023-09-01", "2022-01-07"])
ARTICLES = st.lists(st.tuples(st.lists(LINES, min_size=1, max_size=3), DAYS), min_size=1, max_size=6).map(
    lambda drafts: [
        article(f"Article number {number} of the list", *lines, published=day)
        for number, (lines, day) in enumerate(drafts)
    ]
)


@given(ARTICLES)
@settings(deadline=None)
def test_reports_of_the_same_act_share_a_key(drawn: list[Article]) -> None:
    found = reports(drawn)
    for one in found:
        for other in found:
            assert same_act(one, other) == same_act(other, one)
            if same_act(one, other):
                assert set(lookup_keys(one.facets)) & set(stored_keys(other.facets))


@given(ARTICLES, st.randoms(use_true_random=True))
@settings(deadline=None)
def test_acts_do_not_depend_on_the_order_of_reports(drawn: list[Article], random: object) -> None:
    found = reports(drawn)
    expected = {frozenset(report.iri for report in cluster.reports) for cluster in clusters(found)}
    random.shuffle(found)  # type: ignore[attr-defined]
    assert {frozenset(report.iri for report in cluster.reports) for cluster in clusters(found)} == expected


TWICE = st.tuples(ARTICLES, st.lists(st.sampled_from(["once", "twice", "related"]), min_size=6, max_size=6)).map(
    lambda drawn: [document for one, how in zip(drawn[0], drawn[1], strict=False) for document in documents(one, how)]
)


def documents(one: Article, how: str) -> list[Article]:
    """An article as one document, as two (one with the metadata, one with the text), or also named by another one."""
    if how == "once":
        return [one]
    full = replace(one, url=f"https://paper.example/{one.title[15]}", text=f"{one.title}\nuses who=acme whose=meta")
    bare = replace(one, published=None, publisher=None, content_hash="0" * 63 + one.title[15])
    if how == "twice":
        return [full, bare]
    naming = article(f"Another naming {one.title}", related=(Related(one.title, "In short.", None, one.published),))
    return [naming, full, bare]


def stored(articles: Sequence[Article]) -> list[str]:
    """All quads after these articles came one by one."""
    with open_store("memory:") as store:
        ensure_registry(store, SETTINGS)
        for one in articles:
            ingest_all([one], store, SETTINGS, extractor=EXTRACTOR)
        return list(quads_of(store))


@given(TWICE, st.randoms(use_true_random=True))
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_the_graph_does_not_depend_on_the_order_of_ingest(drawn: list[Article], random: object) -> None:
    expected = stored(drawn)
    random.shuffle(drawn)  # type: ignore[attr-defined]
    assert stored(drawn) == expected
    with open_store("memory:") as store:
        ingest_all(drawn, store, SETTINGS, extractor=EXTRACTOR)
        assert list(quads_of(store)) == expected
        reconsolidate(store, SETTINGS)
        assert list(quads_of(store)) == expected


@given(ARTICLES, st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_articles_that_are_taken_away_leave_no_trace_and_come_back_as_they_were(
    drawn: list[Article], data: st.DataObject
) -> None:
    gone = data.draw(st.lists(st.sampled_from(drawn), unique_by=lambda one: one.title))
    with open_store("memory:") as store:
        ingest_all(drawn, store, SETTINGS, extractor=EXTRACTOR)
        everything = list(quads_of(store))
        for one in gone:
            iri = IRIS.article(one)
            derived = consolidate(store, described(SETTINGS.base), [iri], [], SETTINGS.bands)
            store.apply(Change(clear=(iri,), forget=derived.forget, insert=derived.insert))
        assert list(quads_of(store)) == stored([one for one in drawn if one not in gone])
        ingest_all(gone, store, SETTINGS, extractor=EXTRACTOR)
        assert list(quads_of(store)) == everything


def judgements_on(drawn: list[Article], data: st.DataObject) -> Judgements:
    """Some judgements on the reports of these articles."""
    found = [report.iri for report in reports(drawn)]
    several = st.lists(
        st.tuples(st.sampled_from(found), st.sampled_from(found)).filter(lambda pair: pair[0] != pair[1])
    )
    chosen = several.map(pairs) if len(found) > 1 else st.just(frozenset())
    return Judgements(
        same=data.draw(chosen),
        apart=data.draw(chosen),
        rejected=frozenset(data.draw(st.lists(st.sampled_from(found)))),
        entities=data.draw(st.sampled_from([{}, {"organisation/google": "organisation/meta"}])),
    )


@given(ARTICLES.filter(lambda drawn: bool(reports(drawn))), st.data())
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_judgements_take_effect_and_are_undone_without_a_trace(drawn: list[Article], data: st.DataObject) -> None:
    judged = judgements_on(drawn, data)
    registry, sure = described(SETTINGS.base), SETTINGS.bands
    articles = [IRIS.article(one) for one in drawn]
    with open_store("memory:") as store:
        ingest_all(drawn, store, SETTINGS, extractor=EXTRACTOR)
        before = list(quads_of(store))
        for judgements in (judged, NONE):
            derived = reconsider(store, registry, articles, sure, judgements)
            store.apply(Change(forget=derived.forget, insert=derived.insert))
            after = list(quads_of(store))
            derived = rebuild(store, registry, sure, judgements)
            store.apply(Change(forget=derived.forget, insert=derived.insert))
            assert list(quads_of(store)) == after
        assert after == before


@given(ARTICLES, st.data())
@settings(deadline=None)
def test_judged_reports_are_together_or_apart_whatever_they_say(drawn: list[Article], data: st.DataObject) -> None:
    found = reports(drawn)
    assume(len(found) > 1)
    judged = judgements_on(drawn, data)
    together = clusters([report for report in found if report.iri not in judged.rejected], judged)
    home = {report.iri: number for number, cluster in enumerate(together) for report in cluster.reports}
    for one, other in judged.apart:
        assert one not in home or other not in home or home[one] != home[other]
    if not judged.apart:
        for one, other in judged.same:
            assert one not in home or other not in home or home[one] == home[other]
