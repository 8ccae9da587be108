"""What the consolidated graph holds, counted, and said of it in the graph itself as VoID (https://www.w3.org/TR/void/).

Editors read there which properties the things of a class have, without a look at the things. The description stands in
the default graph, where they look for it, is written at the end of an ingest, and does not count itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.sparql import sparql
from graph.store import Change, Store
from graph.vocabulary import DCT, RDF, RDFS, VOID, VOID_EXT, XSD, text_of

TITLE, ABSTRACT = "policygraph", "Rulings on technology by public authorities, and the articles that tell of them."
_MANY, _PART = 200_000, 100
"""Triples above which a graph is large, and which part of it may change before it is counted anew."""
LICENCE = NamedNode("https://www.apache.org/licenses/LICENSE-2.0")


@dataclass(frozen=True, slots=True)
class Partition:
    """How often things of a class have a property, with values of a class or literals of a datatype."""

    class_: NamedNode
    property: NamedNode
    target: NamedNode | None
    datatype: NamedNode | None
    triples: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What is counted of the consolidated graph."""

    triples: int
    subjects: int
    classes: tuple[tuple[NamedNode, int], ...]
    partitions: tuple[Partition, ...]


def dataset(base: str) -> NamedNode:
    """The data as a whole."""
    return NamedNode(f"{base}dataset")


def refresh(store: Store, base: str, *, changed: bool) -> None:
    """Let the graph say what it holds, if it has `changed` or has other triples than it says.

    A large graph is counted anew when a hundredth of it has changed: that takes a second for some 200,000 triples.
    """
    standing = _standing(store, base)
    triples, _ = _totals(store, standing)
    apart = abs(triples - _told(standing, base))
    if standing and (apart < triples // _PART if triples > _MANY else not (changed or apart)):
        return
    fresh = set(described(counted(store, base), base))
    if fresh != standing:
        forget = tuple({subject for triple in standing if isinstance(subject := triple.subject, NamedNode)})
        insert = tuple(Quad(triple.subject, triple.predicate, triple.object) for triple in sorted(fresh, key=str))
        store.apply(Change(forget=forget, insert=insert))


def counted(store: Store, base: str) -> Contents:
    """Count it, without what it says of itself."""
    triples, subjects = _totals(store, _standing(store, base))
    classes = tuple((_named(row["class"]), _int(row["things"])) for row in store.select(sparql("contents-classes")))
    partitions = tuple(
        Partition(
            _named(row["class"]),
            _named(row["property"]),
            _named(row["target"]) if "target" in row else None,
            _named(row["datatype"]) if "datatype" in row else None,
            _int(row["triples"]),
        )
        for row in store.select(sparql("contents-properties"))
    )
    others = tuple(found for found in classes if found[0] != VOID.Dataset)
    return Contents(triples, subjects, others, tuple(one for one in partitions if one.class_ != VOID.Dataset))


def described(contents: Contents, base: str) -> Iterator[Triple]:
    """The data set: how large it is, its classes with their properties."""
    whole = dataset(base)
    yield from about(whole, RDF.type, VOID.Dataset)
    yield from about(whole, RDFS.label, Literal(TITLE, language="en"))
    yield from about(whole, DCT.title, Literal(TITLE, language="en"))
    yield from about(whole, DCT.description, Literal(ABSTRACT, language="en"))
    yield from about(whole, DCT.license, LICENCE)
    yield from about(whole, VOID.uriSpace, Literal(base))
    yield from about(whole, VOID.triples, number(contents.triples))
    yield from about(whole, VOID.distinctSubjects, number(contents.subjects))
    yield from about(whole, VOID.classes, number(len(contents.classes)))
    by_class: dict[str, dict[str, list[Partition]]] = defaultdict(lambda: defaultdict(list))
    for partition in contents.partitions:
        by_class[partition.class_.value][partition.property.value].append(partition)
    for place, (class_, things) in enumerate(contents.classes):
        node, label = NamedNode(f"{whole.value}/class-{place}"), _name(class_)
        yield from about(whole, VOID.classPartition, node)
        yield from about(node, RDFS.label, Literal(label))
        yield from about(node, VOID["class"], class_)
        yield from about(node, VOID.entities, number(things))
        for index, (name, found) in enumerate(by_class[class_.value].items()):
            of = NamedNode(f"{node.value}-{index}")
            yield from about(node, VOID.propertyPartition, of)
            yield from _property(of, f"{label}: {_name(NamedNode(name))}", found)


def about(subject: NamedNode, predicate: NamedNode, *values: NamedNode | Literal) -> Iterator[Triple]:
    """A triple for each value."""
    for value in values:
        yield Triple(subject, predicate, value)


def number(value: int) -> Literal:
    """A count."""
    return Literal(str(value), datatype=XSD.integer)


def _property(node: NamedNode, label: str, found: Sequence[Partition]) -> Iterator[Triple]:
    """A property of a class, with what its values are."""
    yield from about(node, RDFS.label, Literal(label))
    yield from about(node, VOID.property, found[0].property)
    yield from about(node, VOID.triples, number(sum(one.triples for one in found)))
    for place, one in enumerate(found):
        values = NamedNode(f"{node.value}-{place}")
        kind = one.target or one.datatype
        if kind is None:
            continue
        part, of = (
            (VOID.classPartition, VOID["class"]) if one.target else (VOID_EXT.datatypePartition, VOID_EXT.datatype)
        )
        yield from about(node, part, values)
        yield from about(values, of, kind)
        yield from about(values, RDFS.label, Literal(f"{label}: {_name(kind)}"))
        yield from about(values, VOID.triples, number(one.triples))


def _name(node: NamedNode) -> str:
    """What stands behind the last slash or number sign of an IRI."""
    return re.split(r"[/#]", node.value)[-1]


def _standing(store: Store, base: str) -> set[Triple]:
    """What the graph says of itself now."""
    return set(store.construct(sparql("contents-standing"), {"dataset": dataset(base)}))


def _told(standing: set[Triple], base: str) -> int:
    """How many triples the graph says that it has."""
    whole, triples = dataset(base), VOID.triples
    return sum(_int(one.object) for one in standing if (one.subject, one.predicate) == (whole, triples))


def _totals(store: Store, standing: set[Triple]) -> tuple[int, int]:
    (row,) = store.select(sparql("contents-totals"))
    return _int(row["triples"]) - len(standing), _int(row["subjects"]) - len({triple.subject for triple in standing})


def _named(term: object) -> NamedNode:
    return NamedNode(text_of(term))


def _int(term: object) -> int:
    return int(text_of(term))
