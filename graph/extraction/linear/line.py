"""A sentence as a line of items: names, amounts, lexical entries, words; with the cost of going from one to another.

Cost replaces the parse: words in between count one each, commas and clause openers more. What is near is
likely to belong together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.extraction.amounts import Amount
from graph.extraction.linear.words import Words, lower, tokens
from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.model import EntityType

ACTING = (EntityType.REGULATOR, EntityType.ORGANISATION, EntityType.PERSON, EntityType.LAW)
COMMA = 4
OPENER = 8
STOP = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One item at its offsets in the article. `keys` are those of the entries that begin here, `wall` what it costs to pass it."""

    start: int
    end: int
    text: str
    low: str
    name: Name | None = None
    amount: Amount | None = None
    keys: frozenset[str] = frozenset()
    wall: int = 1

    def has(self, section: str) -> bool:
        """Whether an entry of a section (or a full key) begins here."""
        return any(key == section or key.startswith(section + ".") for key in self.keys)


@dataclass(frozen=True, slots=True)
class Line:
    """The items of a sentence."""

    sentence: Sentence
    items: tuple[Item, ...]

    def cost(self, one: int, two: int) -> int:
        """What lies between two items."""
        low, high = min(one, two), max(one, two)
        return sum(item.wall for item in self.items[low + 1 : high]) + 1

    def clause(self, place: int) -> range:
        """The indices around an item up to the next clause openers, stops and commas."""
        first = place
        while first > 0 and self.items[first - 1].wall < COMMA:
            first -= 1
        last = place
        while last + 1 < len(self.items) and self.items[last + 1].wall < COMMA:
            last += 1
        return range(first, last + 1)

    def stretch(self, place: int) -> range:
        """The indices around an item that no stop (semicolon, colon, dash) parts from it."""
        first = place
        while first > 0 and self.items[first - 1].wall < STOP:
            first -= 1
        last = place
        while last + 1 < len(self.items) and self.items[last + 1].wall < STOP:
            last += 1
        return range(first, last + 1)

    def places(self, section: str, within: range | None = None) -> list[int]:
        """The indices of items with an entry of a section."""
        return [number for number in within or range(len(self.items)) if self.items[number].has(section)]

    def before(self, place: int, count: int = 3) -> Iterator[Item]:
        """The items before a place, nearest first, up to a wall."""
        for item in reversed(self.items[max(0, place - count) : place]):
            if item.wall >= COMMA:
                return
            yield item


def lay(sentence: Sentence, names: Sequence[Name], amounts: Sequence[Amount], words: Words) -> Line:
    """The items of a sentence."""
    spans: dict[int, Name | Amount] = {
        amount.start: amount for amount in amounts if sentence.start <= amount.start < sentence.end
    }
    spans |= {
        name.start: name for name in names if sentence.start <= name.start < sentence.end and name.entity.type in ACTING
    }
    pieces: list[tuple[int, int, Name | Amount | None]] = []
    reach = sentence.start
    for match in tokens(sentence.text):
        start = sentence.start + match.start()
        if start < reach:
            continue
        span = spans.get(start)
        reach = span.end if span else sentence.start + match.end()
        pieces.append((start, reach, span))
    lows = [lower(sentence.text[start - sentence.start : end - sentence.start]) for start, end, _ in pieces]
    ends = clause_ends(lows)
    covered = inside_phrases(lows, ends, [span is not None for _, _, span in pieces], words)
    return Line(
        sentence,
        tuple(item(piece, number, lows, ends, sentence, words, covered) for number, piece in enumerate(pieces)),
    )


def inside_phrases(lows: Sequence[str], ends: Sequence[int], spans: Sequence[bool], words: Words) -> set[int]:
    """The indices of words that stand inside a longer entry and are none of their own."""
    covered: set[int] = set()
    for number in range(len(lows)):
        if number in covered or spans[number]:
            continue
        size = next((size for size, _ in words.keys_at(lows, number, ends[number])), 1)
        covered.update(range(number + 1, number + size))
    return covered


def clause_ends(lows: Sequence[str]) -> list[int]:
    """For each word the index of the next sign that ends its clause."""
    ends = [len(lows)] * len(lows)
    last = len(lows)
    for number in range(len(lows) - 1, -1, -1):
        if lows[number] in ",;:().–—":
            last = number
        ends[number] = last
    return ends


def item(
    piece: tuple[int, int, Name | Amount | None],
    number: int,
    lows: Sequence[str],
    ends: Sequence[int],
    sentence: Sentence,
    words: Words,
    covered: set[int],
) -> Item:
    """One item; names and amounts have no entries of their own."""
    start, end, span = piece
    text = sentence.text[start - sentence.start : end - sentence.start]
    if isinstance(span, Name):
        return Item(start, end, text, lows[number], name=span)
    if isinstance(span, Amount):
        return Item(start, end, text, lows[number], amount=span)
    keys: set[str] = set()
    longest = 0
    for size, phrase in words.keys_at(lows, number, ends[number]) if number not in covered else ():
        if size < longest:
            break
        longest = size
        keys |= phrase.keys
    if not keys and words.verb_final and number not in covered:
        keys |= {key for key, endings in words.endings.items() if lows[number].endswith(endings)}
    return Item(start, end, text, lows[number], keys=frozenset(keys), wall=wall(lows[number], keys, number, lows))


def wall(low: str, keys: set[str], number: int, lows: Sequence[str]) -> int:
    """What it costs to pass a word or a sign."""
    if low in ";:–—":
        return STOP
    if low in ",()«»":
        return COMMA
    if "grammar.opener" in keys or ("grammar.comma_opener" in keys and number and lows[number - 1] == ","):
        return OPENER
    return 1
