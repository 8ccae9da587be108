"""The rows of `ontology/registry` as entries, one type of thing after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ontology
from graph.model import EntityType
from graph.registry.cells import owner_now, values

BRACKETS = re.compile(r"\s*\([^)]*\)$")
LEGAL_FORM = re.compile(
    r",? (?:Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Co|Company|PLC|plc|AG|SE|SA|S\.A|NV|N\.V|BV|B\.V|GmbH"
    r"|AB|A/S|ASA|Oy|Oyj|SpA|S\.p\.A|S\.r\.l|Srl|Pty|Pvt|LP|L\.P|LLP|SAS|SARL|KK|Holdings|Group)\.?$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the registry. `id` is the `Entity.id`; `kind` and `remit` are the columns of that name.

    `stands_for` is the id of the organisation that owns a product, for products only; their `broader` is their technology.
    `bare` are names that bodies and laws of other countries bear too: in the registry they carry their country in brackets.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    jurisdiction: str | None = None
    kind: str = ""
    remit: frozenset[str] = frozenset()
    parent: str | None = None
    stands_for: str | None = None
    broader: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()


def all_entries() -> Iterator[Entry]:
    """The entries of all files; where two have one id the first counts."""
    for source in (jurisdiction_entries, authority_entries, organisation_entries, law_entries, technology_entries):
        yield from source()


def authority_entries() -> Iterator[Entry]:
    """Regulators, courts, ministries, legislatures."""
    for row in ontology.rows("authorities"):
        name = BRACKETS.sub("", row["name"])
        aliases = [name, *values(row["native_name"]), *values(row["aliases"]), *values(row["former_names"])]
        yield Entry(
            id=f"regulator/{row['id']}",
            type=EntityType.REGULATOR,
            name=name,
            aliases=unique(BRACKETS.sub("", alias) for alias in aliases),
            acronyms=unique(values(row["acronyms"])),
            jurisdiction=row["jurisdiction"].split("|")[0],
            kind=row["kind"],
            remit=frozenset(row["remit"].replace("|", " ").split()),
            bare=without_brackets([row["name"], *values(row["aliases"])]),
        )


def organisation_entries() -> Iterator[Entry]:
    """Companies, non-governmental organisations, police forces, universities, and the products that stand for them."""
    for row in ontology.rows("companies"):
        aliases = unique([row["name"], *values(row["aliases"]), *values(row.get("former_names") or "")])
        aliases = unique([*aliases, *(LEGAL_FORM.sub("", alias) for alias in aliases)])
        product = "owner" in row
        identifier = f"{'product' if product else 'organisation'}/{row['id']}"
        yield Entry(
            id=identifier,
            type=EntityType.ORGANISATION,
            name=row["name"],
            aliases=aliases,
            jurisdiction=row.get("jurisdiction") or None,
            kind="product" if product else row["kind"],
            parent=owner_now(row.get("parent") or ""),
            stands_for=f"organisation/{owner}" if product and (owner := owner_now(row["owner"])) else None,
            broader=tuple(f"technology/{identifier}" for identifier in values(row.get("technology") or "")),
        )


def law_entries() -> Iterator[Entry]:
    """Statutes, regulations, directives, bills."""
    for row in ontology.rows("laws"):
        aliases = [row["title"], row["short_title"], row["citation"], *values(row["aliases"])]
        yield Entry(
            id=f"law/{row['id']}",
            type=EntityType.LAW,
            name=row["short_title"] or row["title"],
            aliases=unique([*(alias for alias in aliases if alias), *without_brackets(aliases)]),
            acronyms=unique(values(row["acronyms"])),
            jurisdiction=row["jurisdiction"].split("|")[0],
            kind=row["kind"],
            bare=without_brackets(aliases),
        )


def technology_entries() -> Iterator[Entry]:
    """SKOS concepts of technologies and practices."""
    for row in ontology.rows("technologies"):
        yield Entry(
            id=f"technology/{row['id']}",
            type=EntityType.TECHNOLOGY,
            name=row["label"],
            aliases=unique([row["label"], *values(row["aliases"])]),
            broader=tuple(f"technology/{identifier}" for identifier in values(row["broader"])),
        )


def jurisdiction_entries() -> Iterator[Entry]:
    """Countries, subdivisions, the European Union."""
    nicknames = {row["id"]: row for row in ontology.rows("jurisdictions") if "name" not in row}
    for row in ontology.rows("jurisdictions"):
        if "name" not in row:
            continue
        nickname = nicknames.get(row["id"], {})
        names = [row["name"], *values(row["aliases"]), *values(nickname.get("aliases") or "")]
        yield Entry(
            id=f"jurisdiction/{row['id']}",
            type=EntityType.JURISDICTION,
            name=row["name"],
            aliases=unique(names),
            acronyms=unique([*values(row["adjectives"]), *values(nickname.get("adjectives") or "")]),
            jurisdiction=row["code"],
            parent=row["broader"] or None,
        )


def without_brackets(names: Iterable[str]) -> tuple[str, ...]:
    """Names that carry their country in brackets, without it: 'High Court' of 'High Court (Ireland)'."""
    return unique(BRACKETS.sub("", name) for name in names if BRACKETS.search(name) and " " in BRACKETS.sub("", name))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, each once."""
    return tuple(dict.fromkeys(name for name in names if name))
