"""What people have decided about reports and entities, in the form that consolidation takes in.

Consolidation never asks where a judgement comes from: who keeps decisions (with who, when and why) resolves them to the
reports that stand in the store now and hands them over. A judgement that is taken back is simply not in here any more:
the graph is then as if it had never been made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

Pair = frozenset[str]
"""Two IRIs of reports."""


@dataclass(frozen=True)
class Judgements:
    """Human judgements in force.

    `same` are reports of one act whatever their features say, `apart` reports of different acts; `apart` wins where
    both are said. `rejected` reports tell of no act. `corrected` gives a report other values: the IRI of a predicate
    with all its values as text, as they would stand in the article's graph; none takes the field away. Who corrects a
    report also stores its new keys (`graph.blocking.stored_keys`) as `pg:blockingKey` in the curation graph, so that
    others find it. `entities` maps the id of an entity to the id of the one that it is the same as (any number of
    steps, no circles): `organisation/facebook-inc` to `organisation/meta`.
    """

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    rejected: frozenset[str] = frozenset()
    corrected: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    entities: Mapping[str, str] = field(default_factory=dict)

    def canonical(self, entity: str) -> str:
        """The id under which an entity is known.

        >>> Judgements(entities={"law/a": "law/b", "law/b": "law/c"}).canonical("law/a")
        'law/c'
        """
        seen = {entity}
        while (target := self.entities.get(entity)) and target not in seen:
            seen.add(target)
            entity = target
        return entity

    def forms(self, entity: str) -> frozenset[str]:
        """All ids under which articles may name the entity, its own among them."""
        return self._forms.get(entity, frozenset()) | {entity}

    def partners(self, report: str) -> frozenset[str]:
        """The reports that are judged to tell the same act as this one."""
        return self._partners.get(report, frozenset())

    def same_act(self, one: str, other: str) -> bool:
        """Whether somebody said that two reports tell one act, and nobody that they do not."""
        return other in self.partners(one)

    def different(self, one: str, other: str) -> bool:
        """Whether somebody said that two reports tell different acts."""
        return bool(self.apart) and frozenset((one, other)) in self.apart

    @cached_property
    def _partners(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for pair in self.same - self.apart:
            for one in pair:
                found.setdefault(one, set()).update(pair - {one})
        return {report: frozenset(others) for report, others in found.items()}

    @cached_property
    def _forms(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for entity in self.entities:
            found.setdefault(self.canonical(entity), set()).add(entity)
        return {entity: frozenset(forms) for entity, forms in found.items()}


NONE = Judgements()
"""Nobody has judged anything."""


def pairs(items: Iterable[tuple[str, str]]) -> frozenset[Pair]:
    """Pairs of reports, in whatever order each was given."""
    return frozenset(frozenset(pair) for pair in items)
