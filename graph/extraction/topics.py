"""Which of the technologies and laws that a text names it is about, and which belong to one act."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import ontology
from graph.extraction.names import Name, entity_of
from graph.extraction.sentences import Sentence
from graph.model import BlockKind, Entity, EntityType
from graph.registry import Registry

MOST_TECHNOLOGIES = 3


@cache
def passing() -> frozenset[str]:
    """Ids of concepts that texts name in passing (`ontology/lexicon/topics.toml`)."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "topics.toml").read_text(encoding="utf-8"))
    return frozenset(f"technology/{identifier}" for identifier in loaded["passing"])


@cache
def families() -> tuple[str, ...]:
    """Ids of the fields that are added to their members."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "topics.toml").read_text(encoding="utf-8"))
    return tuple(f"technology/{identifier}" for identifier in loaded["families"])


def ancestors(identifier: str, registry: Registry) -> set[str]:
    """All broader concepts of one."""
    found: set[str] = set()
    waiting = [identifier]
    while waiting:
        entry = registry.entries.get(waiting.pop())
        new = set(entry.broader if entry else ()) - found
        found |= new
        waiting += new
    return found


def technologies(names: Sequence[Name], sentences: Sequence[Sentence], registry: Registry) -> list[Entity]:
    """The technologies that a text is about, weightiest first: headline and lead count more; products bring in their own."""
    weights: defaultdict[str, float] = defaultdict(float)
    lead = {sentence.block for sentence in sentences if sentence.kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST)}
    paragraphs = sorted({sentence.block for sentence in sentences if sentence.kind is BlockKind.PARAGRAPH})[:2]
    spans = [
        (sentence.start, sentence.end, 4 if sentence.block in lead else 2 if sentence.block in paragraphs else 1)
        for sentence in sentences
    ]
    for name in names:
        weight = next((weight for start, end, weight in spans if start <= name.start < end), 1)
        if name.entity.type is EntityType.TECHNOLOGY:
            weights[name.entity.id] += weight
        for topic in name.topics:
            weights[topic] += weight * SERVICE_SHARE
    for identifier in list(weights):
        if identifier in passing():
            weights[identifier] *= PASSING_SHARE
    best = max(weights.values(), default=0)
    chosen = [
        identifier
        for identifier, weight in sorted(weights.items(), key=lambda item: -item[1])[:MOST_TECHNOLOGIES]
        if weight >= max(best * RELATIVE, MINIMUM)
    ]
    chosen += [
        family
        for family in families()
        if family not in chosen and any(family in ancestors(identifier, registry) for identifier in chosen)
    ][: max(0, MOST_TECHNOLOGIES - len(chosen))]
    return [
        entity_of(registry.entries[identifier], ("named in the text",))
        for identifier in chosen
        if identifier in registry.entries
    ]


# How much a product or a service says of the topic, against a word for the technology itself; how little a passing concept does;
# how near to the weightiest the others must come. Set on the development split (docs/quality.md).
SERVICE_SHARE = 1.0
PASSING_SHARE = 0.1
RELATIVE = 0.25
MINIMUM = 1.0


def technologies_near(
    chosen: Sequence[Entity], names: Sequence[Name], sentences: Sequence[Sentence], told: Sequence[int]
) -> tuple[str, ...]:
    """Of the technologies that a text is about, those named in the passages that tell an act; else the weightiest one."""
    blocks = {sentences[index].block for index in told}
    spans = [(sentence.start, sentence.end) for sentence in sentences if sentence.block in blocks]
    here = [name for name in names if any(start <= name.start < end for start, end in spans)]
    said = {name.entity.id for name in here} | {topic for name in here for topic in name.topics}
    return tuple(entity.id for entity in chosen if entity.id in said) or tuple(entity.id for entity in chosen[:1])


def laws_near(
    names: Sequence[Name], sentences: Sequence[Sentence], told: Sequence[int], kinds_jurisdictions: Sequence[str]
) -> tuple[str, ...]:
    """Laws named in the sentences that tell an act, else the only law of the text that fits its jurisdiction."""
    spans = [(sentences[index].start, sentences[index].end) for index in told]
    named = [name for name in names if name.entity.type is EntityType.LAW]
    here = tuple(
        dict.fromkeys(name.entity.id for name in named if any(start <= name.start < end for start, end in spans))
    )
    if here:
        return here
    every = {name.entity.id: name.entity for name in named}
    if len(every) == 1:
        law = next(iter(every.values()))
        home = law.jurisdiction
        if home is None or home in kinds_jurisdictions or home == "EU":
            return (law.id,)
    return ()
