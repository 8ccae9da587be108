"""Making a decision, taking it back, taking many in: one transaction each, with all that follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode, Quad

from graph.consolidate import reconsider
from graph.curation.decision import Decision
from graph.curation.keeping import Undone, decision_quads, kept, label_of, undone_quads
from graph.curation.replay import Curation, article_quads, key_quads, load, stored
from graph.errors import NotFoundError
from graph.history import Cause, logged
from graph.registry_graph import described
from graph.settings import Settings
from graph.sparql import sparql
from graph.store import Change, Store
from graph.vocabulary import text_of


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision does: the change, and which of its reports are not in the store."""

    decision: Decision
    change: Change
    lost: tuple[str, ...] = ()


def decide(store: Store, settings: Settings, decision: Decision) -> Effect:
    """The change that makes a decision; nothing is written. A decision that stands already changes nothing."""
    iris = described(settings.base).iris
    before = load(store, iris)
    if any(one.id == decision.id for one in before.decisions):
        return Effect(decision, Change())
    after = replace(
        before,
        decisions=tuple(sorted((*before.decisions, decision), key=lambda one: (one.time, one.id))),
        reports={**before.reports, **stored(store, iris, [decision])},
    )
    lost = tuple(anchor.quote for anchor in decision.reports if after.report(anchor) is None)
    return Effect(decision, following(store, settings, after, [decision], decision_quads(decision, iris)), lost)


def undo(store: Store, settings: Settings, identifier: str, undone: Undone) -> Effect:
    """The change that takes a decision back: everything is then as if it had never been made. NotFoundError if there is none in force."""
    iris = described(settings.base).iris
    before = load(store, iris)
    wanted = [one for one in before.decisions if one.id == identifier]
    if not wanted:
        raise NotFoundError(f"No decision {identifier} is in force.", "`policygraph review --decisions` lists them.")
    after = replace(before, decisions=tuple(one for one in before.decisions if one.id != identifier))
    return Effect(wanted[0], following(store, settings, after, wanted, undone_quads(wanted[0], undone, iris)))


def following(
    store: Store, settings: Settings, curation: Curation, about: Iterable[Decision], records: Iterable[Quad]
) -> Change:
    """The change that puts decisions into force, or out of it, for the articles that they are about."""
    registry, decided = described(settings.base), list(about)
    articles = sorted(touched(store, curation, decided))
    judgements = curation.judgements()
    quads = article_quads(store, articles) if articles else []
    derived = reconsider(store, registry, [NamedNode(one) for one in articles], settings.bands, judgements)
    keys = key_quads(judgements, quads, registry.iris)
    change = Change(forget=derived.forget, insert=(*derived.insert, *records, *keys))
    return logged(store, change, Cause.PERSON, settings, "; ".join(label_of(one) for one in decided))


def touched(store: Store, curation: Curation, about: Iterable[Decision]) -> set[str]:
    """The articles whose rulings decisions may change."""
    found: set[str] = set()
    for decision in about:
        found |= {anchor.article for anchor in decision.reports if curation.reports.get(anchor.article)}
        if decision.entities:
            things = [curation.iris.entity(one) for one in decision.entities]
            rows = store.select(sparql("curation-mentioning"), {"things": things})
            found |= {text_of(row["article"]) for row in rows}
    return found


def take_in(store: Store, settings: Settings, decisions: Iterable[Decision]) -> int:
    """Make decisions that were exported elsewhere; returns how many were new here."""
    known = {one.decision.id for one in kept(store, described(settings.base).iris)}
    new = 0
    for decision in decisions:
        if decision.id not in known:
            store.apply(decide(store, settings, decision).change)
            new += 1
    return new
