"""The fit of weights, and how they are written into a lexicon."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.regression import fitted, likelihoods, written

LEXICON = Path("words.toml")


def test_what_counts_more_is_fitted_more() -> None:
    rows, right = np.array([[1.0], [1.0]]), np.array([1.0, 0.0])
    assert likelihoods(rows, fitted(rows, right, np.array([900.0, 100.0])))[0] == pytest.approx(0.9, abs=0.02)
    assert likelihoods(rows, fitted(rows, right))[0] == pytest.approx(0.5)


def test_weights_are_written_and_nothing_else_changed() -> None:
    text = "# why\n[weights]\nbias = 9.99\nnamed = -9.99\n[end]\n"
    assert written(text, ["bias", "named"], np.array([0.0, 1.0]), LEXICON) == (
        "# why\n[weights]\nbias = 0.00\nnamed = 1.00\n[end]\n"
    )


def test_a_lexicon_without_a_weight_is_refused() -> None:
    with pytest.raises(ValueError, match=r"words\.toml: expected one line 'bias"):
        written("[weights]\n", ["bias"], np.zeros(1), LEXICON)
