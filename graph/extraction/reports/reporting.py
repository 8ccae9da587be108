"""A draft as the frozen report of an article."""

from __future__ import annotations

import re

from graph.extraction.reports.draft import Draft
from graph.extraction.reports.trust import confidence
from graph.model import BindingForce, Kind, Money, Report, Status

BINDING = {
    Kind.FINE,
    Kind.ORDER,
    Kind.BAN,
    Kind.SETTLEMENT,
    Kind.APPEAL,
    Kind.LEGISLATION,
    Kind.APPROVAL,
    Kind.DISMISSAL,
}


def to_report(draft: Draft, technologies: tuple[str, ...], laws: tuple[str, ...], main: bool) -> Report:
    """The frozen report of a draft."""
    jurisdictions = dict.fromkeys(
        [entity.jurisdiction for entity in draft.issuers if entity.jurisdiction] + draft.places
    )
    return Report(
        kind=draft.kind,
        status=draft.status,
        binding_force=force_of(draft),
        modality=draft.modality,
        issuers=tuple(entity.id for entity in draft.issuers),
        respondents=tuple(entity.id for entity in draft.respondents),
        jurisdictions=tuple(jurisdictions),
        technologies=technologies,
        laws=tuple(dict.fromkeys([*draft.laws, *laws])),
        evidence=tuple(draft.evidence),
        confidence=round(confidence(draft), 3),
        date=draft.date,
        penalty=Money(draft.amount.amount, draft.amount.currency) if draft.amount else None,
        remedies=recommended(draft),
        main=main,
        source=draft.source,
    )


SHOULD = re.compile(
    r"\b(?:should|recommended that \w+|must) ((?:delete|stop|cease|destroy|remove|end|discontinue|refrain)\b[^.;]{3,220}?)(?=[.;”\"]|, ?the |,the |$)",
    re.IGNORECASE,
)


def recommended(draft: Draft) -> tuple[str, ...]:
    """What a finding asks the party to do, in the words of its evidence: 'delete all images', 'stop offering'."""
    if draft.kind is not Kind.FINDING:
        return ()
    return tuple(
        dict.fromkeys(match[1].strip(" ,") for item in draft.evidence for match in SHOULD.finditer(item.quote))
    )


def force_of(draft: Draft) -> BindingForce:
    """Binding force from kind and status: proposals bind nobody, findings only find."""
    if draft.status is Status.PROPOSED:
        return BindingForce.NON_BINDING
    if draft.kind is Kind.FINDING:
        return BindingForce.FINDING_ONLY
    if draft.kind in BINDING:
        return BindingForce.BINDING
    return BindingForce.NON_BINDING if draft.kind in (Kind.GUIDANCE, Kind.WARNING) else BindingForce.UNKNOWN
