"""What courts do with earlier decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extraction.actors import Discourse, Role
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import authorities, every, is_court, owners
from graph.extraction.frames.syntax import AGAINST, behind, objects, subject
from graph.extraction.shadow import Parsed
from graph.model import Kind


def court_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """Appeals: who appealed x what came out. 'annulled the fine', 'upheld', 'dismissed the appeal', 'threw out the suit'."""
    words = scene.lexicon.court
    word = verb.lower_
    head, passive = subject(verb)
    targets = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass", "oprd")] + (
        [head] if passive and head is not None else []
    )
    nouns = [
        item for target in targets for item in [target, *(child for child in target.children if child.dep_ == "conj")]
    ]
    thing = next((item for item in nouns if item.lower_ in words["objects"] | words["appeals"] | words["suits"]), None)
    if thing is None:
        return
    issuers = authorities(every(parsed, behind(verb, ("by",)) if passive else [head], scene))
    around = (
        owners(parsed, thing, scene)
        + every(parsed, behind(thing, AGAINST), scene)
        + every(parsed, behind(verb, ("against", "for", "on")), scene)
    )
    for child in thing.children:  # 'a fine that the Commission imposed on Intel'
        if child.dep_ in ("relcl", "acl"):
            around += every(
                parsed,
                [subject(child)[0] if child.dep_ == "relcl" else None, *objects(child), *behind(child, AGAINST)],
                scene,
            )
    respondents = tuple(actor for actor in around if actor.role is Role.PARTY)
    court_like = any(is_court(actor, scene) for actor in issuers)
    if word in words["overturn"] and thing.lower_ in words["objects"] and (court_like or passive):
        yield (
            replace(
                make(parsed, verb, scene, Kind.APPEAL, issuers, respondents, f"court {word} {thing.lower_}"),
                overturns=True,
            ),
            {verb.i},
        )
    elif word in words["uphold"] | words["change"] and thing.lower_ in words["objects"] and court_like:
        yield make(parsed, verb, scene, Kind.APPEAL, issuers, respondents, f"court {word} {thing.lower_}"), {verb.i}
    elif word in words["reject"] and thing.lower_ in words["appeals"] and court_like:
        yield (
            make(parsed, verb, scene, Kind.APPEAL, issuers, respondents, f"court {word} {thing.lower_}"),
            {verb.i, thing.i},
        )
    elif word in words["reject"] and thing.lower_ in words["suits"] and issuers:
        yield (
            make(parsed, verb, scene, Kind.DISMISSAL, issuers, respondents, f"dismissal {word} {thing.lower_}"),
            {verb.i, thing.i},
        )
