"""Why a ruling is what it is: recomputed from the same features that made it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.bands import Bands
from graph.consolidate.chain import Move, grounds, needed
from graph.consolidate.clustering import specificity
from graph.consolidate.matching import agreements, closeness, same_act
from graph.consolidate.moves import Facts, move_of
from graph.consolidate.reading import View
from graph.consolidate.records import Told
from graph.errors import NotFoundError
from graph.judgements import NONE, Judgements
from graph.registry_graph import Registry
from graph.store import Store
from graph.vocabulary import PG, RDF, text_of


@dataclass(frozen=True, slots=True)
class Joined:
    """A report of the ruling: where it stands, the report of it that it is closest to (none for the first), and why."""

    report: str
    article: str
    quote: str
    beside: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """A ruling that it follows, with what speaks for it, how much in all, and how much is needed."""

    earlier: str
    grounds: tuple[tuple[int, str], ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why these reports are one ruling, and why it follows others."""

    ruling: str
    reports: tuple[Joined, ...]
    follows: tuple[Followed, ...]


def explain(
    store: Store, registry: Registry, ruling: NamedNode, bands: Bands, judgements: Judgements = NONE
) -> Explanation:
    """The reasons for a ruling. NotFoundError if the graph has none of this name."""
    view = View(store, registry.iris, (), (), bands, judgements)
    facts = facts_of(view, ruling.value)
    if (RDF.type, PG.Ruling) not in facts:
        raise NotFoundError(
            f"There is no ruling {ruling.value}.", "Look for it with `policygraph query`, or at /search."
        )
    told = sorted(
        view.reports(text_of(value) for predicate, value in facts if predicate == PG.fromReport), key=specificity
    )
    move = move_of(ruling.value, facts, registry.iris.base)
    earlier = sorted(text_of(value) for predicate, value in facts if predicate == PG.follows)
    moves = (move_of(iri, facts_of(view, iri), registry.iris.base) for iri in earlier)
    return Explanation(ruling.value, tuple(joined(told, judgements)), tuple(followed(move, other) for other in moves))


def joined(told: list[Told], judgements: Judgements) -> Iterator[Joined]:
    """Each report with the one before it that it is closest to."""
    for place, report in enumerate(told):
        judged = [other for other in told[:place] if judgements.same_act(report.iri, other.iri)]
        linked = judged or [other for other in told[:place] if same_act(report, other)] or told[:place]
        beside = max(linked, key=lambda other: closeness(report, other), default=None)
        reasons = (
            ("a person judged them to be the same",) if judged else tuple(agreements(report, beside) if beside else ())
        )
        yield Joined(report.iri, report.article, report.quote, beside.iri if beside else None, reasons)


def followed(move: Move, earlier: Move) -> Followed:
    """What speaks for a link."""
    return Followed(earlier.iri, tuple(grounds(move, earlier)), needed(move, earlier))


def facts_of(view: View, thing: str) -> Facts:
    """What the default graph says of a thing."""
    return [
        (row["property"], row["value"])
        for row in view.rows("consolidate-facts", things=[thing])
        if isinstance(row["property"], NamedNode) and isinstance(row["value"], NamedNode | Literal)
    ]
