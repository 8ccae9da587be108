"""What a text speaks of: who can act in it, who matters most in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.extraction.lexicon import Lexicon
from graph.extraction.names import Name
from graph.extraction.names.nearby import cities
from graph.extraction.sentences import Sentence
from graph.model import BlockKind, Entity, EntityType
from graph.registry import Registry


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
    asides: frozenset[int] = frozenset()
    """Where names stand that only describe others: 'platforms such as X, Facebook', 'the General Motors-owned company'."""

    def before(self, place: int, kind: EntityType, reach: int = 600) -> Iterator[Entity]:
        """Entities of a type named before a place, the nearest first, within `reach` characters."""
        for name in reversed(self.names):
            if name.start < place and name.entity.type is kind and name.start not in self.asides:
                if place - name.start > reach:
                    return
                yield name.entity

    def main_party(self) -> Entity | None:
        """The organisation that the text is about."""
        return self.by_id[self.parties[0]] if self.parties else None

    def main_authority(self) -> Entity | None:
        """The authority that the text is about."""
        return self.by_id[self.authorities[0]] if self.authorities else None

    def is_media(self, entity: Entity) -> bool:
        """Whether an organisation is a paper or a station, which mostly only tells."""
        entry = self.registry.entries.get(entity.id)
        return entry is not None and entry.kind == "media"

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


EXAMPLE = re.compile(r"\b(?:such as|like) (?:[A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*)*(?:, (?:and |or )?| and | or ))*$")


OWNER = re.compile(r"-(?:owned|backed|led|controlled|linked|run)\b")


def asides(names: Sequence[Name], sentences: Sequence[Sentence]) -> frozenset[int]:
    """The places of names that are examples, or that say whose another is."""
    return frozenset(
        name.start
        for sentence in sentences
        for name in names
        if sentence.start <= name.start < sentence.end
        and (
            EXAMPLE.search(sentence.text[: name.start - sentence.start])
            or OWNER.match(sentence.text[name.end - sentence.start :])
        )
    )


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
    shown = asides(names, sentences)
    for name in names:
        if name.entity.type in weights and name.start not in shown:
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
    return Discourse(tuple(names), registry, lexicon, parties, authorities, by_id, stands_out, shown)
