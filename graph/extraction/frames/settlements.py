"""'Epic settled with the FTC', 'agreed to pay'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extraction.actors import Discourse, Role
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import authorities, every, parties
from graph.extraction.frames.sums import nearest_amount, sole_amount
from graph.extraction.frames.syntax import behind, objects, subject
from graph.extraction.shadow import Parsed
from graph.model import Kind


def settle_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'Epic settled with the FTC', 'agreed to pay $5m to settle', 'will pay the FTC'."""
    lexicon = scene.lexicon
    word = verb.lower_
    sentence = {token.lower_ for token in parsed.doc}
    settles = word in lexicon.settle["verbs"]
    agreed = verb.dep_ == "xcomp" and verb.head.lower_ in ("agree", "agreed", "agrees", "agreeing")
    pays_now = word in lexicon.settle["pay"] and (
        agreed or bool(sentence & {"settle", "settlement", "settled", "resolve", "settles", "settling"})
    )
    if not settles and not pays_now:
        return
    head, _ = subject(verb)
    above = every(parsed, [head], scene)
    others = every(parsed, behind(verb, ("with", "to", "by", "from")), scene)
    others += every(parsed, [item for part in objects(verb) for item in behind(part, ("against", "with"))], scene)
    everyone = above + others + (every(parsed, objects(verb), scene))
    for item in parsed.doc:
        if item.dep_ in ("pobj", "poss", "compound") and parsed.name_at(item):
            everyone += [
                actor
                for actor in every(parsed, [item], scene)
                if actor.role is Role.AUTHORITY and actor not in everyone
            ]
    issuers = authorities(everyone)
    respondents = parties(above) or parties(others) or parties(everyone)
    amount = nearest_amount(parsed, verb) or sole_amount(parsed)
    if not respondents or not (issuers or (agreed and amount)):
        return
    act = make(parsed, verb, scene, Kind.SETTLEMENT, issuers, respondents, f"settle {word}", amount)
    spent = {token.i for token in parsed.doc if token.lower_ in lexicon.settle["verbs"] | {"settlement"}} | {verb.i}
    yield act, spent
