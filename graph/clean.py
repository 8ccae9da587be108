"""Marks what of a page is the article and what frames it, by general signals; nothing is cut, so offsets hold.

Signals: what stands before the headline, lines that end an article ('Also Read'), lines that are never of one
('Advertisement'), rows of menu words, teasers that break off with '…', and the lack of sentences.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache

import ontology
from graph.model import Article, Block, BlockKind, Text

LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"\s*(?:[•◦▪●*+]|[-–](?=\s)|\d{1,2}[.)](?=\s)|\([a-z\d]\)\s)")
SENTENCE_END = re.compile(r"[.!?:;][\"'”’»)\]*_]*$")
MENU = re.compile(r"\s{2,}|\||›|»|·")
BYLINE = re.compile(
    r"^(?:by|von|par|por|di|door) [A-ZÀ-Ü][\w.'’-]+(?:\s+(?:and|und|et|y|e|en|[A-ZÀ-Ü][\w.'’-]+|,|\||[a-z]+)){0,8}$",
    re.IGNORECASE,
)
STAMP = re.compile(
    r"^(?:[\w,]+ )?\d{1,2}(?:st|nd|rd|th)?\.? \w+,? \d{4}(?:[ ,|–-]*\d{1,2}[:.]\d\d.*)?$|^\w+ \d{1,2}, \d{4}\b.{0,25}$|^\d{4}-\d\d-\d\d.{0,20}$"
)
TEASER = re.compile(r"(?:\.\.\.|…)$")
PROSE = 90
# An article goes on behind an end marker only if this many characters of prose follow in one run.
RESUMED = 900


@cache
def markers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Lines that end an article, and lines that are never of it."""
    data = tomllib.loads((ontology.ROOT / "lexicon" / "boilerplate.toml").read_text(encoding="utf-8"))
    return tuple(
        re.compile(
            r"\W*(?:" + "|".join(re.escape(word) for word in sorted(data[key], key=len, reverse=True)) + r")(?!\w)",
            re.IGNORECASE,
        )
        for key in ("ends", "inside")
    )  # type: ignore[return-value]


def clean(article: Article) -> Text:
    """The article's text in blocks, in order of place."""
    lines = [
        (match.start(), match.end(), match.group()) for match in LINE.finditer(article.text) if match.group().strip()
    ]
    if not lines:
        return Text(article.text, ())
    kinds = [kind_of(line, article) for _, _, line in lines]
    raw = article.format == "raw"
    if raw:
        frame_before_headline(kinds, lines, article.title)
    cut_behind_end(kinds, lines, gentle=not raw)
    drop_teasers(kinds, lines, raw)
    return Text(
        article.text, tuple(Block(kind, start, end) for kind, (start, end, _) in zip(kinds, lines, strict=True))
    )


def kind_of(line: str, article: Article) -> BlockKind:
    """What a line looks like by itself."""
    bare = line.strip().lstrip("# ").strip()
    if same(bare, article.title):
        return BlockKind.HEADLINE
    if article.excerpt and same(bare, article.excerpt):
        return BlockKind.STANDFIRST
    prose = len(bare) >= PROSE and " " in bare
    _, inside = markers()
    if not prose and (
        (inside.match(bare)
        and not (len(bare) > 60 and SENTENCE_END.search(bare)))
        or BYLINE.match(bare)
        or STAMP.match(bare)
    ):
        return BlockKind.BOILERPLATE
    if re.match(r"advertisement\b", bare, re.IGNORECASE) and len(bare) < 80:
        return BlockKind.BOILERPLATE
    if BULLET.match(line):
        return BlockKind.BULLET
    if prose or SENTENCE_END.search(bare):
        return BlockKind.PARAGRAPH
    if line.lstrip().startswith("#") or len(bare.split()) > 3:
        return BlockKind.HEADING
    return (
        BlockKind.BOILERPLATE
        if article.format == "raw" and (MENU.search(bare) or len(bare.split()) < 3)
        else BlockKind.HEADING
    )


def same(line: str, other: str) -> bool:
    """The same words, whatever the quotes, marks and spaces."""
    return bool(other) and re.sub(r"\W+", " ", line).strip().lower() == re.sub(r"\W+", " ", other).strip().lower()


Lines = Sequence[tuple[int, int, str]]


def frame_before_headline(kinds: list[BlockKind], lines: Lines, title: str) -> None:
    """Everything before the headline of a scraped page is its frame; what stands between it and the first prose too, unless a sentence."""
    first = next((index for index, kind in enumerate(kinds) if kind is BlockKind.HEADLINE), None)
    if first is None:
        return
    for index in range(first):
        kinds[index] = BlockKind.BOILERPLATE
    for index in range(first + 1, len(kinds)):
        line = lines[index][2].strip()
        if kinds[index] in (BlockKind.PARAGRAPH, BlockKind.BULLET):
            break
        if len(line.split()) < 6 or MENU.search(line):
            kinds[index] = BlockKind.BOILERPLATE
        else:
            kinds[index] = BlockKind.STANDFIRST


def cut_behind_end(kinds: list[BlockKind], lines: Lines, gentle: bool) -> None:
    """Behind an end marker all is frame, unless a long run of prose shows that the article goes on."""
    ends, _ = markers()
    total = sum(len(line) for (_, _, line), kind in zip(lines, kinds, strict=True) if kind is BlockKind.PARAGRAPH)
    read = 0
    for index, (_, _, line) in enumerate(lines):
        if kinds[index] is BlockKind.PARAGRAPH:
            read += len(line)
        bare = line.strip().strip("*_# ")
        if (
            len(bare) < 70
            and ends.match(bare)
            and not SENTENCE_END.search(bare.rstrip(":"))
            and read > total * (0.25 if not gentle else 0.5)
        ):
            resume = resumes(kinds, lines, index + 1)
            for place in range(index, resume):
                kinds[place] = BlockKind.BOILERPLATE
            if resume == len(lines):
                return


def resumes(kinds: Sequence[BlockKind], lines: Lines, start: int) -> int:
    """Where the article goes on behind an end marker: at the first line of a long unbroken run of prose, else never."""
    run = 0
    begin = start
    for index in range(start, len(lines)):
        line = lines[index][2].strip()
        if kinds[index] is BlockKind.PARAGRAPH and len(line) >= PROSE and not TEASER.search(line):
            begin = index if run == 0 else begin
            run += len(line)
            if run >= RESUMED and index - begin >= 3:
                return begin
        elif kinds[index] not in (BlockKind.BOILERPLATE, BlockKind.BULLET):
            run = 0
    return len(lines)


def drop_teasers(kinds: list[BlockKind], lines: Lines, raw: bool) -> None:
    """A paragraph that breaks off with '…' behind a headline-like line tells of another story; the last lines without sentences are a footer."""
    for index in range(1, len(kinds)):
        line = lines[index][2].strip()
        if raw and kinds[index] is BlockKind.PARAGRAPH and TEASER.search(line) and index > len(kinds) // 2:
            kinds[index] = BlockKind.BOILERPLATE
            if kinds[index - 1] is BlockKind.HEADING:
                kinds[index - 1] = BlockKind.BOILERPLATE
    for index in range(len(kinds) - 1, 0, -1):
        if kinds[index] in (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.HEADLINE, BlockKind.STANDFIRST):
            break
        kinds[index] = BlockKind.BOILERPLATE
