"""Namespaces and terms that the graph is written in. Instances are named by `graph.quads.iris` alone."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode


class Namespace:
    """A namespace whose terms are its attributes or items: `PG.kind`, `SCHEMA["name"]`."""

    __slots__ = ("_begin", "_terms")

    def __init__(self, begin: str) -> None:
        self._begin = begin
        self._terms: dict[str, NamedNode] = {}

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> NamedNode:
        if name not in self._terms:
            self._terms[name] = NamedNode(self._begin + name)
        return self._terms[name]

    def __str__(self) -> str:
        return self._begin


PG: Final = Namespace("https://w3id.org/policygraph/ns#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
SCHEMA: Final = Namespace("https://schema.org/")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
ELI: Final = Namespace("http://data.europa.eu/eli/ontology#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
VOID_EXT: Final = Namespace("http://ldf.fi/void-ext#")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
CONCEPTS: Final = "https://w3id.org/policygraph/ns/"
WIKIDATA: Final = Namespace("http://www.wikidata.org/entity/")


def concept(scheme: str, name: str) -> NamedNode:
    """A concept of our vocabularies.

    >>> concept("kind", "fine").value
    'https://w3id.org/policygraph/ns/kind/fine'
    """
    return NamedNode(f"{CONCEPTS}{scheme}/{name}")


def concept_name(term: object) -> str:
    """The name of a concept: what follows the last slash of its IRI."""
    return text_of(term).rpartition("/")[2]


def text_of(term: object) -> str:
    """The characters of a term, without its type or language; an absent term has none."""
    return str(getattr(term, "value", "") or "")


def date_literal(value: str) -> Literal:
    """`2021-02-03`, `2021-02` or `2021` as a date, month or year."""
    names = {10: "date", 7: "gYearMonth", 4: "gYear"}
    return Literal(value, datatype=XSD[names[len(value)]])
