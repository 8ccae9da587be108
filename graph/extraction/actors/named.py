"""Actors that stand by their name in a phrase, and whether the phrase means a known one."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extraction.actors.discourse import Actor, Role
from graph.extraction.names import Name
from graph.extraction.shadow import Parsed
from graph.model import EntityType


def of_name(name: Name) -> Actor | None:
    """The actor that a name is; laws and technologies are none."""
    if name.entity.type is EntityType.REGULATOR:
        return Actor(Role.AUTHORITY, name.entity, "named")
    if name.entity.type is EntityType.ORGANISATION:
        return Actor(Role.PARTY, name.entity, "named")
    if name.entity.type is EntityType.PERSON:
        return Actor(Role.OTHER, name.entity, "named")
    return None


def named_modifiers(parsed: Parsed, token: Token) -> list[Actor]:
    """Actors that are named inside a phrase as apposition, compound, possessor or behind 'of'."""
    found: list[Actor] = []
    for child in token.children:
        heads = [child]
        if child.dep_ == "prep" and child.lower_ in ("of", "behind", "at", "by"):
            heads = [grand for grand in child.children if grand.dep_ == "pobj"]
        elif child.dep_ not in ("appos", "compound", "poss", "nmod", "amod"):
            continue
        for head in heads:
            name = parsed.name_at(head)
            if name and not owns(head) and (actor := of_name(name)):
                found.append(actor)
    return found


def owns(token: Token) -> bool:
    """'the General Motors-owned company': who stands behind a party, and is not it."""
    behind = [item.lower_ for item in token.doc[token.i + 1 : token.i + 3]]
    return (
        len(behind) == 2 and behind[0] == "-" and behind[1] in ("owned", "backed", "led", "controlled", "linked", "run")
    )


def seat(token: Token, actor: Actor) -> bool:
    """'a Manchester company': an unregistered name before a firm with 'a' says where it sits."""
    indefinite = any(child.lower_ in ("a", "an") for child in token.children)
    return indefinite and actor.entity is not None and not actor.entity.registered and " " not in actor.entity.name


def definite(token: Token) -> bool:
    """'the company', 'its maker', 'Dublin-based firm'; not 'a company', 'companies', 'lender Prehired'."""
    determiners = {child.lower_ for child in token.children if child.dep_ in ("det", "poss")}
    if any(child.dep_ == "appos" or (child.dep_ == "compound" and child.i > token.i) for child in token.children):
        return False
    return not determiners & {"a", "an", "any", "no", "every", "another", "some", "each"} and token.tag_ != "NNS"
