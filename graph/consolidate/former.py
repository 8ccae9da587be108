"""Articles that told an act in a former version and do not any more: shown beside those that do, and never counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Quad

from graph.blocking import lookup_keys, stored_keys
from graph.consolidate.matching import same_act
from graph.consolidate.records import Told
from graph.consolidate.ruling import Act
from graph.vocabulary import PG


def by_key(lost: Iterable[Told]) -> Mapping[str, Sequence[Told]]:
    """Reports whose words are gone, by the keys under which they are found."""
    found: dict[str, list[Told]] = defaultdict(list)
    for report in lost:
        for key in stored_keys(report.facets):
            found[key].append(report)
    return found


def formerly(act: Act, lost: Mapping[str, Sequence[Told]]) -> list[Told]:
    """The lost reports that tell the act, in order of their IRIs."""
    found = {
        one
        for report in act.reports
        for key in lookup_keys(report.facets)
        for one in lost.get(key, ())
        if same_act(one, report)
    }
    return sorted(found, key=lambda one: one.iri)


def former_quads(ruling: NamedNode, act: Act, lost: Mapping[str, Sequence[Told]]) -> Iterator[Quad]:
    """What the ruling's articles no longer say. An article that tells it in other words now still tells it."""
    told = formerly(act, lost)
    yield from (Quad(ruling, PG.formerReport, NamedNode(one.iri)) for one in told)
    articles = {one.article for one in told} - set(act.articles)
    yield from (Quad(ruling, PG.formerlyReportedBy, NamedNode(article)) for article in sorted(articles))
