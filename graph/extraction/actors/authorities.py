"""Which body 'the Irish privacy watchdog', 'a Moscow court' or 'the tribunal' is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from spacy.tokens import Token

from graph.extraction.actors.discourse import Actor, Discourse, Role
from graph.extraction.actors.named import definite, named_modifiers
from graph.extraction.lexicon import Lexicon
from graph.extraction.names import entity_of, new_entity
from graph.extraction.shadow import Parsed
from graph.model import Entity, EntityType
from graph.registry import Entry, Registry


def is_local(token: Token, scene: Discourse) -> bool:
    """'the Toscana Sud Est local authority': a public body that does not act as a regulator."""
    return any(child.lower_ in scene.lexicon.frames["local"] for child in token.children)


def bench(parsed: Parsed, token: Token, scene: Discourse) -> list[Actor]:
    """The court of a judge who is introduced behind the name: 'Mehta, a judge of the District Court'."""
    return [
        actor
        for child in token.children
        if child.dep_ == "appos" and child.lower_ in scene.lexicon.people["court"]
        for actor in named_modifiers(parsed, child)
        if actor.role is Role.AUTHORITY
    ]


def town_of(parsed: Parsed, token: Token) -> Entity | None:
    """'the municipality of Bergen', 'Bergen municipality': a town that is acted upon."""
    behind = [
        grand for child in token.children if child.lower_ == "of" for grand in child.children if grand.dep_ == "pobj"
    ]
    beside = [child for child in token.children if child.dep_ == "compound" and child.text[0].isupper()]
    if not (behind or beside) or not (behind or beside)[0].text[0].isupper():
        return None
    place = (behind or beside)[0]
    if (known := parsed.name_at(place)) and known.entity.type is EntityType.ORGANISATION:
        return known.entity
    name = " ".join(child.text for child in (*place.lefts, place) if child.dep_ == "compound" or child is place)
    return new_entity(EntityType.ORGANISATION, f"{token.text.capitalize()} of {name}")


def last_place(scene: Discourse, entity: Entity, before: int) -> int:
    """Where an entity was named last before a place."""
    return max(
        (name.start for name in scene.names if name.entity.id == entity.id and name.start < before), default=-10_000
    )


def place_word(token: Token, scene: Discourse) -> str | None:
    """The ISO code that a token names ('Italy', part of 'New Zealand')."""
    if not token.text[0].isupper():
        return None
    words = [child.text for child in token.lefts if child.dep_ == "compound"] + [token.text]
    return scene.registry.places.get(" ".join(words)) or scene.registry.places.get(token.text)


def place_of(token: Token, scene: Discourse) -> str | None:
    """The jurisdiction that a phrase is tied to by an adjective, a possessor or a preposition."""
    registry = scene.registry
    for child in token.subtree:
        if child.text in registry.adjectives:
            return registry.adjectives[child.text]
        if child.dep_ in ("poss", "pobj", "compound", "nmod", "amod") and (code := place_word(child, scene)):
            return code
    return None


def authority(parsed: Parsed, token: Token, scene: Discourse) -> Actor:
    """A described or anaphoric authority: 'the Irish privacy watchdog', 'the court', 'the regulator'."""
    code = place_of(token, scene)
    remits = remit_of(token, scene.lexicon)
    court = token.lower_ in scene.lexicon.people["court"]
    here = parsed.place(token)
    highest = court and bool(RANKED & {child.lower_ for child in token.lefts})
    fitting = [
        entity
        for entity in scene.before(here, EntityType.REGULATOR, 4000)
        if suits(scene.registry, entity, code, remits, court, token) and (is_apex(entity) or not highest)
    ]
    if fitting:
        return Actor(Role.AUTHORITY, bearing(fitting, token), "coreferent")
    later = [
        name.entity
        for name in scene.names
        if name.entity.type is EntityType.REGULATOR
        and suits(scene.registry, name.entity, code, remits, court, token)
        and (is_apex(name.entity) or not highest)
        and name.start - here < AHEAD
    ]
    if later and (code or remits or definite(token)):
        return Actor(Role.AUTHORITY, later[0], "coreferent")
    if code and remits and not court:
        bodies = bodies_of(scene.registry, code, remits, scene.lexicon.all_remits(remits))
        if len(bodies) == 1:
            return Actor(Role.AUTHORITY, entity_of(bodies[0], ("described by jurisdiction and remit",)), "described")
    return Actor(Role.AUTHORITY, None, "counted" if not remits and is_many(token, code) else "unnamed", code, court)


AHEAD = 800
"""How far behind 'the court' its name may stand for the first time."""


def is_many(token: Token, code: str | None) -> bool:
    """'European regulators', 'several agencies': no one body of a country, but many of a kind."""
    before = list(token.children)
    of_many = code is None or any(child.lower_ == "european" for child in before)
    return token.tag_ == "NNS" and of_many and not any(child.dep_ == "det" for child in before)


def bearing(fitting: Sequence[Entity], token: Token) -> Entity:
    """Of authorities the first whose name has the phrase ('the competition commission'), else the first."""
    before = [child.lower_ for child in token.lefts if child.dep_ in ("compound", "amod", "nmod")][-1:]
    phrase = " ".join([*before, token.lower_])
    named = [entity for entity in fitting if before and phrase in " ".join((entity.name, *entity.aliases)).lower()]
    return (named or list(fitting))[0]


RANKED = frozenset(["apex", "top", "highest"])


def is_apex(entity: Entity) -> bool:
    """Whether a court is the highest of its country, by its name."""
    return (
        re.search(
            r"\b(?:Supreme Court|Court of Justice|Constitutional Court|Court of Cassation|High Court of Australia)\b",
            entity.name,
        )
        is not None
    )


def apex_court(token: Token, code: str | None, scene: Discourse) -> Entity | None:
    """'the top court in Britain', 'Europe's second-highest court': courts called by their rank."""
    words = [child.lower_ for child in token.subtree]
    if "europe" in words:
        code = "EU"
    if code is None or not set(words) & {*RANKED, "supreme", "second-highest"}:
        return None
    second = "second-highest" in words or "second" in words or "general" in words
    wanted = (
        ("eu-general-court" if second else "eu-court-of-justice") if code == "EU" else f"{code.lower()}-supreme-court"
    )
    entry = scene.registry.entries.get(f"regulator/{wanted}")
    return entity_of(entry, ("described by its rank",)) if entry and (code == "EU" or not second) else None


def bodies_of(registry: Registry, code: str, remits: frozenset[str], words: Collection[str]) -> list[Entry]:
    """The national bodies of a remit; of several the ones whose name says it."""
    fitting = [entry for entry in registry.entries.values() if is_body(entry, code, remits)]
    named = [entry for entry in fitting if any(word in entry.name.lower() for word in words)]
    return named if len(named) == 1 else fitting


def is_body(entry: Entry, code: str, remits: frozenset[str]) -> bool:
    """Whether a registered authority is the one national body of a remit."""
    return (
        entry.type is EntityType.REGULATOR
        and entry.kind == "regulator"
        and entry.jurisdiction == code
        and bool(entry.remit & remits)
    )


def remit_of(token: Token, lexicon: Lexicon) -> frozenset[str]:
    """The remits that the words of a phrase speak of."""
    words = " ".join(child.lower_ for child in token.subtree if child.i <= token.i)
    return frozenset(remit for remit, forms in lexicon.remit.items() if any(form in words for form in forms))


def suits(
    registry: Registry, entity: Entity, code: str | None, remits: frozenset[str], court: bool, token: Token
) -> bool:
    """Whether an authority of the text can be the one described."""
    entry = registry.entries.get(entity.id)
    is_court = entry.kind == "court" if entry else "court" in entity.name.lower()
    if court != is_court:
        return False
    if code and entity.jurisdiction and entity.jurisdiction != code and entity.jurisdiction[:2] != code:
        return False
    if remits and entry and entry.remit and not entry.remit & remits:
        return False
    if entry and token.lower_ in (
        "commission",
        "board",
        "ministry",
        "department",
        "council",
        "senate",
        "parliament",
        "tribunal",
    ):
        return token.lower_ in " ".join((entity.name, *entry.aliases)).lower()
    government = {
        "government",
        "parliament",
        "legislature",
        "lawmakers",
        "governor",
        "president",
        "cabinet",
        "senate",
        "house",
    }
    return not (token.lower_ in government and entry and entry.kind not in ("government", "legislature"))
