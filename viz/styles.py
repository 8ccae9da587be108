"""The table of styles (`styles.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """How things of one type are drawn and named."""

    one: str
    many: str
    shape: str
    colour: str
    size: int = 12


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """How links of one property are drawn and worded from either end."""

    forward: str
    backward: str
    heading: str
    colour: str = "#999999"
    width: float = 1.0
    arrow: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles, each table in the order of the file."""

    nodes: dict[str, NodeStyle]
    edges: dict[str, EdgeStyle]
    facts: dict[str, str]

    def node(self, type_: str) -> NodeStyle:
        """The style of a type."""
        return self.nodes.get(type_, self.nodes["Thing"])

    def edge(self, property_: str) -> EdgeStyle:
        """The style of a property; one that the table does not have is worded by its own name."""
        words = spaced(property_)
        return self.edges.get(property_, EdgeStyle(words, f"{words} (of)", words.capitalize()))

    def fact(self, name: str) -> str:
        """The name of a fact for a reader."""
        return self.facts.get(name, spaced(name).capitalize())


@cache
def styles() -> Styles:
    """The styles of `styles.toml`."""
    table = tomllib.loads(Path(__file__).with_name("styles.toml").read_text(encoding="utf-8"))
    return Styles(
        nodes={name: NodeStyle(**style) for name, style in table["nodes"].items()},
        edges={name: EdgeStyle(**style) for name, style in table["edges"].items()},
        facts=table["facts"],
    )


def spaced(name: str) -> str:
    """The words of a camel-case name.

    >>> spaced("usesTechnologyOf")
    'uses technology of'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
