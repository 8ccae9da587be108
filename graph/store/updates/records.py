"""What is read of an update: its operations, the graphs they write to, where their templates stand."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

Span = tuple[int, int]
"""Where something starts and ends in the text of an update."""


@dataclass(frozen=True, slots=True)
class Target:
    """What an operation writes to: one graph, or by its name `DEFAULT`, `NAMED`, `ALL`, or `?` for one that data decide."""

    graph: NamedNode | None = None
    word: str = ""


DEFAULT, UNKNOWN = Target(word="DEFAULT"), Target(word="?")


@dataclass(frozen=True, slots=True)
class Block:
    """Triples of a template that belong to one graph."""

    target: Target
    span: Span


@dataclass(frozen=True, slots=True)
class Templates:
    """What a DELETE/INSERT, an INSERT DATA or a DELETE DATA takes out and puts in.

    `graph` is its WITH, `rest` what comes behind the templates: USING and WHERE. Both are empty for DATA.
    """

    deletes: tuple[Block, ...] = ()
    inserts: tuple[Block, ...] = ()
    graph: Span = (0, 0)
    rest: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its targets, where it stands, and where its dataset is to be written.

    `prologue` is where all declarations before it stand. `where` is the offset of the WHERE of a DELETE/INSERT,
    `pattern` the text of the group where that group is template and pattern in one (DELETE WHERE). `has_dataset` where
    it names a dataset itself, by USING or WITH. `source` is what a LOAD says before INTO. `in_full` is the text of an
    operation on whole graphs, without prefixes.
    """

    targets: tuple[Target, ...]
    span: Span = (0, 0)
    prologue: tuple[Span, ...] = ()
    templates: Templates | None = None
    source: Span | None = None
    in_full: str = ""
    where: int | None = None
    pattern: Span | None = None
    has_dataset: bool = False
