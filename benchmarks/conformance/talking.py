"""Tests that are conversations in HTTP: the SPARQL Protocol, the Graph Store Protocol, the service description."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

import httpx
from pyoxigraph import Dataset, NamedNode, Quad
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from benchmarks.conformance.comparing import DifferenceError, graph, same_dataset
from benchmarks.conformance.evaluating import accepted, load, quads
from benchmarks.conformance.manifests import MF, RDFS, UT, Test

HT, CNT = Namespace("http://www.w3.org/2011/http#"), Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
CODES = {"OK": 200, "Created": 201, "NoContent": 204, "BadRequest": 400, "NotFound": 404}
HOST = "www.example"
TRUE = {"boolean": ("sparql-results",), "tabular": ("sparql-results", "csv", "tab-separated"), "RDF": ("turtle", "rdf", "n-triples", "ld+json", "trig", "n-quads")}  # fmt: skip


def converse(test: Test, service: httpx.Client) -> None:
    """Send the requests of a test one after the other. DifferenceError at the first answer that is not due."""
    load(service, given(test))
    listed = test.value(MF.action, HT.requests)
    location = ""
    for request in Collection(test.manifest, listed):  # type: ignore[arg-type]
        answer = exchanged(test, request, service, location)
        location = answer.headers.get("location", location)
        answered(test, request, answer)


def given(test: Test) -> Dataset:
    """The graphs that are there before the first request."""
    found = Dataset()
    for entry in test.values(test.node, UT.graphData):
        file, name = test.manifest.value(entry, UT.graph), test.manifest.value(entry, RDFS.label)
        assert file is not None
        for quad in quads(test.file(file), str(file)):
            found.add(Quad(quad.subject, quad.predicate, quad.object, NamedNode(str(name))))
    return found


def exchanged(test: Test, request: Node, service: httpx.Client, location: str) -> httpx.Response:
    """Send one request, to our addresses in the place of the test's; `location` came with an answer before."""
    value = test.manifest.value
    path = ours(str(value(request, HT.absolutePath))).replace("$LOCATION$", quote(location, safe=""))
    headers = header_fields(test, request) | {"host": HOST}
    headers.setdefault("accept", "*/*")
    body, encoding = content(test, request)
    prepared = service.build_request(
        str(value(request, HT.methodName)), path, headers=headers, content=body.encode(encoding)
    )
    return service.send(prepared)


def ours(text: str) -> str:
    """The graph store of the tests is at /gsp, ours at /graph-store."""
    return re.sub(r"(/|%2F)gsp\b", r"\1graph-store", text)


def content(test: Test, node: Node) -> tuple[str, str]:
    """The body of a request or response, and how it is encoded."""
    body = test.manifest.value(node, HT.body)
    if body is None:
        return "", "utf-8"
    encoding = str(test.manifest.value(body, CNT.characterEncoding) or "utf-8")
    return ours(str(test.manifest.value(body, CNT.chars) or "")), encoding


def header_fields(test: Test, node: Node) -> dict[str, str]:
    """The headers of a request or response."""
    listed = test.manifest.value(node, HT.headers)
    fields: Iterable[Node] = Collection(test.manifest, listed) if listed is not None else ()
    return {
        str(test.manifest.value(field, HT.fieldName)).lower(): str(test.manifest.value(field, HT.fieldValue))
        for field in fields
    }


def answered(test: Test, request: Node, answer: httpx.Response) -> None:
    """DifferenceError unless the answer has the status, the form and the content that are due."""
    due = test.manifest.value(request, HT.resp)
    statuses = [str(status).rpartition("#")[2] for status in test.values(due, MF.expectedStatus)]
    if statuses and not any(fits(answer.status_code, status) for status in statuses):
        raise DifferenceError(
            f"answered {answer.status_code} to {answer.request.method} {answer.request.url}, {statuses} was due: {answer.text[:300]}"
        )
    truth = test.manifest.value(due, MF.expectedBoolean)
    if isinstance(truth, Literal) and answer.json()["boolean"] is not bool(truth):
        raise DifferenceError(f"answered {answer.text}, {truth} was due")
    kind = answer.headers.get("content-type", "")
    form = test.manifest.value(due, MF.expectedFormat)
    if form is not None and not any(part in kind for part in TRUE[str(form)]):
        raise DifferenceError(f"answered with {kind}, {form} was due")
    if due is None:
        return
    wanted = header_fields(test, due).get("content-type")
    if wanted is not None and wanted.partition(";")[0] != kind.partition(";")[0]:
        raise DifferenceError(f"answered with {kind}, {wanted} was due")
    body, _ = content(test, due)
    if body.strip() and wanted is not None:
        base = f"http://{HOST}/"
        same_dataset(graph(answer.content, kind, base), graph(body.encode(), wanted, base))


def fits(status: int, due: str) -> bool:
    """Whether a status is one of a class (`StatusCode4xx`) or the one that is named."""
    if found := re.fullmatch(r"StatusCode(\d)xx", due):
        return status // 100 == int(found[1])
    return CODES.get(due) == status


def described(test: Test, service: httpx.Client) -> None:
    """The description that the endpoint gives of itself (https://www.w3.org/TR/sparql11-service-description/)."""
    answer = service.get("/sparql", headers={"accept": "text/turtle"})
    accepted(answer)
    found = Graph().parse(data=answer.text, format="turtle", publicID=str(answer.url))
    services = list(found.subjects(RDF.type, SD.Service))
    if not services:
        raise DifferenceError("nothing is an sd:Service")
    if test.name.endswith("has-endpoint-triple") and (services[0], SD.endpoint, URIRef(str(answer.url))) not in found:
        raise DifferenceError(f"sd:endpoint is {list(found.objects(services[0], SD.endpoint))}")
    if test.name.endswith("conforms-to-schema"):
        schema = {"defaultDataset": SD.Dataset, "defaultGraph": SD.Graph, "namedGraph": SD.NamedGraph}
        for name, kind in schema.items():
            for thing in found.objects(None, SD[name]):
                if (thing, RDF.type, kind) not in found:
                    raise DifferenceError(f"a value of sd:{name} is no {kind}")
