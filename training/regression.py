"""Logistic regression by Newton's method, and its weights in a lexicon: the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RIDGE, NEWTON_STEPS = 2.0, 50
Numbers = NDArray[np.float64]


def fitted(rows: Numbers, right: Numbers, counts: Numbers | None = None) -> Numbers:
    """The weights that tell which rows are right, with a ridge penalty. `counts`: how much each row counts (1 by default)."""
    counts = np.ones(len(rows)) if counts is None else counts
    weights = np.zeros(rows.shape[1])
    for _ in range(NEWTON_STEPS):
        likely = likelihoods(rows, weights)
        curve = (rows * (counts * likely * (1 - likely))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, rows.T @ (counts * (right - likely)) - RIDGE * weights)
    return weights


def likelihoods(rows: Numbers, weights: Numbers) -> Numbers:
    """How likely each row is right."""
    made: Numbers = 1 / (1 + np.exp(-rows @ weights))
    return made


def written(text: str, names: Sequence[str], weights: Numbers, lexicon: Path) -> str:
    """The text of a lexicon with new weights, everything else as it was. ValueError where one of them has no line."""
    for name, weight in zip(names, weights, strict=True):
        text, count = re.subn(rf"(?m)^{name} = -?[\d.]+$", f"{name} = {weight:.2f}", text)
        if count != 1:
            raise ValueError(f"{lexicon}: expected one line '{name} = ...', found {count}; restore the [weights] table")
    return text
