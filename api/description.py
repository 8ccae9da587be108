"""What this service says of itself and of its data, as RDF: SPARQL Service Description, VoID and DCAT.

https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph.contents import ABSTRACT, LICENCE, TITLE, Contents, about, dataset, described
from graph.vocabulary import DCAT, DCT, PG, RDF, RDFS, SD, VOID

FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPH_FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")
_FORMAT = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class Place:
    """The address of the service, without a slash at its end, and what the IRIs of its things begin with."""

    root: str
    base: str

    def at(self, path: str) -> NamedNode:
        """An address below it."""
        return NamedNode(f"{self.root}/{path}")

    @property
    def dataset(self) -> NamedNode:
        """The data as a whole."""
        return dataset(self.base)


def service(place: Place, graphs: Sequence[NamedNode], writable: bool) -> Iterator[Triple]:
    """The endpoint: what it speaks, what it can do, and which graphs it holds."""
    endpoint = place.at("sparql")
    itself, data, default = place.at("sparql#service"), place.at("sparql#data"), place.at("sparql#default")
    languages = [SD.SPARQL11Query, *((SD.SPARQL11Update,) if writable else ())]
    yield from about(itself, RDF.type, SD.Service)
    yield from about(itself, RDFS.label, Literal(f"{TITLE}: SPARQL endpoint", language="en"))
    yield from about(itself, SD.endpoint, endpoint)
    yield from about(itself, SD.supportedLanguage, *languages)
    yield from about(itself, SD.feature, SD.EmptyGraphs)
    yield from about(itself, SD.resultFormat, *(NamedNode(_FORMAT + name) for name in (*FORMATS, *GRAPH_FORMATS)))
    yield from about(itself, SD.propertyFeature, PG.textMatch)
    yield from about(itself, SD.defaultDataset, data)
    yield from about(data, RDF.type, SD.Dataset)
    yield from about(data, SD.defaultGraph, default)
    yield from about(default, RDF.type, SD.Graph)
    yield from about(default, RDFS.label, Literal("consolidated knowledge", language="en"))
    for number, name in enumerate(graphs):
        entry = place.at(f"sparql#graph-{number}")
        yield from about(data, SD.namedGraph, entry)
        yield from about(entry, RDF.type, SD.NamedGraph)
        yield from about(entry, SD.name, name)


def void(place: Place, contents: Contents, prefixes: Iterable[tuple[str, str]]) -> Iterator[Triple]:
    """The data set: what the graph says of it too, and where it is to be had."""
    yield from described(contents, place.base)
    yield from about(place.dataset, VOID.sparqlEndpoint, place.at("sparql"))
    yield from about(place.dataset, VOID.vocabulary, *(NamedNode(namespace) for _, namespace in prefixes))


def catalogue(place: Place) -> Iterator[Triple]:
    """The data set and the ways to have it."""
    shelf, whole = place.at("catalog#catalog"), place.dataset
    yield from about(shelf, RDF.type, DCAT.Catalog)
    yield from about(shelf, DCT.title, Literal(f"{TITLE}: what is to be had here", language="en"))
    yield from about(shelf, DCAT.dataset, whole)
    yield from about(whole, RDF.type, DCAT.Dataset)
    yield from about(whole, DCT.title, Literal(TITLE, language="en"))
    yield from about(whole, DCT.description, Literal(ABSTRACT, language="en"))
    yield from about(whole, DCT.license, LICENCE)
    yield from about(whole, DCT.conformsTo, NamedNode(str(PG)))
    for path, title, media in DISTRIBUTIONS:
        node = place.at(f"catalog#{title.lower().replace(' ', '-')}")
        yield from about(whole, DCAT.distribution, node)
        yield from about(node, RDF.type, DCAT.Distribution)
        yield from about(node, DCT.title, Literal(title, language="en"))
        yield from about(node, DCAT.accessURL, place.at(path))
        yield from about(node, DCAT.mediaType, NamedNode(f"https://www.iana.org/assignments/media-types/{media}"))
    endpoint = place.at("catalog#sparql")
    yield from about(shelf, DCAT.service, endpoint)
    yield from about(endpoint, RDF.type, DCAT.DataService)
    yield from about(endpoint, DCT.title, Literal("SPARQL endpoint", language="en"))
    yield from about(endpoint, DCAT.endpointURL, place.at("sparql"))
    yield from about(endpoint, DCAT.servesDataset, whole)


DISTRIBUTIONS = (
    ("api/v1/rulings.csv", "Rulings as CSV", "text/csv"),
    ("api/v1/rulings", "Rulings as JSON", "application/json"),
    ("api/v1/rulings.feed", "Rulings as JSON Feed", "application/feed+json"),
    ("graph-store?default", "Consolidated graph", "text/turtle"),
)


def structured(root: str) -> dict[str, object]:
    """The data set in schema.org's words, for search engines (https://schema.org/Dataset)."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": TITLE,
        "description": ABSTRACT,
        "url": f"{root}/",
        "license": LICENCE.value,
        "isAccessibleForFree": True,
        "keywords": ["technology policy", "regulation", "rulings", "fines", "knowledge graph"],
        "distribution": [
            {"@type": "DataDownload", "name": title, "encodingFormat": media, "contentUrl": f"{root}/{path}"}
            for path, title, media in DISTRIBUTIONS
        ],
    }
