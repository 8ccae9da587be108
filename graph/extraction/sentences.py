"""Sentences of a cleaned text, by rules that know abbreviations; offsets are those of the article's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model import BlockKind, Text

ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Ltd|Corp|Co|Cos|LLC|Bros|No|Nos|Mr|Mrs|Hon|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|St|vs|v|Art|Arts|Sec|para|approx|est|e\.g|i\.e|cf|al"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Rs|Nr|Abs|bzw|ca|Mio|Mrd|S|p|pp|Calif|Cal|Tex|Fla|Mass|Wash|Conn|Colo|Ill|Pa)|\b(?:[A-Za-z]\.)*[A-Za-z])$"
)
BOUNDARY = re.compile(r"([.!?…][\"'”’»)\]]*)\s+(?=[\"'“‘«(\[]*[A-Z0-9ÀÁÂÄÇÈÉÊËÍÎÑÓÖÚÜ¿¡€$£])")
GLUED = re.compile(r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z]+[ ,])")  # 'for various infractions.The regulator'
LEAD = re.compile(r"^[\s•*\-–—#>]+")
INITIALS = re.compile(r"\b(?:U\.S|U\.K|E\.U|D\.C|B\.C|U\.N)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at its offsets, the kind of its block, the number of its block and of itself in the text."""

    start: int
    end: int
    text: str
    kind: BlockKind
    block: int
    index: int


# 'Photo: Tayfun Coskun/Anadolu Agency via Getty Images': who made a picture.
CREDIT = re.compile(r"(?:Photo|Photograph|Image|Picture|Illustration|Credit)s?(?: credit)?(?: by)?: [^.!?]{2,90}")


def split(text: Text) -> list[Sentence]:
    """The sentences of all blocks that are not boilerplate, in order."""
    sentences: list[Sentence] = []
    for number, block in enumerate(text.blocks):
        if block.kind is BlockKind.BOILERPLATE:
            continue
        for start, end in spans(text.of(block)):
            if CREDIT.fullmatch(text.of(block)[start:end]):
                continue
            first, last = block.start + start, block.start + end
            sentences.append(Sentence(first, last, text.content[first:last], block.kind, number, len(sentences)))
    return sentences


def spans(passage: str) -> list[tuple[int, int]]:
    """Offsets of the sentences in a passage, blanks at the ends left out."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in GLUED.finditer(passage):
        found += [(start + first, start + last) for first, last in spans(passage[start : match.end()])]
        start = match.end()
    if start:
        return found + [(start + first, start + last) for first, last in spans(passage[start:])]
    for match in BOUNDARY.finditer(passage):
        before = passage[start : match.start()]
        if (
            match[1].startswith(".")
            and len(match[1]) == 1
            and ABBREVIATION.search(before)
            and not ends_sentence(before)
        ):
            continue
        found.append((start, match.end(1)))
        start = match.end()
    found.append((start, len(passage)))
    return [trimmed for first, last in found if (trimmed := trim(passage, first, last))]


def ends_sentence(before: str) -> bool:
    """A single letter ends a sentence when it is a word of its own (vitamin C.), not an initial."""
    return (
        not INITIALS.search(before)
        and bool(re.search(r"\b(?:Inc|Ltd|Corp)$", before)) is False
        and bool(re.search(r"\b\d+\s?[a-z]$", before))
    )


def trim(passage: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without blanks and bullet signs at its ends, None if nothing is left."""
    piece = passage[start:end]
    lead = len(piece) - len(LEAD.sub("", piece))
    tail = len(piece.rstrip())
    return (start + lead, start + tail) if tail > lead else None
