"""Which drafts are acts of their own, and which of those have been overturned."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.extraction.reports.draft import FREE_OF_RESPONDENTS, Draft, overlap, shares
from graph.extraction.reports.merging import agree, same_amount
from graph.extraction.reports.trust import confidence
from graph.extraction.sentences import Sentence
from graph.model import Kind, Modality, Status

# Acts that no text reports without saying whose they are.
NEEDS_ISSUER = {
    Kind.BAN,
    Kind.ORDER,
    Kind.APPEAL,
    Kind.DISMISSAL,
    Kind.APPROVAL,
    Kind.CHARGE,
    Kind.WARNING,
    Kind.FINDING,
    Kind.INVESTIGATION,
    Kind.GUIDANCE,
}


def select(kept: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that are too incomplete to be acts, or are but a part of another act of the same hand."""
    complete = [
        draft
        for draft in kept
        if draft.issuers or draft.places or draft.kind not in NEEDS_ISSUER or by_some_court(draft)
    ]
    complete = [
        draft
        for draft in complete
        if draft.respondents
        or (draft.unnamed_respondent and not draft.guessed_issuers)
        or draft.kind in FREE_OF_RESPONDENTS
        or (draft.kind in (Kind.FINE, Kind.BAN) and not draft.by_many and (draft.issuers or draft.places))
        or draft.read  # the reader knows whether somebody is named
        or draft.rule.endswith(" matter")
    ]
    complete = [draft for draft in complete if not (is_guess(draft) or is_vague(draft))]
    for draft in complete:
        hand_over(draft, complete)
    complete = [draft for draft in complete if not is_total(draft, complete)]
    return [draft for draft in complete if not is_part(draft, complete)]


APPROVAL = re.compile(r"\b(?:court|judge|approv\w+)\b", re.IGNORECASE)
CLASS_ACTION = re.compile(r"\bclass[- ]action", re.IGNORECASE)


def without_private(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """The drafts without settlements of class actions: private parties agree, and no authority that the sentence names takes part."""
    return [draft for draft in drafts if not is_private(draft, sentences)]


def is_private(draft: Draft, sentences: Sequence[Sentence]) -> bool:
    """A settlement by nobody in its sentence, which that or the next sentence calls a class action, and in which no court is spoken of."""
    if draft.kind is not Kind.SETTLEMENT or (draft.issuers and not draft.guessed_issuers):
        return False
    near = [sentences[place].text for place in draft.sentences]
    near += [sentences[place + 1].text for place in draft.sentences if place + 1 < len(sentences)]
    return any(CLASS_ACTION.search(text) for text in near) and not any(APPROVAL.search(text) for text in near)


def is_total(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether a fine on several is told of each of them as well: 'fined A and B a total of 9m', then 'A 6m' and 'B 3m'."""
    hit = {entity.id for entity in draft.respondents}
    apart = [
        {entity.id for entity in other.respondents}
        for other in others
        if other is not draft
        and other.kind is draft.kind is Kind.FINE
        and other.amount is not None
        and overlap(draft.issuers, other.issuers)
    ]
    shares = [one for one in apart if one < hit]
    return len(shares) > 1 and set().union(*shares) == hit


def by_some_court(draft: Draft) -> bool:
    """'A court has found that X broke the law': an act of a court that is not named, on a party that is."""
    return draft.unnamed_court and bool(draft.respondents) and not draft.guessed_respondents


def hand_over(draft: Draft, others: Sequence[Draft]) -> None:
    """Let a settlement have the sum that its parties are told to pay in another sentence."""
    for other in others:
        if other.kind is Kind.FINE and draft.kind is Kind.SETTLEMENT and draft.amount is None and other.amount:
            if overlap(draft.issuers, other.issuers) and overlap(draft.respondents, other.respondents):
                draft.amount = other.amount
                draft.evidence += [item for item in other.evidence if item not in draft.evidence]


def is_guess(draft: Draft) -> bool:
    """Neither who acts nor on whom stands in the sentence, and no sum either."""
    return draft.guessed_issuers and draft.guessed_respondents and draft.amount is None


def is_vague(draft: Draft) -> bool:
    """'a less severe penalty': a fine of no sum by nobody."""
    return draft.kind is Kind.FINE and draft.amount is None and not draft.issuers and not draft.places


LIKELY = 0.5
"""How sure an act must be for another to be taken for a part of it."""

# A finding, a charge or a finished investigation is part of the sanction that the same authority took for it;
# a penalty that a settlement states is the settlement's.
PARTS = {
    Kind.FINDING: {
        Kind.FINE,
        Kind.ORDER,
        Kind.BAN,
        Kind.SETTLEMENT,
        Kind.WARNING,
        Kind.LAWSUIT,
        Kind.CHARGE,
        Kind.APPEAL,
    },
    Kind.CHARGE: {Kind.SETTLEMENT, Kind.FINE},
    Kind.INVESTIGATION: {
        Kind.FINE,
        Kind.ORDER,
        Kind.BAN,
        Kind.FINDING,
        Kind.SETTLEMENT,
        Kind.DISMISSAL,
        Kind.LAWSUIT,
        Kind.WARNING,
    },
    Kind.FINE: {Kind.SETTLEMENT},
    # 'closed its inquiry' beside a sanction of the same hand is no acquittal; a court dismisses claims within an appeal.
    Kind.DISMISSAL: {Kind.FINE, Kind.ORDER, Kind.BAN, Kind.FINDING, Kind.SETTLEMENT, Kind.APPEAL},
}


# 'In a separate investigation by the ICO': what came before the measure in whose sentence it stands.
IN_PASSING = re.compile(r"(?:noun|read) (?:investigations?|probes?|inquiry|inquiries|enquiry)")


def is_part(draft: Draft, others: Sequence[Draft]) -> bool:
    """Whether a draft only tells a part of another asserted draft."""
    if draft.modality is not Modality.ASSERTED:
        return False
    if draft.kind is Kind.INVESTIGATION and (
        "ing" in draft.rule
        or (
            not IN_PASSING.fullmatch(draft.rule)
            and any(other is not draft and set(other.sentences) & set(draft.sentences) for other in others)
        )
    ):
        return False  # still open: told as going on, or opened in the same breath as another measure
    for other in others:
        if (
            other is not draft
            and other.kind in PARTS.get(draft.kind, ())
            and other.modality is Modality.ASSERTED
            and (confidence(other) >= LIKELY or confidence(other) >= confidence(draft))
        ):
            if (
                overlap(draft.issuers, other.issuers)
                and overlap(draft.respondents, other.respondents)
                and (draft.kind is not Kind.FINE or same_amount(draft.amount, other.amount))
            ):
                if not (
                    draft.date
                    and other.date
                    and draft.date.value
                    and other.date.value
                    and not agree(draft.date.value, other.date.value)
                ):
                    return True
    return False


APPEALABLE = (Kind.FINE, Kind.ORDER, Kind.BAN)


def mark_appealed(kept: Sequence[Draft], appeals: Sequence[tuple[str, int]]) -> None:
    """The last act before it, on the party that is told to have appealed, is under appeal, unless a court has decided on it."""
    for party, place in appeals:
        hit = [draft for draft in kept if party in {entity.id for entity in draft.respondents}]
        if any(is_judgement(draft) for draft in hit):
            continue
        last = [draft for draft in hit if draft.kind in APPEALABLE and draft.status is Status.DECIDED]
        before = [draft for draft in last if any(item.start <= place for item in draft.evidence)]
        if before:
            max(before, key=lambda draft: draft.place).status = Status.APPEALED


def is_judgement(draft: Draft) -> bool:
    """Whether a draft tells what a court has decided on an appeal, and is likely right."""
    decided = draft.kind is Kind.APPEAL and draft.status is Status.DECIDED
    return decided and draft.modality is Modality.ASSERTED and confidence(draft) >= LIKELY


def mark_overturned(kept: Sequence[Draft]) -> None:
    """An annulling judgement overturns the earlier act on the same party that the text tells of; a repeal, the law's making."""
    for end in kept:
        if end.kind is Kind.LEGISLATION and end.rule == "legislate end" and end.modality is Modality.ASSERTED:
            for draft in kept:
                made = draft.kind is Kind.LEGISLATION and draft.status is Status.DECIDED and draft.rule != end.rule
                if made and set(draft.laws) & set(end.laws):
                    draft.status = Status.OVERTURNED
    for judgement in kept:
        if not judgement.overturns or judgement.modality is not Modality.ASSERTED:
            continue
        for draft in kept:
            if (
                draft.kind in (Kind.FINE, Kind.ORDER, Kind.BAN)
                and draft is not judgement
                and draft.status is Status.DECIDED
            ):
                apart = {entity.id for entity in judgement.issuers} & {entity.id for entity in draft.issuers}
                if not apart and shares(judgement.respondents, draft.respondents):
                    draft.status = Status.OVERTURNED
                    if draft.date == judgement.date:
                        draft.date = None  # the day of the judgement: nothing is annulled on the day that it is done
