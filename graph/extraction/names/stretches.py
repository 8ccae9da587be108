"""Stretches of a text that are written like names, each with all its places and with what the recogniser takes it for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.extraction.names.positions import MONTHS, STARTS
from graph.extraction.names.shape import is_shouted, is_title_case
from graph.extraction.recognising import Span, recognised
from graph.extraction.sentences import Sentence

LABELS = frozenset({"ORG", "PERSON", "PRODUCT", "GPE", "LOC", "NORP", "FAC", "WORK_OF_ART", "LAW", "EVENT"})
# A word of a name: a capital first or within, or digits and letters mixed ('9mobile', 'eBay', 'Pam.ai'); a name of such words.
PART = r"(?:[A-Z](?:[\w&\-]|[’'](?!s?\b)|\.(?=[a-zA-Z]{2,4}\b))*|\d+[a-z]\w{2,}|[a-z]{1,2}[A-Z]\w+)"
RUN = re.compile(rf"(?<![\w@/.\-]){PART}(?: (?:& )?{PART}){{0,3}}(?![\w@/])")


FILED = re.compile(r"[A-Z]{3,}(?:, [A-Z][\w.]*)? ?(?:[-–—]+|/) ?")  # 'AUSTIN - ' before a name


@dataclass(slots=True)
class Stretch:
    """A surface, its places [start, end) in the text, and how often the recogniser gave it each label."""

    surface: str
    votes: Counter[str] = field(default_factory=Counter)
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def label(self) -> str | None:
        """What the recogniser mostly takes it for, None if it has never seen it."""
        return self.votes.most_common(1)[0][0] if self.votes else None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a text holds: stretches by surface, where no name stands yet, and the names of persons."""

    stretches: Mapping[str, Stretch]
    people: frozenset[str]


def seen(sentences: Sequence[Sentence], text: str, taken: Collection[int]) -> Seen:
    """All stretches of the sentences that touch no place of `taken`."""
    prose = [sentence for sentence in sentences if not is_shouted(sentence.text)]
    votes: dict[str, Counter[str]] = {}
    people: set[str] = set()
    for sentence, spans in zip(prose, recognised([sentence.text for sentence in prose]), strict=True):
        for surface, label, free in labelled(sentence, spans, taken):
            if label == "PERSON":
                people.add(surface)
            if free:
                votes.setdefault(surface, Counter())[label] += 1
    surfaces = set(votes) | set(runs(prose, text, taken))
    found = {surface: Stretch(surface, votes.get(surface, Counter())) for surface in surfaces}
    for stretch in found.values():
        stretch.places = list(places(stretch.surface, text, taken))
    return Seen({surface: stretch for surface, stretch in found.items() if stretch.places}, frozenset(people))


def labelled(sentence: Sentence, spans: Iterable[Span], taken: Collection[int]) -> Iterator[tuple[str, str, bool]]:
    """What the recogniser finds in a sentence: surface, label, whether no known name is there."""
    for span in spans:
        start, end = tidy(sentence.text, span.start, span.end)
        if span.label in LABELS and end > start:
            free = not any(place in taken for place in range(sentence.start + start, sentence.start + end))
            yield sentence.text[start:end], span.label, free


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without dateline, article, possessive and quotes."""
    start += len(match[0]) if (match := FILED.match(text[start:end])) else 0
    surface = text[start:end]
    lead = re.match(r"(?:[\"“‘'(]|[Tt]he\s|[Aa]n?\s)*", surface)
    start += len(lead[0]) if lead else 0
    tail = re.search(r"(?:['’]s?|[\"”)\],.;:])+$", text[start:end])
    return start, end - (len(tail[0]) if tail else 0)


def runs(prose: Sequence[Sentence], text: str, taken: Collection[int]) -> Iterator[str]:
    """Runs of words with a capital, cut where a known name stands, without what only begins a sentence."""
    for sentence in prose:
        if is_title_case(text, sentence.start):
            continue
        for match in RUN.finditer(sentence.text):
            words = list(re.finditer(r"\S+", match[0]))
            first = sentence.start + match.start()
            free = [
                word for word in words if not any(first + place in taken for place in range(word.start(), word.end()))
            ]
            if len(free) != len(words):
                continue
            while free and (is_start(free[0][0]) or free[0][0] == "&"):
                free = free[1:]
            while free and free[-1][0] == "&":
                free = free[:-1]
            if free:
                yield match[0][free[0].start() : free[-1].end()].rstrip(".-")


def is_start(word: str) -> bool:
    """Whether a word with a capital begins a sentence and no name, or is a day or a month."""
    return word.lower() in STARTS or word in MONTHS


def places(surface: str, text: str, taken: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where a surface stands as whole words and no known name stands."""
    for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text):
        if not any(place in taken for place in range(match.start(), match.end())):
            yield match.span()
