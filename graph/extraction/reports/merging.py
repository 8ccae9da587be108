"""The same act told twice in one article is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.amounts import Amount
from graph.extraction.reports.draft import Draft, overlap, shares
from graph.model import Entity, Kind, Status


def merge(made: Sequence[Draft]) -> list[Draft]:
    """The drafts with those that tell the same act made one, the fullest first in its evidence."""
    kept: list[Draft] = []
    for draft in sorted(made, key=lambda item: (item.heading, item.place)):
        twin = next((item for item in kept if same_act(item, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            absorb(twin, draft)
    return sorted(kept, key=lambda item: item.place)


def same_act(one: Draft, two: Draft) -> bool:
    """The same kind by the same authority against the same party, with amounts and standing that agree."""
    if one.kind is not two.kind or one.modality is not two.modality:
        return False
    if (one.status is Status.PROPOSED) != (two.status is Status.PROPOSED) and not still_proposed(one, two):
        return False
    if one.date and two.date and one.date.value and two.date.value and not agree(one.date.value, two.date.value):
        return False
    if not (one.amount and two.amount) and (elsewhere(one, two) or elsewhere(two, one)):
        return False
    if one.kind is Kind.LEGISLATION:
        return (
            (not one.laws or not two.laws or bool(set(one.laws) & set(two.laws)))
            and same_cast(one.issuers, two.issuers)
            and same_step(one, two)
        )
    if " each " in one.rule or (
        one.sentences == two.sentences and one.issuers and two.issuers and not overlap(one.issuers, two.issuers)
    ):
        return False
    return same_amount(one.amount, two.amount) and (
        (same_cast(one.issuers, two.issuers) and same_cast(one.respondents, two.respondents))
        or same_but_guessed(one, two)
    )


def still_proposed(one: Draft, two: Draft) -> bool:
    """'intends to fine BA. The airline will have to pay £183m': the sum of what was proposed in the passage before."""
    first, second = sorted((one, two), key=lambda draft: draft.place)
    return (
        first.status is Status.PROPOSED and second.rule == "must pay" and second.sentences[0] - first.sentences[-1] <= 1
    )


def elsewhere(one: Draft, two: Draft) -> bool:
    """Whether an act of some unnamed body of a country ('the Japanese regulator') cannot be one of a body of another."""
    homes = {entity.jurisdiction[:2] for entity in two.issuers if entity.jurisdiction}
    return bool(one.places) and not one.issuers and bool(homes) and homes.isdisjoint(code[:2] for code in one.places)


def same_step(one: Draft, two: Draft) -> bool:
    """The same step in the making of a law; 'becomes law' is any of those that make it one, and so is what no frame told."""
    if one.read or two.read:
        return one.status is two.status
    steps = {draft.rule.removeprefix("linear ") for draft in (one, two)}
    return len(steps) == 1 or bool(steps & {"legislate become"} and steps & {"legislate pass", "legislate sign"})


def same_but_guessed(one: Draft, two: Draft) -> bool:
    """The same party and the same sum, where one telling leaves its issuer open ('Ultra Tune to pay $2.6m')."""
    return (
        (one.guessed_issuers or two.guessed_issuers)
        and one.amount is not None
        and two.amount is not None
        and one.amount.currency == two.amount.currency
        and overlap(one.respondents, two.respondents)
    )


def agree(one: str, two: str) -> bool:
    """Two dates of whatever precision that can be the same."""
    size = min(len(one), len(two))
    return one[:size] == two[:size]


def same_cast(ours: Sequence[Entity], theirs: Sequence[Entity]) -> bool:
    """Casts that overlap, or of which one is empty."""
    return shares(ours, theirs)


def same_amount(one: Amount | None, two: Amount | None) -> bool:
    """Equal within 2%, or stated in two currencies, or stated once."""
    if one is None or two is None or one.currency != two.currency:
        return True
    return abs(one.amount - two.amount) <= max(one.amount, two.amount) * 2 / 100


def absorb(kept: Draft, other: Draft) -> None:
    """Take over what another telling of the same act adds."""
    if kept.guessed_issuers and other.issuers and not other.guessed_issuers:
        kept.issuers, kept.guessed_issuers = other.issuers, False
    elif (not kept.issuers and may_issue(kept, other)) or joint(kept, other):
        kept.issuers = union(kept.issuers, other.issuers)
    if kept.guessed_respondents and other.respondents and not other.guessed_respondents:
        kept.respondents, kept.guessed_respondents = other.respondents, False
    if not kept.by_many:
        kept.respondents = kept.respondents or other.respondents
    if kept.amount is None or (other.amount is not None and not other.heading and kept.heading):
        kept.amount = other.amount or kept.amount
    kept.laws = list(dict.fromkeys([*kept.laws, *other.laws]))
    kept.sentences += other.sentences
    kept.evidence += [item for item in other.evidence if item not in kept.evidence]
    kept.trust = max(kept.trust, other.trust)
    kept.read = kept.read and other.read
    if kept.support and other.support:
        kept.support = kept.support.joined(other.support)
    kept.date = kept.date or other.date
    kept.place = min(kept.place, other.place)


def may_issue(kept: Draft, other: Draft) -> bool:
    """Whether whoever issues one telling can be who the other leaves open: a court where a court decides, none where somebody sues."""
    if kept.kind is Kind.LAWSUIT:
        return not by_court(other)
    return not kept.unnamed_court or by_court(other)


def by_court(draft: Draft) -> bool:
    """Whether a court is among the issuers, by its name."""
    return any(re.search(r"\b(?:[Cc]ourt|[Tt]ribunal)\b", entity.name) for entity in draft.issuers)


def joint(kept: Draft, other: Draft) -> bool:
    """Several issuers named in one breath are joint ones; a single further one is only another word for the first."""
    return len(other.issuers) > 1 and (kept.read or not other.read)


def union(ours: Sequence[Entity], theirs: Sequence[Entity]) -> list[Entity]:
    """Both, each once."""
    return list({entity.id: entity for entity in (*ours, *theirs)}.values())
