"""The bands of confidence: what may be told as it is, what a person should check first, and what is hidden.

Confidence is calibrated (docs/quality.md), so that the bounds, which are settings, say how often a band is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """What is done with an act that was read. What is hidden is in the record of extraction, never in the graph."""

    PUBLISH = "publish"
    REVIEW = "review"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Bands:
    """The least confidence of each band but the last, between 0 and 1."""

    publish: float
    review: float

    def of(self, confidence: float) -> Band:
        """The band of a confidence.

        >>> Bands(publish=0.8, review=0.4).of(0.5)
        <Band.REVIEW: 'review'>
        """
        if confidence >= self.publish:
            return Band.PUBLISH
        return Band.REVIEW if confidence >= self.review else Band.HIDDEN
