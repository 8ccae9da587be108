"""The records of the JSON API on rulings."""

from __future__ import annotations

from pydantic import BaseModel

from graph.bands import Band


class Party(BaseModel):
    """An entity that has a part in a ruling."""

    id: str
    iri: str
    label: str


class Source(BaseModel):
    """An article that reports a ruling."""

    id: str
    iri: str
    title: str
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    quotes: list[str] = []


class FormerSource(Source):
    """An article that reported a ruling in a former version, until when, and the words that are gone from it."""

    until: str


class Penalty(BaseModel):
    """An amount of money, as a decimal in a string."""

    amount: str
    currency: str | None = None


class Step(BaseModel):
    """A ruling of a matter: what was done, when, to what sum, and whether it stands. `follows` are IRIs."""

    id: str
    iri: str
    label: str
    verb: str | None = None
    date: str | None = None
    penalty: Penalty | None = None
    in_force: bool = False
    follows: list[str] = []


class Matter(BaseModel):
    """The affair that a ruling belongs to, and all its rulings in order."""

    id: str
    iri: str
    label: str
    state: str
    since: str | None = None
    steps: list[Step] = []


class Variant(BaseModel):
    """A value that some sources tell; `wins` is true of the one that was taken."""

    value: str
    wins: bool
    sources: int
    tier: str
    reason: str
    articles: list[str] = []


class Conflict(BaseModel):
    """Values of one property that sources tell differently, the one that was taken first."""

    property: str
    variants: list[Variant]


class Ruling(BaseModel):
    """One act of public authority, with the articles that say so."""

    id: str
    iri: str
    label: str
    kind: str | None = None
    status: str | None = None
    binding_force: str | None = None
    date: str | None = None
    date_precision: str | None = None
    authorities: list[Party] = []
    respondents: list[Party] = []
    jurisdictions: list[Party] = []
    technologies: list[Party] = []
    laws: list[Party] = []
    penalty: Penalty | None = None
    remedies: list[str] = []
    confidence: float | None = None
    band: Band | None = None
    """`publish`: may be told as it is; `review`: to be checked first."""
    verb: str | None = None
    in_force: bool | None = None
    ended_on: str | None = None
    support_count: int | None = None
    source_count: int | None = None
    official_source: bool | None = None
    matter: Matter | None = None
    conflicts: list[Conflict] = []
    perhaps_same_as: list[Party] = []
    quotes: list[str] = []
    articles: list[Source] = []
    formerly: list[FormerSource] = []
