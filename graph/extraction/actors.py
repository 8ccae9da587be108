"""Who is meant by a noun phrase: a name, a pronoun, 'the company', 'the Irish privacy watchdog'.

The answer records the rung of the ladder that gave it, because trust falls from rung to rung:
`named`, `described` (jurisdiction and remit fit one registered body), `coreferent` (the last one that fits).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from graph.extraction.lexicon import Lexicon
from graph.extraction.names import Name, entity_of, new_entity
from graph.extraction.names.nearby import cities
from graph.extraction.names.shape import is_organisation_name, is_title_case
from graph.extraction.sentences import Sentence
from graph.extraction.shadow import Parsed
from graph.model import BlockKind, Entity, EntityType
from graph.registry import Entry, Registry


class Role(StrEnum):
    """What an actor can be in an act."""

    AUTHORITY = "authority"
    PARTY = "party"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Actor:
    """One participant; `entity` is None where the text names nobody. `place` is an ISO code for countries as actors.

    `court` is true of a court that is not named.
    """

    role: Role
    entity: Entity | None
    rung: str
    place: str | None = None
    court: bool = False


@dataclass(frozen=True, slots=True)
class Discourse:
    """What a whole text speaks of: its names in order and who matters most in it. `leads`: one party stands out."""

    names: tuple[Name, ...]
    registry: Registry
    lexicon: Lexicon
    parties: tuple[str, ...]
    authorities: tuple[str, ...]
    by_id: dict[str, Entity]
    leads: bool

    def before(self, place: int, kind: EntityType, reach: int = 600) -> Iterator[Entity]:
        """Entities of a type named before a place, the nearest first, within `reach` characters."""
        for name in reversed(self.names):
            if name.start < place and name.entity.type is kind:
                if place - name.start > reach:
                    return
                yield name.entity

    def main_party(self) -> Entity | None:
        """The organisation that the text is about."""
        return self.by_id[self.parties[0]] if self.parties else None

    def main_authority(self) -> Entity | None:
        """The authority that the text is about."""
        return self.by_id[self.authorities[0]] if self.authorities else None

    def is_party(self, entity: Entity) -> bool:
        """Whether an organisation can be what an act is about where nothing else says so: no paper, no name met in passing."""
        entry = self.registry.entries.get(entity.id)
        if entry is not None:
            return entry.kind not in ("media", "ngo", "association")
        told = sum(name.entity.id == entity.id for name in self.names)
        return (told > 1 or bool(entity.aliases)) and entity.name not in cities()

    def home(self) -> str | None:
        """The country (ISO 3166) whose authorities the text speaks of most, None where two are spoken of as much."""
        votes: Counter[str] = Counter()
        for name in self.names:
            if name.entity.type is EntityType.REGULATOR and name.entity.jurisdiction:
                votes[name.entity.jurisdiction[:2]] += 1
        best = votes.most_common(2)
        return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


# How much heavier than the next a party must be to be what the whole text is about.
DOMINANCE = 1.5


def discourse(names: Sequence[Name], sentences: Sequence[Sentence], registry: Registry, lexicon: Lexicon) -> Discourse:
    """The discourse of a text: parties and authorities by weight (headline and lead count more)."""
    weights: dict[EntityType, Counter[str]] = {EntityType.ORGANISATION: Counter(), EntityType.REGULATOR: Counter()}
    by_id: dict[str, Entity] = {}
    leads = [
        (sentence.start, sentence.end)
        for sentence in sentences
        if sentence.kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST)
    ]
    leads += [(sentence.start, sentence.end) for sentence in sentences if sentence.kind is BlockKind.PARAGRAPH][:2]
    for name in names:
        if name.entity.type in weights:
            by_id[name.entity.id] = name.entity
            lead = any(start <= name.start < end for start, end in leads)
            weights[name.entity.type][name.entity.id] += 3 if lead else 1
    media = {
        identifier for identifier in by_id if (entry := registry.entries.get(identifier)) and entry.kind == "media"
    }
    ranked = [identifier for identifier, _ in weights[EntityType.ORGANISATION].most_common()]
    towns = {identifier for identifier in by_id if by_id[identifier].name in cities()}
    parties = tuple(sorted(ranked, key=lambda identifier: identifier in media | towns))
    authorities = tuple(identifier for identifier, _ in weights[EntityType.REGULATOR].most_common())
    counts = [weights[EntityType.ORGANISATION][identifier] for identifier in parties[:2]]
    stands_out = len(counts) == 1 or (len(counts) == 2 and counts[0] >= DOMINANCE * counts[1])
    return Discourse(tuple(names), registry, lexicon, parties, authorities, by_id, stands_out)


def actors(parsed: Parsed, token: Token, scene: Discourse, want: Role | None = None) -> list[Actor]:
    """The actors of the phrase that `token` heads, conjuncts included, in order of the text.

    `want` says which role a pronoun has to play here: 'it fined' is an authority.
    """
    found: list[Actor] = []
    for part in sorted(conjuncts(token), key=lambda item: item.i):
        for actor in of_head(parsed, part, scene, want):
            if all(
                actor.entity is None or other.entity is None or other.entity.id != actor.entity.id for other in found
            ):
                found.append(actor)
    return found


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and the tokens joined to it by 'and', 'or' or a comma."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "X"):
            yield from conjuncts(child)


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
        found = authority(parsed, token, scene)
        if found.entity is None and word in people["court"] and (apex := apex_court(token, found.place, scene)):
            return [Actor(Role.AUTHORITY, apex, "described")]
        if found.entity is None and word in VAGUE:
            return []
        return [found]
    if word in people["party"]:
        if parties := [actor for actor in inside if actor.role is Role.PARTY and not seat(token, actor)]:
            return parties[:1]
        return [party(parsed, token, scene)] if definite(token) else [Actor(Role.PARTY, None, "unnamed")]
    if word in people["parties"]:
        if named := [actor for actor in inside if actor.role is Role.PARTY] or listed(parsed, token):
            return named
        return group(parsed, token, scene)
    if word in people["municipality"] and (town := town_of(token)):
        return [Actor(Role.PARTY, town, "named")]
    if code := place_word(token, scene):
        return [Actor(Role.PLACE, None, "named", code)]
    if inside or (court := bench(parsed, token, scene)):
        return inside or court
    if want is Role.PARTY and (firm := proper(parsed, token, scene)):
        return [Actor(Role.PARTY, firm, "guessed")]
    return []


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


def town_of(token: Token) -> Entity | None:
    """'the municipality of Bergen', 'Bergen municipality': a town that is acted upon."""
    behind = [
        grand for child in token.children if child.lower_ == "of" for grand in child.children if grand.dep_ == "pobj"
    ]
    beside = [child for child in token.children if child.dep_ == "compound" and child.text[0].isupper()]
    if not (behind or beside) or not (behind or beside)[0].text[0].isupper():
        return None
    place = (behind or beside)[0]
    name = " ".join(child.text for child in (*place.lefts, place) if child.dep_ == "compound" or child is place)
    return new_entity(EntityType.ORGANISATION, f"{token.text.capitalize()} of {name}")


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
            if name and (actor := of_name(name)):
                found.append(actor)
    return found


def seat(token: Token, actor: Actor) -> bool:
    """'a Manchester company': an unregistered name before a firm with 'a' says where it sits."""
    indefinite = any(child.lower_ in ("a", "an") for child in token.children)
    return indefinite and actor.entity is not None and not actor.entity.registered and " " not in actor.entity.name


def example(parsed: Parsed, token: Token) -> list[Actor]:
    """'one of Australia's largest collectors, ACM Group': who stands beside what it is one of."""
    beside = [child for child in token.subtree if child.dep_ == "appos"]
    names = [name for child in beside if (name := parsed.name_at(child))]
    return [actor for name in names[:1] if (actor := of_name(name))]


def definite(token: Token) -> bool:
    """'the company', 'its maker', 'Dublin-based firm'; not 'a company', 'companies', 'lender Prehired'."""
    determiners = {child.lower_ for child in token.children if child.dep_ in ("det", "poss")}
    if any(child.dep_ == "appos" or (child.dep_ == "compound" and child.i > token.i) for child in token.children):
        return False
    return not determiners & {"a", "an", "any", "no", "every", "another", "some", "each"} and token.tag_ != "NNS"


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


def party(parsed: Parsed, token: Token, scene: Discourse) -> Actor:
    """'the company': the organisation named last, the text's main one where it was named at all before."""
    here = parsed.place(token)
    recent = list(scene.before(here, EntityType.ORGANISATION, 900))
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
    fitting = [
        entity
        for entity in scene.before(here, EntityType.REGULATOR, 4000)
        if suits(scene.registry, entity, code, remits, court, token)
    ]
    if fitting:
        return Actor(Role.AUTHORITY, bearing(fitting, token), "coreferent")
    later = [
        name.entity
        for name in scene.names
        if name.entity.type is EntityType.REGULATOR and suits(scene.registry, name.entity, code, remits, court, token)
    ]
    if later and (code or remits or definite(token)):
        return Actor(Role.AUTHORITY, later[0], "coreferent")
    if code and remits and not court:
        bodies = bodies_of(scene.registry, code, remits, scene.lexicon.all_remits(remits))
        if len(bodies) == 1:
            return Actor(Role.AUTHORITY, entity_of(bodies[0], ("described by jurisdiction and remit",)), "described")
    return Actor(Role.AUTHORITY, None, "unnamed", code, court)


def bearing(fitting: Sequence[Entity], token: Token) -> Entity:
    """Of authorities the first whose name has the phrase ('the competition commission'), else the first."""
    before = [child.lower_ for child in token.lefts if child.dep_ in ("compound", "amod", "nmod")][-1:]
    phrase = " ".join([*before, token.lower_])
    named = [entity for entity in fitting if before and phrase in " ".join((entity.name, *entity.aliases)).lower()]
    return (named or list(fitting))[0]


def apex_court(token: Token, code: str | None, scene: Discourse) -> Entity | None:
    """'the top court in Britain', 'Europe's second-highest court': courts called by their rank."""
    words = [child.lower_ for child in token.subtree]
    if "europe" in words:
        code = "EU"
    if code is None or not set(words) & {"highest", "top", "apex", "supreme", "second-highest"}:
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
