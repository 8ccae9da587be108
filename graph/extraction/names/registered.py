"""Registered names: the longest forms, linked only when the whole of them agrees; a close race links to none."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

import ontology
from graph.extraction.names.name import Name, entity_of, words
from graph.extraction.names.nearby import beside
from graph.extraction.names.shape import is_title_case
from graph.extraction.sentences import Sentence
from graph.model import EntityType
from graph.registry import Entry, Hit, Registry

# Authorities that world news means by an acronym when nothing in the text decides.
USUAL_HOMES = ("US", "EU", "GB", "IE", "FR", "DE", "IT", "ES", "NL", "CA", "AU", "IN", "JP", "KR", "CN", "BR", "SG")
MINIMUM_EVIDENCE = 1


@cache
def services() -> dict[str, str]:
    """Technologies that organisations stand for by themselves, by entity id (`ontology/lexicon/topics.toml`)."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "topics.toml").read_text(encoding="utf-8"))
    return {f"organisation/{key}": f"technology/{value}" for key, value in loaded["services"].items()}


def shift(hit: Hit, offset: int) -> Hit:
    """The hit with offsets of the whole text."""
    return Hit(hit.start + offset, hit.end + offset, hit.form)


REGION = re.compile(r"[”\")]* (?:region|member states|countries|area|bloc|market)\b")  # 'the COMESA region' is a place


def is_whole_name(hit: Hit, text: str, registry: Registry) -> bool:
    """False where the match is a part of a longer capitalised name ('National' before 'Data Protection Commission')."""
    entry = registry.entries[hit.form.entries[0]]
    surface = text[hit.start : hit.end]
    if entry.type in (EntityType.TECHNOLOGY, EntityType.JURISDICTION) or not surface[0].isupper():
        return True
    before = re.search(r"([A-Z][\w\-]*)[^\S\n]$", text[max(0, hit.start - 40) : hit.start])
    if entry.kind == "international" and REGION.match(text, hit.end):
        return False
    if before and not re.search(r"(?:^|[.!?:;\n\"“”]\s*)$", text[max(0, hit.start - 40) : hit.start - len(before[0])]):
        word = before[1]
        known = word in registry.adjectives or word in registry.places
        if (
            entry.type is EntityType.REGULATOR
            and not known
            and word not in ("The", "In", "On", "As", "And", "But", "For", "By", "At")
        ):
            return is_title_case(text, hit.start)
        if entry.type is EntityType.LAW and known and not is_of_place(hit, word, registry):
            return False
    after = re.match(r"\s([A-Z][\w\-]*)", text[hit.end : hit.end + 40])
    if after and entry.type is EntityType.ORGANISATION and " " not in surface:
        return after[1] not in words()["authority_words"] | {"Pay", "News", "TV", "Act", "Bill", "Law"}
    return True


def is_of_place(hit: Hit, word: str, registry: Registry) -> bool:
    """Whether one of the laws that a form means is of the place before it: 'Michigan Consumer Protection Act' is not Quebec's."""
    code = registry.adjectives.get(word) or registry.places[word]
    homes = [registry.entries[identifier].jurisdiction or "" for identifier in hit.form.entries]
    return any(home == code or home.startswith(f"{code}-") or code.startswith(f"{home}-") for home in homes)


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
            and not hit.form.usual
            and entries[0].type in (EntityType.JURISDICTION, EntityType.REGULATOR, EntityType.LAW)
        ):
            votes[homes.pop()] += 2 if entries[0].type is EntityType.REGULATOR else 1
    for code in list(votes):
        if "-" in code:
            votes[code[:2]] += votes[code]
    return votes


def resolve(hits: Sequence[Hit], registry: Registry, places: Counter[str], text: str) -> list[Name | None]:
    """Each hit linked to one entry, or None where the race is too close."""
    hits = [hit for hit in hits if is_sure(hit, registry, places)]
    plain = [sole_entry(hit, registry) or placed(hit, registry, text) for hit in hits]
    sole = {entry.id for entry in plain if entry}
    return [
        linked(hit, entry or choose(hit, registry, places, sole), registry, text)
        for hit, entry in zip(hits, plain, strict=True)
    ]


def sole_entry(hit: Hit, registry: Registry) -> Entry | None:
    """The entry of a form that means but one thing."""
    if len(hit.form.entries) == 1 and not hit.form.contextual:
        return registry.entries[hit.form.entries[0]]
    return None


def placed(hit: Hit, registry: Registry, text: str) -> Entry | None:
    """The one body of the country that stands beside a shared name: "Nigeria's markets regulator, the SEC"."""
    entries = [registry.entries[identifier] for identifier in hit.form.entries]
    if entries[0].type is not EntityType.REGULATOR:
        return None
    code = beside(text, hit.start, hit.end, registry)
    fitting = [entry for entry in entries if code and entry.jurisdiction == code]
    return fitting[0] if len(fitting) == 1 else None


def choose(hit: Hit, registry: Registry, places: Counter[str], sole: set[str]) -> Entry | None:
    """The entry that a form means here: a long form in the text, else the jurisdiction most spoken of, else the usual one."""
    entries = [registry.entries[identifier] for identifier in hit.form.entries]
    defined = [entry for entry in entries if entry.id in sole]
    if len(defined) == 1:
        return defined[0]
    if hit.form.usual:
        return by_dominance(entries, registry.entries[hit.form.usual], places)
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


def is_sure(hit: Hit, registry: Registry, places: Counter[str]) -> bool:
    """False for two letters that other things are called too (AP), where nothing else speaks of the body's country."""
    entry = registry.entries[hit.form.entries[0]]
    if not hit.form.exact or len(hit.form.surface) > 2 or len(hit.form.entries) > 1:
        return True
    own = 2  # the vote that the acronym itself has cast
    return entry.type is not EntityType.REGULATOR or places[entry.jurisdiction or ""] > own


def by_dominance(entries: Sequence[Entry], usual: Entry, places: Counter[str]) -> Entry:
    """The body whose whole name it is, unless the text speaks of one other country only, and more than once."""
    homes = {entry.jurisdiction or "": entry for entry in entries}
    best = max(homes, key=lambda home: places[home])
    return homes[best] if places[best] >= 2 and not places[usual.jurisdiction or ""] else usual


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


def is_common_word(name: Name, text: str, sentences: Sequence[Sentence]) -> bool:
    """A one-word name of a firm at the start of a sentence, in a text that uses the word as a word too ('People …')."""
    if name.entity.type is not EntityType.ORGANISATION or not name.surface.isalpha():
        return False
    if name.surface.lower() in words()["common_words"] and is_title_case(text, name.start):
        return len(re.findall(rf"\b{name.surface}\b", text)) == 1
    if not any(sentence.start == name.start for sentence in sentences):
        return False
    if name.surface.lower() in words()["common_words"] and text[name.end : name.end + 1] == ",":
        return True
    return re.search(rf"\b{name.surface.lower()}\b", text) is not None


# 'said in a post on X', 'wrote on Facebook': where somebody speaks.
CHANNEL = re.compile(
    r"\b(?:(?:a|an|the|his|her|its|their|in) (?:\w+ ){0,2}(?:post|posts|thread|tweet|statement|message|video)(?: (?:posted|published|shared))?"
    r"|wrote|writes|posted|tweeted|announced|said) on $"
)


def is_channel(name: Name, text: str) -> bool:
    """Whether a network is only where somebody speaks: 'said in a post on X'."""
    return (
        name.entity.type is EntityType.ORGANISATION
        and CHANNEL.search(text[max(0, name.start - 60) : name.start]) is not None
    )
