"""An update as data: it is made on a copy of the store, which tells what it takes out and puts in.

Patterns may take any time and memory. So they are evaluated where they can be ended, and the store itself is given
DELETE DATA and INSERT DATA of what came of them, whose cost is that of their length.

A template is evaluated into graphs of its own instead of those that it writes to. What lies there afterwards is what
the operation takes out and puts in; it is noted, and done to the copy, so that the next operation sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from graph.store import engine
from graph.store.protocol import Graph, Term
from graph.store.terms import has_blank, written
from graph.store.tokens import place_of
from graph.store.updates.reading import operations
from graph.store.updates.records import UNKNOWN, Block, Operation

NODE = NamedNode("urn:policygraph:node")
"""The datatype of blank nodes, and of triples that hold some, in N-Triples; and the function that reads it."""
_NOTED = f"urn:policygraph:noted:{token_hex(8)}:"

_FAILING = "DROP GRAPH <urn:policygraph:none> ; "


@dataclass(frozen=True, slots=True)
class Noted:
    """A graph in which is noted what an operation takes out of another graph, or puts into it."""

    name: NamedNode
    graph: Graph
    removed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One operation as it is made on the copy."""

    text: str
    noted: tuple[Noted, ...] = ()


def evaluates(found: Sequence[Operation]) -> bool:
    """Whether these operations match patterns or fetch something, so that they are made on a copy first.

    So are those with declarations among them, which the engine does not take. Where data decide which graph is written
    to, `changes` cannot tell.
    """
    if any(UNKNOWN in one.targets for one in found):
        return False
    return any(one.where is not None or one.source is not None or one.prologue != found[0].prologue for one in found)


def changes(store: pyoxigraph.Store, update: str, base: str | None) -> Iterator[str]:
    """Make an update on `store`, which is a copy; operations that change another copy in the same way.

    QueryError, StoreError.
    """
    found = operations(update)
    _refuse_mistakes(update, found, base)
    for operation in found:
        part = _part(update, operation)
        with engine.told("update"):
            store.update(part.text, base_iri=base, custom_functions=engine.missing_functions(part.text))
        if operation.in_full:
            yield operation.in_full
        for noted in sorted(part.noted, key=lambda one: not one.removed):
            quads = [
                Quad(quad.subject, quad.predicate, quad.object, noted.graph)
                for quad in store.quads_for_pattern(None, None, None, noted.name)
            ]
            if quads:
                yield _operation(quads, noted)
            if operation is not found[-1]:
                _do(store, quads, noted)


def _do(store: pyoxigraph.Store, quads: list[Quad], noted: Noted) -> None:
    """Do to the copy what was noted, so that the next operation sees that and no notes."""
    store.remove_graph(noted.name)
    if not noted.removed:
        store.extend(quads)
        return
    for quad in quads:
        store.remove(quad)


def _named(term: Term) -> Term:
    if has_blank(term) or (isinstance(term, Literal) and term.datatype == NODE):
        return Literal(written(term), datatype=NODE)
    return term


def _node(term: Term) -> Term:
    """The term that `_named` has written."""
    if not isinstance(term, Literal) or term.datatype != NODE:
        return term
    read = pyoxigraph.parse(f"<urn:s> <urn:p> {term.value} .", RdfFormat.N_TRIPLES)
    terms: list[Term] = [quad.object for quad in read]
    return terms[0]


FUNCTIONS: engine.Functions = {NODE: _node}
"""What the operations of `changes` may call."""


def names_nodes(change: str) -> bool:
    """Whether an operation of `changes` may name blank nodes, so that it fits no other copy of the data."""
    return NODE.value in change


def _refuse_mistakes(update: str, found: Sequence[Operation], base: str | None) -> None:
    """QueryError if the engine's parser refuses the update as it was written."""
    if all(one.prologue == found[0].prologue for one in found):
        _parse(update, found[0].span[0], base)
        return
    for operation in found:  # with declarations among them the engine reads one at a time only
        _parse(_alone(update, operation), operation.span[0], base)


def _parse(update: str, first: int, base: str | None) -> None:
    """Let the engine parse an update and make nothing of it: an operation put before the first one fails."""
    with suppress(RuntimeError):
        try:
            parsed = f"{update[:first]}{_FAILING}{update[first:]}"
            pyoxigraph.Store().update(parsed, base_iri=base)
        except SyntaxError as error:
            told = engine.syntax_error(str(error), "update", parsed)
            line, column = place_of(update, first)
            if told.line == line and told.column is not None and told.column > column:
                told.column = max(told.column - len(_FAILING), column)
            raise told from error


def _alone(update: str, operation: Operation) -> str:
    """An update with all but one operation and the declarations before it blotted out: every place stays where it is."""
    kept = [*operation.prologue, operation.span]
    ends = [0, *(end for _, end in kept)]
    starts = [*(start for start, _ in kept), len(update)]
    gaps = [re.sub(r"[^\n]", " ", update[end:start]) for end, start in zip(ends, starts, strict=True)]
    return gaps[0] + "".join(update[slice(*span)] + gap for span, gap in zip(kept, gaps[1:], strict=True))


def _part(update: str, operation: Operation) -> Part:
    prologue = "\n".join(update[slice(*span)] for span in operation.prologue)
    templates = operation.templates
    if operation.source is not None:
        noted = Noted(NamedNode(f"{_NOTED}0"), _graph(operation.targets[0].graph), removed=False)
        return Part(f"{prologue}\n{update[slice(*operation.source)]} INTO GRAPH {noted.name}", (noted,))
    if templates is None:
        return Part(operation.in_full)
    blocks = [(block, True) for block in templates.deletes] + [(block, False) for block in templates.inserts]
    noting = tuple(
        Noted(NamedNode(f"{_NOTED}{number}"), _graph(block.target.graph), removed)
        for number, (block, removed) in enumerate(blocks)
    )
    template = " ".join(
        f"GRAPH {noted.name} {{ {_text(update, block)} }}" for noted, (block, _) in zip(noting, blocks, strict=True)
    )
    rest = update[slice(*templates.rest)] or "WHERE {}"
    return Part(f"{prologue}\n{update[slice(*templates.graph)]} INSERT {{ {template} }} {rest}", noting)


def _graph(name: NamedNode | None) -> Graph:
    return name or DefaultGraph()


def _text(update: str, block: Block) -> str:
    return update[slice(*block.span)]


def _operation(quads: list[Quad], noted: Noted) -> str:
    """An operation that takes out or puts in these quads, be there blank nodes among them or not."""
    verb = "DELETE" if noted.removed else "INSERT"
    if not any(has_blank(quad.triple) for quad in quads):
        triples = " .\n".join(str(quad.triple) for quad in quads)
        return f"{verb} DATA {{ {_within(noted.graph, triples)} }}"
    rows = "\n".join(
        f"({written(_named(quad.subject))} {quad.predicate} {written(_named(quad.object))})" for quad in quads
    )
    template = _within(noted.graph, "?s ?p ?o")
    bound = f"BIND({NODE}(?subject) AS ?s) BIND({NODE}(?object) AS ?o)"
    return f"{verb} {{ {template} }} WHERE {{ VALUES (?subject ?p ?object) {{ {rows} }} {bound} }}"


def _within(graph: Graph, triples: str) -> str:
    return triples if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{ {triples} }}"
