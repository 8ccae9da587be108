"""Known companies under invented names: the same text and the same annotation, with names that no registry holds.

A word of a company's name becomes an invented word of the same length and capitals, the same one wherever it stands;
legal forms and words that many companies bear ('Bank', 'Technologies') stay.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from benchmarks.quality.gold import Document, Named, Record
from graph.model import Article, EntityType
from graph.registry import Registry
from graph.registry.entries import LEGAL_FORM

WORD = re.compile(r"[^\W\d_]+")
ONSETS = (
    "b",
    "br",
    "c",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
)
VOWELS = ("a", "e", "i", "o", "u", "ea", "io")
CODAS = ("", "", "", "n", "r", "l", "x", "s", "t", "nd", "m")
BORNE_BY = 8
"""A word that so many registered companies bear says nothing of who it is."""
BUSINESS = ("company", "product")


def renamed(document: Document, article: Article, registry: Registry) -> tuple[Document, Article]:
    """The document and its article with every registered company that is annotated under an invented name."""
    known = [thing for thing in document.gold.organisations if is_company(thing, registry)]
    forms = {form for thing in known for form in thing.forms} | set(products(known, article, registry))
    names = {form: invented(form, registry) for form in forms}
    return (
        replace(document, gold=record_with(document.gold, names)),
        replace(
            article,
            title=text_with(article.title, names),
            excerpt=text_with(article.excerpt, names),
            text=text_with(article.text, names),
        ),
    )


def is_company(thing: Named, registry: Registry) -> bool:
    """Whether one of its names is that of a registered company or product."""
    return any(entry.kind in BUSINESS for form in thing.forms for entry in registry.named(form))


def products(known: Iterable[Named], article: Article, registry: Registry) -> Iterator[str]:
    """The names in the text of products whose owner is among the companies: they would give it away."""
    owners = {entry.id for thing in known for form in thing.forms for entry in registry.named(form)}
    for hit in registry.find(article.text):
        if any(registry.entries[entry].stands_for in owners for entry in hit.form.entries):
            yield article.text[hit.start : hit.end]


def invented(form: str, registry: Registry) -> str:
    """The form with its telling words invented; one of a single letter stays.

    >>> from graph.registry import load
    >>> invented("Marriott International, Inc", load()).endswith(" International, Inc")
    True
    """
    tail = LEGAL_FORM.search(form)
    head, rest = (form[: tail.start()], form[tail.start() :]) if tail else (form, "")
    common = common_words(registry)
    return (
        WORD.sub(lambda match: match[0] if match[0].lower() in common else word_like(match[0], registry), head) + rest
    )


def word_like(word: str, registry: Registry) -> str:
    """An invented word of the same length and capitals, always the same for the same word; no registered name."""
    if len(word) < 2:
        return word
    for attempt in range(100):
        made = capitals_of(word, syllables(f"{word.lower()} {attempt}", len(word)))
        if not registry.named(made):
            return made
    raise ValueError(f"no invented word is free for '{word}'")


def syllables(seed: str, length: int) -> str:
    """Syllables chosen by the seed, cut to a length.

    >>> syllables("marriott 0", 8) == syllables("marriott 0", 8)
    True
    """
    digest = hashlib.sha256(seed.encode()).digest()
    made = ""
    for place in range(0, len(digest), 3):
        parts = zip((ONSETS, VOWELS, CODAS), digest[place : place + 3], strict=False)
        made += "".join(choices[number % len(choices)] for choices, number in parts)
    return made[:length].ljust(length, "a")


def capitals_of(word: str, made: str) -> str:
    """The made word with the capitals of another of its length; an 'AI' at the end stays ('OpenAI')."""
    cased = "".join(new.upper() if old.isupper() else new for new, old in zip(made, word, strict=True))
    return cased[:-2] + "AI" if len(word) > 3 and word.endswith("AI") else cased


@cache
def borne(names: tuple[str, ...]) -> frozenset[str]:
    """The words that many names hold."""
    counts = Counter(word for name in names for word in {match[0].lower() for match in WORD.finditer(name)})
    return frozenset(word for word, count in counts.items() if count >= BORNE_BY)


def common_words(registry: Registry) -> frozenset[str]:
    """The words that many registered companies bear and that are no company's name."""
    entries = registry.entries.values()
    many = borne(tuple(entry.name for entry in entries if entry.type is EntityType.ORGANISATION))
    return frozenset(word for word in many if not any(one.kind in BUSINESS for one in registry.named(word)))


def text_with(text: str, names: dict[str, str]) -> str:
    """A text with names replaced, the longest first, as whole words, a genitive s apart ('Facebooks' in German)."""
    spellings = {spell(form): spell(name) for form, name in names.items() for spell in (str.upper, str)}
    if text.islower():
        spellings |= {form.lower(): name.lower() for form, name in names.items()}
    if not spellings:
        return text
    longest_first = sorted(spellings, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?=s?(?!\w))")
    return pattern.sub(lambda match: spellings[match[0]], text)


def record_with(record: Record, names: dict[str, str]) -> Record:
    """An annotation with names replaced."""

    def all_of(given: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.get(name, name) for name in given)

    return replace(
        record,
        organisations=tuple(
            Named(names.get(thing.name, thing.name), all_of(thing.forms)) for thing in record.organisations
        ),
        rulings=tuple(
            replace(ruling, respondents=all_of(ruling.respondents), issuers=all_of(ruling.issuers))
            for ruling in record.rulings
        ),
        claims=all_of(record.claims),
    )
