"""Scraped text with no metadata: the headline is found among the lines, the rest is inferred where the text says it."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from charset_normalizer import from_bytes

from graph.errors import InputError
from graph.model import Article
from graph.readers.months import MONTH_NUMBERS, MONTH_PATTERN

# A headline is followed by prose: a line at least this long, within this many lines.
PROSE_LENGTH = 110
LOOK_AHEAD = 14
# 'WASHINGTON, April 29, 2024 --' in front of the first sentence.
DATELINE = re.compile(r"\W{0,3}[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}[,(][^\n]{0,30}?20\d\d(?=[ )]{0,2}(?:\([^)\n]*\) ?)?[-–—:])")
NO_HEADLINE = re.compile(
    r"\||@|^\[.*\]$|^by |^(?:hi|dear|subscribe|sign up|log in|photo|image|published|updated|posted|trending|view this|skip to"
    r"|good (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
YEAR = r"(20\d\d)"
DAY_MONTH_YEAR = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: de)? ({MONTH_PATTERN})\.?,?(?: de)? {YEAR}\b", re.IGNORECASE
)
MONTH_DAY_YEAR = re.compile(rf"\b({MONTH_PATTERN})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? {YEAR}\b", re.IGNORECASE)
ISO_DATE = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*[-–]\s*)?(?:\d{4})?,?\s*(?:by\s+)?([^.|©\n]{2,60})", re.IGNORECASE
)
ABOUT = re.compile(r"\bMore about ([A-Z][\w’' ]{2,40}?)(?:,| and contact)|^([A-Z]\w+)[’']s mission is\b", re.MULTILINE)


def decode(data: bytes) -> str:
    """Text of unknown encoding, newlines as `\\n`. InputError for empty, binary or undecodable bytes."""
    if not data.strip():
        raise InputError("is empty", "leave it out")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("is binary, not text", "give text, Markdown, HTML, a feed, JSON Lines or WARC")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        guess = from_bytes(data).best()
        if guess is None:
            raise InputError("is in no encoding that can be recognised", "convert it to UTF-8") from None
        text = str(guess)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError("holds only white space", "leave it out")
    return text


def content_hash(data: bytes) -> str:
    """SHA-256 of a document's bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read(source: str, text: str, data: bytes) -> Article:
    """A raw page as an article; what had to be inferred stands in `inferred`."""
    title, title_end = headline(text)
    published = published_near(text[:title_end], text[title_end : title_end + 800])
    publisher = publisher_of(text)
    inferred = {"title"} | ({"published"} if published else set()) | ({"publisher"} if publisher else set())
    return Article(
        source=source,
        format="raw",
        title=title,
        text=text,
        content_hash=content_hash(data),
        published=published,
        publisher=publisher,
        inferred=frozenset(inferred),
    )


def headline(text: str) -> tuple[str, int]:
    """The headline and the offset behind it: the likeliest short line with words enough before the first prose."""
    lines = [(match.group().strip(), match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    lines = [line for line in lines if line[0]]
    prose = next((index for index, line in enumerate(lines) if is_prose(line[0])), None)
    if prose is None:
        first = lines[0]
        return first[0][:200].strip(), first[2]
    near = range(max(0, prose - LOOK_AHEAD), prose)
    candidates = [index for index in near if is_headline(lines[index][0])]
    if not candidates:
        first = lines[prose]
        return first[0][:120].rsplit(" ", 1)[0].strip(), first[1]
    # A line right under another one is its slogan or its deck; headlines stand by themselves.
    under = {index for index in candidates if index and text[lines[index - 1][2] : lines[index][1]].count("\n") == 1}
    best = max(candidates, key=lambda index: (headline_score(lines[index][0]) - 3 * (index in under), -index))
    return lines[best][0].lstrip("# ").strip(), lines[best][2]


def is_prose(line: str) -> bool:
    """A paragraph of running text."""
    return len(line) >= PROSE_LENGTH and line[-1] in '.!?”"’)…:' and " " in line


def is_headline(line: str) -> bool:
    """A line that could be a headline: words enough, no menu separators, no sign of a by-line, a date or a form."""
    words = line.split()
    return len(words) >= 4 and not NO_HEADLINE.search(line)


def headline_score(line: str) -> int:
    """Higher for the length of a headline and for capitals; lower for sentences, decks in parts and menus."""
    words = len(line.split())
    spaced = len(re.findall(r"\s{2,}", line))
    penalties = 5 * spaced + 6 * line.endswith(".") + 4 * bool(re.search(r"\d{1,2}:\d\d", line)) + 6 * (";" in line)
    return min(words, 14) + 3 * line.isupper() - 2 * line.endswith("?") - penalties


def published_near(before: str, after: str) -> datetime | None:
    """The date beside the headline (behind it first) in a line that is no prose, or in the dateline of the prose."""
    for part in (after, before[-400:]):
        for line in part.split("\n"):
            dateline = DATELINE.match(line)
            if (len(line) < PROSE_LENGTH or dateline) and (found := parse_date(dateline[0] if dateline else line)):
                return found
    return None


def parse_date(line: str) -> datetime | None:
    """The first full date in a line, in English, ISO 8601 or one of six further languages; None if there is none."""
    if match := ISO_DATE.search(line):
        return calendar_day(int(match[1]), int(match[2]), int(match[3]))
    if match := DAY_MONTH_YEAR.search(line):
        return calendar_day(int(match[3]), MONTH_NUMBERS[match[2].lower()], int(match[1]))
    if match := MONTH_DAY_YEAR.search(line):
        return calendar_day(int(match[3]), MONTH_NUMBERS[match[1].lower()], int(match[2]))
    return None


def calendar_day(year: int, month: int, day: int) -> datetime | None:
    """Midnight UTC of a day, None if the calendar has no such day."""
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def publisher_of(text: str) -> str | None:
    """The site's name, from what it says of itself ('More about X') or from its copyright line."""
    if match := ABOUT.search(text):
        return (match[1] or match[2]).strip()
    for match in COPYRIGHT.finditer(text):
        name = re.split(r"\s{2,}| ?All rights| Ltd| Pvt| Inc|,", match[1])[0]
        if name := re.sub(r"\s*\d{4}$", "", name).strip(" -–."):
            return name
    return None
