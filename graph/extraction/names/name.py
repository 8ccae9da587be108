"""A name at a place of a text, and what names of all sorts need."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import ontology
from graph.extraction.sentences import Sentence
from graph.model import Entity, EntityType
from graph.registry import Entry, fold


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
def words() -> dict[str, frozenset[str]]:
    """The word lists of `ontology/lexicon/names.toml`."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "names.toml").read_text(encoding="utf-8"))
    return {key: frozenset(value) for key, value in loaded.items()}


def entity_of(entry: Entry, reasons: tuple[str, ...]) -> Entity:
    """The entity of a registry entry."""
    aliases = tuple(dict.fromkeys((*entry.aliases, *(() if entry.type is EntityType.JURISDICTION else entry.acronyms))))
    return Entity(entry.id, entry.type, entry.name, aliases, entry.jurisdiction, True, reasons)


def new_entity(kind: EntityType, surface: str) -> Entity:
    """An entity that only texts know; its id is made of its name."""
    name = LEGAL_FORM.sub("", surface) if kind is EntityType.ORGANISATION and " " in surface else surface
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name).replace("'", "")).strip("-") or "unnamed"
    aliases = (surface,) if name != surface else ()
    return Entity(f"{kind.value.lower()}/{slug}", kind, name, aliases, None, False, ("recognised name",))


# What firms add to their names by law; 'Group' and 'Holdings' are parts of names.
LEGAL_FORM = re.compile(
    r"(?:(?<!&),? Co\.?,?)?,? (?:Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|PLC|plc|AG|SE|SA|S\.A|NV|N\.V|BV|B\.V|GmbH|AB|A/S|ASA|Oy|Oyj"
    r"|SpA|S\.p\.A|S\.r\.l|Srl|Pty\.? Ltd|Pty\.? Limited|Pvt\.? Ltd|Pty|Pvt|LP|L\.P|LLP|SAS|SARL|KK|ehf|d\.o\.o|a\.s|Sp\. z o\.o)\.?$"
)


def without_terms(names: Iterable[Name]) -> list[Name]:
    """The names without unregistered organisations that are but a term for a technology ('Initial Coin Offering')."""
    every = list(names)
    terms = [range(name.start, name.end) for name in every if name.entity.type is EntityType.TECHNOLOGY]
    return [
        name
        for name in every
        if name.entity.registered
        or name.entity.type is not EntityType.ORGANISATION
        or not any(name.start >= term.start and name.end <= term.stop for term in terms)
    ]


def first_come(names: Iterable[Name]) -> list[Name]:
    """The names without those that overlap an earlier one of the list; technologies give way to names of any other type."""
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(without_terms(names), key=lambda name: name.entity.type is EntityType.TECHNOLOGY):
        stretch = range(name.start, name.end)
        if not taken.intersection(stretch):
            kept.append(name)
            taken.update(stretch)
    return kept


def padded(sentences: Sequence[Sentence]) -> str:
    """The sentences at their offsets, with line ends between them and where the text is boilerplate."""
    size = sentences[-1].end if sentences else 0
    characters = ["\n"] * size
    for sentence in sentences:
        characters[sentence.start : sentence.end] = sentence.text
    return "".join(characters)
