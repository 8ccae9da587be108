"""What is a law in a sentence, which one is meant, and who can make it."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role, place_of
from graph.extraction.frames.cast import authorities, every
from graph.extraction.frames.syntax import behind
from graph.extraction.names import entity_of
from graph.extraction.shadow import Parsed
from graph.model import EntityType


def is_law(parsed: Parsed, token: Token, nouns: frozenset[str]) -> bool:
    """A law by name or by noun."""
    name = parsed.name_at(token)
    if name is None and token.lower_ in ("order", "orders"):
        return any(child.lower_ == "executive" for child in token.children)
    return (name is not None and name.entity.id.startswith("law/")) or (name is None and token.lower_ in nouns)


def the_law(parsed: Parsed, targets: Iterable[Token | None], scene: Discourse) -> Token | None:
    """The first of some phrases that is a law: by name, by noun, as a part of several, or a pronoun for the one named before."""
    words = scene.lexicon.legislate
    for target in targets:
        if target is None:
            continue
        if is_law(parsed, target, words["nouns"]):
            return target
        if target.lower_ in ("which", "that") and target.head.dep_ == "relcl":
            if is_law(parsed, target.head.head, words["nouns"]):
                return target.head.head
        elif target.lower_ in ("it", "them") and law_before(parsed, target, scene):
            return target
        if target.lower_ in scene.lexicon.frames["parts"]:
            inside = next((item for item in behind(target, ("of",)) if is_law(parsed, item, words["nouns"])), None)
            if inside is not None:
                return inside
    return None


def law_before(parsed: Parsed, token: Token, scene: Discourse) -> str | None:
    """The id of the law named last before a word, in its own passage."""
    return next((law.id for law in scene.before(parsed.place(token), EntityType.LAW, LAW_REACH)), None)


LAW_REACH = 300


def laws_in(parsed: Parsed, token: Token, scene: Discourse) -> tuple[str, ...]:
    """Ids of the laws named in a phrase; 'it' and 'the bill' are the one named before."""
    found = tuple(
        dict.fromkeys(
            name.entity.id
            for item in token.subtree
            if (name := parsed.name_at(item)) and name.entity.id.startswith("law/")
        )
    )
    definite = token.lower_ in ("it", "them") or any(child.lower_ in ("the", "this") for child in token.children)
    if not found and definite and (before := law_before(parsed, token, scene)):
        return (before,)
    return found


def lawmakers(parsed: Parsed, tokens: Iterable[Token | None], scene: Discourse) -> tuple[Actor, ...]:
    """Those of some phrases that make laws: parliaments, governments, councils, agencies and places that stand for them; no courts."""
    heads = [token for token in tokens if token is not None]
    found = [actor for actor in authorities(every(parsed, heads, scene, Role.AUTHORITY)) if is_lawmaker(actor, scene)]
    if found:
        return tuple(found)
    for head in heads:
        if parsed.name_at(head) is None and head.lower_ in scene.lexicon.people["government"]:
            return (unnamed_lawmaker(parsed, head, scene),)
    return ()


def unnamed_lawmaker(parsed: Parsed, head: Token, scene: Discourse) -> Actor:
    """'the House', 'lawmakers', 'the governor': the one of the country or state that the passage speaks of."""
    code = place_of(head, scene) or home_of_law(parsed) or spoken_of(parsed.place(head), scene)
    members = head.lower_ in scene.lexicon.frames["legislators"]
    words = WHOLE if members else (head.lower_,)
    fitting = [
        entry
        for entry in scene.registry.entries.values()
        if entry.jurisdiction == code
        and entry.kind in (("legislature",) if members else ("government", "legislature"))
        and not PARTIAL & set(entry.name.split())
        and any(word in form.lower() for word in words for form in (entry.name, *entry.aliases))
    ]
    if len(fitting) == 1:
        return Actor(Role.AUTHORITY, entity_of(fitting[0], ("the one of its place",)), "described")
    return Actor(Role.AUTHORITY, None, "unnamed", code)


WHOLE = ("parliament", "congress", "legislature", "assembly", "council")
PARTIAL = frozenset({"Committee", "Task", "Subcommittee", "Department", "Office", "Ministry"})


def home_of_law(parsed: Parsed) -> str | None:
    """The jurisdiction of the registered law that the sentence names."""
    laws = [name.entity for name in parsed.names.values() if name.entity.id.startswith("law/")]
    return next((law.jurisdiction for law in laws if law.jurisdiction), None)


def spoken_of(place: int, scene: Discourse) -> str | None:
    """The jurisdiction of the place or body named last before a place in the text."""
    for name in reversed(scene.names):
        if name.start < place and name.entity.type in (EntityType.JURISDICTION, EntityType.REGULATOR):
            return name.entity.jurisdiction if place - name.start < PASSAGE else None
    return None


PASSAGE = 800


def is_lawmaker(actor: Actor, scene: Discourse) -> bool:
    """Parliaments, governments, councils and the places that stand for them; not courts."""
    if actor.role is Role.PLACE:
        return True
    if actor.entity is None:
        return False
    entry = scene.registry.entries.get(actor.entity.id)
    return entry is None or entry.kind != "court"


def is_sponsor(parsed: Parsed, token: Token | None, scene: Discourse) -> bool:
    """'Senator Hawley', 'lawmakers', 'Democrats': who introduces a bill and is no body."""
    if token is None:
        return False
    name = parsed.name_at(token)
    if name is not None:
        return name.entity.type is EntityType.PERSON
    return token.lower_ in scene.lexicon.frames["sponsors"]
