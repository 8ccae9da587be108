"""Which report of an article a decision means, now that the article may have been read anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from graph.consolidate.records import Facts, gathered
from graph.curation.decision import Anchor
from graph.vocabulary import PG, text_of

EXACT, PART, KIND, PARTY = 4, 3, 2, 1
ENOUGH = 5
"""A quote and the kind, or the exact quote and a party: with less, a report is another one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A report as it stands in an article's graph."""

    iri: str
    anchor: Anchor


def standing(quads: Iterable[Quad], base: str) -> list[Standing]:
    """The reports in the graphs of articles."""
    facts = gathered((quad.subject, quad.predicate, quad.object) for quad in quads)
    return [
        Standing(iri, anchor(article, facts.get(iri, {}), base))
        for article, own in facts.items()
        for iri in sorted(own.get(PG.reports.value, ()))
    ]


def withdrawn(quads: Sequence[Quad], base: str) -> list[Standing]:
    """The reports of former versions in the graphs of articles: their words are gone."""
    homes = {text_of(quad.subject): text_of(quad.graph_name) for quad in quads if quad.object == PG.LostReport}
    facts = gathered((quad.subject, quad.predicate, quad.object) for quad in quads if text_of(quad.subject) in homes)
    return [Standing(iri, anchor(article, facts[iri], base)) for iri, article in sorted(homes.items())]


def anchor(article: str, facts: Facts, base: str) -> Anchor:
    """The anchor of a report with these facts."""

    def ends(predicate: str) -> tuple[str, ...]:
        return tuple(sorted(value.removeprefix(base) for value in facts.get(predicate, ())))

    kind = min(facts.get(PG.kind.value, ()), default="").rpartition("/")[2]
    quote = min(facts.get(PG.quote.value, ()), default="")
    return Anchor(article, quote, kind, ends(PG.issuedBy.value), ends(PG.respondent.value))


def found(wanted: Anchor, reports: Sequence[Standing]) -> str | None:
    """The IRI of the report that an anchor means: the likest, if it is like enough and no other is as like."""
    ranked = sorted(
        ((likeness(wanted, one.anchor), one.iri) for one in reports if one.anchor.article == wanted.article),
        reverse=True,
    )
    if not ranked or ranked[0][0] < ENOUGH or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return ranked[0][1]


def likeness(one: Anchor, other: Anchor) -> int:
    """How much two anchors agree."""
    ours, theirs = plain(one.quote), plain(other.quote)
    quotes = EXACT if ours == theirs else PART if ours in theirs or theirs in ours else 0
    parties = sum(
        bool(set(mine) & set(yours))
        for mine, yours in ((one.issuers, other.issuers), (one.respondents, other.respondents))
    )
    return quotes + KIND * (one.kind == other.kind) + PARTY * parties if quotes else 0


def plain(quote: str) -> str:
    """A quote without what a new extraction may set differently: blanks, case, marks at its ends."""
    return re.sub(r"\s+", " ", quote).strip(" .…\"“”'").lower()


def by_article(reports: Iterable[Standing]) -> Mapping[str, list[Standing]]:
    """Reports by the IRI of their article."""
    grouped: dict[str, list[Standing]] = {}
    for report in reports:
        grouped.setdefault(report.anchor.article, []).append(report)
    return grouped
