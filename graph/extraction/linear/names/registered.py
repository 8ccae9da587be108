"""Registered names in other forms: behind an article, inflected, shortened, shared by several countries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from graph.extraction.linear.words import Words, load
from graph.extraction.names import Name, entity_of, find
from graph.extraction.sentences import Sentence
from graph.model import EntityType
from graph.registry import Registry
from graph.registry import load as load_registry

ACTING = (EntityType.REGULATOR, EntityType.ORGANISATION, EntityType.LAW, EntityType.PERSON)


@cache
def extra_forms(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of short names, and of native names without their article and with German endings."""
    registry = load_registry()
    words = load(language)
    forms = {form: identifier for form, identifier in words.short.items() if identifier in registry.entries}
    for entry in registry.entries.values():
        if entry.type is EntityType.REGULATOR and entry.jurisdiction and entry.jurisdiction[:2] in words.homes:
            forms |= {
                acronym.capitalize(): entry.id
                for acronym in entry.acronyms
                if acronym.isupper() and acronym.isalpha() and len(acronym) > 3
            }
    if words.verb_final:
        for entry in registry.entries.values():
            if (
                entry.type is EntityType.REGULATOR
                and entry.jurisdiction
                and entry.jurisdiction[:2] in ("DE", "AT", "CH", "LU", "NL", "BE", "EU")
            ):
                forms |= {
                    alias.split(" ", 1)[1]: entry.id
                    for alias in entry.aliases
                    if re.match(r"(?:Der|Die|Das|De|Het) [A-Z]", alias)
                }
    return tuple(
        (re.compile(rf"\b{inflected(form)}\b"), identifier)
        for form, identifier in sorted(forms.items(), key=lambda pair: -len(pair[0]))
    )


def again(text: str, known: Sequence[Name], registry: Registry, words: Words) -> Iterator[Name]:
    """Bodies behind a capital article ('La CNIL'), or whose name countries share: that of the country spoken of most."""
    votes = Counter(
        code
        for word in re.findall(r"[\w-]+", text)
        if (code := words.places.get(word) or words.places.get(word.lower()))
    )
    votes.update(
        name.entity.jurisdiction[:2]
        for name in known
        if name.entity.type is EntityType.REGULATOR and name.entity.jurisdiction
    )
    for hit in registry.find(text):
        entries = [registry.entries[identifier] for identifier in hit.form.entries]
        lead = re.search(r"(?:^|[^\w])([A-Z]\w{0,2})\s$", text[max(0, hit.start - 6) : hit.start])
        shared = len(entries) > 1 or hit.form.contextual
        if entries[0].type is not EntityType.REGULATOR or not (shared or lead):
            continue
        native = [entry for entry in entries if (entry.jurisdiction or "")[:2] in words.homes]
        native = native or ([] if shared else entries)
        ranked = sorted(
            native,
            key=lambda entry: (
                -votes[(entry.jurisdiction or "")[:2]],
                (entry.jurisdiction or "")[:2] not in words.homes[:1],
                "-" in (entry.jurisdiction or ""),
            ),
        )
        if ranked and text[hit.start].isupper():
            yield Name(
                hit.start,
                hit.end,
                text[hit.start : hit.end],
                entity_of(ranked[0], ("name shared by several countries",)),
            )


def inflected(form: str) -> str:
    """A pattern that lets the words of a name in 'e' or 'er' take other endings."""
    return " ".join(
        re.sub(r"(?<=\w\w\w)e(?:r|n)?$", "e[rnsm]?", re.escape(word)) if word[0].isupper() else re.escape(word)
        for word in form.split()
    )


def short_names(text: str, registry: Registry, words: Words) -> Iterator[Name]:
    """'Kartellamt', 'Antitrust', 'Hamburgischer Beauftragter …'."""
    for pattern, identifier in extra_forms(words.language):
        for match in pattern.finditer(text):
            yield Name(
                match.start(),
                match.end(),
                match[0],
                entity_of(registry.entries[identifier], (f"short name '{match[0]}'",)),
            )


def genitives(sentences: Sequence[Sentence], known: Sequence[Name], registry: Registry, language: str) -> list[Name]:
    """'Facebooks', 'des Bundeskartellamts': a registered name with an s, or a name of this text with one."""
    blanked = [
        Sentence(
            item.start, item.end, re.sub(r"(?<=[A-Za-zäöüß]{3})s\b", " ", item.text), item.kind, item.block, item.index
        )
        for item in sentences
    ]
    place_of = {sentence.start: sentence for sentence in sentences}
    found = []
    for sentence in blanked:
        whole = place_of[sentence.start].text
        for name in find([sentence], registry, language):
            end = name.end - sentence.start
            if (
                name.entity.type in ACTING
                and end < len(whole)
                and whole[end] == "s"
                and sentence.text[end] == " "
                and name.surface[0].isupper()
            ):
                found.append(Name(name.start, name.end + 1, name.surface + "s", name.entity, name.product, name.topics))
    return found
