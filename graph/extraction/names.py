"""Names in a text: registered ones, defined abbreviations, unknown organisations and persons, and their short forms.

A name is linked only when the whole of it agrees; a part of a longer name is not that name. Where several
registered things share a form, the text has to decide (a definition, a long form, the jurisdictions it
speaks of); a close race links to none.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import ontology
from graph.extraction.model_en import recogniser
from graph.extraction.sentences import Sentence
from graph.model import Entity, EntityType
from graph.registry import Entry, Hit, Registry, fold

DEFINITION = re.compile(r"\(\s*(?:the\s+)?[\"“‘']?([A-Z][A-Za-z&.\-]{1,11})[\"”’']?\s*(?:[,;][^)]{0,60})?\)")
CAPITALISED = re.compile(r"[A-Z][\w’'&.\-]*")
# Authorities that world news means by an acronym when nothing in the text decides.
USUAL_HOMES = ("US", "EU", "GB", "IE", "FR", "DE", "IT", "ES", "NL", "CA", "AU", "IN", "JP", "KR", "CN", "BR", "SG")
MINIMUM_EVIDENCE = 1


@dataclass(frozen=True, slots=True)
class Name:
    """A place that names `entity`; `product` says that what stands there is a product of that organisation.

    `topics` are ids of the technologies that the name brings in by itself (ChatGPT: generative AI).
    """

    start: int
    end: int
    surface: str
    entity: Entity
    product: bool = False
    topics: tuple[str, ...] = ()


@cache
def services() -> dict[str, str]:
    """Technologies that organisations stand for by themselves, by entity id (`ontology/lexicon/topics.toml`)."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "topics.toml").read_text(encoding="utf-8"))
    return {f"organisation/{key}": f"technology/{value}" for key, value in loaded["services"].items()}


@cache
def words() -> dict[str, frozenset[str]]:
    """The word lists of `ontology/lexicon/names.toml`."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "names.toml").read_text(encoding="utf-8"))
    return {key: frozenset(value) for key, value in loaded.items()}


def find(sentences: Sequence[Sentence], registry: Registry, language: str, home: str | None = None) -> list[Name]:
    """All names of a text, in order and without overlap. `home` is the jurisdiction of the publisher where known."""
    hits = [shift(hit, sentence.start) for sentence in sentences for hit in registry.find(sentence.text)]
    text = padded(sentences)
    hits = [hit for hit in hits if is_whole_name(hit, text, registry)]
    hits = without_overlap(hits, registry)
    places = jurisdiction_votes(hits, registry)
    if home:
        places[home] += 1
    resolved = resolve(hits, registry, places, text)
    named = [name for name in resolved if name is not None]
    named = [name for name in named if not is_common_word(name, text, sentences)]
    named += unregistered_laws(text, named)
    named += definitions(text, named)
    named += short_forms(text, named, registry)
    if language == "en":
        named += unknown_names(sentences, named, registry)
        named += definitions(text, named)
        named += short_forms(text, named, registry)
    return sorted(first_come(named), key=lambda name: name.start)


def is_common_word(name: Name, text: str, sentences: Sequence[Sentence]) -> bool:
    """A one-word name of a firm at the start of a sentence, in a text that uses the word as a word too ('People …')."""
    if name.entity.type is not EntityType.ORGANISATION or not name.surface.isalpha():
        return False
    starts = any(sentence.start == name.start for sentence in sentences)
    return starts and re.search(rf"\b{name.surface.lower()}\b", text) is not None


def shift(hit: Hit, offset: int) -> Hit:
    """The hit with offsets of the whole text."""
    return Hit(hit.start + offset, hit.end + offset, hit.form)


def padded(sentences: Sequence[Sentence]) -> str:
    """The sentences at their offsets, with blanks where the text is boilerplate."""
    size = sentences[-1].end if sentences else 0
    characters = [" "] * size
    for sentence in sentences:
        characters[sentence.start : sentence.end] = sentence.text
    return "".join(characters)


def is_whole_name(hit: Hit, text: str, registry: Registry) -> bool:
    """False where the match is a part of a longer capitalised name ('National' before 'Data Protection Commission')."""
    entry = registry.entries[hit.form.entries[0]]
    surface = text[hit.start : hit.end]
    if entry.type in (EntityType.TECHNOLOGY, EntityType.JURISDICTION) or not surface[0].isupper():
        return True
    before = re.search(r"([A-Z][\w\-]*)\s$", text[max(0, hit.start - 40) : hit.start])
    if before and not re.search(r"(?:^|[.!?:;\n\"“”]\s*)$", text[max(0, hit.start - 40) : hit.start - len(before[0])]):
        word = before[1]
        known = word in registry.adjectives or word in registry.places
        if (
            entry.type is EntityType.REGULATOR
            and not known
            and word not in ("The", "In", "On", "As", "And", "But", "For", "By", "At")
        ):
            return is_title_case(text, hit.start)
    after = re.match(r"\s([A-Z][\w\-]*)", text[hit.end : hit.end + 40])
    if after and entry.type is EntityType.ORGANISATION and " " not in surface:
        return after[1] not in words()["authority_words"] | {"Pay", "News", "TV", "Act", "Bill", "Law"}
    return True


def is_title_case(text: str, place: int) -> bool:
    """Whether the line around a place capitalises nearly every word (then capitals tell nothing)."""
    start = text.rfind("\n", 0, place) + 1
    line = text[start : text.find("\n", place) if text.find("\n", place) > 0 else len(text)]
    longer = re.findall(r"[A-Za-z][\w’']{3,}", line)
    return len(longer) >= 3 and sum(word[0].isupper() for word in longer) / len(longer) > 0.8


RANK = {
    EntityType.LAW: 0,
    EntityType.REGULATOR: 1,
    EntityType.ORGANISATION: 2,
    EntityType.JURISDICTION: 3,
    EntityType.TECHNOLOGY: 4,
}


def without_overlap(hits: Sequence[Hit], registry: Registry) -> list[Hit]:
    """The longest of overlapping hits; at equal length the more specific type."""

    def weight(hit: Hit) -> tuple[int, int, int]:
        return (-(hit.end - hit.start), RANK.get(registry.entries[hit.form.entries[0]].type, 9), hit.start)

    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=weight):
        stretch = range(hit.start, hit.end)
        if not any(place in taken for place in (hit.start, hit.end - 1)) and not taken.intersection(stretch):
            kept.append(hit)
            taken.update(stretch)
    return sorted(kept, key=lambda hit: hit.start)


def jurisdiction_votes(hits: Iterable[Hit], registry: Registry) -> Counter[str]:
    """How often the text speaks of each jurisdiction, by name or by an authority that has but one home."""
    votes: Counter[str] = Counter()
    for hit in hits:
        entries = [registry.entries[identifier] for identifier in hit.form.entries]
        homes = {entry.jurisdiction for entry in entries if entry.jurisdiction}
        if (
            len(homes) == 1
            and not hit.form.contextual
            and entries[0].type in (EntityType.JURISDICTION, EntityType.REGULATOR, EntityType.LAW)
        ):
            votes[homes.pop()] += 2 if entries[0].type is EntityType.REGULATOR else 1
    for code in list(votes):
        if "-" in code:
            votes[code[:2]] += votes[code]
    return votes


def resolve(hits: Sequence[Hit], registry: Registry, places: Counter[str], text: str) -> list[Name | None]:
    """Each hit linked to one entry, or None where the race is too close."""
    sole = {hit.form.entries[0] for hit in hits if len(hit.form.entries) == 1 and not hit.form.contextual}
    return [linked(hit, choose(hit, registry, places, sole), registry, text) for hit in hits]


def choose(hit: Hit, registry: Registry, places: Counter[str], sole: set[str]) -> Entry | None:
    """The entry that a form means here: a long form in the text, else the jurisdiction most spoken of, else the usual one."""
    entries = [registry.entries[identifier] for identifier in hit.form.entries]
    if len(entries) == 1 and not hit.form.contextual:
        return entries[0]
    defined = [entry for entry in entries if entry.id in sole]
    if len(defined) == 1:
        return defined[0]
    if hit.form.contextual:
        return by_context(entries, places)
    scored = sorted(((places[entry.jurisdiction or ""], entry) for entry in entries), key=lambda pair: -pair[0])
    if scored[0][0] >= MINIMUM_EVIDENCE and scored[0][0] > scored[1][0]:
        return scored[0][1]
    tied = [entry for score, entry in scored if score == scored[0][0]]
    if hit.form.exact or tied[0].type in (EntityType.LAW, EntityType.ORGANISATION):
        homes = [entry for home in USUAL_HOMES for entry in tied if entry.jurisdiction == home]
        return homes[0] if homes else None
    return None


def by_context(entries: Sequence[Entry], places: Counter[str]) -> Entry | None:
    """The body of the country that the text speaks of most; None where two countries or two bodies are as likely."""
    scored = sorted(
        (
            (places[entry.jurisdiction or ""] + (1 if "-" not in (entry.jurisdiction or "") else 0) / 2, entry)
            for entry in entries
        ),
        key=lambda pair: -pair[0],
    )
    best, entry = scored[0]
    if best < MINIMUM_EVIDENCE or (len(scored) > 1 and scored[1][0] == best):
        return None
    return entry


def linked(hit: Hit, entry: Entry | None, registry: Registry, text: str) -> Name | None:
    """The name of a hit; a product's stands for its owner."""
    if entry is None:
        return None
    product = entry.kind == "product"
    topics = entry.broader if product else (services()[entry.id],) if entry.id in services() else ()
    if product and entry.stands_for in registry.entries:
        entry = registry.entries[entry.stands_for or ""]
    reason = "acronym" if hit.form.exact else "registered name"
    surface = text[hit.start : hit.end]
    return Name(hit.start, hit.end, surface, entity_of(entry, (f"{reason} '{surface}'",)), product, topics)


def entity_of(entry: Entry, reasons: tuple[str, ...]) -> Entity:
    """The entity of a registry entry."""
    aliases = tuple(dict.fromkeys((*entry.aliases, *(() if entry.type is EntityType.JURISDICTION else entry.acronyms))))
    return Entity(entry.id, entry.type, entry.name, aliases, entry.jurisdiction, True, reasons)


def unknown_names(sentences: Sequence[Sentence], known: Sequence[Name], registry: Registry) -> list[Name]:
    """Organisations and persons that no registry holds, by the recogniser's votes over the whole text."""
    taken = {
        place
        for name in known
        if name.entity.type is not EntityType.TECHNOLOGY
        for place in range(name.start, name.end)
    }
    prose = [sentence for sentence in sentences if not is_shouted(sentence.text)]
    votes: dict[str, Counter[str]] = {}
    places: list[tuple[int, int, str]] = []
    for sentence, doc in zip(prose, recogniser().pipe([sentence.text for sentence in prose]), strict=True):
        for span in doc.ents:
            if span.label_ not in ("ORG", "PERSON", "PRODUCT", "GPE", "NORP", "FAC", "WORK_OF_ART", "LAW"):
                continue
            start, end = tidy(sentence.text, span.start_char, span.end_char)
            if end <= start or taken.intersection(range(sentence.start + start, sentence.start + end)):
                continue
            surface = sentence.text[start:end]
            votes.setdefault(surface, Counter())[span.label_] += 1
            places.append((sentence.start + start, sentence.start + end, surface))
    bodies = {name.entity.id: name.entity for name in known if name.entity.type is EntityType.REGULATOR}
    return [
        name
        for start, end, surface in places
        if (name := short_body(start, end, surface, bodies) or unknown(start, end, surface, votes[surface]))
    ]


def short_body(start: int, end: int, surface: str, bodies: Mapping[str, Entity]) -> Name | None:
    """The end of the name of one authority of the text, used alone: 'Board of Supervisors' for San Francisco's."""
    if len(surface.split()) < 2:
        return None
    fitting = [
        entity
        for entity in bodies.values()
        if any(form.endswith(" " + surface) for form in (entity.name, *entity.aliases))
    ]
    return Name(start, end, surface, fitting[0]) if len(fitting) == 1 else None


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without article, possessive and quotes."""
    surface = text[start:end]
    lead = re.match(r"(?:[\"“‘'(]|[Tt]he\s|[Aa]n?\s)*", surface)
    start += len(lead[0]) if lead else 0
    tail = re.search(r"(?:['’]s?|[\"”)\],.;:])+$", text[start:end])
    return start, end - (len(tail[0]) if tail else 0)


def is_shouted(line: str) -> bool:
    """Lines of capitals or without any give the recogniser nothing to go by."""
    letters = [character for character in line if character.isalpha()]
    return not letters or sum(character.isupper() for character in letters) in (0, len(letters))


def unknown(start: int, end: int, surface: str, votes: Counter[str]) -> Name | None:
    """A new entity of the kind that the recogniser saw most, None if the words say that it is none."""
    label = votes.most_common(1)[0][0]
    if label == "PERSON" and len(surface.split()) in (2, 3) and not looks_like_firm(surface):
        return Name(start, end, surface, new_entity(EntityType.PERSON, surface))
    if label not in ("ORG", "PRODUCT") and not looks_like_firm(surface):
        return None
    last = surface.split()[-1].strip(".")
    lists = words()
    if last in lists["law_heads"]:
        return None
    if is_authority_name(surface):
        return Name(start, end, surface, new_entity(EntityType.REGULATOR, surface))
    if not is_organisation_name(surface):
        return None
    return Name(start, end, surface, new_entity(EntityType.ORGANISATION, surface))


# Names of laws as English writes them: a title that ends in 'Act', and the numbers of bills.
STATUTE = re.compile(
    r"\b(?:[A-Z][\w’'\-]+,? (?:(?:and|of|for|the|to|on|in|from|by|with) ){0,2}){1,9}(?:Act|Bill|Code|Regulation|Regulations|Ordinance|Directive)\b(?: (?:of )?(?:19|20)\d\d)?"
)
BILL = re.compile(
    r"\b(?:(?:House|Senate|Assembly|Council) (?:Bill|File|Resolution)|[HSA]\.? ?[BRF]\.?|A\.?B\.?|L\.?D\.?|Bill) (?:No\. )?(?:[CS]-)?\d{1,5}(?:-\d+)?\b"
)
NOT_STATUTE = re.compile(
    r"^(?:The|This|That|An?|Under|In|If|By|New|Proposed|Draft|Each|Every|Any|As|EU|UK|US) |^(?:Act|Bill|Code)$"
)


def unregistered_laws(text: str, known: Sequence[Name]) -> list[Name]:
    """Laws that no registry holds, by the way their names are written; never across a registered name."""
    taken = {
        place
        for name in known
        if name.entity.type is not EntityType.TECHNOLOGY and name.entity.type is not EntityType.JURISDICTION
        for place in range(name.start, name.end)
    }
    found: list[Name] = []
    for pattern in (BILL, STATUTE):
        for match in pattern.finditer(text):
            start, surface = match.start(), match[0]
            while lead := NOT_STATUTE.match(surface):
                start, surface = start + lead.end(), surface[lead.end() :]
            if (
                len(surface.split()) < 2
                or "\n" in surface
                or taken.intersection(range(start, match.end()))
                or is_title_case(text, start)
            ):
                continue
            taken.update(range(start, match.end()))
            found.append(Name(start, match.end(), surface, new_entity(EntityType.LAW, surface)))
    return found


def looks_like_firm(surface: str) -> bool:
    """A legal form or a word that firms bear at the end of their names."""
    return bool(set(re.findall(r"[\w.]+", surface)) & words()["organisation_words"])


def is_capitalised(surface: str) -> bool:
    """Every word of more than three letters has a capital."""
    return all(part[0].isupper() for part in surface.split() if len(part) > 3)


def is_authority_name(surface: str) -> bool:
    """A public body that no registry holds: 'Lancaster County District Court', 'Ministry of Digital Affairs'."""
    parts = re.findall(r"[\w’'&\-.]+", surface)
    strong = {
        "Court",
        "Tribunal",
        "Ministry",
        "Commission",
        "Authority",
        "Agency",
        "Directorate",
        "Inspectorate",
        "Ombudsman",
    }
    if not is_capitalised(surface) or parts[0].lower() in (
        "suppose",
        "said",
        "says",
        "if",
        "when",
        "while",
        "after",
        "but",
        "and",
    ):
        return False
    return (
        2 <= len(parts) <= 8
        and bool(strong & set(parts))
        and parts[0] not in ("Two", "Three", "Several")
        and surface[0].isupper()
        and not surface.isupper()
    )


def is_organisation_name(surface: str) -> bool:
    """Whether the words could name an organisation at all."""
    lists = words()
    if surface.isupper() and len(surface) > 5:  # datelines and headings in capitals
        return False
    parts = re.findall(r"[\w’'&\-.]+", surface)
    if not parts or surface in lists["not_organisations"] or any(character in surface for character in "\n$€£%"):
        return False
    if not surface[0].isupper() and not any(character.isupper() for character in surface[1:]):
        return False
    if len(parts) > 6 or len(surface) < 2 or surface.isdigit():
        return False
    if all(part in lists["not_organisations"] for part in parts):
        return False
    return not set(parts) & lists["authority_words"]


def new_entity(kind: EntityType, surface: str) -> Entity:
    """An entity that only texts know; its id is made of its name."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(surface).replace("'", "")).strip("-") or "unnamed"
    return Entity(f"{kind.value.lower()}/{slug}", kind, surface, (), None, False, ("recognised name",))


def definitions(text: str, named: Sequence[Name]) -> list[Name]:
    """Further places of abbreviations that the text defines: 'Information Commissioner's Office (ICO) ... the ICO'."""
    ends = {
        name.end: name
        for name in named
        if name.entity.type in (EntityType.REGULATOR, EntityType.ORGANISATION, EntityType.LAW)
    }
    found: list[Name] = []
    for match in DEFINITION.finditer(text):
        name = ends.get(match.start()) or ends.get(match.start() - 1)
        if name is None or fold(match[1]) == fold(name.surface):
            continue
        for place in re.finditer(rf"\b{re.escape(match[1])}\b", text):
            found.append(Name(place.start(), place.end(), place[0], name.entity))
    return found


def short_forms(text: str, named: Sequence[Name], registry: Registry) -> list[Name]:
    """The first words of an organisation's name used alone later: 'Clearview' for Clearview AI."""
    taken = {
        place
        for name in named
        if name.entity.type is not EntityType.TECHNOLOGY
        for place in range(name.start, name.end)
    }
    owners: dict[str, set[str]] = {}
    entities: dict[str, Entity] = {}
    for name in named:
        if name.product or name.entity.type not in (EntityType.ORGANISATION, EntityType.PERSON):
            continue
        for form in (name.surface, name.entity.name):
            parts = form.split()
            short = parts[-1] if name.entity.type is EntityType.PERSON else parts[0]
            if (
                len(parts) > 1
                and len(short) > 3
                and short[0].isupper()
                and short not in registry.adjectives
                and short not in registry.places
            ):
                owners.setdefault(short.strip(",."), set()).add(name.entity.id)
                entities[name.entity.id] = name.entity
    found: list[Name] = []
    for short, ids in owners.items():
        if len(ids) != 1 or short in words()["not_organisations"] or short.lower() in COMMON_STARTS:
            continue
        entity = entities[next(iter(ids))]
        for place in re.finditer(rf"\b{re.escape(short)}\b", text):
            if place.start() not in taken:
                found.append(Name(place.start(), place.end(), place[0], entity))
    return found


COMMON_STARTS = frozenset(
    [
        "the",
        "data",
        "digital",
        "general",
        "national",
        "international",
        "american",
        "european",
        "united",
        "first",
        "global",
        "new",
        "big",
        "open",
        "social",
        "internet",
        "privacy",
        "electronic",
        "human",
        "federal",
        "public",
        "royal",
        "london",
        "british",
        "central",
        "common",
        "consumer",
        "future",
        "free",
        "great",
        "center",
        "centre",
        "university",
        "institute",
        "association",
        "council",
    ]
)


def first_come(names: Iterable[Name]) -> list[Name]:
    """The names without those that overlap an earlier one of the list."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in names:
        stretch = range(name.start, name.end)
        if not taken.intersection(stretch):
            kept.append(name)
            taken.update(stretch)
    return kept
