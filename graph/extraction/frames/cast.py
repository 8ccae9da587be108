"""Actors of phrases, sorted into those that can act and those that can be acted upon."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role, actors
from graph.extraction.frames.syntax import behind
from graph.extraction.shadow import Parsed


def every(parsed: Parsed, tokens: Iterable[Token | None], scene: Discourse, want: Role | None = None) -> list[Actor]:
    """Actors of several phrases, each once; `want` is the role that pronouns among them play."""
    found: list[Actor] = []
    for token in tokens:
        if token is not None:
            found += [actor for actor in actors(parsed, token, scene, want) if actor not in found]
    return found


def authorities(found: Iterable[Actor]) -> tuple[Actor, ...]:
    """The ones that can issue an act: authorities, and places that act."""
    return tuple(actor for actor in found if actor.role in (Role.AUTHORITY, Role.PLACE))


def parties(found: Iterable[Actor]) -> tuple[Actor, ...]:
    """The ones that an act can be directed at."""
    return tuple(actor for actor in found if actor.role in (Role.PARTY, Role.OTHER))


def owners(parsed: Parsed, token: Token, scene: Discourse) -> list[Actor]:
    """Who stands as possessor or compound before a noun: 'the CNIL's fine', 'FTC lawsuit', 'Google fine', 'a second Irish inquiry'."""
    found = every(
        parsed, (child for child in token.children if child.dep_ in ("poss", "compound", "nmod", "amod")), scene
    )
    places = [
        scene.registry.adjectives[child.text]
        for child in token.children
        if child.dep_ == "amod" and child.text in scene.registry.adjectives
    ]
    return found or [Actor(Role.PLACE, None, "named", code) for code in places]


def is_court(actor: Actor, scene: Discourse) -> bool:
    """Whether an actor is a court, or may be one that is not named."""
    if actor.entity is None:
        return actor.role is Role.AUTHORITY
    entry = scene.registry.entries.get(actor.entity.id)
    return (entry.kind == "court") if entry else ("court" in actor.entity.name.lower())


def is_chamber(actor: Actor, scene: Discourse) -> bool:
    """Whether an actor makes laws or governs, and sets no penalty by itself."""
    entry = scene.registry.entries.get(actor.entity.id) if actor.entity else None
    return entry is not None and entry.kind in ("legislature", "government")


def only_party_behind(parsed: Parsed, verb: Token, scene: Discourse) -> tuple[Actor, ...]:
    """The one organisation named behind a verb, where the parse gave it no object."""
    behind_it = {
        name.entity.id: name
        for item in parsed.doc[verb.i :]
        if (name := parsed.name_at(item)) and name.entity.id.startswith("organisation/")
    }
    return (
        tuple(Actor(Role.PARTY, name.entity, "inherited") for name in behind_it.values()) if len(behind_it) == 1 else ()
    )


def clause_subjects(parsed: Parsed, clause: Iterable[Token], scene: Discourse) -> list[Actor]:
    """Who a clause speaks of: its subject, the possessor or maker in its subject, else any party named in it."""
    for part in clause:
        for child in part.subtree:
            if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
                found = [actor for actor in every(parsed, [child], scene) if actor.role is Role.PARTY]
                found = found or [actor for actor in owners(parsed, child, scene) if actor.role is Role.PARTY]
                found = found or [
                    actor
                    for actor in every(parsed, behind(child, ("of", "by", "at")), scene)
                    if actor.role is Role.PARTY
                ]
                if found:
                    return found
    return []
