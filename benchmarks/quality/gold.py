"""The records that are compared: what an annotator wrote and what extraction yields, in one shape."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.provenance import ROOT

DOCUMENTS = ROOT / "benchmarks" / "gold" / "documents"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by its name; `forms` are all names that count as it, its own among them."""

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruling as a record has it. `confidence` and `quote` are those of a prediction."""

    kind: str
    status: str
    issuers: tuple[str, ...]
    respondents: tuple[str, ...]
    jurisdictions: frozenset[str] = frozenset()
    date: str | None = None
    penalty: tuple[Decimal, str] | None = None
    main: bool = True
    confidence: float = 1.0
    quote: str = ""
    act: str = ""
    """What names the act in the gold set: the same in every document that tells it."""


@dataclass(frozen=True, slots=True)
class Record:
    """What one document says, by an annotator or by extraction. `claims` are the names of their speakers."""

    organisations: tuple[Named, ...] = ()
    regulators: tuple[Named, ...] = ()
    jurisdictions: tuple[Named, ...] = ()
    technologies: tuple[Named, ...] = ()
    laws: tuple[Named, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the gold set."""

    id: str
    source: str
    split: str
    language: str
    traits: tuple[str, ...]
    gold: Record


def load(folder: Path = DOCUMENTS) -> list[Document]:
    """All documents of the gold set in order of their ids."""
    return [document_of(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]


def document_of(data: Mapping[str, Any]) -> Document:
    """One annotation file."""
    record = record_of(data)
    rulings = tuple(
        ruling if ruling.act else replace(ruling, act=f"{data['id']} {number}")
        for number, ruling in enumerate(record.rulings)
    )
    gold = replace(record, rulings=rulings)
    return Document(data["id"], data["source"], data["split"], data["lang"], tuple(data["traits"]), gold)


def record_of(data: Mapping[str, Any]) -> Record:
    """The record of an annotation, or of `policygraph extract --json`: they share their keys."""
    return Record(
        organisations=named(data["organisations"]),
        regulators=named(data["regulators"]),
        jurisdictions=named(data["jurisdictions"]),
        technologies=named(data["technologies"]),
        laws=named(data["laws"]),
        rulings=tuple(ruling_of(ruling) for ruling in data["rulings"]),
        claims=tuple(claim["by"] for claim in data["claims"]),
    )


def named(items: Iterable[str | Mapping[str, Any]]) -> tuple[Named, ...]:
    """Things given by their name alone, or with `surface` and `accept` (gold) or `aliases` (extraction)."""
    return tuple(
        Named(item, (item,))
        if isinstance(item, str)
        else Named(item["name"], (item["name"], *(form for key in FORMS for form in item.get(key, ()))))
        for item in items
    )


FORMS = ("accept", "aliases", "surface")


def ruling_of(data: Mapping[str, Any]) -> Ruling:
    """One ruling of a record."""
    penalty = data["penalty"]
    return Ruling(
        kind=data["kind"],
        status=data["status"],
        issuers=tuple(data["issuers"]),
        respondents=tuple(data["respondents"]),
        jurisdictions=frozenset(data["jurisdictions"]),
        date=data["date"],
        penalty=(Decimal(str(penalty["amount"])), penalty["currency"]) if penalty else None,
        main=data["main"],
        confidence=data.get("confidence", 1.0),
        quote=data.get("evidence", {}).get("quote", ""),
        act=data.get("act", ""),
    )
