"""What the learned reader sees of a text: a window of sentences as word pieces, with a mark before each name.

`[unused1]` stands before an authority, `[unused2]` before another organisation or a person, `[unused3]` before a place,
`[unused4]` before a law: the reader learns who can do what to whom, whatever the name. `[unused5]` is the end of a line.
`[unused6]` stands before the word whose act is asked for: first the reader says which words carry acts, then, word by
word, what act it is and who has which part in it (Zhong and Chen 2021, https://aclanthology.org/2021.naacl-main.5).
Whoever was named further back than the window reaches stands before it, latest first: a text speaks of "the regulator"
long after it has named one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tokenizers import Tokenizer

START, END = 101, 102  # [CLS], [SEP]
AUTHORITY, PARTY, PLACE, LAW, BREAK, ASKED = 1, 2, 3, 4, 5, 6  # [unused0] is piece 1: [unused1] is 2, and so on
LONGEST_NAME = 12
"""Pieces of a name that are read; the rest of it says nothing about the act."""
MOST = 500
"""Pieces of a window; the network has room for 512."""
ROOM = 800
"""Characters of sentences whose words are read together."""
EDGE = 1
"""Sentences before and after those, which are seen."""
BEFORE, AFTER = 2, 1
"""Sentences that are seen with the one whose word is asked for; and always the first of the text, which tells the story."""
RECALLED = 6
"""Those named further back who are called to mind."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A name at [start, end) of the text, of one of the four types above; `key` is whatever the caller knows it by."""

    start: int
    end: int
    type: int
    key: int


@dataclass(slots=True)
class Window:
    """Pieces and what they stand for: `words` are (piece, start, end) of plain words, `marks` (piece, name's key)."""

    pieces: list[int] = field(default_factory=lambda: [START])
    words: list[tuple[int, int, int]] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """A whole text as the reader takes it: its sentences by their offsets, and the names in it."""

    text: str
    sentences: Sequence[Span]
    names: Sequence[Marked]

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The runs of sentences [first, last) that are read together."""
        return cores([end - start for start, end in self.sentences], ROOM)

    def core(self, first: int, last: int, tokenizer: Tokenizer) -> Window:
        """The window in which the words of sentences [first, last) are read."""
        return self.shown(range(max(0, first - EDGE), min(len(self.sentences), last + EDGE)), tokenizer)

    def around(self, number: int, place: int, tokenizer: Tokenizer) -> Window:
        """The window in which the word at a place of one sentence is asked for; that sentence alone if the word has no room otherwise."""
        near = range(max(0, number - BEFORE), min(len(self.sentences), number + AFTER + 1))
        numbers = list(near) if 0 in near else [0, *near]
        wide = self.shown(numbers, tokenizer, self.recalled(numbers))
        return wide if any(start == place for _, start, _ in wide.words) else self.shown([number], tokenizer)

    def shown(self, numbers: Sequence[int], tokenizer: Tokenizer, recalled: Sequence[Marked] = ()) -> Window:
        """The window of some sentences, behind those called to mind; cut where it is too long."""
        return window(self.text, [self.sentences[number] for number in numbers], self.names, tokenizer, recalled)

    def recalled(self, numbers: Sequence[int]) -> list[Marked]:
        """Who was named before the last run of some sentences and is named in none of them, the latest first."""
        shown = [self.sentences[number] for number in numbers]
        present = {
            name.key for name in self.names if any(start <= name.start and name.end <= end for start, end in shown)
        }
        latest = {
            name.key: name
            for name in sorted(self.names, key=lambda item: item.start)
            if name.end <= shown[-1][0] and name.type in (AUTHORITY, PARTY) and name.key not in present
        }
        return sorted(latest.values(), key=lambda item: -item.start)[:RECALLED]

    def sentence_of(self, place: int) -> int:
        """The number of the sentence at a place of the text. Raises `StopIteration` where there is none."""
        return next(number for number, (start, end) in enumerate(self.sentences) if start <= place < end)


def window(
    text: str, spans: Sequence[Span], names: Sequence[Marked], tokenizer: Tokenizer, recalled: Sequence[Marked] = ()
) -> Window:
    """The window of the stretches of a text given by their offsets, in order; a line's end between them is kept.

    `recalled` are named before all of them.
    """
    made = Window()
    for name in recalled:
        named(text, name, tokenizer, made)
    if recalled:
        made.pieces.append(BREAK + 1)
    for number, (start, end) in enumerate(spans):
        if number and "\n" in text[spans[number - 1][1] : start]:
            made.pieces.append(BREAK + 1)
        inside = [name for name in names if start <= name.start and name.end <= end]
        last = start
        for name in sorted(inside, key=lambda item: item.start):
            if name.start < last:
                continue
            plain(text, last, name.start, tokenizer, made)
            named(text, name, tokenizer, made)
            last = name.end
        plain(text, last, end, tokenizer, made)
    del made.pieces[MOST:]
    made.words = [word for word in made.words if word[0] < MOST]
    made.marks = [mark for mark in made.marks if mark[0] < MOST]
    made.pieces.append(END)
    return made


def named(text: str, name: Marked, tokenizer: Tokenizer, made: Window) -> None:
    """Add a name and its mark."""
    made.marks.append((len(made.pieces), name.key))
    made.pieces.append(name.type + 1)
    made.pieces += tokenizer.encode(text[name.start : name.end], add_special_tokens=False).ids[:LONGEST_NAME]


def plain(text: str, start: int, end: int, tokenizer: Tokenizer, made: Window) -> None:
    """Add the pieces of a stretch without names."""
    for number, line in enumerate(text[start:end].split("\n")):
        if number:
            made.pieces.append(BREAK + 1)
            start += 1
        encoded = tokenizer.encode(line, add_special_tokens=False)
        for piece, token, (first, last) in zip(encoded.ids, encoded.tokens, encoded.offsets, strict=True):
            if not token.startswith("##") and line[first : first + 1].isalpha():
                made.words.append((len(made.pieces), start + first, start + last))
            made.pieces.append(piece)
        start += len(line)


def cores(lengths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """Runs of sentences [first, last) whose pieces fit the room together; one too long stands alone."""
    first, used = 0, 0
    for number, length in enumerate(lengths):
        if number > first and used + length > room:
            yield first, number
            first, used = number, 0
        used += length
    if lengths:
        yield first, len(lengths)


def asking(made: Window, piece: int) -> tuple[list[int], list[int]]:
    """The pieces of a window with the mark before the word at `piece`, and where its names' marks then stand."""
    pieces = [*made.pieces[:piece], ASKED + 1, *made.pieces[piece:]]
    return pieces, [mark + (mark >= piece) for mark, _ in made.marks]
