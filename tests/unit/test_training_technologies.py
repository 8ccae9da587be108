"""The fit of the weights that tell what a text is filed under."""

from __future__ import annotations

import numpy as np

from benchmarks.quality.gold import Named
from graph.extraction import topics
from graph.extraction.topics import Traces
from graph.registry import load
from training.technologies import Case, best_concepts, cross_validated, features, fit, measure

WIDTH = len(topics.weights())


def case(number: int) -> Case:
    """Two concepts, of which the one with the second feature is right."""
    rows = np.zeros((2, WIDTH))
    rows[:, 0] = 1
    rows[number % 2, 1] = 3
    return Case(rows, np.array([number % 2 == 0, number % 2 == 1], float), missed=0)


def test_fit_finds_the_feature_that_tells() -> None:
    cases = [case(number) for number in range(60)]
    assert str(measure(cases, fit(cases))) == "P 1.00  R 1.00  F1 1.00"
    assert str(cross_validated(cases)) == "P 1.00  R 1.00  F1 1.00"


def test_what_left_no_trace_counts_as_missed() -> None:
    cases = [Case(item.rows, item.right, missed=1) for item in map(case, range(60))]
    assert measure(cases, fit(cases)).annotated == 120


def test_a_term_takes_the_concept_of_its_label() -> None:
    registry = load()
    concepts = ["technology/facial-recognition", "technology/biometric-technology", "technology/chatbot"]
    found = {concept: Traces(named=1) for concept in concepts}
    assert best_concepts(concepts, found, [Named("facial recognition", ("facial recognition",))], registry) == {
        concepts[0]
    }


def test_features_are_in_the_order_of_the_weights() -> None:
    concept = "technology/chatbot"
    row = features(concept, {concept: Traces(named=1, head=True)}, [], load())
    assert dict(zip(topics.weights(), row, strict=True))["head"] == 1.0
