"""The curated knowledge of `ontology/registry`, ready to be found in text.

`load()` reads the CSV files once a process. `Registry.find` walks a text with an Aho-Corasick automaton
(https://doi.org/10.1145/360825.360855) and returns every place where a registered name stands as a whole word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick

import ontology
from graph.model import EntityType

INTERVAL = re.compile(r"\[[^\]/]*/[^\]]*\]$")
LANGUAGE = re.compile(r"@([a-z]{2,3})$")
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


@dataclass(frozen=True, slots=True)
class Form:
    """A written form of entries: `exact` forms are acronyms and coined words, matched by case.

    `contextual` forms ('the Supreme Court', 'Parliament') mean one thing only where the text says which country it speaks of;
    `usual` is the entry that bears such a form as its whole name and is meant where the text does not say.
    """

    surface: str
    exact: bool
    entries: tuple[str, ...]
    contextual: bool = False
    usual: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A registered form at a place of a text (offsets in code points, end exclusive)."""

    start: int
    end: int
    form: Form


@dataclass(frozen=True, slots=True)
class Registry:
    """All entries by id, all forms by their folded spelling, and the automaton over the forms."""

    entries: Mapping[str, Entry]
    forms: Mapping[str, tuple[Form, ...]]
    adjectives: Mapping[str, str]
    places: Mapping[str, str]
    automaton: ahocorasick.Automaton

    def find(self, text: str, caseless: bool = False) -> list[Hit]:
        """Hits in `text`, longest first where they overlap, in order of place; case is checked by `fits`, unless `caseless`."""
        folded = fold(text)
        found: list[Hit] = []
        for last, key in self.automaton.iter(folded):
            start, end = last - len(key) + 1, last + 1
            if not whole_word(folded, start, end):
                continue
            surface = text[start:end]
            form = next((form for form in self.forms[key] if caseless or fits(form, surface)), None)
            if form is not None:
                found.append(Hit(start, end, form))
        return sorted(found, key=lambda hit: (hit.start, -hit.end))

    def named(self, surface: str) -> tuple[Entry, ...]:
        """The entries that a surface form may mean, in any case."""
        forms = self.forms.get(fold(surface), ())
        return tuple(self.entries[identifier] for form in forms for identifier in form.entries)


BLANKS = str.maketrans("\n\t\r", "   ")


def fold(text: str) -> str:
    """Lower case, plain quotes and blanks, each character for one, so that offsets hold."""
    return "".join(map(fold_character, text)) if not text.isascii() else text.lower().translate(BLANKS)


@cache
def fold_character(character: str) -> str:
    """One character folded to one character."""
    if character in "‘’ʼ`´":
        return "'"
    if character in "“”„«»":
        return '"'
    if character in "‐‑‒–":
        return "-"
    if character.isspace():
        return " "
    low = character.lower()
    return low if len(low) == 1 else character


def whole_word(text: str, start: int, end: int) -> bool:
    """True if no letter or digit touches the stretch from outside."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (
        not (before.isalnum() or before == "_" or (before in "-@" and start > 1 and text[start - 2].isalnum()))
        and not after.isalnum()
    )


def fits(form: Form, surface: str) -> bool:
    """Whether the surface has the capitals that the form asks for.

    Acronyms fit exactly (or in a text of capitals); names fit when each word that the form writes with a
    capital has one; lower-case forms fit in any case.
    """
    if form.exact:
        return surface == form.surface or (len(surface) > 4 and surface.isupper() and surface == form.surface.upper())
    if form.surface.islower() or surface.isupper():
        return True
    wanted, got = form.surface.split(), surface.split()
    return all(not want[0].isupper() or have[0].isupper() for want, have in zip(wanted, got, strict=False))


def split_cell(cell: str) -> Iterator[tuple[str, str | None]]:
    """The values of a cell with their languages; intervals are cut off."""
    for raw in cell.split("|"):
        value = INTERVAL.sub("", raw.strip())
        match = LANGUAGE.search(value)
        if match:
            value = INTERVAL.sub("", value[: match.start()])
        if value.strip():
            yield value.strip(), match[1] if match else None


def values(cell: str) -> list[str]:
    """The values of a cell without languages and intervals."""
    return [value for value, _ in split_cell(cell or "")]


def owner_now(cell: str) -> str | None:
    """The last owner or parent of a cell that may hold several with their intervals."""
    owners = values(cell)
    return owners[-1] if owners else None


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


BRACKETS = re.compile(r"\s*\([^)]*\)$")


def without_brackets(names: Iterable[str]) -> tuple[str, ...]:
    """Names that carry their country in brackets, without it: 'High Court' of 'High Court (Ireland)'."""
    return unique(BRACKETS.sub("", name) for name in names if BRACKETS.search(name) and " " in BRACKETS.sub("", name))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, each once."""
    return tuple(dict.fromkeys(name for name in names if name))


@cache
def load() -> Registry:
    """The registry, read once a process (about a second)."""
    entries: dict[str, Entry] = {}
    for source in (jurisdiction_entries, authority_entries, organisation_entries, law_entries, technology_entries):
        for entry in source():
            entries.setdefault(entry.id, entry)
    adjectives, places = place_words(entries.values())
    forms = collect_forms(entries.values(), {**adjectives, **places})
    automaton = ahocorasick.Automaton()
    for key in forms:
        automaton.add_word(key, key)
    automaton.make_automaton()
    return Registry(entries, forms, adjectives, places, automaton)


def place_words(entries: Iterable[Entry]) -> tuple[dict[str, str], dict[str, str]]:
    """Adjectives ('French') and names ('France') of places, each to its ISO 3166 code."""
    adjectives: dict[str, str] = {}
    places: dict[str, str] = {}
    for entry in entries:
        if entry.type is EntityType.JURISDICTION and entry.jurisdiction:
            for word in entry.acronyms:
                adjectives.setdefault(word, entry.jurisdiction)
            for name in entry.aliases:
                places.setdefault(name, entry.jurisdiction)
    return adjectives, places


def collect_forms(entries: Iterable[Entry], place_words: Mapping[str, str]) -> dict[str, tuple[Form, ...]]:
    """Forms by folded spelling; one spelling may be an exact form and a plain one.

    A whole name that is the short form of other bodies too ('Securities and Exchange Commission') is shared with them.
    """
    gathered: dict[tuple[str, str | None], tuple[str, list[str]]] = {}
    short: dict[str, tuple[str, list[str]]] = {}
    bare: set[str] = set()
    for entry in entries:
        for surface, exact in written_forms(entry):
            key = (fold(surface), surface if exact else None)
            gathered.setdefault(key, (surface, []))[1].append(entry.id)
        bare.update(map(fold, entry.bare))
        if entry.type is EntityType.LAW:
            for surface in entry.bare:
                short.setdefault(fold(surface), (surface, []))[1].append(entry.id)
        if entry.type is EntityType.REGULATOR:
            for surface in contextual_forms(entry, place_words):
                short.setdefault(fold(surface), (surface, []))[1].append(entry.id)
    forms: dict[str, list[Form]] = {}
    for (folded, spelling), (surface, ids) in gathered.items():
        forms.setdefault(folded, []).append(Form(surface, spelling is not None, unique(ids)))
    for folded, (surface, ids) in short.items():
        if folded not in forms:
            forms[folded] = [Form(surface, False, unique(ids), contextual=True)]
            continue
        forms[folded] = [shared(form, ids, folded in bare) for form in forms[folded]]
    return {key: tuple(sorted(group, key=lambda form: not form.exact)) for key, group in forms.items()}


def shared(form: Form, ids: Iterable[str], bare: bool) -> Form:
    """A whole name with the other things whose short form it is; none of them is the usual one where it was cut from brackets."""
    everyone = unique([*form.entries, *ids])
    if form.exact or (form.entries[0].startswith("law/") and not bare):
        return form
    if bare:
        return replace(form, entries=everyone, contextual=len(everyone) > 1 or everyone[0].startswith("law/"))
    if len(form.entries) != 1 or not form.entries[0].startswith("regulator/"):
        return form
    return replace(form, entries=everyone, usual=form.entries[0])


# Single words that name one body of a country; other single words are too common.
LONE_NAMES = frozenset({"Parliament", "Congress", "Senate", "Legislature", "Bundestag", "Bundesrat"})
TOO_WIDE = frozenset(
    {
        "Government",
        "Office",
        "Council",
        "Court",
        "Ministry",
        "Board",
        "Authority",
        "Department",
        "House",
        "Agency",
        "Attorney",
        "City",
    }
)


def contextual_forms(entry: Entry, place_words: Mapping[str, str]) -> Iterator[str]:
    """The name without the country: 'Supreme Court' of 'Supreme Court of Canada', 'Data Protection Authority' of 'Swedish …'."""
    for name in (entry.name, *entry.aliases):
        candidates = []
        if match := re.match(r"(.+?) (?:of|for) (?:the )?([A-Z].+)$", name):
            if match[2] in place_words or match[2] in ("England and Wales", "European Union"):
                candidates.append(match[1])
        first, _, rest = name.partition(" ")
        if first != "EU" and (first in place_words or first.removesuffix("'s") in place_words):
            candidates.append(rest)
        for short in candidates:
            if short in LONE_NAMES or (" " in short and short not in TOO_WIDE and short[0].isupper()):
                yield short


# British papers write acronyms of this length that are spoken as words with one capital ('Acma', 'Ofcom').
SPOKEN = 4
WORDS = frozenset({"PACE", "CIMA", "SAMA", "ALIA", "CARB", "CIAN", "ARME"})


def written_forms(entry: Entry) -> Iterator[tuple[str, bool]]:
    """The spellings of an entry, and whether each must be matched to the letter."""
    for alias in entry.aliases:
        yield alias, is_coined(alias)
        if alias.endswith(" Attorney General"):
            yield alias.removesuffix(" Attorney General") + " attorney general", False
        if entry.type is EntityType.TECHNOLOGY and alias.islower() and len(alias) > 3:
            yield plural(alias), False
    for acronym in entry.acronyms:
        yield acronym, True
        if entry.type is EntityType.REGULATOR and acronym.isupper() and acronym.isalpha() and len(acronym) >= SPOKEN:
            if acronym not in WORDS:
                yield acronym.capitalize(), True


def is_coined(name: str) -> bool:
    """Acronyms (GDPR, 5G, NFT) are matched to the letter."""
    return len(name) <= 6 and sum(character.isupper() or character.isdigit() for character in name) >= max(
        2, len(name) - 1
    )


def plural(term: str) -> str:
    """A simple English plural; harmless where it is no word."""
    if term.endswith("y") and term[-2] not in "aeiou":
        return term[:-1] + "ies"
    return term + ("es" if term.endswith(("s", "x", "ch", "sh")) else "s")
