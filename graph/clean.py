"""Marks what of a page is the article and what frames it, by general signals; nothing is cut, so offsets hold.

Signals: the place before the headline, rows of menu words, lines that are never of an article ('Advertisement'),
headings of lists of other stories ('Also Read') and of the page's own matter ('Written By'), teasers that break off
with '…', and at the end the lack of sentences. The words are data (`ontology/lexicon/boilerplate.toml`). Metadata
formats hold little of this and are treated gently: only what such words mark is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from graph.boilerplate import BULLET, SENTENCE_END, SHORT, TEASER_END, Line, is_framing, is_imprint, markers
from graph.model import Article, Block, BlockKind, Text

LINE = re.compile(r"[^\n]+")
NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]{3,}")
# An article goes on behind a list of links if so much prose follows in one run that speaks of the same names, behind
# the page's own matter only for a run much longer than any note on an author.
RESUMED, RESUMED_LONG = 400, 1200


def clean(article: Article) -> Text:
    """The article's text in blocks, in order of place; white space between them belongs to none."""
    lines = join_wrapped(article.text)
    raw = article.format == "raw"
    unpunctuated = is_unpunctuated(lines)
    kinds = [kind_of(line, article, unpunctuated) for line in lines]
    first_headline_only(kinds)
    mark_top(kinds, lines, raw)
    cut_behind_markers(kinds, lines, raw)
    mark_bottom(kinds, lines, raw)
    return Text(article.text, tuple(Block(kind, line.start, line.end) for kind, line in zip(kinds, lines, strict=True)))


def join_wrapped(text: str) -> list[Line]:
    """The lines; those of a paragraph that was wrapped at a fixed width, or of captions without capitals, as one."""
    lines: list[Line] = []
    position = 0
    for passage in re.split(r"(\n\s*\n)", text):
        found = [
            (position + match.start(), position + match.end()) for match in LINE.finditer(passage) if match[0].strip()
        ]
        if is_wrapped([text[start:end] for start, end in found]):
            found = [(found[0][0], found[-1][1])]
        lines.extend(
            Line(start, end, text[start:end], text[start:end].strip().strip("#*_> \t").strip()) for start, end in found
        )
        position += len(passage)
    return lines


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether these neighbours are one paragraph: most breaks stand in mid-sentence, before a small letter."""
    if len(lines) < 2 or any(BULLET.match(line) for line in lines):
        return False
    breaks = [not SENTENCE_END.search(one.rstrip()) and other.lstrip()[:1].islower() for one, other in pairwise(lines)]
    return sum(breaks) >= 0.4 * len(breaks) and max(len(line) for line in lines) >= 40


def is_unpunctuated(lines: Sequence[Line]) -> bool:
    """A transcript: long lines, hardly one of which ends as a sentence does."""
    long = [line for line in lines if len(line.bare) >= 50]
    return len(long) >= 3 and sum(line.is_sentence for line in long) <= 0.25 * len(long)


def kind_of(line: Line, article: Article, unpunctuated: bool) -> BlockKind:
    """What a line is by itself."""
    bare = line.bare
    if same(bare, article.title):
        return BlockKind.HEADLINE
    if article.excerpt and same(bare, article.excerpt):
        return BlockKind.STANDFIRST
    if not bare or not re.search(r"\w", bare) or is_framing(line):
        return BlockKind.BOILERPLATE
    if BULLET.match(line.text):
        return BlockKind.BULLET
    if unpunctuated and len(bare.split()) >= 4:
        return BlockKind.PARAGRAPH
    if line.text.lstrip().startswith("#") or (bare.endswith("?") and len(bare.split()) <= 9):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH if line.is_prose or line.is_sentence else BlockKind.HEADING


def same(line: str, other: str) -> bool:
    """The same words, whatever the quotes, marks and spaces."""
    return bool(other) and abs(len(line) - len(other)) < 20 and words_of(line) == words_of(other)


def words_of(text: str) -> str:
    """The words of a text, in lower case, with one space between them."""
    return re.sub(r"\W+", " ", text).strip().lower()


def first_headline_only(kinds: list[BlockKind]) -> None:
    """The headline stands once; its repetitions (a share box, a list of stories) frame the article."""
    places = [place for place, kind in enumerate(kinds) if kind is BlockKind.HEADLINE]
    for place in places[1:]:
        kinds[place] = BlockKind.BOILERPLATE


def mark_top(kinds: list[BlockKind], lines: Sequence[Line], raw: bool) -> None:
    """Everything before the headline of a scraped page frames it; behind the headline by-lines, dates and bars do."""
    headline = next((place for place, kind in enumerate(kinds) if kind is BlockKind.HEADLINE), None)
    prose = next(
        (place for place, line in enumerate(lines) if place > (headline or -1) and is_text(kinds[place], line)),
        len(lines),
    )
    for place in range(headline or 0 if raw else 0):
        kinds[place] = BlockKind.BOILERPLATE
    standfirst = BlockKind.STANDFIRST in kinds
    for place in range(0 if headline is None else headline + 1, prose):
        line = lines[place]
        if kinds[place] in (BlockKind.BOILERPLATE, BlockKind.STANDFIRST):
            continue
        menu_item = kinds[place] is BlockKind.BULLET and not is_text(kinds[place], line)
        if is_imprint(line) or menu_item or (raw and len(line.bare.split()) < 4):
            kinds[place] = BlockKind.BOILERPLATE
        elif raw and not standfirst and len(line.bare.split()) >= 6 and not line.bare.endswith("?"):
            kinds[place], standfirst = BlockKind.STANDFIRST, True


def is_text(kind: BlockKind, line: Line) -> bool:
    """The article's own first prose: a paragraph that is no by-line, or a list."""
    if kind is BlockKind.BULLET:
        return line.is_sentence or len(line.bare.split()) > 5
    return kind is BlockKind.PARAGRAPH and (line.is_prose or not is_imprint(line))


def cut_behind_markers(kinds: list[BlockKind], lines: Sequence[Line], raw: bool) -> None:
    """Behind a marker all frames the article, up to where a run of its own prose goes on."""
    known = markers()
    total = sum(len(line.bare) for line, kind in zip(lines, kinds, strict=True) if kind is BlockKind.PARAGRAPH)
    seen, place = 0, 0
    while place < len(lines):
        line = lines[place]
        ends = known.ends.match(line.bare or line.text.strip())
        marker = ends or known.links.match(line.bare)
        if marker and is_button(lines, place):
            kinds[place] = BlockKind.BOILERPLATE
        elif (
            marker
            and kinds[place] is not BlockKind.HEADLINE
            and len(line.bare) < SHORT
            and seen > total * (0.2 if raw else 0.4)
        ):
            resumed = resumes(kinds, lines, place + 1, RESUMED_LONG if ends else RESUMED)
            kinds[place:resumed] = [BlockKind.BOILERPLATE] * (resumed - place)
            place = max(resumed, place + 1)
            continue
        seen += len(line.bare) if kinds[place] is BlockKind.PARAGRAPH else 0
        place += 1


def is_button(lines: Sequence[Line], place: int) -> bool:
    """'Read more' behind a paragraph that breaks off, on a page with several: what opens that story, and no heading of others."""
    here = lines[place].bare
    before = next((line.bare for line in reversed(lines[:place]) if line.bare), "")
    return bool(TEASER_END.search(before)) and sum(line.bare == here for line in lines) > 1


def resumes(kinds: Sequence[BlockKind], lines: Sequence[Line], start: int, enough: int) -> int:
    """Where the article goes on: at the first of several paragraphs that speak of what it spoke of; else its length."""
    names = names_in(
        line.bare for line, kind in zip(lines[:start], kinds[:start], strict=True) if kind is not BlockKind.BOILERPLATE
    )
    run: list[int] = []
    for place in range(start, len(lines)):
        line = lines[place]
        if (
            kinds[place] is BlockKind.PARAGRAPH
            and len(line.bare) >= 120
            and line.is_sentence
            and not TEASER_END.search(line.bare)
        ):
            run.append(place)
            told = [lines[number].bare for number in run]
            if len(run) >= 2 and sum(map(len, told)) >= enough and len(names & names_in(told)) >= 2:
                before = run[0] - 1
                own = before >= start and lines[before].text.lstrip().startswith("#")
                return before if own else run[0]
        elif kinds[place] is not BlockKind.BULLET and not (kinds[place] is BlockKind.HEADING and run):
            run = []
    return len(lines)


def names_in(texts: Iterable[str]) -> set[str]:
    """The capitalised words of some texts."""
    return {name for text in texts for name in NAME.findall(text)}


def is_digest(kinds: Sequence[BlockKind], lines: Sequence[Line]) -> bool:
    """Whether the first half of a page breaks its paragraphs off as well: then the teasers are what the page has to say."""
    prose = [line for line, kind in zip(lines[: len(lines) // 2], kinds, strict=False) if kind is BlockKind.PARAGRAPH]
    return len(prose) >= 2 and 2 * sum(bool(TEASER_END.search(line.bare)) for line in prose) >= len(prose)


def mark_bottom(kinds: list[BlockKind], lines: Sequence[Line], raw: bool) -> None:
    """Teasers of other stories and job advertisements near the end, short lists and the last lines without a sentence."""
    known = markers()
    teasers = raw and not is_digest(kinds, lines)
    for place in range(len(lines) // 2, len(lines)):
        line = lines[place]
        if teasers and kinds[place] is BlockKind.PARAGRAPH and len(line.bare) < 300 and TEASER_END.search(line.bare):
            kinds[place] = BlockKind.BOILERPLATE
            if kinds[place - 1] is BlockKind.HEADING:
                kinds[place - 1] = BlockKind.BOILERPLATE
        if (
            place >= len(lines) * 2 // 3
            and len(line.bare) < 2 * SHORT
            and known.jobs.search(line.bare)
            and kinds[place] is not BlockKind.HEADLINE
        ):
            kinds[place] = BlockKind.BOILERPLATE
    last = lines[-1] if lines else None
    if (
        last
        and kinds[-1] is BlockKind.PARAGRAPH
        and len(last.bare) < 2 * SHORT
        and re.fullmatch(r"[*_][^*_].*[^*_][*_]", last.text.strip())
    ):
        kinds[-1] = BlockKind.BOILERPLATE
    for place in range(len(lines) - 1, 0, -1):
        own = kinds[place] in (BlockKind.PARAGRAPH, BlockKind.HEADLINE, BlockKind.STANDFIRST)
        if (
            own
            or (kinds[place] is BlockKind.BULLET and (lines[place].is_sentence or len(lines[place].bare.split()) > 5))
            or (not raw and kinds[place] is BlockKind.HEADING)
        ):
            break
        kinds[place] = BlockKind.BOILERPLATE
