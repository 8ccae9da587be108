"""Names that begin with a telling word: 'Landgericht Bonn', 'Association des usagers', 'Lei 13.709/2018'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from graph.extraction.linear.names.spelling import starts_sentence
from graph.extraction.linear.words import Words
from graph.extraction.names import Name, new_entity
from graph.extraction.sentences import Sentence
from graph.model import EntityType
from graph.registry import Registry

LAW_NUMBER = re.compile(
    r"\b(?:[Ll]oi|[Dd]écret|[Oo]rdonnance|Ley(?: Orgánica)?|Real Decreto(?:-ley)?|Lei(?: Complementar)?|Decreto(?:-Lei)?|[Ll]egge|[Dd]ecreto legislativo|d\.lgs\.?) "
    r"(?:n[.º°o]* ?)?\d[\d./\-]*(?:/\d{4}|-\d+)?\b"
)
# Prepositions behind which a word in small letters still belongs to a name ('Association des usagers').
GENITIVE = frozenset(
    [
        "de",
        "du",
        "des",
        "d'",
        "d’",
        "del",
        "della",
        "dell'",
        "dell’",
        "dei",
        "delle",
        "degli",
        "di",
        "do",
        "da",
        "dos",
        "das",
        "van",
    ]
)
ARTICLES = frozenset(["la", "l'", "l’", "los", "las", "le", "les", "de", "der", "den", "het"])
WORD = re.compile(r"[\w&\-]+(?:\.\w+)*[’']?|[^\w\s]")
LONGEST = 9


def law_numbers(text: str) -> Iterator[Name]:
    """Laws by number: 'Lei 13.709/2018', 'loi n° 78-17'."""
    for match in LAW_NUMBER.finditer(text):
        yield Name(match.start(), match.end(), match[0], new_entity(EntityType.LAW, match[0]))


def stretch(text: str, start: int, words: Words, taken: set[int]) -> int:
    """The end of a name whose head begins at `start`: capitals, links, and small words behind a genitive."""
    end = start
    small = linked = False
    last = ""
    links = {part for link in words.names["links"] for part in link.split()}
    for count, match in enumerate(WORD.finditer(text, start, min(len(text), start + 140))):
        word = match[0]
        if match.start() in taken or (count and "\n" in text[end : match.start()]) or count > LONGEST:
            break
        plural = last.endswith("s") and word.endswith("s") and len(word) > 4  # 'des hôteliers indépendants'
        if count == 0 or (word[0].isupper() and (linked or word not in words.names["stop"])):
            end, small, linked, last = match.end(), False, False, ""
        elif word in links or (word in ARTICLES and small):
            small, linked = small or word.lower() in GENITIVE, True
        elif word[0].islower() and not words.verb_final and (small or plural or (count == 1 and word in words.places)):
            end, small, linked, last = match.end(), False, False, word
        else:
            break
    return end


def heads(text: str, listed: Iterable[str], words: Words, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Stretches that begin with one of the listed heads and go on behind it."""
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(head) for head in sorted(listed, key=len, reverse=True))})\b")
    for match in pattern.finditer(text):
        if match.start() in taken:
            continue
        end = stretch(text, match.start(), words, taken)
        rest = text[match.end() : end]
        if rest.strip() and (
            any(character.isupper() for character in rest) or not starts_sentence(text, match.start())
        ):
            yield match.start(), end


def bodies(text: str, words: Words, taken: set[int]) -> list[Name]:
    """Courts, ministries and authorities that no registry holds: 'Landgericht Bonn', 'Tribunal de Nanterre'."""
    return [
        Name(start, end, text[start:end], new_entity(EntityType.REGULATOR, text[start:end]))
        for start, end in heads(text, words.names["bodies"], words, taken)
    ]


def headed(text: str, words: Words, taken: set[int], registry: Registry, sentences: Sequence[Sentence]) -> list[Name]:
    """Associations, universities, banks by the head of their names."""
    return [firm(text, start, end) for start, end in heads(text, words.names["heads"], words, taken)]


def firm(text: str, start: int, end: int, name: str | None = None) -> Name:
    """A new organisation at a place."""
    return Name(start, end, text[start:end], new_entity(EntityType.ORGANISATION, name or text[start:end]))
