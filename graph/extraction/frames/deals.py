"""What authorities do with mergers: 'cleared the takeover of EE', 'approved the merger between A and B', 'blocked the deal'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import authorities, every, owners, parties
from graph.extraction.frames.syntax import behind, objects, subject
from graph.extraction.shadow import Parsed
from graph.model import Kind

OUTCOMES = {Kind.APPROVAL: Kind.APPROVAL, Kind.DISMISSAL: Kind.APPROVAL, Kind.BAN: Kind.BAN}


def deal_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """An authority and a merger; who merges stands around the noun, or was said before."""
    kind = scene.lexicon.verbs.get(verb.lower_)
    if kind not in OUTCOMES:
        return
    head, passive = subject(verb)
    deals = [head] if passive else objects(verb)
    deal = next((item for item in deals if item is not None and item.lower_ in scene.lexicon.frames["merger"]), None)
    if deal is None:
        return
    issuers = authorities(every(parsed, behind(verb, ("by", "in")) if passive else [head], scene, Role.AUTHORITY))
    if not issuers and passive:
        issuers = authorities(every(parsed, [item for item in verb.subtree if item.dep_ == "pobj"], scene))
    if not issuers:
        return
    yield (
        make(parsed, verb, scene, OUTCOMES[kind], issuers, merging(parsed, deal, scene), f"deal {verb.lower_}"),
        {
            verb.i,
            deal.i,
        },
    )


def merging(parsed: Parsed, deal: Token, scene: Discourse) -> tuple[Actor, ...]:
    """The firms of a merger: its owner, what it is of, between and with whom."""
    around = owners(parsed, deal, scene) + every(
        parsed, behind(deal, ("of", "by", "between", "with")), scene, Role.PARTY
    )
    return parties({actor.entity.id: actor for actor in around if actor.entity}.values())
