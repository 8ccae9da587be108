"""What confidence is worth: precision by the bands of the settings, and how far confidence is from the share that is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.quality.scoring import Telling, ratio
from graph.settings import Settings

STEPS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Rulings told about as surely as one another: how many, their mean confidence, the shares right and factual."""

    size: int
    confidence: float
    precision: float
    factual: float


def bin_of(told: Sequence[Telling]) -> Bin:
    """Some rulings as one bin; all shares are 0 of nothing."""
    size = len(told)
    return Bin(
        size,
        sum(one.confidence for one in told) / size if size else 0.0,
        ratio(sum(one.right for one in told), size),
        ratio(sum(one.factual for one in told), size),
    )


def bands(told: Sequence[Telling], settings: Settings) -> dict[str, Bin]:
    """The rulings by what is done with them: told as it is, told as still to be checked, hidden."""
    publish, review = settings.publish_confidence, settings.review_confidence
    return {
        f"publish (>= {publish:.2f})": bin_of([one for one in told if one.confidence >= publish]),
        f"review (>= {review:.2f})": bin_of([one for one in told if review <= one.confidence < publish]),
        "hidden": bin_of([one for one in told if one.confidence < review]),
    }


def steps(told: Sequence[Telling]) -> list[Bin]:
    """The rulings by tenths of confidence, the surest first, without empty steps."""
    places = sorted({step_of(one) for one in told}, reverse=True)
    return [bin_of([one for one in told if step_of(one) == place]) for place in places]


def step_of(one: Telling) -> int:
    """The tenth that a confidence lies in; 1 is in the last."""
    return min(int(one.confidence * STEPS), STEPS - 1)


def error(told: Sequence[Telling]) -> float:
    """The expected calibration error (https://arxiv.org/abs/1706.04599): 0 where confidence is the share that is right."""
    return sum(one.size * abs(one.confidence - one.precision) for one in steps(told)) / (len(told) or 1)


def lines(told: Sequence[Telling], settings: Settings) -> Iterator[str]:
    """Both as tables, and the error."""
    yield f"{'Precision by band':22}{'right':>7}{'factual':>9}{'told':>7}"
    for name, one in bands(told, settings).items():
        yield f"{name:22}{one.precision:7.2f}{one.factual:9.2f}{one.size:>7}"
    yield ""
    yield f"{'Calibration':22}{'right':>7}{'told':>16}"
    for one in steps(told):
        yield f"said {one.confidence:<17.2f}{one.precision:7.2f}{one.size:>16}"
    yield f"{'expected error':22}{error(told):7.3f}"
