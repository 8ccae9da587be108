"""Steps in the making of laws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import authorities, every
from graph.extraction.frames.syntax import behind, subject
from graph.extraction.shadow import Parsed
from graph.model import Kind, Status

# Words for a part of several laws: 'some of the toughest laws', 'a package of bills'.
PARTS = frozenset(
    [
        "some",
        "one",
        "two",
        "three",
        "several",
        "many",
        "package",
        "pair",
        "series",
        "number",
        "set",
        "raft",
        "slate",
        "trio",
    ]
)


def legislate_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'Parliament passed the bill', 'the governor signed', 'the Act entered into force'."""
    words = scene.lexicon.legislate
    word = verb.lower_
    head, passive = subject(verb)
    targets = (
        [head]
        if passive and head is not None
        else [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    ) + behind(verb, ("on", "for", "into"))
    targets += [
        item for target in targets if target is not None and target.lower_ in PARTS for item in behind(target, ("of",))
    ]
    law = next((item for item in targets if is_law(parsed, item, words["nouns"])), None)
    if word in words["pass"] | words["propose"] and law is not None:
        makers = authorities(every(parsed, behind(verb, ("by",)) if passive else [head], scene))
        makers = tuple(actor for actor in makers if is_lawmaker(actor, scene))
        if not makers and not (passive and parsed.name_at(law)):
            return
        if head is not None and not passive and head.lower_ in ("it", "this", "that", "which"):
            return  # 'It amends the Online Safety Act': what a law does
        status = (
            Status.PROPOSED
            if word in words["propose"]
            else Status.OVERTURNED
            if word in words["ends"]
            else Status.DECIDED
        )
        act = make(parsed, verb, scene, Kind.LEGISLATION, makers, (), f"legislate {word}", None, status)
        yield replace(act, laws=laws_in(parsed, law)), {verb.i, law.i}
    elif (
        word in ("came", "come", "comes", "enter", "enters", "entered", "took", "takes", "take", "became", "becomes")
        and head is not None
    ):
        rest = {item.lower_ for item in verb.subtree if item.i > verb.i}
        if is_law(parsed, head, words["nouns"] - {"order", "ban", "rule", "proposal", "text", "amendment"}) and (
            rest & words["force"] or (word.startswith("bec") and "law" in rest)
        ):
            act = make(parsed, verb, scene, Kind.LEGISLATION, (), (), "law in force")
            yield replace(act, laws=laws_in(parsed, head)), {verb.i, head.i}


def is_law(parsed: Parsed, token: Token, nouns: frozenset[str]) -> bool:
    """A law by name or by noun."""
    name = parsed.name_at(token)
    if name is None and token.lower_ == "order":
        return any(child.lower_ == "executive" for child in token.children)
    return (name is not None and name.entity.id.startswith("law/")) or (name is None and token.lower_ in nouns)


def is_lawmaker(actor: Actor, scene: Discourse) -> bool:
    """Parliaments, governments, councils and the places that stand for them; not courts."""
    if actor.role is Role.PLACE:
        return True
    if actor.entity is None:
        return False
    entry = scene.registry.entries.get(actor.entity.id)
    return entry is None or entry.kind != "court"


def laws_in(parsed: Parsed, token: Token) -> tuple[str, ...]:
    """Ids of the laws named in a phrase."""
    return tuple(
        dict.fromkeys(
            name.entity.id
            for item in token.subtree
            if (name := parsed.name_at(item)) and name.entity.id.startswith("law/")
        )
    )
