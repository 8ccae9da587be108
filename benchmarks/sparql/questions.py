"""The questions that are asked, each time with other values, so that nobody answers from what was asked before."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from benchmarks.sparql.data import ID, WORDS, World, Zipf
from graph.store import Term, bind

HERE = Path(__file__).parent
LIGHT = ("lookup",)
ANALYTIC = (
    *("rulings-by-place-and-period", "top-regulators", "two-hops", "penalties-by-year"),
    *("technologies-together", "text-filter", "property-path"),
)
GRAPHS = frozenset({"two-hops"})
"""The questions that a graph answers."""
_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it is sent, by the name of its file."""

    name: str
    text: str

    @property
    def accept(self) -> str:
        """The media type to ask for."""
        return "text/turtle" if self.name in GRAPHS else "application/sparql-results+json"


def asked(names: tuple[str, ...], things: World, seed: int) -> Iterator[Question]:
    """The questions of these names round and round, each with values of its own and a comment that no other has."""
    texts = {name: (HERE / "queries" / f"{name}.rq").read_text("utf-8") for name in names}
    draw = random.Random(seed)
    for number in count():
        name = names[number % len(names)]
        yield Question(name, f"{_filled(texts[name], things, draw)}# {seed}.{number}\n")


def hostile() -> dict[str, str]:
    """The queries of those who mean no good."""
    return {path.stem: path.read_text("utf-8") for path in sorted((HERE / "hostile").glob("*.rq"))}


def _filled(text: str, things: World, draw: random.Random) -> str:
    year = draw.randrange(2012, 2024)
    values: dict[str, Callable[[], Term]] = {
        "organisation": lambda: NamedNode(ID + _one(things.organisations, draw)),
        "jurisdiction": lambda: NamedNode(ID + _one(things.jurisdictions, draw)),
        "technology": lambda: NamedNode(ID + _one(things.technologies, draw)),
        "from": lambda: Literal(f"{year}-{draw.randrange(1, 13):02}-01", datatype=_DATE),
        "to": lambda: Literal(f"{year + 1}-06-01", datatype=_DATE),
        "word": lambda: Literal(draw.choice(WORDS)),
    }
    return bind(text, {name: make() for name, make in values.items() if f"${name}" in text})


def _one(things: Zipf, draw: random.Random) -> str:
    """One of the hundred that are in most rulings, each as often."""
    return draw.choice(things.items[:100])
