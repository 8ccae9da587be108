"""The shadow text: a sentence as the parser reads it best, with the way back to the original.

Names become short well-known ones of their type and amounts plain ones ('a €7.5m fine' breaks a parse where
'a $5 million fine' does not), so that the parse depends on the sentence and not on who is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from spacy.tokens import Doc, Token

from graph.extraction.amounts import Amount
from graph.extraction.model_en import parser
from graph.extraction.names import Name
from graph.extraction.names.nearby import cities
from graph.extraction.names.shape import is_title_case
from graph.extraction.sentences import Sentence
from graph.model import EntityType

STAND_INS = {
    EntityType.REGULATOR: "FTC",
    EntityType.ORGANISATION: "Google",
    EntityType.LAW: "GDPR",
    EntityType.PERSON: "Smith",
}
MONEY = "$5 million"
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\n": " ", "\t": " "})

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTHS += "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
DATELINE = re.compile(
    rf"(?:(?:{MONTHS})\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTHS})\.?(?:\s+\d{{4}})?"
    rf"|(?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{4}}(?:-\d\d){{0,2}})\s*[-–—:|]\s*"
)
"""The date that begins an item of a timeline: it is no part of its sentence."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed sentence: names and amounts by the index of the token that heads them."""

    sentence: Sentence
    doc: Doc
    names: dict[int, Name]
    amounts: dict[int, Amount]
    origins: tuple[tuple[int, int, int], ...]

    def place(self, token: Token) -> int:
        """The offset of a token in the article's text (the start of what it stands for)."""
        for shadow, original, length in reversed(self.origins):
            if shadow <= token.idx:
                return self.sentence.start + original + (token.idx - shadow if length else 0)
        return self.sentence.start

    def name_at(self, token: Token) -> Name | None:
        """The name that a token stands for."""
        return self.names.get(token.i)


def parse(sentences: Sequence[Sentence], names: Sequence[Name], amounts: Sequence[Amount]) -> list[Parsed]:
    """The sentences parsed, in one batch. Names and amounts have offsets of the whole text."""
    shadows = [shadow(sentence, names, amounts) for sentence in sentences]
    docs = parser().pipe([text for text, _, _, _ in shadows])
    return [
        Parsed(sentence, doc, heads(doc, named), heads(doc, money), origins)
        for sentence, doc, (_, named, money, origins) in zip(sentences, docs, shadows, strict=True)
    ]


Thing = TypeVar("Thing")


def shadow(
    sentence: Sentence, names: Sequence[Name], amounts: Sequence[Amount]
) -> tuple[str, list[tuple[int, int, Name]], list[tuple[int, int, Amount]], tuple[tuple[int, int, int], ...]]:
    """The shadow of a sentence: its text, where names and amounts stand in it, and (shadow, original, 1 if copied) origins."""
    items: list[tuple[int, int, str, object]] = []
    first = sentence.start + dateline(sentence.text)
    for name in names:
        if first <= name.start and name.end <= sentence.end and name.entity.type in STAND_INS:
            items.append((name.start - sentence.start, name.end - sentence.start, STAND_INS[name.entity.type], name))
    for amount in amounts:
        if sentence.start <= amount.start and amount.end <= sentence.end:
            end = amount.end - sentence.start
            items.append((amount.start - sentence.start, end + conversion(sentence.text[end:]), MONEY, amount))
    for phrase in ORDERS.finditer(sentence.text):
        items.append((phrase.start(), phrase.end(), "order", None))
    if date := DATELINE.match(sentence.text):
        items = [(0, date.end(), "", None), *(item for item in items if item[0] >= date.end())]
    items.sort(key=lambda item: item[0])
    places = {name.surface for name in names if name.entity.type is EntityType.JURISDICTION}
    calm = lowered(places) if is_title_case(sentence.text, 0) else str
    pieces: list[str] = []
    named: list[tuple[int, int, Name]] = []
    money: list[tuple[int, int, Amount]] = []
    origins: list[tuple[int, int, int]] = []
    done, length = first - sentence.start, 0
    for start, end, stand_in, thing in items:
        if start < done:
            continue
        plain = calm(plain_dashes(sentence.text[done:start]))
        origins.append((length, done, 1))
        pieces.append(plain)
        length += len(plain)
        if isinstance(thing, Name):
            named.append((length, length + len(stand_in), thing))
        elif isinstance(thing, Amount):
            money.append((length, length + len(stand_in), thing))
        origins.append((length, start, 0))
        pieces.append(stand_in)
        length += len(stand_in)
        done = end
    origins.append((length, done, 1))
    pieces.append(calm(plain_dashes(sentence.text[done:])))
    return "".join(pieces), named, money, tuple(origins)


# 'a €40m (£34m) fine', 'A$50m (about US$33 million)': the same sum in another currency, which breaks the phrase.
CONVERSION = re.compile(
    r"\s?\((?:(?:or|about|around|approximately|approx\.?|roughly|nearly|some|circa|equivalent to|over) ?)*[A-Z]{0,3} ?[$€£¥₹₩]? ?\d[\d.,]*"
    r" ?(?:m|bn|k|million|billion|trillion|crore|lakh)?(?: (?:euros?|pounds?|dollars?|U\.?S\.? dollars|[A-Z]{3}))?\)",
)


def conversion(text: str) -> int:
    """How many characters behind a sum say it again in another currency."""
    match = CONVERSION.match(text)
    return match.end() if match else 0


# What the parser takes for two verbs and a conjunction.
ORDERS = re.compile(r"cease[- ]and[- ]desist(?: (?:order|notice|letter|directive))?\b", re.IGNORECASE)
# 'WASHINGTON (AP) - ', 'SEOUL, Oct. 6 (Yonhap) -- ', 'Brussels – ': where and by whom a story was filed.
DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .,'’\-]{2,30}|[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?)(?:, [A-Z][\w.]*(?: \d{1,2})?)*,? ?"
    r"(?:\([^)]{2,30}\) ?(?:[-–—:]|--)|(?:[-–—]|--)) (?=[A-Z\"“])"
)


TOWN = re.compile(r"^([A-Z][a-z]+(?: [A-Z][a-z]+)?): (?=[A-Z\"“])")  # 'New Delhi: The commission …'


def dateline(text: str) -> int:
    """How many characters of a sentence tell where it was filed; the parser would take them for a subject."""
    match = DATELINE.match(text)
    if match is None and (town := TOWN.match(text)) and town[1] in cities():
        match = town
    return match.end() if match else 0


def plain_dashes(piece: str) -> str:
    """Plain quotes and blanks; a dash between blanks becomes a comma, which the parser reads as the aside it is."""
    return re.sub(r"(?<=\s)[—–](?=\s)", ",", piece).translate(PLAIN)


def lowered(places: set[str]) -> Callable[[str], str]:
    """A function that writes the words of a title-cased headline small, all but names of places."""
    return lambda piece: re.sub(
        r"\b[A-Z][a-z][\w']*", lambda match: match[0] if match[0] in places else match[0].lower(), piece
    )


def heads(doc: Doc, places: Sequence[tuple[int, int, Thing]]) -> dict[int, Thing]:
    """Things by the index of each token inside their stretch."""
    found: dict[int, Thing] = {}
    for start, end, thing in places:
        for token in doc:
            if start <= token.idx < end:
                found[token.i] = thing
    return found
