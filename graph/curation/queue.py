"""What a person should look at: doubts, close races, sources that disagree, words and reports that are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, groupby

from pyoxigraph import NamedNode

from graph.consolidate.records import Facts, gathered
from graph.curation.anchoring import Standing, standing, withdrawn
from graph.curation.decision import Decision, Verdict
from graph.curation.items import Exhibit, Item, Reason
from graph.curation.keeping import label_of
from graph.curation.replay import Curation, article_quads, load
from graph.registry_graph import described
from graph.settings import Settings
from graph.sparql import sparql
from graph.store import Row, Store
from graph.vocabulary import PG, RDFS, SCHEMA, text_of


def queue(store: Store, settings: Settings) -> Iterator[Item]:
    """All items: races and conflicts first, for they are about what is told now; then what is gone, then doubts."""
    curation = load(store, described(settings.base).iris)
    judged, noted = judged_pairs(curation), curation.noted()
    yield from (item for item in races(store, settings) if not judged & {pair_of(item)})
    seen = chain(conflicts(store, settings), gone(store, settings))
    yield from (item for item in seen if frozenset(one.anchor for one in item.exhibits) not in noted)
    yield from (lost(decision) for decision in curation.lost())
    yield from unsure(store, settings, decided_reports(curation))


def races(store: Store, settings: Settings) -> Iterator[Item]:
    """Pairs of rulings that may be one."""
    rows = list(store.select(sparql("curation-races")))
    shown = exhibits(store, settings, {text_of(row[name]) for row in rows for name in ("article", "rivalArticle")})
    for _, group in groupby(rows, key=lambda row: (text_of(row["ruling"]), text_of(row["rival"]))):
        first = next(group)
        both = [shown[text_of(first[name])] for name in ("report", "rivalReport") if text_of(first[name]) in shown]
        question = f"Is “{text_of(first['label'])}” the same act as “{text_of(first['rivalLabel'])}”?"
        if len(both) == 2:
            yield Item(Reason.RACE, question, tuple(both), (Verdict.SAME_ACT, Verdict.APART))


def conflicts(store: Store, settings: Settings) -> Iterator[Item]:
    """Values that sources tell differently; the first exhibit tells the one that is shown."""
    rows = list(store.select(sparql("curation-conflicts")))
    shown = exhibits(store, settings, {text_of(row["article"]) for row in rows})
    for _, group in groupby(rows, key=lambda row: (text_of(row["ruling"]), text_of(row["property"]))):
        told = list(group)
        name = text_of(told[0]["property"]).rpartition("#")[2]
        found = dict.fromkeys(
            evidence(row, shown) for row in sorted(told, key=loser) if text_of(row["report"]) in shown
        )
        why = next(text_of(row["reason"]) for row in told if not loser(row))
        question = (
            f"Sources disagree on the {_NAMES.get(name, name)} of “{text_of(told[0]['label'])}”. "
            f"The first one is taken: {why}. Is that right?"
        )
        yield Item(
            Reason.CONFLICT, question, tuple(found), (Verdict.NOTED, Verdict.CORRECT, Verdict.APART), property=name
        )


_NAMES = {"penaltyAmount": "sum", "issuedBy": "authority"}
"""What people call properties that sources disagree on."""


def loser(row: Row) -> bool:
    """Sorts the values that won first."""
    return text_of(row["wins"]) != "true"


def evidence(row: Row, shown: Mapping[str, Exhibit]) -> Exhibit:
    """The report of a row with the value that it tells."""
    found = shown[text_of(row["report"])]
    return replace(found, value=text_of(row["value"]))


def gone(store: Store, settings: Settings) -> Iterator[Item]:
    """Reports whose words are gone from their article since it was edited, the latest first."""
    rows = list(store.select(sparql("curation-withdrawn")))
    shown = exhibits(store, settings, {text_of(row["article"]) for row in rows})
    for row in rows:
        if exhibit := shown.get(text_of(row["report"])):
            question = f"Since {text_of(row['until'])[:10]} the article says this no more. {left(row)}"
            yield Item(Reason.WITHDRAWN, question, (exhibit,), (Verdict.NOTED,))


def left(row: Row) -> str:
    """What is left of an act whose words are gone."""
    if "label" not in row:
        return "No ruling is left of it."
    by = "The same article" if text_of(row["here"]) == "true" else "Another article"
    return f"{by} still tells “{text_of(row['label'])}”."


def lost(decision: Decision) -> Item:
    """A decision about a report that is not there any more."""
    missing = tuple(Exhibit("", anchor, "") for anchor in decision.reports)
    question = f"A new reading of the article left nothing like this: {label_of(decision)}"
    return Item(Reason.LOST, question, missing, (), decision=decision.id)


def unsure(store: Store, settings: Settings, decided: frozenset[str]) -> Iterator[Item]:
    """Reports of rulings that were read with doubt, as long as nobody has decided on them."""
    rows = [row for row in store.select(sparql("curation-unsure")) if text_of(row["report"]) not in decided]
    shown = exhibits(store, settings, {text_of(row["article"]) for row in rows})
    for row in rows:
        if exhibit := shown.get(text_of(row["report"])):
            percent = round(float(text_of(row["confidence"])) * 100)
            question = f"Does the article tell of this {exhibit.anchor.kind}? It was read with {percent}% confidence."
            yield Item(Reason.UNSURE, question, (exhibit,), (Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT))


def exhibits(store: Store, settings: Settings, articles: set[str]) -> dict[str, Exhibit]:
    """The reports of articles by their IRIs, those whose words are gone too."""
    if not articles:
        return {}
    quads = article_quads(store, sorted(articles))
    facts = gathered((quad.subject, quad.predicate, quad.object) for quad in quads)
    name = described(settings.base).name

    def named(identifier: str) -> str:
        return min(facts.get(settings.base + identifier, {}).get(RDFS.label.value, ()), default=name(identifier))

    told = [*standing(quads, settings.base), *withdrawn(quads, settings.base)]
    return {one.iri: exhibit(one, facts[one.anchor.article], named) for one in told}


def exhibit(report: Standing, article: Facts, name: Callable[[str], str]) -> Exhibit:
    """A report with the names of its parties, and what the facts of its article say of the article."""

    def one(predicate: NamedNode) -> str:
        return min(article.get(predicate.value, ()), default="")

    return Exhibit(
        report=report.iri,
        anchor=report.anchor,
        headline=one(SCHEMA.headline),
        source=", ".join(filter(None, (one(PG.publisherName), one(SCHEMA.datePublished)[:10]))),
        authorities=tuple(map(name, report.anchor.issuers)),
        against=tuple(map(name, report.anchor.respondents)),
    )


def decided_reports(curation: Curation) -> frozenset[str]:
    """The reports that somebody accepted, rejected or corrected."""
    alone = (Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT)
    anchors = [anchor for one in curation.decisions if one.verdict in alone for anchor in one.reports]
    return frozenset(iri for anchor in anchors if (iri := curation.report(anchor)))


def judged_pairs(curation: Curation) -> set[frozenset[str]]:
    """The pairs of reports of which somebody said whether they tell one act."""
    judgements = curation.judgements()
    return set(judgements.same | judgements.apart)


def pair_of(item: Item) -> frozenset[str]:
    """The reports of an item."""
    return frozenset(one.report for one in item.exhibits)
