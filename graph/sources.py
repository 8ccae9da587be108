"""Who publishes an article: how near to the acts it stands (its tier), and which agency its text was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import urlsplit

import ontology
from graph.registry.cells import INTERVAL, LANGUAGE

TIERS = ("official", "wire", "newspaper", "trade-press", "law-blog", "advocacy", "aggregator", "other")
"""Nearest first (`ontology/vocab/source-tiers.ttl`)."""
OFFICIAL, WIRE, OTHER = "official", "wire", "other"
OPENING, CLOSING = 400, 300
"""How many characters of the beginning and of the end of a text are looked at for an agency's name."""
_KEY = re.compile(r"\w+")


def tier_of(publisher: str | None, domain: str | None) -> str:
    """The tier of a publisher, by its domain or the longest end of it that is known, else by its name.

    >>> tier_of("The Paper", "www.ico.org.uk"), tier_of("AP", None), tier_of("My page", "my.example")
    ('official', 'wire', 'other')
    """
    parts = (domain or "").lower().removeprefix("www.").split(".")
    for start in range(len(parts)):
        if found := tiers_by_domain().get(".".join(parts[start:])):
            return found
    return tiers_by_name().get(name_key(publisher or ""), OTHER)


def provider_of(text: str) -> str | None:
    """The agency that a text names in its dateline (`LONDON (Reuters) -`) or in a credit at its end.

    >>> provider_of("BRUSSELS, Oct 3 (Reuters) - The Commission fined the firm.")
    'Reuters'
    """
    for part in (text[:OPENING], text[-CLOSING:]):
        for match in credits().finditer(part):
            name = next(filter(None, match.groups()))
            return agencies()[name_key(name)]
    return None


def name_key(name: str) -> str:
    """A name as it is compared: letters and digits in lower case, without 'the'."""
    return "".join(_KEY.findall(name.casefold().removeprefix("the ")))


@cache
def tiers_by_domain() -> Mapping[str, str]:
    """Tiers by domain; authorities' own sites are official."""
    found: dict[str, str] = {}
    for row in ontology.rows("authorities"):
        if host := urlsplit(row["website"]).hostname:
            found[host.removeprefix("www.")] = OFFICIAL
    for row in ontology.rows("sources"):
        found |= dict.fromkeys(row["domains"].split("|"), row["tier"])
    found.pop("", None)
    return found


@cache
def tiers_by_name() -> Mapping[str, str]:
    """Tiers by name; a publisher with the name of an authority is official unless the list of sources has it."""
    found: dict[str, str] = {}
    for row in ontology.rows("authorities"):
        for column in ("name", "native_name", "acronyms", "aliases"):
            found |= dict.fromkeys(map(name_key, plain(row[column])), OFFICIAL)
    for row in ontology.rows("sources"):
        found |= dict.fromkeys(map(name_key, (row["name"], *plain(row["aliases"]))), row["tier"])
    found.pop("", None)
    return found


@cache
def agencies() -> Mapping[str, str]:
    """The name of each wire agency by all its names."""
    rows = [row for row in ontology.rows("sources") if row["tier"] == WIRE]
    return {name_key(name): row["name"] for row in rows for name in (row["name"], *plain(row["aliases"]))}


@cache
def credits() -> re.Pattern[str]:
    """Where a text names its agency: in brackets before a dash, or in words that give credit."""
    names = {
        name
        for row in ontology.rows("sources")
        if row["tier"] == WIRE
        for name in (row["name"], *plain(row["aliases"]))
    }
    any_name = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    dateline = rf"\((?:dpa/)?({any_name})\)\s*[-–—:]"
    credit = rf"(?:^|\n)\W*(?:By|Source:|Credit:|With reporting by|Reporting by|Copyright \d{{4}}(?: by)?)\s+(?:the\s+)?({any_name})\W*(?:\n|$)"
    sign = rf"[(–—-]\s*({any_name})\)?\s*$"
    return re.compile(f"{dateline}|{credit}|{sign}")


def plain(cell: str) -> Iterator[str]:
    """The values of a cell without their languages and intervals."""
    for value in cell.split("|"):
        if name := LANGUAGE.sub("", INTERVAL.sub("", value.strip())):
            yield name
