"""Reads the manifests of a folder with the W3C's tests (https://github.com/w3c/rdf-tests)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
BASE = "https://w3c.github.io/rdf-tests/"
"""The addresses under which the files are published; tests name their files by them."""


@dataclass(frozen=True, slots=True)
class Test:
    """One test: its suite and name (`aggregates/agg01`), its kind, and the manifest that describes it as `node`."""

    name: str
    kind: str
    manifest: Graph
    node: Node
    root: Path

    def value(self, *path: URIRef) -> Node | None:
        """What stands at the end of a path of properties."""
        node: Node | None = self.node
        for step in path:
            node = self.manifest.value(node, step) if node is not None else None
        return node

    def values(self, node: Node | None, step: URIRef) -> list[Node]:
        """All values of a property."""
        return list(self.manifest.objects(node, step)) if node is not None else []

    def file(self, iri: Node) -> Path:
        """The file that an address names."""
        return self.root / str(iri).removeprefix(BASE)

    def text(self, iri: Node) -> str:
        """What a file holds."""
        return self.file(iri).read_text(encoding="utf-8")


def tests(root: Path, manifest: str) -> Iterator[Test]:
    """The tests of a manifest and of those that it includes, in order."""
    graph = Graph()
    graph.parse(root / manifest, format="turtle", publicID=BASE + manifest)
    for listed in graph.objects(None, MF.include):
        for included in Collection(graph, listed):
            yield from tests(root, str(included).removeprefix(BASE))
    suite = Path(manifest).parent.name
    for listed in graph.objects(None, MF.entries):
        for node in Collection(graph, listed):
            kind = graph.value(node, RDF.type)
            local = str(node).rpartition("#")[2] if not isinstance(node, BNode) else str(node)
            yield Test(f"{suite}/{local}", str(kind).rpartition("#")[2], graph, node, root)
