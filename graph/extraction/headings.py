"""What the title over an item says of the act that the item tells: its day, its sum, who acts, on whom.

'5. Meta Platforms Ireland: €265 Million (November 2022)' stands over 'The Irish DPC fined Meta Platforms due to …'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.extraction.amounts import Amount
from graph.extraction.dates import FoundDate, find_dates
from graph.extraction.names import Name
from graph.extraction.reports import Draft
from graph.extraction.sentences import Sentence
from graph.model import BlockKind, EntityType, Kind, WhenDone

YEAR = re.compile(r"\W*((?:19|20)\d\d)\W*")
LONGEST = 14
"""Words that the line over an item may have; longer ones are items themselves."""
FARTHEST = 3
"""Blocks between a title and what it is over."""
PAID = (Kind.FINE, Kind.SETTLEMENT)


@dataclass(frozen=True, slots=True)
class Page:
    """The sentences of a text, and the names, days and sums found in it."""

    sentences: Sequence[Sentence]
    names: Sequence[Name]
    dates: Sequence[FoundDate]
    amounts: Sequence[Amount]
    language: str


def inherit(drafts: Sequence[Draft], page: Page) -> None:
    """Fill what drafts lack from the titles over their items."""
    for draft in drafts:
        title = title_over(draft, page.sentences)
        if title is None:
            continue
        if draft.date is None:
            draft.date = day_of(title, page)
        if draft.amount is None and draft.kind in PAID and not draft.counted:
            draft.amount = sum_of(title, page)
        take_actors(draft, title, page)


def title_over(draft: Draft, sentences: Sequence[Sentence]) -> Sentence | None:
    """The heading, or the short line of a list, that stands over the passage of a draft."""
    first = sentences[draft.sentences[0]]
    for sentence in reversed(sentences[: first.index]):
        if sentence.block == first.block:
            continue
        if first.block - sentence.block > FARTHEST or sentence.kind is BlockKind.HEADLINE:
            return None
        if is_title(sentence):
            return sentence
    return None


def is_title(sentence: Sentence) -> bool:
    """A heading, or a line of a list too short to be an item of its own."""
    if sentence.kind is BlockKind.HEADING:
        return True
    return (
        sentence.kind is BlockKind.BULLET
        and len(sentence.text.split()) <= LONGEST
        and not sentence.text.rstrip().endswith((".", "!", "?"))
    )


def day_of(title: Sentence, page: Page) -> WhenDone | None:
    """The one day or month that a title names; its year may stand in a heading of its own ('2024')."""
    found = [item for item in page.dates if title.start <= item.start < title.end]
    if len(found) != 1:
        return None
    when = found[0].when
    if when.value is None and (year := year_over(title, page.sentences)):
        dated = find_dates(f"{when.expression} {year}", None, page.language)
        return dated[0].when if dated and dated[0].when.value else None
    return when if when.value else None


def year_over(title: Sentence, sentences: Sequence[Sentence]) -> str | None:
    """The year that the nearest bare heading above names."""
    for sentence in reversed(sentences[: title.index]):
        if sentence.kind is BlockKind.HEADING and (match := YEAR.fullmatch(sentence.text)):
            return match[1]
    return None


def sum_of(title: Sentence, page: Page) -> Amount | None:
    """The one sum that a title names."""
    found = [item for item in page.amounts if title.start <= item.start < title.end and item.role in ("sum", "floor")]
    return found[0] if len(found) == 1 else None


def take_actors(draft: Draft, title: Sentence, page: Page) -> None:
    """Who acts, on whom and where, if the draft had to guess and the title names just one."""
    named = [name for name in page.names if title.start <= name.start < title.end]

    def only(kind: EntityType) -> list[Name]:
        found = {name.entity.id: name for name in named if name.entity.type is kind}
        return list(found.values()) if len(found) == 1 else []

    if (not draft.issuers or draft.guessed_issuers) and (bodies := only(EntityType.REGULATOR)):
        draft.issuers, draft.guessed_issuers = [bodies[0].entity], False
    if draft.guessed_respondents and (firms := only(EntityType.ORGANISATION)):
        draft.respondents, draft.guessed_respondents = [firms[0].entity], False
    if not draft.issuers and not draft.places and (places := only(EntityType.JURISDICTION)):
        draft.places = [code] if (code := places[0].entity.jurisdiction) else []
