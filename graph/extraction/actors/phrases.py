"""Who is meant by the head of a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extraction.actors.authorities import apex_court, authority, bench, is_local, place_of, place_word, town_of
from graph.extraction.actors.discourse import Actor, Discourse, Role
from graph.extraction.actors.named import definite, named_modifiers, of_name, seat
from graph.extraction.actors.parties import group, listed, party
from graph.extraction.names import Name, new_entity
from graph.extraction.names.shape import is_organisation_name, is_title_case
from graph.extraction.shadow import Parsed
from graph.model import Entity, EntityType


def actors(parsed: Parsed, token: Token, scene: Discourse, want: Role | None = None) -> list[Actor]:
    """The actors of the phrase that `token` heads, conjuncts included, in order of the text.

    `want` says which role a pronoun has to play here: 'it fined' is an authority.
    """
    found: list[Actor] = []
    for part in sorted(conjuncts(parsed, token), key=lambda item: item.i):
        for actor in of_head(parsed, part, scene, want):
            if all(
                actor.entity is None or other.entity is None or other.entity.id != actor.entity.id for other in found
            ):
                found.append(actor)
    return found


def conjuncts(parsed: Parsed, token: Token) -> Iterator[Token]:
    """The token and the tokens joined to it by 'and', 'or' or a comma."""
    yield token
    for child in token.children:
        if (child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "X")) or (
            child.dep_ == "appos" and enumerated(parsed, token, child)
        ):
            yield from conjuncts(parsed, child)


def enumerated(parsed: Parsed, token: Token, beside: Token) -> bool:
    """Whether a name beside another begins the rest of a list: 'the CNIL, the AEPD and the Garante', not 'the regulator, the CNIL'."""
    first, second = parsed.name_at(token), parsed.name_at(beside)
    return (
        first is not None
        and second is not None
        and first.entity.id != second.entity.id
        and first.entity.type is second.entity.type
        and any(child.dep_ == "conj" for child in beside.children)
    )


def of_head(parsed: Parsed, token: Token, scene: Discourse, want: Role | None = None) -> list[Actor]:
    """Actors of one head without its conjuncts."""
    if (name := parsed.name_at(token)) and not holds_office(parsed, token, name, scene):
        actor = of_name(name)
        return [actor] if actor else []
    word = token.lower_
    people = scene.lexicon.people
    if word in people["pronoun"]:
        return pronoun(parsed, token, scene, want)
    inside = named_modifiers(parsed, token)
    if word == "one" and (shown := example(parsed, token)):
        return shown
    if (
        word in people["court"]
        or word in people["authority"]
        or (word in people["government"] and place_of(token, scene))
    ):
        if inside and (inside[0].role is Role.AUTHORITY or (inside[0].role is Role.PARTY and is_local(token, scene))):
            return inside
        if word in people["court"] and (apex := apex_court(token, place_of(token, scene), scene)):
            return [Actor(Role.AUTHORITY, apex, "described")]
        found = authority(parsed, token, scene)
        if found.entity is None and word in VAGUE:
            return []
        return [found]
    if word == "states" and any(child.dep_ == "nummod" for child in token.children):
        return [Actor(Role.AUTHORITY, None, "counted")]
    if word in people["party"]:
        if introduced(token):
            return [Actor(Role.PARTY, None, "unnamed")]
        if parties := [actor for actor in inside if actor.role is Role.PARTY and not seat(token, actor)]:
            return parties[:1]
        return [party(parsed, token, scene)] if definite(token) else [Actor(Role.PARTY, None, "unnamed")]
    if word in people["parties"]:
        if named := [actor for actor in inside if actor.role is Role.PARTY] or listed(parsed, token):
            return named
        return group(parsed, token, scene)
    if word in people["municipality"] and (town := town_of(parsed, token)):
        return [Actor(Role.PARTY, town, "named")]
    if code := place_word(token, scene):
        return [Actor(Role.PLACE, None, "named", code)]
    if inside or (court := bench(parsed, token, scene)):
        return inside or court
    if want is Role.PARTY and (firm := proper(parsed, token, scene)):
        return [Actor(Role.PARTY, firm, "guessed")]
    return []


def introduced(token: Token) -> bool:
    """'the provider of an online forum': a definite phrase about something that was not spoken of before, so no party of the text."""
    return any(
        child.dep_ == "prep"
        and child.lower_ in ("of", "behind")
        and any(
            grand.dep_ == "pobj" and any(det.lower_ in ("a", "an") for det in grand.children)
            for grand in child.children
        )
        for child in token.children
    )


def proper(parsed: Parsed, token: Token, scene: Discourse) -> Entity | None:
    """A proper name that stands where a party must, and that no registry and no recogniser knows."""
    if token.pos_ != "PROPN" or not token.text[0].isupper() or is_title_case(parsed.sentence.text, 0):
        return None
    parts = [child for child in token.lefts if child.dep_ == "compound" and child.pos_ == "PROPN"] + [token]
    name = " ".join(part.text for part in parts if parsed.name_at(part) is None)
    if not is_organisation_name(name) or len(name) < 3 or any(part.ent_type_ for part in parts):
        return None
    return new_entity(EntityType.ORGANISATION, name)


# Words that firms have too ('the oversight board'): without a public body to stand for they are no authority.
VAGUE = frozenset(
    [
        "board",
        "body",
        "office",
        "department",
        "agency",
        "bureau",
        "council",
        "panel",
        "officials",
        "supervisors",
        "city",
        "state",
        "house",
        "president",
    ]
)


def holds_office(parsed: Parsed, token: Token, name: Name, scene: Discourse) -> bool:
    """'former commissioner Helen Dixon', 'Judge Mehta': a person who speaks for an authority and is no party."""
    if name.entity.type is not EntityType.PERSON:
        return False
    people = scene.lexicon.people
    before = [child.lower_ for child in token.lefts] + [parsed.doc[token.i - 1].lower_ if token.i else ""]
    return any(word in people["court"] or word in people["authority"] or word == "minister" for word in before)


def example(parsed: Parsed, token: Token) -> list[Actor]:
    """'one of Australia's largest collectors, ACM Group': who stands beside what it is one of."""
    beside = [child for child in token.subtree if child.dep_ == "appos"]
    names = [name for child in beside if (name := parsed.name_at(child))]
    return [actor for name in names[:1] if (actor := of_name(name))]


def pronoun(parsed: Parsed, token: Token, scene: Discourse, want: Role | None = None) -> list[Actor]:
    """The antecedent of a pronoun: the head of a relative clause, the object of the verb before, else the last name that fits."""
    if token.lower_ in ("we", "us"):
        return speaker(scene) if want is Role.AUTHORITY else []
    if token.lower_ in ("which", "who", "that") and token.head.dep_ == "relcl":
        return actors(parsed, token.head.head, scene)
    if token.dep_ in ("dobj", "dative", "nsubj") and (parallel := parallel_object(token)) is not None:
        found = actors(parsed, parallel, scene)
        if found and token.lower_ in ("them", "they"):
            return [Actor(actor.role, actor.entity, "coreferent") for actor in found]
        if found:
            return [Actor(found[0].role, found[0].entity, "coreferent")]
    if token.lower_ in ("he", "him", "she", "her"):
        person = next(scene.before(parsed.place(token), EntityType.PERSON), None)
        return [Actor(Role.OTHER, person, "coreferent" if person else "unnamed")]
    verbs = {token.head, *token.ancestors}
    for other in reversed([item for item in parsed.doc[: token.i] if item.dep_ in ("nsubj", "nsubjpass")]):
        if other.head not in verbs or token.dep_ == "nsubj":
            name = parsed.name_at(other)
            if name and (actor := of_name(name)) and want in (None, actor.role):
                return [Actor(actor.role, actor.entity, "coreferent")]
    here = parsed.sentence.start
    wanted = (
        [EntityType.REGULATOR]
        if want is Role.AUTHORITY
        else [EntityType.ORGANISATION]
        if want is Role.PARTY
        else [EntityType.ORGANISATION, EntityType.REGULATOR]
    )
    for name in reversed(scene.names):
        if name.start < here and name.entity.type in wanted and here - name.start < 500:
            role = Role.PARTY if name.entity.type is EntityType.ORGANISATION else Role.AUTHORITY
            return [Actor(role, name.entity, "coreferent")]
    return []


def speaker(scene: Discourse) -> list[Actor]:
    """Whose 'we' it is in a statement of an authority: the authority that the text is about, if it is about one."""
    entity = scene.main_authority()
    return [Actor(Role.AUTHORITY, entity, "coreferent")] if entity else []


def parallel_object(token: Token) -> Token | None:
    """The object of the verb that this one is joined to: 'fined Google and ordered it'."""
    verb = token.head
    if token.dep_ == "nsubj" and verb.dep_ in ("ccomp", "xcomp"):
        verb = verb.head
    if verb.dep_ == "conj":
        for child in verb.head.children:
            if child.dep_ in ("dobj", "dative") and child.i < token.i:
                return child
        for child in verb.head.children:
            if child.dep_ == "dobj":
                return child
    return None
