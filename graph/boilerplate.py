"""What one line of a page is by itself: a bar, a menu, a notice, a by-line, a bullet, running text.

The words are data (`ontology/lexicon/boilerplate.toml`); `clean` judges lines by their place.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

import ontology

BULLET = re.compile(r"\s*(?:[•◦▪●‣·]\s*|[*+–-]\s+|\d{1,2}[.)]\s+|\([a-z\d]\)\s+)(?=\S)")
SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]*_]*$")
TEASER_END = re.compile(r"(?:\.\.\.|…)$")
SEPARATOR = re.compile(r"\s{2,}|\s*[|›»·•]\s*|\s+[.>/]\s+")
CRUMBS = re.compile(r"\w {1,2}(?:>|»|›) {1,2}\w.* (?:>|»|›) ")
TIME = re.compile(r"\b\d{1,2}[:.]\d\d\s?(?:[ap]\.?m|uhr|[A-Z]{2,4}\b)?", re.IGNORECASE)
FULL_DATE = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th|er|º|\.)?(?: de)? [^\W\d_]{3,}\.?,?(?: de)? |[^\W\d_]{3,}\.? \d{1,2}(?:st|nd|rd|th)?,? )(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\d|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b"
)
EXCHANGE_RATE = re.compile(r"\([^()]{1,6}1 = [^()]{3,50}\)$")
# A line this long is prose, one that ends as a sentence may be at any length.
PROSE, SHORT = 90, 90


@dataclass(frozen=True, slots=True)
class Markers:
    """The patterns of the words that frame articles, of all languages."""

    links: re.Pattern[str]
    ends: re.Pattern[str]
    lines: re.Pattern[str]
    starts: re.Pattern[str]
    contains: re.Pattern[str]
    jobs: re.Pattern[str]
    bylines: re.Pattern[str]
    share: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or several that a page broke in mid-sentence; `bare` is its text without Markdown's signs."""

    start: int
    end: int
    text: str
    bare: str

    @property
    def is_prose(self) -> bool:
        """Long enough for running text."""
        return len(self.bare) >= PROSE and " " in self.bare

    @property
    def is_sentence(self) -> bool:
        """Ends as a sentence does."""
        return SENTENCE_END.search(self.bare) is not None


@cache
def markers() -> Markers:
    """The words of `boilerplate.toml` as patterns."""
    data = tomllib.loads((ontology.ROOT / "lexicon" / "boilerplate.toml").read_text(encoding="utf-8"))

    def pattern(part: str) -> str:
        return "|".join(dict.fromkeys(word for entry in data.values() for word in entry.get(part, ())))

    def whole(part: str) -> re.Pattern[str]:
        return re.compile(rf"\W*(?:{pattern(part)})[\s:.!…»>*_|]*(?:\(\d+\)|\d+)?$", re.IGNORECASE)

    return Markers(
        links=whole("links"),
        ends=whole("ends"),
        lines=whole("lines"),
        starts=re.compile(rf"[^\w(\[©]*(?:{pattern('starts')})", re.IGNORECASE),
        contains=re.compile(rf"(?<!\w)(?:{pattern('contains')})(?!\w)", re.IGNORECASE),
        jobs=re.compile(rf"\b(?:{pattern('jobs')})\b", re.IGNORECASE),
        bylines=re.compile(
            rf"(?i:{pattern('bylines')})\s+(?:[A-ZÀ-Þ]|(?i:our|staff|a member|la r|redaz|redac|unser|notre|onze)\b)"
        ),
        share=frozenset(word for entry in data.values() for word in entry.get("share", ())),
    )


def is_framing(line: Line) -> bool:
    """A line that is of no article wherever it stands: a menu, a bar, a notice, a caption, a teaser of one line."""
    known, bare = markers(), line.bare
    if CRUMBS.search(bare) and len(bare) < 2 * SHORT:
        return True
    if len(bare) >= SHORT and not (len(bare) < 2 * SHORT and bare.startswith(("©", "(Reporting", "Forward-looking"))):
        return False
    if known.lines.match(bare) or known.contains.search(bare) or EXCHANGE_RATE.match(bare) or is_menu(line.text):
        return True
    if known.starts.match(bare):
        return not line.is_sentence or len(bare) < 60
    words = re.findall(r"\w[\w-]*", bare.lower())
    return bool(words) and not line.is_sentence and known.share.issuperset(words)


def is_menu(text: str) -> bool:
    """A row of at least three short items between separators, or two if the separator is a bar."""
    items = [item for item in SEPARATOR.split(text.strip()) if item]
    if (
        len(items) < 2
        or (len(items) == 2 and "|" not in text)
        or (text.lstrip().startswith("|") and text.rstrip().endswith("|"))
    ):
        return False
    return all(len(item.split()) <= 4 for item in items) and not re.search(r"\w{3}\.$", text)


def is_imprint(line: Line) -> bool:
    """A by-line, or a line of hardly more than a date."""
    if len(line.bare) >= SHORT:
        return False
    if markers().bylines.match(line.bare) and not re.search(r"\w{3}[.!?]$", line.bare):
        return True
    rest = TIME.sub("", FULL_DATE.sub("", line.bare))
    return rest != line.bare and len(re.findall(r"\w+", rest)) <= 6
