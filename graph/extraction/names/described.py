"""Authorities that a text describes without naming them: "Italy's privacy watchdog", 'the attorneys general of Ohio and Iowa'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache

from graph.extraction.lexicon import load
from graph.extraction.names.name import Name, entity_of
from graph.extraction.names.offices import holders
from graph.model import EntityType
from graph.registry import Entry, Registry
from graph.registry import load as load_registry

HEAD = r"(regulator|watchdog|authority|agency|commission|commissioner|supervisor|enforcer|ombudsman|inspectorate|office|ministry)"
BODY = re.compile(
    rf"\b((?:[A-Z][\w.]+ )?[A-Z][\w.]+)(?:['’]s?)? ((?:(?:[a-z]+-)?[a-z]+(?:,? and)? ){{1,4}}){HEAD}\b(?! (?:of|for) [A-Z])"
)
# 'Belgium DPA', "Norway's Data Protection Agency".
PRIVACY = re.compile(
    r"\b([A-Z][a-z]+)(?:['’]s?)? (?:DPA|SA|(?:Personal )?Data Protection (?:Authority|Agency|Commission|Board|Office|Regulator)|Privacy Regulator)\b"
)
ATTORNEYS = re.compile(
    r"\b[Aa]ttorneys [Gg]eneral (?:of|for|from|in) ((?:the )?[A-Z][\w.]*(?:,?(?: and)?(?: the| of)? [A-Z][\w.]*)*)"
)


PLURAL = re.compile(
    r"\b((?:[a-z-]+ ){0,2}[a-z-]+) (?:authorities|commissioners|regulators|watchdogs|agencies|offices) (?:from|of|for|in) "
    r"((?:the )?[A-Z][\w.é]*(?:,?(?: and)?(?: the| of)? [A-Z][\w.é]*)*)"
)


def described(text: str, known: Sequence[Name], registry: Registry) -> list[Name]:
    """The one body that a country, a remit and a noun for an authority must mean; never across another authority's name."""
    taken = {
        place
        for name in known
        if name.entity.type in (EntityType.REGULATOR, EntityType.LAW, EntityType.ORGANISATION)
        for place in range(name.start, name.end)
    }
    named = frozenset(name.entity.id for name in known)
    return [
        Name(start, end, text[start:end], entity_of(entry, ("described by jurisdiction and remit",)))
        for start, end, entry in (
            *bodies(text, named, registry),
            *attorneys(text),
            *listed(text, registry),
            *holders(text, registry),
        )
        if taken.isdisjoint(range(start, end))
    ]


def bodies(text: str, named: Set[str], registry: Registry) -> Iterator[tuple[int, int, Entry]]:
    """National bodies by adjective (or possessor), remit and noun; `named` are the ids of what the text names."""
    for match in BODY.finditer(text):
        words = match[1].split()
        country = next(
            (form for form in (match[1], words[-1]) if registry.adjectives.get(form) or registry.places.get(form)), None
        )
        if country is None:
            continue
        code = registry.adjectives.get(country) or registry.places[country]
        subject = match[2].strip()
        entry = ministry(code, subject) if match[3] == "ministry" else of_remit(code, subject, named)
        if entry:
            yield match.start() + len(match[1]) - len(country), match.end(), entry
    for match in PRIVACY.finditer(text):
        home = registry.adjectives.get(match[1]) or registry.places.get(match[1])
        if home and (entry := sole(home, frozenset(["data-protection"]))):
            yield match.start(), match.end(), entry


def of_remit(code: str, words: str, named: Set[str]) -> Entry | None:
    """The one body of a country with the remits that some words speak of."""
    remits = frozenset(["data-protection"]) if words == "data" else remits_of(words)
    return (told(code, remits, named) or sole(code, remits)) if remits else None


@cache
def ministry(code: str, subject: str) -> Entry | None:
    """The one ministry of a country whose name begins with a subject: "China's commerce ministry"."""
    named = re.compile(rf"Ministry (?:of|for) (?:the )?{re.escape(subject.removesuffix('s'))}s?\b", re.IGNORECASE)
    fitting = [
        entry
        for entry in load_registry().entries.values()
        if entry.kind == "ministry" and entry.jurisdiction == code and named.match(entry.name)
    ]
    return fitting[0] if len(fitting) == 1 else None


def told(code: str, remits: frozenset[str], named: Set[str]) -> Entry | None:
    """The one body of a country with one of these remits that the text names: 'Britain's financial regulator' beside the FCA is the FCA."""
    fitting = [entry for entry in regulators(code) if remits & entry.remit and entry.id in named]
    return fitting[0] if len(fitting) == 1 else None


def sole(code: str, remits: frozenset[str]) -> Entry | None:
    """The one body of a country with these remits, or the one of several whose name says so."""
    fitting = national(code, remits)
    words = [form for remit in remits for form in load("en").remit.get(remit, ())]
    named = [entry for entry in fitting if any(word in entry.name.lower() for word in words)]
    return fitting[0] if len(fitting) == 1 else named[0] if len(named) == 1 else None


def listed(text: str, registry: Registry) -> Iterator[tuple[int, int, Entry]]:
    """'privacy authorities from Quebec, British Columbia and Alberta': the one body of each place, at its name."""
    for match in PLURAL.finditer(text):
        remits = remits_of(match[1])
        for place in re.finditer(r"[A-Z][\w.é]*(?: [A-Z][\w.é]*)*", match[2]) if remits else ():
            surface = place[0].rstrip(".")
            code = registry.places.get(surface)
            fitting = national(code, remits) if code else ()
            if len(fitting) == 1:
                start = match.start(2) + place.start()
                yield start, start + len(surface), fitting[0]


def remits_of(words: str) -> frozenset[str]:
    """The remits that the words before a noun for an authority speak of."""
    return frozenset(
        remit for remit, forms in load("en").remit.items() if any(form in words for form in forms if form not in VAGUE)
    )


# Words of remits that say too little alone: 'the Irish safety authority'.
VAGUE = frozenset(["data", "safety", "information", "road", "internet", "online", "markets", "drug", "drugs"])


@cache
def national(code: str, remits: frozenset[str]) -> tuple[Entry, ...]:
    """The national regulators of a country that have all these remits, else those that have one of them."""
    ours = regulators(code)
    exact = tuple(entry for entry in ours if remits == entry.remit)
    every = exact or tuple(entry for entry in ours if remits <= entry.remit)
    return every or tuple(entry for entry in ours if remits & entry.remit)


@cache
def regulators(code: str) -> tuple[Entry, ...]:
    """The national regulators of a country."""
    return tuple(
        entry
        for entry in load_registry().entries.values()
        if entry.type is EntityType.REGULATOR and entry.kind == "regulator" and entry.jurisdiction == code
    )


def attorneys(text: str) -> Iterator[tuple[int, int, Entry]]:
    """The attorneys general of listed states, the first with the words that introduce the list."""
    pattern, entries = states()
    for match in ATTORNEYS.finditer(text):
        start = match.start()
        for state in pattern.finditer(match[1]):
            yield start, match.start(1) + state.end(), entries[state[0]]
            start = match.start(1) + state.end()
            start += len(re.match(r"[, ]*(?:and )?(?:the )?", text[start:])[0])  # type: ignore[index]


NOTHING = r"(?!)"
"""A pattern that nothing matches."""


@cache
def states() -> tuple[re.Pattern[str], dict[str, Entry]]:
    """A pattern of the names of the states of the US, and their attorneys general by name."""
    registry = load_registry()
    by_code = {
        entry.jurisdiction: entry
        for entry in registry.entries.values()
        if (entry.jurisdiction or "").startswith("US-") and "Attorney General" in entry.name
    }
    found = {name: by_code[code] for name, code in registry.places.items() if code in by_code and len(name) > 3}
    names = "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True))
    return re.compile(names or NOTHING), found
