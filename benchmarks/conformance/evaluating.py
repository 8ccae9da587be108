"""Tests of queries and updates: the data go in by the Graph Store Protocol, the answer comes by the SPARQL Protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import httpx
from pyoxigraph import Dataset, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph
from rdflib.term import Node

from benchmarks.conformance.comparing import (
    DifferenceError,
    graph,
    result_graph,
    results,
    same_dataset,
    same_table,
)
from benchmarks.conformance.manifests import BASE, MF, QT, RDFS, UT, Test

RESULTS = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
}
RDF_TYPES = {".ttl": "text/turtle", ".rdf": "application/rdf+xml", ".nt": "application/n-triples"}
DATASETS = {".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS}
ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)


def check(test: Test, service: httpx.Client) -> None:
    """Run one test. DifferenceError if the service does not do what is due."""
    match test.kind:
        case "QueryEvaluationTest" | "CSVResultFormatTest":
            query_evaluation(test, service)
        case "UpdateEvaluationTest":
            update_evaluation(test, service)
        case "PositiveSyntaxTest" | "PositiveSyntaxTest11":
            understood(service.post("/sparql", content=text(test, test.value(MF.action)), headers=sent("query")))
        case "NegativeSyntaxTest" | "NegativeSyntaxTest11":
            refused(service.post("/sparql", content=text(test, test.value(MF.action)), headers=sent("query")))
        case "PositiveUpdateSyntaxTest" | "PositiveUpdateSyntaxTest11":
            understood(service.post("/update", content=text(test, test.value(MF.action)), headers=sent("update")))
        case "NegativeUpdateSyntaxTest" | "NegativeUpdateSyntaxTest11":
            refused(service.post("/update", content=text(test, test.value(MF.action)), headers=sent("update")))
        case kind:
            raise DifferenceError(f"no runner for {kind}")


def sent(what: str, accept: str = "*/*") -> dict[str, str]:
    """Headers of a query or an update that is the body."""
    return {"content-type": f"application/sparql-{what}", "accept": accept}


def text(test: Test, iri: Node | None) -> bytes:
    """A query or update as it is sent: with the address of its file as base. Its bytes are not looked at."""
    assert iri is not None
    return f"BASE <{iri}>\n".encode() + test.file(iri).read_bytes()


def accepted(answer: httpx.Response) -> None:
    """DifferenceError unless it went well."""
    if not answer.is_success:
        raise DifferenceError(f"answered {answer.status_code}: {answer.text[:600]}")


def understood(answer: httpx.Response) -> None:
    """DifferenceError if the request was refused for its syntax: what it asks for may still be impossible or forbidden."""
    if answer.status_code == httpx.codes.BAD_REQUEST and "not valid" in answer.text:
        raise DifferenceError(f"answered {answer.status_code}: {answer.text[:600]}")


def refused(answer: httpx.Response) -> None:
    """DifferenceError unless it was refused as the client's mistake."""
    if answer.status_code != httpx.codes.BAD_REQUEST:
        raise DifferenceError(f"answered {answer.status_code}, 400 was due")


def query_evaluation(test: Test, service: httpx.Client) -> None:
    """The answer of a query on some data."""
    action = test.value(MF.action)
    load(service, datasets(test, action, QT.data, QT.graphData), graph_names(test, action, QT.graphData))
    query, due = test.value(MF.action, QT.query), test.value(MF.result)
    assert due is not None
    file = test.file(due)
    media = RESULTS.get(file.suffix)
    if media is not None:
        answer = service.post("/sparql", content=text(test, query), headers=sent("query", media))
        accepted(answer)
        if media == "text/csv":
            same_table(answer.content, file.read_bytes())
            return
        ordered = bool(ORDERED.search(test.text(query))) if query is not None else False
        same_dataset(results(answer.content, media, ordered), results(file.read_bytes(), media, ordered))
        return
    answer = service.post("/sparql", content=text(test, query), headers=sent("query", "text/turtle, */*;q=0.1"))
    accepted(answer)
    kind = answer.headers["content-type"]
    if kind.startswith("text/turtle"):
        same_dataset(graph(answer.content, kind, str(due)), graph(file.read_bytes(), RDF_TYPES[file.suffix], str(due)))
    else:
        written = Graph().parse(file, format="turtle", publicID=str(due))
        same_dataset(results(answer.content, kind), result_graph(written))


def update_evaluation(test: Test, service: httpx.Client) -> None:
    """What is in the store after an update."""
    action = test.value(MF.action)
    load(service, datasets(test, action, UT.data, UT.graphData), graph_names(test, action, UT.graphData))
    answer = service.post("/update", content=text(test, test.value(MF.action, UT.request)), headers=sent("update"))
    accepted(answer)
    same_dataset(stored(service), datasets(test, test.value(MF.result), UT.data, UT.graphData))


def datasets(test: Test, node: Node | None, data: Node, graph_data: Node) -> Dataset:
    """The default graph and the named graphs that a test lists."""
    found = Dataset()
    for iri in test.values(node, data):  # type: ignore[arg-type]
        for quad in quads(test.file(iri), str(iri)):
            found.add(quad)
    for name, file in graph_names(test, node, graph_data).items():
        for quad in quads(test.file(file), str(file)):
            found.add(Quad(quad.subject, quad.predicate, quad.object, NamedNode(name)))
    return found


def graph_names(test: Test, node: Node | None, graph_data: Node) -> dict[str, Node]:
    """The names of the named graphs that a test lists, each with its file; a graph may be empty."""
    found: dict[str, Node] = {}
    for entry in test.values(node, graph_data):  # type: ignore[arg-type]
        file = test.manifest.value(entry, UT.graph) or test.manifest.value(entry, QT.graph) or entry
        found[str(test.manifest.value(entry, RDFS.label) or file)] = file
    return found


def quads(file: Path, iri: str) -> list[Quad]:
    """What a file holds."""
    format = DATASETS.get(file.suffix) or RdfFormat.from_extension(file.suffix[1:])
    return list(parse(file.read_bytes(), format, base_iri=iri))


def load(service: httpx.Client, data: Dataset, names: Iterable[str] = ()) -> None:
    """Make the store hold these data, in these graphs at least, and nothing else."""
    groups: dict[str, list[str]] = {name: [] for name in names}
    for quad in data:
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        groups.setdefault(name, []).append(f"{quad.triple} .")
    plain = "\n".join(groups.pop("", []))
    named = "\n".join(f"GRAPH <{name}> {{ {' '.join(triples)} }}" for name, triples in groups.items())
    creations = "".join(f"CREATE SILENT GRAPH <{name}> ;\n" for name in groups)
    # One operation, so that graphs share their blank nodes.
    update = f"DROP ALL ;\n{creations}INSERT DATA {{ {plain}\n{named} }}"
    accepted(service.post("/update", content=update.encode(), headers=sent("update")))


def stored(service: httpx.Client) -> Dataset:
    """Everything that the store holds."""
    headers = sent("query", "application/sparql-results+json")
    listed = service.post("/sparql", content="SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", headers=headers)
    names = [row["g"]["value"] for row in listed.json()["results"]["bindings"]]
    found = Dataset()
    for name in ["", *names]:
        where = {"graph": name} if name else {"default": ""}
        answer = service.get("/graph-store", params=where, headers={"accept": "application/n-triples"})
        for quad in parse(answer.content, RdfFormat.N_TRIPLES):
            graph_name = [NamedNode(name)] if name else []
            found.add(Quad(quad.subject, quad.predicate, quad.object, *graph_name))
    return found


__all__ = ["BASE", "check"]
