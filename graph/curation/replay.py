"""Decisions in force, put to the reports that stand in the store now: the judgements that consolidation takes in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad

from graph.blocking import stored_keys
from graph.consolidate.records import gathered, origin, told
from graph.curation.anchoring import Standing, by_article, found, standing
from graph.curation.decision import CORRECTABLE, Anchor, Decision, Verdict
from graph.curation.keeping import kept
from graph.judgements import Judgements, pairs
from graph.quads import Iris
from graph.sparql import sparql
from graph.store import Store
from graph.vocabulary import PG, concept

SURE = ("1",)


@dataclass(frozen=True)
class Curation:
    """The decisions in force, and the reports of the articles that they are about as those articles stand."""

    iris: Iris
    decisions: tuple[Decision, ...]
    reports: Mapping[str, Sequence[Standing]]

    def read_anew(self, article: str, quads: Iterable[Quad]) -> Curation:
        """With the reports that an article will have, if a decision is about it."""
        if article not in self.reports:
            return self
        fresh = by_article(standing(quads, self.iris.base)).get(article, [])
        return replace(self, reports={**self.reports, article: fresh})

    def report(self, anchor: Anchor) -> str | None:
        """The IRI of the report that an anchor means, None if there is none like it any more."""
        return found(anchor, self.reports.get(anchor.article, ()))

    def lost(self) -> list[Decision]:
        """Decisions about reports that are not there any more. What was noted of such reports is not lost with them."""
        return [
            one
            for one in self.decisions
            if one.verdict is not Verdict.NOTED and any(self.report(anchor) is None for anchor in one.reports)
        ]

    def noted(self) -> set[frozenset[Anchor]]:
        """The reports that somebody has seen together and left as they are."""
        return {frozenset(one.reports) for one in self.decisions if one.verdict is Verdict.NOTED}

    def judgements(self) -> Judgements:
        """What consolidation has to know. Of decisions that contradict one another the later one holds."""
        same: dict[frozenset[str], bool] = {}
        rejected: dict[str, bool] = {}
        corrected: dict[str, dict[str, tuple[str, ...]]] = {}
        entities: dict[str, str] = {}
        for decision in self.decisions:
            reports = [iri for anchor in decision.reports if (iri := self.report(anchor))]
            match decision.verdict:
                case Verdict.ACCEPT:
                    rejected |= dict.fromkeys(reports, False)
                    for iri in reports:
                        corrected.setdefault(iri, {})[PG.confidence.value] = SURE
                case Verdict.REJECT:
                    rejected |= dict.fromkeys(reports, True)
                case Verdict.CORRECT:
                    for iri in reports:
                        corrected[iri] = {**corrected.get(iri, {}), PG.confidence.value: SURE, **self.values(decision)}
                case Verdict.SAME_ACT:
                    same |= dict.fromkeys(pairs(combinations(reports, 2)), True)
                case Verdict.APART:
                    same |= dict.fromkeys(pairs((reports[0], other) for other in reports[1:]), False)
                case Verdict.MERGE:
                    entities |= merged(decision.entities, entities)
                case Verdict.DISTINCT:
                    entities = unmerged(decision.entities, entities)
        return Judgements(
            same=frozenset(pair for pair, said in same.items() if said),
            apart=frozenset(pair for pair, said in same.items() if not said),
            rejected=frozenset(iri for iri, said in rejected.items() if said),
            corrected=corrected,
            entities=entities,
        )

    def values(self, decision: Decision) -> dict[str, tuple[str, ...]]:
        """The values of a correction, as they would stand in an article's graph."""
        return {
            PG[name].value: tuple(self.term(name, value) for value in given) for name, given in decision.values.items()
        }

    def term(self, name: str, value: str) -> str:
        """A value as text: IRIs for entities and concepts."""
        match CORRECTABLE[name]:
            case "concept":
                return concept("force" if name == "bindingForce" else name, value).value
            case "entity":
                return self.iris.entity(value).value
            case _:
                return value


def merged(entities: Sequence[str], so_far: Mapping[str, str]) -> dict[str, str]:
    """The one more step that makes the first of two entities known as the second; none if it would close a circle."""
    known = Judgements(entities=so_far)
    one, other = (known.canonical(entity) for entity in entities)
    return {one: other} if one != other else {}


def unmerged(entities: Sequence[str], so_far: Mapping[str, str]) -> dict[str, str]:
    """The steps without those that made two entities the same."""
    known = Judgements(entities=so_far)
    one, other = entities
    if known.canonical(one) != known.canonical(other):
        return dict(so_far)
    return {entity: target for entity, target in so_far.items() if entity not in (one, other)}


def load(store: Store, iris: Iris) -> Curation:
    """The decisions of a store, put to its reports."""
    decisions = tuple(one.decision for one in kept(store, iris) if one.undone is None)
    return Curation(iris, decisions, stored(store, iris, decisions))


def stored(store: Store, iris: Iris, decisions: Iterable[Decision]) -> dict[str, list[Standing]]:
    """The reports of the articles that decisions are about, as they stand in the store."""
    articles = sorted({anchor.article for decision in decisions for anchor in decision.reports})
    if not articles:
        return {}
    quads = article_quads(store, articles)
    grouped = by_article(standing(quads, iris.base))
    return {article: grouped.get(article, []) for article in articles}


def article_quads(store: Store, articles: Sequence[str]) -> list[Quad]:
    """All that these articles' graphs say."""
    rows = store.select(sparql("article-graph"), {"articles": [NamedNode(one) for one in articles]})
    return [Quad(row["subject"], row["property"], row["value"], row["article"]) for row in rows]  # type: ignore[arg-type]


def key_quads(judgements: Judgements, quads: Sequence[Quad], iris: Iris) -> list[Quad]:
    """The keys under which corrected reports are found, for the curation graph; `quads` hold the reports' articles."""
    facts = gathered((quad.subject, quad.predicate, quad.object) for quad in quads)
    written: list[Quad] = []
    for article, own in facts.items():
        for iri in own.get(PG.reports.value, ()):
            if iri in judgements.corrected:
                record = told(iri, origin(article, own), facts[iri], iris.base, judgements)
                keys = stored_keys(record.facets) if record else ()
                written += [Quad(NamedNode(iri), PG.blockingKey, Literal(key), iris.curation()) for key in keys]
    return written
