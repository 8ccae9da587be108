"""The log tells a copy what to repeat, or that it cannot."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import Change, Update
from graph.store.pool.log import MOST_BYTES, Log, as_step
from graph.store.pool.wire import Step

A = NamedNode("http://example.org/a")


def test_what_has_happened_since() -> None:
    log = Log("v0")
    steps = [Step("one"), Step("two")]
    for number, step in enumerate(steps, 1):
        log.add(f"v{number}", step)
    assert [log.since(place) for place in (0, 1, 2)] == [tuple(steps), (steps[1],), ()]
    assert [log.place(f"v{number}") for number in range(4)] == [0, 1, 2, None]


def test_a_step_that_cannot_be_repeated_ends_what_came_before() -> None:
    log = Log("v0")
    log.add("v1", None)
    log.add("v2", Step("two"))
    assert (log.since(0), log.since(1)) == (None, (Step("two"),))


def test_old_steps_are_forgotten() -> None:
    log = Log("v0")
    for number in range(1, 6):
        log.add(f"v{number}", Step("x" * (MOST_BYTES // 3)))
    assert log.since(1) is None
    assert log.since(2) is not None and len(log.since(2) or ()) == 3
    assert (log.place("v1"), log.place("v2"), log.place("v5")) == (None, 2, 5)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT { ?s ?p ?u } WHERE { BIND(UUID() AS ?u) }",
        "INSERT { ?s ?p ?n } WHERE { BIND(now() AS ?n) }",
        "INSERT DATA { _:b <urn:p> 1 }",
        "INSERT DATA { [] <urn:p> 1 }",
        "LOAD <http://example.org/>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
    ],
)
def test_what_may_lead_to_other_data_elsewhere_is_not_repeated(text: str) -> None:
    assert as_step(Update(text)) is None


def test_what_leads_to_the_same_data_is() -> None:
    change = Change(insert=(Quad(A, A, Literal("_:b [ now() ]")),))
    assert as_step(change) == Step('INSERT DATA {\n<http://example.org/a> <http://example.org/a> "_:b [ now() ]" .\n}')
    assert as_step(Update("DELETE WHERE { ?s ?p 1 }", "http://e/")) == Step(
        "DELETE WHERE { ?s ?p 1 }", "http://e/", False
    )
