"""Who has appealed: no act of an authority, but what becomes of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role
from graph.extraction.frames.cast import every, owners, parties
from graph.extraction.frames.syntax import behind, objects, subject
from graph.extraction.shadow import Parsed

FILING = frozenset(["file", "files", "filed", "lodge", "lodges", "lodged", "launch", "launched", "bring", "brought"])


def appeals(parsed: Sequence[Parsed], scene: Discourse) -> list[tuple[str, int]]:
    """The ids of parties that have appealed against something, each with the place where it is told."""
    return [
        (actor.entity.id, item.place(token))
        for item in parsed
        for token in item.doc
        for actor in appellants(item, token, scene)
        if actor.entity
    ]


def appellants(parsed: Parsed, token: Token, scene: Discourse) -> Iterator[Actor]:
    """Who appeals by this word: 'Google is appealing the fine', 'filed an appeal', "Google's appeal against"; not 'will appeal'."""
    words = scene.lexicon.court
    if token.pos_ == "VERB" and token.lower_ in words["appeal_verbs"] and is_done(token, scene):
        head, passive = subject(token)
        who = behind(token, ("by",)) if passive else [head]
        yield from parties(every(parsed, who, scene, Role.PARTY))
    elif token.pos_ == "VERB" and token.lower_ in FILING and is_done(token, scene):
        if any(item.lower_ in ("appeal", "appeals") for item in objects(token)):
            yield from parties(every(parsed, [subject(token)[0]], scene, Role.PARTY))
    elif token.pos_ == "NOUN" and token.lower_ in ("appeal", "challenge") and behind(token, ("against", "to", "of")):
        yield from parties(owners(parsed, token, scene) + every(parsed, behind(token, ("by",)), scene))


def is_done(verb: Token, scene: Discourse) -> bool:
    """Whether a verb tells what is done: no 'will', no 'may', no 'plans to', no denial."""
    words = scene.lexicon.factuality
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "neg")}
    return helpers.isdisjoint({"to"} | words["possible"] | words["future"] | words["negation"])
