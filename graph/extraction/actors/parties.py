"""Who 'the company', 'both firms' and 'the following companies' are."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extraction.actors.authorities import last_place
from graph.extraction.actors.discourse import Actor, Discourse, Role
from graph.extraction.shadow import Parsed
from graph.model import EntityType


def party(parsed: Parsed, token: Token, scene: Discourse) -> Actor:
    """'the company': the organisation named last, the text's main one where it was named at all before."""
    here = parsed.place(token)
    recent = [entity for entity in scene.before(here, EntityType.ORGANISATION, 900) if not scene.is_media(entity)]
    main = scene.main_party()
    if main and main in recent:
        near = recent[0]
        return Actor(
            Role.PARTY, near if near.id == main.id or here - last_place(scene, near, here) < 160 else main, "coreferent"
        )
    if recent:
        return Actor(Role.PARTY, recent[0], "coreferent")
    return Actor(Role.PARTY, main, "coreferent" if main else "unnamed")


# What says of a plural how many are meant, or which ones: 'eight exchanges', 'both firms'.
COUNTED = frozenset(["several", "many", "some", "dozens", "hundreds", "scores", "number", "various"])


def listed(parsed: Parsed, token: Token) -> list[Actor]:
    """'four operators, including MTN and Airtel': the ones that are named behind those they are examples of."""
    found: dict[str, Actor] = {}
    for item in token.subtree:
        name = parsed.name_at(item)
        if name and item.i > token.i and name.entity.type is EntityType.ORGANISATION:
            found.setdefault(name.entity.id, Actor(Role.PARTY, name.entity, "named"))
    return list(found.values())


def group(parsed: Parsed, token: Token, scene: Discourse) -> list[Actor]:
    """'the firms': the organisations last named together; 'eight exchanges': nobody by name; 'firms': none."""
    words = {child.lower_ for child in token.children}
    if words & {"the", "both", "these", "those"} and not words & {"of"}:
        here = parsed.sentence.start
        before = [name for name in scene.names if name.entity.type is EntityType.ORGANISATION and name.start < here]
        near = list({name.entity.id: name.entity for name in before if here - name.start < GROUP_REACH}.values())
        if len(near) > 1:
            return [Actor(Role.PARTY, entity, "coreferent") for entity in near]
        return [party(parsed, token, scene)]
    if any(child.dep_ == "nummod" for child in token.children) or words & COUNTED:
        return [Actor(Role.PARTY, None, "counted")]
    return []


GROUP_REACH = 400
