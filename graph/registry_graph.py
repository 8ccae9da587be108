"""The curated registry and the vocabularies as quads: what the registry's graph holds, and each thing's description.

`described(base)` gives the description of a registered thing, which consolidation copies into the default graph where
articles mention the thing. `registry_change(base)` is the whole graph, for a new store or a new release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

import ontology
from graph.quads import Iris, address_node
from graph.registry.cells import INTERVAL, LANGUAGE, owner_now, split_cell, values
from graph.vocabulary import DCT, ELI, OWL, PG, RDF, RDFS, SCHEMA, SH, SKOS, WIKIDATA, XSD, concept

Row = Mapping[str, str]
Fact = tuple[NamedNode, NamedNode | Literal]
FOLDERS = ("authorities", "companies", "jurisdictions", "laws", "technologies")
TERMS = ("policy.ttl", "reused.ttl")
PREFIXES = ("prefixes.ttl",)
CONCEPTS = ("vocab/*.ttl",)
TECHNOLOGY_SCHEME = concept("scheme", "technologies")


class Registry:
    """Descriptions of all registered things by their IRI, built when they are asked for."""

    def __init__(self, base: str) -> None:
        self.iris = Iris(base)
        self._rows: dict[str, tuple[str, Row]] = {}
        for row in ontology.rows("jurisdictions"):
            if "name" in row:
                self._rows.setdefault(f"jurisdiction/{row['id']}", ("jurisdiction", row))
        for folder, kind in (("authorities", "regulator"), ("laws", "law"), ("technologies", "technology")):
            for row in ontology.rows(folder):
                self._rows.setdefault(f"{kind}/{row['id']}", (kind, row))
        for row in ontology.rows("companies"):
            kind = "product" if "owner" in row else "organisation"
            self._rows.setdefault(f"{kind}/{row['id']}", (kind, row))

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def facts(self, identifier: str) -> list[Fact]:
        """What the registry says of a thing; nothing for one that it does not hold."""
        if identifier not in self._rows:
            return []
        kind, row = self._rows[identifier]
        return [*_WRITERS[kind](row, self), *_common(row)]

    def name(self, identifier: str) -> str:
        """The name of a registered thing; the words of its id for any other."""
        for predicate, value in self.facts(identifier):
            if predicate == RDFS.label:
                return value.value
        return identifier.partition("/")[2].replace("-", " ").title()

    def link(self, kind: str, key: str) -> NamedNode | None:
        """The IRI of a thing that the registry holds; None where a row points to nothing."""
        identifier = f"{kind}/{key.lower()}"
        return self.iris.entity(identifier) if identifier in self._rows else None

    def links(self, predicate: NamedNode, kind: str, cell: str) -> Iterator[Fact]:
        """A fact for each key of a cell that the registry holds."""
        for key in values(cell):
            if target := self.link(kind, key):
                yield predicate, target


@cache
def described(base: str) -> Registry:
    """The registry of this base, read once a process."""
    return Registry(base)


@cache
def registry_version() -> str:
    """A hash of all files that the registry's graph is made of, and of the way it is made."""
    digest = hashlib.sha256(b"layout 2")
    folders = [f"registry/{folder}/*.csv" for folder in FOLDERS]
    for pattern in (*TERMS, *PREFIXES, *CONCEPTS, "queries/*.rq", *folders):
        for path in sorted(ontology.ROOT.glob(pattern)):
            digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def registry_quads(base: str) -> Iterator[Quad]:
    """The whole graph, without the mark of its version."""
    registry = described(base)
    graph = registry.iris.registry()
    for quad in vocabulary_quads():
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
    for identifier in registry:
        subject = registry.iris.entity(identifier)
        for predicate, value in registry.facts(identifier):
            yield Quad(subject, predicate, value, graph)


def version_quad(base: str) -> Quad:
    """The mark of the version: written last, so that it never stands in half a graph."""
    graph = Iris(base).registry()
    return Quad(graph, PG.registryVersion, Literal(registry_version()), graph)


def vocabulary_quads() -> list[Quad]:
    """The ontology and the concepts of its vocabularies, in the default graph."""
    return [*_quads(TERMS), *_quads(CONCEPTS)]


def shared_quads() -> list[Quad]:
    """What stands in the default graph of every store.

    The concepts that rulings point to, what terms are called, and the prefixes and example questions for editors that
    ask for them.
    """
    named = [*_quads(CONCEPTS), *_quads(PREFIXES), *example_quads()]
    return [*named, *(quad for quad in _quads(TERMS) if quad.predicate in (RDFS.label, RDFS.comment))]


def example_quads() -> Iterator[Quad]:
    """The example questions as editors look for them (https://www.w3.org/TR/shacl/#dfn-sparql-executables)."""
    for name, text in ontology.queries().items():
        subject, question = concept("query", name), text.partition("\n")[0].lstrip("# ").strip()
        yield Quad(subject, RDF.type, SH.SPARQLExecutable)
        yield Quad(subject, RDF.type, SH.SPARQLSelectExecutable)
        yield Quad(subject, RDFS.label, Literal(question, language="en"))
        yield Quad(subject, RDFS.comment, Literal(question, language="en"))
        yield Quad(subject, SH.prefixes, NamedNode(str(PG)))
        yield Quad(subject, SH.select, Literal(text))


def _quads(patterns: Sequence[str]) -> Iterator[Quad]:
    for pattern in patterns:
        for path in sorted(ontology.ROOT.glob(pattern)):
            yield from pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE)


def _common(row: Row) -> Iterator[Fact]:
    if website := address_node(row.get("website")):
        yield SCHEMA.url, website
    if wikidata := row.get("wikidata"):
        yield OWL.sameAs, WIKIDATA[wikidata]
    if source := row.get("source"):
        yield DCT.source, address_node(source) or Literal(source)


def _names(label: str, *cells: str | None) -> Iterator[Fact]:
    yield RDFS.label, Literal(label)
    yield SKOS.prefLabel, Literal(label)
    for cell in cells:
        for name, language in split_cell(cell or ""):
            if name != label:
                yield SKOS.altLabel, Literal(name, language=language) if language else Literal(name)


def _former(cell: str | None) -> Iterator[Fact]:
    for raw in (cell or "").split("|"):
        name = LANGUAGE.sub("", INTERVAL.sub("", raw.strip()))
        if name:
            yield PG.formerName, Literal(name)


def _authority(row: Row, registry: Registry) -> Iterator[Fact]:
    yield RDF.type, PG.Regulator
    yield RDF.type, SCHEMA.GovernmentOrganization
    yield from _names(row["name"], row["native_name"], row["aliases"], row["acronyms"], row["former_names"])
    yield from ((SKOS.notation, Literal(acronym)) for acronym in values(row["acronyms"]))
    yield from _former(row["former_names"])
    yield from registry.links(PG.jurisdiction, "jurisdiction", row["jurisdiction"])
    yield PG.authorityKind, concept("authority-kind", row["kind"])
    yield from ((PG.remit, concept("remit", remit)) for remit in row["remit"].split("|") if remit)


def _organisation(row: Row, registry: Registry) -> Iterator[Fact]:
    yield RDF.type, PG.Organisation
    yield RDF.type, SCHEMA.Organization
    yield from _names(row["name"], row["aliases"], row["former_names"])
    yield from _former(row["former_names"])
    yield from registry.links(PG.jurisdiction, "jurisdiction", row["jurisdiction"])
    yield PG.organisationKind, concept("organisation-kind", row["kind"])
    parent = owner_now(row["parent"])
    if parent and (target := registry.link("organisation", parent)):
        yield PG.parent, target


def _product(row: Row, registry: Registry) -> Iterator[Fact]:
    yield RDF.type, PG.Product
    yield RDF.type, SCHEMA.Product
    yield from _names(row["name"], row["aliases"])
    owner = owner_now(row["owner"])
    if owner and (target := registry.link("organisation", owner)):
        yield PG.owner, target
    yield from registry.links(PG.technology, "technology", row["technology"])


def _jurisdiction(row: Row, registry: Registry) -> Iterator[Fact]:
    yield RDF.type, PG.Jurisdiction
    yield from _names(row["name"], row["aliases"])
    yield SKOS.notation, Literal(row["code"])
    yield from ((PG.adjective, Literal(word)) for word in values(row["adjectives"]))
    yield from registry.links(SKOS.broader, "jurisdiction", row["broader"])


def _technology(row: Row, registry: Registry) -> Iterator[Fact]:
    yield RDF.type, PG.Technology
    yield RDF.type, SKOS.Concept
    yield SKOS.inScheme, TECHNOLOGY_SCHEME
    yield from _names(row["label"], row["aliases"])
    yield SKOS.definition, Literal(row["definition"], language="en")
    yield from registry.links(SKOS.broader, "technology", row["broader"])
    for match in values(row["exact_match"]):
        if target := address_node(match):
            yield SKOS.exactMatch, target


def _law(row: Row, registry: Registry) -> Iterator[Fact]:
    yield RDF.type, PG.Law
    yield RDF.type, ELI.LegalResource
    yield from _names(row["short_title"] or row["title"], row["title"], row["acronyms"], row["aliases"])
    yield ELI.title, Literal(row["title"])
    yield from registry.links(PG.jurisdiction, "jurisdiction", row["jurisdiction"])
    yield PG.lawKind, concept("law-kind", row["kind"])
    yield from ((PG.remit, concept("remit", topic)) for topic in row["topics"].split("|") if topic)
    if row["year"]:
        yield DCT.date, Literal(row["year"], datatype=XSD.gYear)
    if row["citation"]:
        yield PG.citation, Literal(row["citation"])
    if target := address_node(row["uri"]):
        yield SCHEMA.url, target


_WRITERS = {
    "regulator": _authority,
    "organisation": _organisation,
    "product": _product,
    "jurisdiction": _jurisdiction,
    "technology": _technology,
    "law": _law,
}
