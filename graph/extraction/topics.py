"""Which of the technologies and laws that a text names it is about, and which belong to one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.model import Article, BlockKind, Entity, EntityType
from graph.registry import Registry

MOST_TECHNOLOGIES = 4
# Concepts so wide that nearly every text about technology policy names them: kept only when nothing narrower is there.
CATCH_ALLS = frozenset(
    f"technology/{word}" for word in ("data-processing", "digital-competition", "personal-data", "consumer-protection", "money-laundering", "internet", "software", "website", "mobile-app")
)


def technologies(names: Sequence[Name], sentences: Sequence[Sentence], article: Article, registry: Registry) -> list[Entity]:
    """The technologies that a text is about, weightiest first: headline and lead count more, topics of the metadata too."""
    weights: Counter[str] = Counter()
    entities: dict[str, Entity] = {}
    lead = {sentence.block for sentence in sentences if sentence.kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST)}
    paragraphs = sorted({sentence.block for sentence in sentences if sentence.kind is BlockKind.PARAGRAPH})[:2]
    spans = [(sentence.start, sentence.end, 3 if sentence.block in lead else 2 if sentence.block in paragraphs else 1) for sentence in sentences]
    for name in names:
        if name.entity.type is EntityType.TECHNOLOGY:
            entities[name.entity.id] = name.entity
            weights[name.entity.id] += next((weight for start, end, weight in spans if start <= name.start < end), 1)
    narrow = [identifier for identifier, _ in weights.most_common() if identifier not in CATCH_ALLS]
    chosen = narrow or [identifier for identifier, _ in weights.most_common(1)]
    strong = [identifier for identifier in chosen if weights[identifier] >= 2] or chosen
    return [entities[identifier] for identifier in strong[:MOST_TECHNOLOGIES]]


def laws_near(names: Sequence[Name], sentences: Sequence[Sentence], told: Sequence[int], kinds_jurisdictions: Sequence[str]) -> tuple[str, ...]:
    """Laws named in the sentences that tell an act, else the only law of the text that fits its jurisdiction."""
    spans = [(sentences[index].start, sentences[index].end) for index in told]
    named = [name for name in names if name.entity.type is EntityType.LAW]
    here = tuple(dict.fromkeys(name.entity.id for name in named if any(start <= name.start < end for start, end in spans)))
    if here:
        return here
    every = {name.entity.id: name.entity for name in named}
    if len(every) == 1:
        law = next(iter(every.values()))
        home = law.jurisdiction
        if home is None or home in kinds_jurisdictions or home == "EU":
            return (law.id,)
    return ()
