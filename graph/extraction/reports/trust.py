"""How likely a report is right: from the ladder of its roles, what is missing in it, and what the other readers say."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache

import ontology
from graph.extraction.reports.draft import FREE_OF_RESPONDENTS, Draft, Support
from graph.model import Kind, Status

GROUPS = {
    "paid": {Kind.FINE, Kind.SETTLEMENT},
    "court": {Kind.APPEAL, Kind.DISMISSAL, Kind.LAWSUIT},
    "duty": {Kind.ORDER, Kind.BAN},
    "general": {Kind.LEGISLATION, Kind.GUIDANCE},
    "view": {Kind.FINDING, Kind.WARNING},
    "open": {Kind.INVESTIGATION, Kind.CHARGE},
}
"""Kinds that are about as hard to read as one another; approvals are what is left."""
FLOOR = 0.02
"""The least chance whose logarithm counts."""


def confidence(draft: Draft) -> float:
    """How likely a draft is right, between 0 and 1."""
    if draft.support is None or by_rung_alone(draft):
        return by_rung(draft)
    given = features(draft, draft.support)
    return 1 / (1 + math.exp(-sum(weight * given[name] for name, weight in weights().items())))


def by_rung_alone(draft: Draft) -> bool:
    """Whether no other reader has a say: none has read the text, or the text, often a headline and a line, names no authority that one could find."""
    return draft.support is None or (draft.unheard_of and not draft.read)


def by_rung(draft: Draft) -> float:
    """Trust by the rung of the roles, what is missing, how often it is told."""
    value = draft.trust * 0.85
    if not draft.issuers:
        value *= 0.75
    if lacks_respondent(draft):
        value *= 0.6
    value += 0.05 * min(len(draft.evidence) - 1, 3)
    return min(value, 0.99)


def features(draft: Draft, support: Support) -> Mapping[str, float]:
    """What speaks for and against a draft, by the names of `weights`. A frame's draft and a reader's are weighed apart."""
    framed, read = float(not draft.read), float(draft.read)
    known = float(support.act > 0)
    given = {
        "framed": framed,
        "framed.rung": framed * by_rung(draft),
        "framed.known": framed * known,
        "framed.act": framed * known * odds(support.act),
        "framed.issuer": framed * support.issuer,
        "framed.respondent": framed * support.respondent,
        "framed.other": framed * support.other,
        "read": read,
        "read.act": read * odds(support.act),
        "read.issuer": read * support.issuer,
        "read.respondent": read * support.respondent,
        "guessed.issuer": float(draft.guessed_issuers),
        "guessed.respondent": float(draft.guessed_respondents),
        "missing.issuer": float(lacks_issuer(draft) and not draft.places),
        "missing.respondent": float(lacks_respondent(draft)),
        "place": float(lacks_issuer(draft) and bool(draft.places)),
        "told": float(min(len(draft.evidence), 3) - 1),
        "sum": float(draft.amount is not None),
        "several": float(len(draft.issuers) > 1 or len(draft.respondents) > 1),
        "decided": float(draft.status is Status.DECIDED),
    }
    return given | {name: float(draft.kind in kinds) for name, kinds in GROUPS.items()}


def lacks_issuer(draft: Draft) -> bool:
    """Whether nobody acts though the text names authorities; laws are often told without their maker."""
    return not draft.issuers and not draft.unheard_of and draft.kind is not Kind.LEGISLATION


def lacks_respondent(draft: Draft) -> bool:
    """Whether nobody is named whom an act of its kind must hit."""
    return not draft.respondents and draft.kind not in FREE_OF_RESPONDENTS and not draft.counted


def odds(chance: float) -> float:
    """The logarithm of the odds."""
    held = min(max(chance, FLOOR), 1 - FLOOR)
    return math.log(held / (1 - held))


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature, fitted by `training/confidence.py`."""
    return dict(tomllib.loads((ontology.ROOT / "lexicon" / "confidence.toml").read_text(encoding="utf-8"))["weights"])
