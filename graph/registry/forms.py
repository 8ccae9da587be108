"""How the things of the registry are written in texts, and which capitals a form asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.model import EntityType
from graph.registry.entries import Entry, unique
from graph.registry.folding import fold


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
        elif not (len(set(ids)) == 1 and says_where(surface, place_words)):
            forms[folded] = [shared(form, ids, folded in bare) for form in forms[folded]]
    return {key: tuple(sorted(group, key=lambda form: not form.exact)) for key, group in forms.items()}


def says_where(surface: str, place_words: Mapping[str, str]) -> bool:
    """Whether a name begins with its country: 'California Consumer Privacy Act' needs no other word of it."""
    words = surface.split()
    return any(" ".join(words[:size]) in place_words for size in (1, 2))


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
