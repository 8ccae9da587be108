"""What the text itself makes of an acronym, whatever a registry says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.extraction.names.name import words
from graph.registry import Hit, Registry

# 'initial coin offering (ICO)', 'Securities and Futures Act ("SFA")'
DEFINED = re.compile(r"((?:[\w’'&\-]+[ ]){2,8})\((?:the )?[\"“‘']?([A-Z]{2,6})s?[\"”’']?\)")
DATELINE = re.compile(r"(?m)^[A-Z][A-Za-z ,.]{2,40}\((AP|PTI|IANS|ANI|AFP)\)")
REPORT = re.compile(r"\b\d{1,4} ([A-Z]{2,5}) \d{1,4}\b")  # '(2020) 3 SCC 637' cites a law report
SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "&"})


def overruled(hits: Sequence[Hit], registry: Registry, text: str) -> list[Hit]:
    """The hits without acronyms that the text itself gives another meaning: by a definition, as a part of a firm's name, as a wire's mark."""
    taken = (
        {match[1] for match in DATELINE.finditer(text)}
        | {match[1] for match in REPORT.finditer(text)}
        | of_firms(hits, text)
        | of_laws(hits, registry)
        | of_others(hits, registry)
    )
    defined = {match[2]: match[1].split() for match in DEFINED.finditer(text) if spells(match[1].split(), match[2])}
    return [
        hit
        for hit in hits
        if not hit.form.exact
        or hit.form.surface not in taken | defined.keys()
        or means(hit, defined.get(hit.form.surface, []), registry)
    ]


def of_laws(hits: Iterable[Hit], registry: Registry) -> set[str]:
    """Acronyms of several laws that are the initials of an authority of the text: 'DPA' beside a Data Protection Authority."""
    entries = {identifier for hit in hits for identifier in hit.form.entries}
    bodies = initials(
        alias for one in entries if one.startswith("regulator/") for alias in registry.entries[one].aliases
    )
    laws = {
        hit.form.surface: hit.form.entries
        for hit in hits
        if hit.form.exact and hit.form.entries[0].startswith("law/") and len(hit.form.entries) > 1
    }
    named = {hit.form.entries[0] for hit in hits if not hit.form.exact}
    return {
        surface
        for surface, several in laws.items()
        if surface in bodies or (surface in words()["generic_bodies"] and named.isdisjoint(several))
    }


def of_others(hits: Sequence[Hit], registry: Registry) -> set[str]:
    """Acronyms of bodies that are not named in full, which are the initials of one named before: 'the FTC' behind Japan's Fair Trade Commission."""
    full = [hit for hit in hits if not hit.form.exact and hit.form.entries[0].startswith("regulator/")]
    named = {hit.form.entries[0] for hit in full}
    first = min((hit.start for hit in full), default=0)
    early = {hit.form.surface for hit in hits if hit.form.exact and hit.start < first}
    letters = initials(alias for one in named for alias in registry.entries[one].aliases)
    own = {letter for one in named for letter in registry.entries[one].acronyms}
    return {
        hit.form.surface
        for hit in hits
        if hit.form.exact
        and hit.form.entries[0].startswith("regulator/")
        and hit.form.surface in letters - own - early
        and named.isdisjoint(hit.form.entries)
    }


def initials(names: Iterable[str]) -> set[str]:
    """The first letters of the words of names, and of their last three to five words: NDPA and DPA of a Norwegian authority."""
    found: set[str] = set()
    for name in names:
        letters = "".join(part[0] for part in name.split() if part[0].isupper())
        found |= {letters[-size:] for size in range(3, 6) if len(letters) >= size}
    return found


def of_firms(hits: Iterable[Hit], text: str) -> set[str]:
    """Acronyms that stand before a firm's last word: 'ACM Group Ltd'."""
    firm = "|".join(sorted(words()["organisation_words"] - {"Police", "Institute", "Systems"}))
    exact = {hit.form.surface for hit in hits if hit.form.exact}
    return {form for form in exact if re.search(rf"\b{re.escape(form)},? (?:{firm})\b", text)}


def spells(parts: Sequence[str], acronym: str) -> bool:
    """Whether the last words begin with the letters of an acronym, small words counted or not."""
    full = "".join(part[0] for part in parts).upper()
    brief = "".join(part[0] for part in parts if part.lower() not in SMALL).upper()
    return full.endswith(acronym) or brief.endswith(acronym)


def means(hit: Hit, definition: Sequence[str], registry: Registry) -> bool:
    """Whether a registered thing bears a name of mostly the words by which the text defines the acronym."""
    said = {re.sub("['’]s?$", "", part.lower()) for part in definition[-len(hit.form.surface) - 2 :]} - SMALL
    return bool(said) and any(
        len(said & (of := set(alias.lower().split()) - SMALL)) >= len(of) * 3 / 4
        for identifier in hit.form.entries
        for alias in registry.entries[identifier].aliases
        if " " in alias
    )
