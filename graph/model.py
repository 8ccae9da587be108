"""The records that pass between the stages. All are frozen; each stage is a function from records to records.

Offsets are counted in Unicode code points of `Article.text`, end exclusive, as in the Web Annotation
`TextPositionSelector` (https://www.w3.org/TR/annotation-model/#text-position-selector).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class EntityType(StrEnum):
    """What a mention may stand for; the value is the local name of its ontology class."""

    ORGANISATION = "Organisation"
    REGULATOR = "Regulator"
    JURISDICTION = "Jurisdiction"
    TECHNOLOGY = "Technology"
    LAW = "Law"
    PERSON = "Person"


class Kind(StrEnum):
    """Kinds of rulings (`ontology/vocab/ruling-kinds.ttl`)."""

    FINE = "fine"
    ORDER = "order"
    BAN = "ban"
    FINDING = "finding"
    INVESTIGATION = "investigation"
    LAWSUIT = "lawsuit"
    SETTLEMENT = "settlement"
    LEGISLATION = "legislation"
    GUIDANCE = "guidance"
    APPROVAL = "approval"
    APPEAL = "appeal"
    WARNING = "warning"
    CHARGE = "charge"
    DISMISSAL = "dismissal"


class Status(StrEnum):
    """Where a ruling stands (`ontology/vocab/statuses.ttl`)."""

    PROPOSED = "proposed"
    PENDING = "pending"
    DECIDED = "decided"
    APPEALED = "appealed"
    OVERTURNED = "overturned"


class BindingForce(StrEnum):
    """What a ruling obliges to (`ontology/vocab/binding-forces.ttl`)."""

    BINDING = "binding"
    NON_BINDING = "non-binding"
    FINDING_ONLY = "finding-only"
    UNKNOWN = "unknown"


class Modality(StrEnum):
    """How a text presents an act: only `ASSERTED` acts become rulings."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    DENIED = "denied"
    CLAIMED = "claimed"


class BlockKind(StrEnum):
    """What a stretch of an article's text is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Related:
    """Another article that a document's metadata names, with the little it says of it."""

    title: str
    excerpt: str = ""
    url: str | None = None
    published: datetime | None = None
    publisher: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One document as a reader made it. `text` is what offsets refer to and what is stored.

    `text` begins with the headline and the excerpt where the format holds them apart from the body.
    `published` is aware (UTC where the source names no zone) and None where nothing says when;
    `inferred` names the fields that were read out of the text and not out of metadata.
    """

    source: str
    format: str
    title: str
    text: str
    content_hash: str
    url: str | None = None
    published: datetime | None = None
    publisher: str | None = None
    domain: str | None = None
    language: str | None = None
    excerpt: str = ""
    topics: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    inferred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's text and what it is."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """An article's text with its blocks in order; boilerplate blocks are marked, never removed."""

    content: str
    blocks: tuple[Block, ...]

    def of(self, block: Block) -> str:
        """The characters of `block`."""
        return self.content[block.start : block.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names an entity; `entity` is the id of the `Entity` it was linked to."""

    start: int
    end: int
    surface: str
    entity: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that an article names.

    `id` is `regulator/ca-opc` for one of the registry, `organisation/acme-analytics` for one that only
    texts know: the end of its IRI either way. `registered` tells which. `jurisdiction` is an ISO 3166 code.
    `reasons` say why the mentions were linked to it.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    jurisdiction: str | None = None
    registered: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote at its offsets, and the rule that read it."""

    quote: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as the text states it, in units of `currency` (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class WhenDone:
    """The date of an act: `value` is `2021-02-03`, `2021-02` or `2021`, by what the text supports.

    `expression` keeps the words; `value` is None where they are relative and the publication date is unknown.
    """

    value: str | None
    expression: str = ""

    @property
    def precision(self) -> str | None:
        """`day`, `month` or `year`."""
        return None if self.value is None else {10: "day", 7: "month", 4: "year"}[len(self.value)]

    def earliest(self) -> date | None:
        """The first day that `value` may mean."""
        if self.value is None:
            return None
        return date.fromisoformat((self.value + "-01-01")[:10])


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of one act. The fields hold entity ids; `evidence` says it, best quote first."""

    kind: Kind
    status: Status
    binding_force: BindingForce
    modality: Modality
    issuers: tuple[str, ...]
    respondents: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    technologies: tuple[str, ...]
    laws: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    confidence: float
    date: WhenDone | None = None
    penalty: Money | None = None
    remedies: tuple[str, ...] = ()
    main: bool = True
    source: str = "narrator"


@dataclass(frozen=True, slots=True)
class Claim:
    """A position attributed to somebody: `by` is an entity id, `gist` the position in the text's words."""

    by: str
    gist: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Relation:
    """A plain fact between two entities that is no ruling (`usesTechnologyOf`, `pilotedTechnologyOf`)."""

    subject: str
    predicate: str
    object: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says: the record behind `policygraph extract --json` and the article's graph."""

    article: Article
    text: Text
    language: str
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    possibilities: tuple[Report, ...] = ()
    hidden: tuple[Report, ...] = ()
    """Reports that are too doubtful to be told (settings, `review_confidence`); they stay out of the graph."""

    def entity(self, entity_id: str) -> Entity:
        """The entity of this id. KeyError if the article has none."""
        for entity in self.entities:
            if entity.id == entity_id:
                return entity
        raise KeyError(entity_id)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not taken in: which, where in it, why, and what would help."""

    source: str
    reason: str
    remedy: str = ""
    place: str = field(default="")
