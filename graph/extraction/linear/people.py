"""Who acts in a line: named bodies and firms, and the nouns that stand for them ('l'autorité', 'das Unternehmen')."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.extraction.actors import Actor, Discourse, Role, is_body, last_place
from graph.extraction.linear.line import COMMA, Item, Line
from graph.extraction.linear.words import Words
from graph.extraction.names import entity_of
from graph.model import Entity, EntityType


@dataclass(frozen=True, slots=True)
class Figure:
    """An actor at the index of its head in a line. `court` and `chamber` say what sort of authority it is."""

    index: int
    actor: Actor
    court: bool = False
    chamber: bool = False


def figures(line: Line, scene: Discourse, words: Words) -> list[Figure]:
    """All actors of a line in order; a noun that introduces a name is that name."""
    found: list[Figure] = []
    for number, item in enumerate(line.items):
        if item.name is not None:
            if figure := named(number, item, scene):
                found.append(figure)
        elif item.has("people.union") and at_a_place(line, number):
            continue
        elif item.has("people") and not introduces(line, number):
            if figure := described(line, number, scene, words):
                found.append(figure)
    return found


def named(number: int, item: Item, scene: Discourse) -> Figure | None:
    """The figure of a named item; laws and persons are none."""
    assert item.name is not None
    entity = item.name.entity
    if entity.type is EntityType.REGULATOR:
        return Figure(
            number, Actor(Role.AUTHORITY, entity, "named"), is_court(entity, scene), is_chamber(entity, scene)
        )
    if entity.type is EntityType.ORGANISATION:
        entry = scene.registry.entries.get(entity.id)
        if entry and entry.kind == "media":
            return None
        return Figure(number, Actor(Role.PARTY, entity, "named"))
    return None


def at_a_place(line: Line, number: int) -> bool:
    """'à Bruxelles', '(Bruxelles)': the city, not the Commission."""
    before = line.items[number - 1] if number else None
    return before is not None and before.low in PLACE_WORDS


PLACE_WORDS = frozenset(["à", "a", "en", "in", "em", "te", "aus", "nach", "(", "de", "di", "van"])
COURT_WORDS = (
    "court",
    "tribunal",
    "gericht",
    "cour ",
    "corte",
    "audiencia",
    "rechtbank",
    "conseil d'état",
    "consiglio di stato",
    "juzgado",
    "gerechtshof",
    "raad van state",
    "hoge raad",
)


def is_court(entity: Entity, scene: Discourse) -> bool:
    """Whether an authority is a court, by the registry or by its name."""
    entry = scene.registry.entries.get(entity.id)
    if entry:
        return entry.kind == "court"
    return any(word in entity.name.lower() + " " for word in COURT_WORDS)


def is_chamber(entity: Entity, scene: Discourse) -> bool:
    """Whether an authority makes laws."""
    entry = scene.registry.entries.get(entity.id)
    return entry is not None and entry.kind in ("legislature", "government", "ministry", "president")


def introduces(line: Line, number: int) -> bool:
    """'la société américaine Clearview AI': a name of the same sort follows the noun at once."""
    party = line.items[number].has("people.party")
    for item in line.items[number + 1 : number + 4]:
        if item.name is not None:
            return (item.name.entity.type is EntityType.ORGANISATION) == party
        if item.wall >= COMMA or item.has("act") or item.has("carry") or item.has("grammar") or item.has("factuality"):
            return False
    return False


def described(line: Line, number: int, scene: Discourse, words: Words) -> Figure | None:
    """The figure of a noun for an authority, a court, a chamber or a party."""
    item = line.items[number]
    definite = not is_indefinite(line, number)
    here = item.start
    if item.has("people.party") and definite:
        return Figure(number, party(here, scene))
    if item.has("people.party"):
        return Figure(number, Actor(Role.PARTY, None, "unnamed"))
    court, chamber = item.has("people.court"), item.has("people.government")
    if not definite:
        return Figure(number, Actor(Role.AUTHORITY, None, "unnamed"), court, chamber)
    return Figure(number, authority(line, number, scene, words), court, chamber)


# What 'Brussels' means as the one that acts.
COMMISSION = "regulator/eu-commission"


def is_indefinite(line: Line, number: int) -> bool:
    """'une société', 'mehrere Unternehmen': an indefinite word stands before the noun."""
    for item in line.before(number, 3):
        if item.has("grammar.indefinite"):
            return True
        if item.has("grammar.definite") or item.name is not None:
            return False
    return False


def party(here: int, scene: Discourse) -> Actor:
    """'the company': the text's main organisation where it was named before, else the last one named."""
    recent = list(scene.before(here, EntityType.ORGANISATION, 900))
    main = scene.main_party()
    if main and main in recent:
        near = recent[0]
        fitting = near if near.id == main.id or here - last_place(scene, near, here) < 160 else main
        return Actor(Role.PARTY, fitting, "coreferent")
    if recent:
        return Actor(Role.PARTY, recent[0], "coreferent")
    return Actor(Role.PARTY, main, "coreferent" if main else "unnamed")


def authority(line: Line, number: int, scene: Discourse, words: Words) -> Actor:
    """'l'autorité irlandaise', 'das Gericht': the last body named that fits, else the next, else the one such body of a country."""
    item = line.items[number]
    if item.has("people.union"):
        return Actor(
            Role.AUTHORITY, entity_of(scene.registry.entries[COMMISSION], ("its seat stands for it",)), "described"
        )
    code = place_near(line, number, words, scene)
    remits = remits_near(line, number, words)
    court, chamber = item.has("people.court"), item.has("people.government")

    def fits(entity: Entity) -> bool:
        return suits(entity, scene, code, remits, court, chamber)

    for entity in scene.before(item.start, EntityType.REGULATOR, 4000):
        if fits(entity):
            return Actor(Role.AUTHORITY, entity, "coreferent")
    for name in scene.names:
        if name.entity.type is EntityType.REGULATOR and fits(name.entity):
            return Actor(Role.AUTHORITY, name.entity, "coreferent")
    if code and not court and not chamber:
        if body := national_body(code, remits, scene):
            return Actor(Role.AUTHORITY, body, "described")
    return Actor(Role.AUTHORITY, None, "unnamed", code)


def national_body(code: str, remits: frozenset[str], scene: Discourse) -> Entity | None:
    """The one regulator of a country with a remit; without one, that of the text's main authority."""
    main = scene.main_authority()
    entry = scene.registry.entries.get(main.id) if main else None
    wanted = remits or (entry.remit if entry else frozenset())
    bodies = [entry for entry in scene.registry.entries.values() if wanted and is_body(entry, code, frozenset(wanted))]
    return entity_of(bodies[0], ("described by jurisdiction and remit",)) if len(bodies) == 1 else None


def suits(
    entity: Entity, scene: Discourse, code: str | None, remits: frozenset[str], court: bool, chamber: bool
) -> bool:
    """Whether an authority of the text can be the one described."""
    if court != is_court(entity, scene) or chamber != is_chamber(entity, scene):
        return False
    if code and entity.jurisdiction and entity.jurisdiction != code and entity.jurisdiction[:2] != code:
        return False
    entry = scene.registry.entries.get(entity.id)
    return not (remits and entry and entry.remit and not entry.remit & remits)


def place_near(line: Line, number: int, words: Words, scene: Discourse) -> str | None:
    """The country that an adjective beside a noun, or a name behind it, ties it to."""
    for item in (*line.items[number + 1 : number + 4], *line.before(number, 3)):
        if item.wall >= COMMA:
            break
        if code := words.places.get(item.low) or words.places.get(item.text) or scene.registry.places.get(item.text):
            return code
    return None


def remits_near(line: Line, number: int, words: Words) -> frozenset[str]:
    """The remits that a noun and the words beside it speak of."""
    for within in (range(max(0, number - 2), min(len(line.items), number + 5)), line.stretch(number)):
        said = " ".join(line.items[place].low for place in within if line.items[place].name is None)
        found = frozenset(remit for remit, forms in words.remit.items() if any(form in said for form in forms))
        if found or not place_words(line, number, words):
            return found
    return frozenset()


def place_words(line: Line, number: int, words: Words) -> bool:
    """Whether a country's adjective stands beside a noun."""
    return any(item.low in words.places for item in line.items[max(0, number - 2) : number + 3])


def chain(found: list[Figure], start: Figure, line: Line) -> Iterator[Figure]:
    """A figure and those that 'and' and commas join to it."""
    by_index = {figure.index: figure for figure in found}
    for step in (1, -1):
        place = start.index
        if step == 1:
            yield start
        while True:
            place = next_joined(line, place, step)
            figure = by_index.get(place)
            if figure is None or figure.actor.role is not start.actor.role:
                break
            yield figure


def next_joined(line: Line, place: int, step: int) -> int:
    """The index of the item behind one conjunction or comma (and an article or preposition), -1 if there is none."""
    at = place + step
    if not 0 <= at < len(line.items):
        return -1
    joined = False
    while 0 <= at < len(line.items) and abs(at - place) <= 4:
        item = line.items[at]
        if item.name is not None or item.has("people"):
            return at if joined else -1
        if item.low == "," or item.has("grammar.and"):
            joined = True
        elif not (item.has("grammar.definite") or item.has("grammar.to") or item.amount is not None):
            return -1
        at += step
    return -1
