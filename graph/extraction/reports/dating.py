"""The days of acts."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extraction.dates import FoundDate
from graph.extraction.reports.draft import Draft


def date_drafts(made: Sequence[Draft], dates: Sequence[FoundDate]) -> None:
    """The date nearest to the trigger in its own sentence; none is better than a wrong one."""
    for draft in made:
        inside = [found for item in draft.evidence for found in dates if item.start <= found.start < item.end]
        if inside:
            draft.date = min(inside, key=lambda found: (found.when.value is None, abs(found.start - draft.place))).when


def date_leads(kept: Sequence[Draft], dates: Sequence[FoundDate], lead: tuple[int, int]) -> None:
    """An act of the headline or the lead that bears no date takes the one day that the lead names."""
    days = {
        found.when.value: found.when
        for found in dates
        if lead[0] <= found.start < lead[1] and found.when.precision == "day"
    }
    for draft in kept:
        if (draft.date is None or draft.date.value is None) and draft.place < lead[1] and len(days) == 1:
            draft.date = next(iter(days.values()))
