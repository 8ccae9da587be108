"""What confidence is worth: bands of the settings, steps of a tenth, the error of calibration."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.calibration import bands, error, lines, step_of, steps
from benchmarks.quality.gold import Named, Record, Ruling
from benchmarks.quality.scoring import Telling, score
from graph.settings import Settings

SETTINGS = Settings(publish_confidence=0.5, review_confidence=0.3)
FINE = Ruling("fine", "decided", ("CNIL",), ("Lumio",))
GOLD = Record(
    organisations=(Named("Lumio", ("Lumio",)), Named("Orbo", ("Orbo",))),
    regulators=(Named("CNIL", ("CNIL",)),),
    rulings=(FINE,),
)
tellings = st.builds(Telling, st.floats(0, 1), st.booleans(), st.booleans())


def test_bands_are_those_of_the_settings() -> None:
    told = [
        Telling(0.5, True, True),
        Telling(0.49, False, True),
        Telling(0.3, False, False),
        Telling(0.1, False, False),
    ]
    assert [(one.size, one.precision, one.factual) for one in bands(told, SETTINGS).values()] == [
        (1, 1.0, 1.0),
        (2, 0.0, 0.5),
        (1, 0.0, 0.0),
    ]


@pytest.mark.parametrize(("confidence", "step"), [(0.0, 0), (0.09, 0), (0.5, 5), (0.99, 9), (1.0, 9)])
def test_steps(confidence: float, step: int) -> None:
    assert step_of(Telling(confidence, True, True)) == step


def test_confidence_that_is_the_share_right_has_no_error() -> None:
    assert error([Telling(0.75, number > 0, True) for number in range(4)]) == 0.0
    assert error([Telling(0.95, False, False)]) == pytest.approx(0.95)
    assert error([]) == 0.0


@given(st.lists(tellings))
def test_steps_hold_every_ruling_once(told: list[Telling]) -> None:
    assert sum(one.size for one in steps(told)) == len(told)
    assert 0 <= error(told) <= 1


@pytest.mark.parametrize(
    ("ruling", "right", "factual"),
    [
        (FINE, True, True),
        (replace(FINE, kind="order"), False, True),
        (replace(FINE, respondents=("Orbo",)), False, True),
        (replace(FINE, kind="ban", respondents=("Orbo",)), False, False),
        (replace(FINE, status="proposed", respondents=("Orbo",)), False, False),
    ],
)
def test_a_wrong_ruling_may_still_tell_of_something_that_was_done(ruling: Ruling, right: bool, factual: bool) -> None:
    told = score(replace(GOLD, rulings=(ruling,)), GOLD).told
    assert [(one.right, one.factual) for one in told] == [(right, factual)]


def test_the_table_says_how_many_were_told() -> None:
    assert any(
        line.startswith("publish (>= 0.50)") and line.endswith("1")
        for line in lines([Telling(0.9, True, True)], SETTINGS)
    )
