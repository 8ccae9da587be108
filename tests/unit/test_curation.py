"""What people decide is kept, holds over every new reading of the articles, and can be taken back without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import orjson
import pytest
from pyoxigraph import NamedNode

from graph.curation import Anchor, Decision, Undone, Verdict, decision_of, export, kept
from graph.curation.deciding import decide, take_in, undo
from graph.curation.items import Item, Reason
from graph.curation.queue import queue
from graph.curation.replay import load
from graph.errors import InputError, NotFoundError
from graph.model import Article, Extraction
from graph.pipeline import Extractor, ingest_all
from graph.quads import Iris
from graph.retraction import retraction
from graph.retraction import undo as undo_retraction
from graph.settings import Settings
from graph.store import Store, open_store
from graph.upkeep import reconsolidate
from graph.vocabulary import text_of
from tests.acts import EXTRACTOR, article, extract, quads_of

pytestmark = pytest.mark.usefixtures("small_registry")

SETTINGS = Settings()
IRIS = Iris(SETTINGS.base)
FINE = "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22 sum=1200000000EUR"
SAME_FINE = "act kind=fine by=ie-dpc against=meta in=IE sum=1200000000EUR"
OTHER_FINE = "act kind=fine by=fr-cnil against=google in=FR on=2023-03-02 sum=5000000EUR"
DOUBTFUL = "act kind=ban by=it-garante against=openai in=IT on=2023-03-31 sure=0.6"
WHEN = "2026-11-23T10:00:00Z"
LATER = "2026-11-23T11:00:00Z"


def told(*lines: str) -> list[Article]:
    """An article for each line."""
    return [article(f"Article number {n} of the day", line) for n, line in enumerate(lines)]


def take(store: Store, articles: Sequence[Article], extractor: Extractor = EXTRACTOR) -> None:
    ingest_all(articles, store, SETTINGS, extractor=extractor)


def rulings(store: Store) -> list[tuple[str, str, int]]:
    """Kind, respondents and articles of each ruling."""
    query = """PREFIX pg: <https://w3id.org/policygraph/ns#>
    SELECT ?kind (GROUP_CONCAT(STR(?who); separator=" ") AS ?whom) ?articles
    WHERE { ?ruling a pg:Ruling ; pg:kind ?kind ; pg:supportCount ?articles OPTIONAL { ?ruling pg:respondent ?who } }
    GROUP BY ?ruling ?kind ?articles ORDER BY ?kind ?whom"""
    return [
        (
            text_of(row["kind"]).rpartition("/")[2],
            text_of(row["whom"]).removeprefix(SETTINGS.base),
            int(text_of(row["articles"])),
        )
        for row in store.select(query)
    ]


def anchor(one: Article, kind: str = "fine") -> Anchor:
    """The anchor of the first report of an article."""
    found = extract(one)
    report = (*found.reports, *found.possibilities)[0]
    return Anchor(IRIS.article(one).value, report.evidence[0].quote, kind, report.issuers, report.respondents)


def made(verdict: Verdict, *reports: Anchor, time: str = WHEN, **more: object) -> Decision:
    return replace(Decision(verdict, time, "Ada", "read the decision", tuple(reports)), **more)  # type: ignore[arg-type]


def apply(store: Store, decision: Decision) -> None:
    store.apply(decide(store, SETTINGS, decision).change)


def take_back(store: Store, decision: Decision) -> None:
    store.apply(undo(store, SETTINGS, decision.id, Undone(LATER, "Bob", "was wrong")).change)


def knowledge(store: Store) -> list[str]:
    """All quads but the decisions themselves."""
    return [line for line in quads_of(store) if not line.endswith("/graph/curation> .") and "/change/" not in line]


def bands(store: Store) -> list[str]:
    """The band of each ruling."""
    rows = store.select("SELECT ?band WHERE { ?ruling <https://w3id.org/policygraph/ns#band> ?band } ORDER BY ?band")
    return [text_of(row["band"]).rpartition("/")[2] for row in rows]


def test_a_doubtful_ruling_is_to_be_checked_until_somebody_accepts_it(store: Store) -> None:
    articles = told(DOUBTFUL)
    take(store, articles)
    assert (rulings(store), bands(store)) == ([("ban", "organisation/openai", 1)], ["review"])
    apply(store, made(Verdict.ACCEPT, anchor(articles[0], "ban")))
    assert (rulings(store), bands(store)) == ([("ban", "organisation/openai", 1)], ["publish"])


def test_a_doubtful_report_takes_nothing_from_a_sure_one_of_the_same_act(store: Store) -> None:
    take(store, told(FINE, f"{FINE} sure=0.6"))
    assert (rulings(store), bands(store)) == ([("fine", "organisation/meta", 2)], ["publish"])
    assert list(queue(store, SETTINGS)) == []


def test_what_is_hidden_makes_no_ruling(store: Store) -> None:
    take(store, told(f"{FINE} sure=0.2"))
    assert rulings(store) == []


def test_a_report_that_is_rejected_makes_none(store: Store) -> None:
    articles = told(FINE)
    take(store, articles)
    apply(store, made(Verdict.REJECT, anchor(articles[0])))
    assert rulings(store) == []


def test_a_corrected_value_stands_in_the_ruling(store: Store) -> None:
    articles = told(FINE)
    take(store, articles)
    apply(
        store,
        made(
            Verdict.CORRECT, anchor(articles[0]), values={"respondent": ("organisation/whatsapp",), "kind": ("order",)}
        ),
    )
    assert rulings(store) == [("order", "organisation/whatsapp", 1)]


def test_a_corrected_report_joins_the_act_that_it_now_tells(store: Store) -> None:
    articles = told(FINE, SAME_FINE.replace("meta", "mela"))
    take(store, articles)
    assert len(rulings(store)) == 2
    apply(store, made(Verdict.CORRECT, anchor(articles[1]), values={"respondent": ("organisation/meta",)}))
    assert rulings(store) == [("fine", "organisation/meta", 2)]


def test_merging_and_splitting_restore_the_former_state_exactly(store: Store) -> None:
    articles = told(FINE, OTHER_FINE)
    take(store, articles)
    before = knowledge(store)
    both = made(Verdict.SAME_ACT, *map(anchor, articles))
    apply(store, both)
    assert len(rulings(store)) == 1
    take_back(store, both)
    assert knowledge(store) == before


def test_reports_that_are_told_apart_are_two_rulings_until_it_is_undone(store: Store) -> None:
    articles = told(FINE, SAME_FINE)
    take(store, articles)
    before = knowledge(store)
    assert rulings(store) == [("fine", "organisation/meta", 2)]
    split = made(Verdict.APART, *map(anchor, articles))
    apply(store, split)
    assert len(rulings(store)) == 2
    take_back(store, split)
    assert knowledge(store) == before


def test_the_later_of_two_decisions_holds(store: Store) -> None:
    articles = told(FINE, OTHER_FINE)
    take(store, articles)
    apply(store, made(Verdict.SAME_ACT, *map(anchor, articles)))
    apply(store, made(Verdict.APART, *map(anchor, articles), time=LATER))
    assert len(rulings(store)) == 2


def test_entities_are_merged_and_parted(store: Store) -> None:
    articles = told(FINE, FINE.replace("meta", "facebook-inc"))
    take(store, articles)
    before = knowledge(store)
    merge = made(Verdict.MERGE, entities=("organisation/facebook-inc", "organisation/meta"))
    apply(store, merge)
    assert rulings(store) == [("fine", "organisation/meta", 2)]
    apply(store, made(Verdict.DISTINCT, time=LATER, entities=("organisation/facebook-inc", "organisation/meta")))
    assert knowledge(store) == before


def reread(given: Article) -> Extraction:
    """Another way to extract: it reads fines as orders, and everything a little more surely."""
    found = extract(replace(given, text=given.text.replace("sum=5000000EUR", "sum=5000001EUR")))
    return replace(
        found, article=given, reports=tuple(replace(one, confidence=0.95) for one in reversed(found.reports))
    )


def test_a_re_extraction_leaves_every_decision_in_force(store: Store) -> None:
    articles = [
        *told(FINE, SAME_FINE, DOUBTFUL),
        article("Two acts in one", OTHER_FINE, FINE.replace("meta", "amazon")),
    ]
    take(store, articles)
    decisions = [
        made(Verdict.APART, anchor(articles[0]), anchor(articles[1])),
        made(Verdict.REJECT, anchor(articles[2], "ban")),
        made(Verdict.REJECT, anchor(articles[3])),
    ]
    for decision in decisions:
        apply(store, decision)
    before = rulings(store)
    assert before == [
        ("fine", "organisation/amazon", 1),
        ("fine", "organisation/meta", 1),
        ("fine", "organisation/meta", 1),
    ]
    take(store, articles, Extractor(reread, "test 2"))
    assert rulings(store) == before
    after = knowledge(store)
    reconsolidate(store, SETTINGS)
    assert knowledge(store) == after


def test_a_corrected_report_is_corrected_again_after_a_re_extraction(store: Store) -> None:
    articles = told(FINE, SAME_FINE.replace("meta", "mela"))
    take(store, articles)
    apply(store, made(Verdict.CORRECT, anchor(articles[1]), values={"respondent": ("organisation/meta",)}))
    take(store, articles, Extractor(reread, "test 2"))
    assert rulings(store) == [("fine", "organisation/meta", 2)]


def test_a_decision_that_lost_its_report_waits_in_the_queue(store: Store) -> None:
    articles = told(FINE)
    take(store, articles)
    apply(store, made(Verdict.REJECT, anchor(articles[0])))
    take(store, articles, Extractor(lambda given: replace(extract(given), reports=()), "test 2"))
    assert [item.reason for item in queue(store, SETTINGS)] == [Reason.LOST]
    take(store, articles, Extractor(extract, "test 3"))
    assert list(queue(store, SETTINGS)) == []
    assert rulings(store) == []


def test_decisions_hold_where_an_article_is_retracted_and_comes_back(store: Store) -> None:
    articles = told(FINE, SAME_FINE)
    take(store, articles)
    apply(store, made(Verdict.APART, *map(anchor, articles)))
    iri = IRIS.article(articles[1])
    store.apply(retraction(store, SETTINGS, iri, "Ada", "a hoax").change)
    assert len(rulings(store)) == 1
    undo_retraction(store, SETTINGS, iri)
    take(store, articles)
    assert len(rulings(store)) == 2


def test_decisions_come_out_and_go_in_elsewhere(store: Store) -> None:
    articles = told(FINE, OTHER_FINE)
    take(store, articles)
    apply(store, made(Verdict.SAME_ACT, *map(anchor, articles)))
    lines = export(kept(store, IRIS)).splitlines()
    with open_store("memory:") as other:
        take(other, articles)
        decisions = [decision_of(orjson.loads(line)) for line in lines]
        assert take_in(other, SETTINGS, decisions) == 1
        assert take_in(other, SETTINGS, decisions) == 0
        assert list(quads_of(other)) == list(quads_of(store))


def test_what_was_undone_is_kept_with_who_and_why_and_cannot_be_undone_twice(store: Store) -> None:
    articles = told(FINE)
    take(store, articles)
    decision = made(Verdict.REJECT, anchor(articles[0]))
    apply(store, decision)
    take_back(store, decision)
    assert [(one.decision, one.undone) for one in kept(store, IRIS)] == [(decision, Undone(LATER, "Bob", "was wrong"))]
    assert load(store, IRIS).decisions == ()
    with pytest.raises(NotFoundError, match=decision.id):
        take_back(store, decision)


def reasons(items: Sequence[Item]) -> list[tuple[str, list[str]]]:
    return [(item.reason, [one.anchor.kind for one in item.exhibits]) for item in items]


def test_what_was_read_with_doubt_stands_in_the_queue_until_somebody_decides(store: Store) -> None:
    articles = told(FINE, DOUBTFUL)
    take(store, articles)
    (item,) = queue(store, SETTINGS)
    assert (item.reason, item.exhibits[0].headline) == (Reason.UNSURE, articles[1].title)
    assert item.exhibits[0].anchor == anchor(articles[1], "ban")
    apply(store, made(Verdict.REJECT, item.exhibits[0].anchor))
    assert list(queue(store, SETTINGS)) == []


def test_sources_that_disagree_stand_in_the_queue_with_what_each_tells(store: Store) -> None:
    take(store, told(FINE, FINE.replace("sum=1200000000EUR", "sum=1100000000EUR")))
    found = [item for item in queue(store, SETTINGS) if item.reason is Reason.CONFLICT]
    assert [(item.property, [one.value for one in item.exhibits]) for item in found] == [
        ("penaltyAmount", ["EUR 1,200,000,000", "EUR 1,100,000,000"])
    ]


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"verdict": "hang", "time": WHEN, "by": "Ada", "why": ""},
        {"verdict": "accept", "time": WHEN, "by": "Ada", "why": "", "reports": []},
        {"verdict": "merge", "time": WHEN, "by": "Ada", "why": "", "entities": ["law/a", "law/a"]},
        {"verdict": "correct", "time": WHEN, "by": "Ada", "why": "", "reports": [{"article": "a", "quote": "q", "kind": "fine"}]},
        {
            "verdict": "correct", "time": WHEN, "by": "Ada", "why": "", "values": {"mood": ["bad"]},
            "reports": [{"article": "a", "quote": "q", "kind": "fine"}],
        },
    ],
)  # fmt: skip
def test_what_is_no_decision_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(InputError):
        decision_of(record)


def test_decisions_stand_in_the_graph_for_all_to_ask_for(store: Store) -> None:
    articles = told(FINE)
    take(store, articles)
    apply(store, made(Verdict.REJECT, anchor(articles[0])))
    query = """PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX prov: <http://www.w3.org/ns/prov#>
    SELECT ?by ?time ?article WHERE { GRAPH ?curation
      { ?decision a pg:Decision ; pg:decidedBy ?by ; prov:endedAtTime ?time ; pg:decidedOn ?article } }"""
    (row,) = store.select(query)
    assert (text_of(row["by"]), row["article"]) == ("Ada", NamedNode(IRIS.article(articles[0]).value))
