"""When an answer is the one that was due: results and graphs are compared up to the names of their blank nodes."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from rdflib import RDF, Graph, Namespace

XSD = "http://www.w3.org/2001/XMLSchema#"
Term = NamedNode | BlankNode | Literal | Triple
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
RDFLIB_INDEX = RS["index"]  # `index` is a method of the namespace, which is a string
ROW, PLACE = "urn:row:", NamedNode("urn:place")


class DifferenceError(Exception):
    """What was answered is not what was due."""


def same_dataset(ours: Dataset, due: Dataset) -> None:
    """DifferenceError unless both hold the same quads."""
    ours, due = valued(ours), valued(due)
    for dataset in (ours, due):
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    if ours != due:
        left, right = "\n".join(sorted(map(str, ours))), "\n".join(sorted(map(str, due)))
        raise DifferenceError(f"got\n{left[:1500]}\ndue\n{right[:1500]}")


def valued(dataset: Dataset) -> Dataset:
    """The same with each number written in one way: tests ask for values, and stores may keep no more."""
    return Dataset(Quad(quad.subject, quad.predicate, plain(quad.object), quad.graph_name) for quad in dataset)


def plain(term: Term) -> Term:
    """A number or truth value in one form of all; every other term as it is."""
    if not isinstance(term, Literal) or not term.datatype.value.startswith(XSD):
        return term
    with suppress(ValueError, InvalidOperation):
        match term.datatype.value.removeprefix(XSD):
            case "double" | "float":
                return Literal(repr(float(term.value)), datatype=term.datatype)
            case "decimal":
                return Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
            case "boolean":
                return Literal(term.value in ("true", "1"))
            case "integer":
                return Literal(str(int(term.value)), datatype=term.datatype)
    return term


def graph(body: bytes, media: str, base: str) -> Dataset:
    """The triples of a document."""
    format = RdfFormat.from_media_type(media.partition(";")[0])
    if format is None:
        raise DifferenceError(f"{media} is no RDF format")
    return Dataset(parse(body, format, base_iri=base))


def solutions(result: QuerySolutions | QueryBoolean, ordered: bool) -> Dataset:
    """Results as a dataset, so that blank nodes and repeated rows are compared as they must be."""
    found = Dataset()
    if isinstance(result, QueryBoolean):
        found.add(Quad(BlankNode(), NamedNode("urn:boolean"), Literal(bool(result))))
        return found
    names = [variable.value for variable in result.variables]
    for number, solution in enumerate(result):
        row = BlankNode()
        found.add(Quad(row, PLACE, Literal(number if ordered else 0)))
        for name, term in zip(names, solution, strict=True):
            if term is not None:
                found.add(Quad(row, NamedNode(ROW + name), term))
    return found


def results(body: bytes, media: str, ordered: bool = False) -> Dataset:
    """A document of results in JSON, XML or TSV."""
    format = QueryResultsFormat.from_media_type(media.partition(";")[0])
    if format is None:
        raise DifferenceError(f"{media} is no format of results")
    return solutions(parse_query_results(body, format), ordered)


def result_graph(source: Graph) -> Dataset:
    """Results that are written down as RDF, as older tests have them."""
    found = Dataset()
    for node in source.subjects(RDF.type, RS.ResultSet):
        if (truth := source.value(node, RS.boolean)) is not None:
            found.add(Quad(BlankNode(), NamedNode("urn:boolean"), Literal(bool(truth.toPython()))))  # type: ignore[attr-defined]
        for solution in source.objects(node, RS.solution):
            row, place = BlankNode(), source.value(solution, RDFLIB_INDEX)
            found.add(Quad(row, PLACE, Literal(int(str(place)) - 1 if place is not None else 0)))
            for binding in source.objects(solution, RS.binding):
                name, value = source.value(binding, RS.variable), source.value(binding, RS.value)
                assert value is not None
                (triple,) = parse(f"<urn:x> <urn:y> {value.n3()} .", RdfFormat.TURTLE)
                found.add(Quad(row, NamedNode(ROW + str(name)), triple.object))
    return found


def same_table(ours: bytes, due: bytes) -> None:
    """DifferenceError unless two CSV documents hold the same rows and columns, in any order; blank nodes are all alike."""
    left, right = table(ours), table(due)
    if left != right:
        raise DifferenceError(f"got\n{left}\ndue\n{right}")


def table(body: bytes) -> list[list[tuple[str, str]]]:
    """Rows of a CSV document, sorted, each as its sorted cells with their columns."""
    head, *rows = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    cells = [["_:" if cell.startswith("_:") else cell for cell in row] for row in rows]
    return sorted(sorted(zip(head, row, strict=True)) for row in cells)
