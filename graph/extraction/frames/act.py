"""What a frame makes: an act, with its cast and its standing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse
from graph.extraction.amounts import Amount
from graph.extraction.factuality import Standing, assess
from graph.extraction.shadow import Parsed
from graph.model import BindingForce, Kind, Status


@dataclass(frozen=True, slots=True)
class Act:
    """One act as one sentence tells it. `issuers` and `respondents` are actors as read; `place` orders acts in the text."""

    kind: Kind
    status: Status
    standing: Standing
    issuers: tuple[Actor, ...]
    respondents: tuple[Actor, ...]
    parsed: Parsed
    place: int
    rule: str
    amount: Amount | None = None
    force: BindingForce | None = None
    overturns: bool = False
    laws: tuple[str, ...] = ()


def make(
    parsed: Parsed,
    token: Token,
    scene: Discourse,
    kind: Kind,
    issuers: Iterable[Actor],
    respondents: Iterable[Actor],
    rule: str,
    amount: Amount | None = None,
    status: Status | None = None,
) -> Act:
    """An act with the standing of its trigger; intended acts are proposed ones."""
    standing = assess(parsed, token, scene)
    if status is None:
        status = Status.PENDING if kind in (Kind.INVESTIGATION, Kind.LAWSUIT, Kind.CHARGE) else Status.DECIDED
    if standing.intended:
        status = Status.PROPOSED
    wanted = {actor.entity.id for actor in issuers if actor.entity}
    against = tuple(actor for actor in respondents if actor.entity is None or actor.entity.id not in wanted)
    return Act(kind, status, standing, tuple(issuers), against, parsed, parsed.place(token), rule, amount)
