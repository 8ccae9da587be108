"""Which of the technologies and laws that a text names it is about, and which belong to one act."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log, log1p

import ontology
from graph.extraction import cues
from graph.extraction.lexicon import load
from graph.extraction.names import Name, entity_of, padded
from graph.extraction.sentences import Sentence
from graph.model import BlockKind, Entity, EntityType
from graph.registry import Registry

MOST_TECHNOLOGIES = 3
WORD = re.compile(r"[a-z]+")


@cache
def passing() -> frozenset[str]:
    """Ids of concepts that texts name in passing (`ontology/lexicon/topics.toml`)."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "topics.toml").read_text(encoding="utf-8"))
    return frozenset(f"technology/{identifier}" for identifier in loaded["passing"])


@cache
def weights() -> dict[str, float]:
    """The weight of each feature of a concept's traces."""
    loaded = tomllib.loads((ontology.ROOT / "lexicon" / "topics.toml").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in loaded["weights"].items()}


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


@dataclass(slots=True)
class Traces:
    """How often a text names a concept, hints at it by words of practice, and speaks of services of its kind.

    Of each, how much of it stands in the headline, in the lead, in sentences that tell acts.
    """

    named: int = 0
    served: int = 0
    cued: int = 0
    head: bool = False
    lead: bool = False
    served_lead: bool = False
    cued_lead: bool = False
    act: bool = False


def technologies(names: Sequence[Name], sentences: Sequence[Sentence], registry: Registry) -> list[Entity]:
    """The technologies that a text is about, the likeliest first; at most `MOST_TECHNOLOGIES`."""
    found = traces(names, sentences, registry)
    scores = {concept: likelihood(concept, found, sentences, registry) for concept in found}
    ranked = sorted(scores, key=lambda concept: -scores[concept])
    chosen = [concept for concept in ranked if scores[concept] >= LIKELY][:MOST_TECHNOLOGIES]
    chosen = chosen or [concept for concept in ranked[:1] if scores[concept] >= AT_ALL]
    return [entity_of(registry.entries[concept], ("the text speaks of it",)) for concept in chosen]


def traces(names: Sequence[Name], sentences: Sequence[Sentence], registry: Registry) -> dict[str, Traces]:
    """What a text holds of each concept that it speaks of."""
    spots = spots_of(sentences)
    found: defaultdict[str, Traces] = defaultdict(Traces)
    for name in names:
        head, lead, act = next(
            (marks for start, end, *marks in spots if start <= name.start < end), (False, False, False)
        )
        if name.entity.type is EntityType.TECHNOLOGY:
            trace = found[name.entity.id]
            trace.named += 1
            trace.head, trace.lead, trace.act = trace.head or head, trace.lead or lead, trace.act or act
        for topic in name.topics:
            found[topic].served += 1
            found[topic].served_lead |= head or lead
    for concept, place in cues.find(padded(sentences)):
        head, lead, act = next((marks for start, end, *marks in spots if start <= place < end), (False, False, False))
        trace = found[concept]
        trace.cued += 1
        trace.cued_lead, trace.act = trace.cued_lead or head or lead, trace.act or act
    return {concept: trace for concept, trace in found.items() if concept in registry.entries}


def spots_of(sentences: Sequence[Sentence]) -> list[tuple[int, int, bool, bool, bool]]:
    """Each sentence's stretch, and whether it is headline, of the first two paragraphs, and tells of an act."""
    headings = (BlockKind.HEADLINE, BlockKind.STANDFIRST)
    heads = {item.block for item in sentences if item.kind in headings}
    leads = sorted({item.block for item in sentences if item.kind is BlockKind.PARAGRAPH})[:2]
    lexicon = load("en")
    acts = frozenset(lexicon.verbs) | frozenset(lexicon.nouns)
    return [
        (
            item.start,
            item.end,
            item.block in heads,
            item.block in leads,
            not acts.isdisjoint(WORD.findall(item.text.lower())),
        )
        for item in sentences
    ]


def likelihood(concept: str, found: Mapping[str, Traces], sentences: Sequence[Sentence], registry: Registry) -> float:
    """How likely a reader files the text under a concept, by a logistic regression over its traces."""
    features = features_of(concept, found, sentences, registry)
    total = sum(weights()[name] * float(value) for name, value in features.items())
    return 1 / (1 + exp(-total))


def features_of(
    concept: str, found: Mapping[str, Traces], sentences: Sequence[Sentence], registry: Registry
) -> dict[str, float]:
    """What speaks for and against a concept, as `weights` names it."""
    trace = found[concept]
    size = max(60, sum(len(item.text.split()) for item in sentences))
    return {
        "bias": 1.0,
        "named": log1p(trace.named),
        "head": trace.head,
        "lead": trace.lead,
        "act": trace.act,
        "named_share": trace.named / max(1, sum(other.named for other in found.values())),
        "served": trace.served > 0,
        "served_share": trace.served / max(1, sum(other.served for other in found.values())),
        "served_lead": trace.served_lead,
        "named_and_served": trace.named > 0 and trace.served > 0,
        "passing": concept in passing(),
        "broader": any(concept in ancestors(other, registry) for other in found if other != concept),
        "narrower": bool(ancestors(concept, registry) & found.keys()),
        "length": log(size / 300),
        "cued": log1p(trace.cued),
        "cued_lead": trace.cued_lead,
        "named_and_cued": trace.named > 0 and trace.cued > 0,
        "served_and_cued": trace.served > 0 and trace.cued > 0,
        "only_cued": trace.named == trace.served == 0,
    }


# Likelihoods from which a concept is taken, and from which the best one is where none reaches that.
LIKELY = 0.30
AT_ALL = 0.15


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
