"""What this service says of itself and of its data, as RDF: SPARQL Service Description, VoID and DCAT.

https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from graph.vocabulary import DCAT, DCT, PG, RDF, RDFS, SD, VOID, XSD

Node = NamedNode | Literal
FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPH_FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads")
_FORMAT = "http://www.w3.org/ns/formats/"
LICENCE = NamedNode("https://www.apache.org/licenses/LICENSE-2.0")
TITLE, ABSTRACT = "policygraph", "Rulings on technology by public authorities, and the articles that tell of them."


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


@dataclass(frozen=True, slots=True)
class Place:
    """The address of the service, without a slash at its end."""

    root: str

    def at(self, path: str) -> NamedNode:
        """An address below it."""
        return NamedNode(f"{self.root}/{path}")

    @property
    def dataset(self) -> NamedNode:
        """The data as a whole."""
        return self.at(".well-known/void#dataset")


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


def void(place: Place, contents: Contents, prefixes: Iterable[tuple[str, str]], base: str) -> Iterator[Triple]:
    """The data set: how large it is, its classes with their properties, where it is to be had."""
    dataset = place.dataset
    yield from about(dataset, RDF.type, VOID.Dataset)
    yield from about(dataset, DCT.title, Literal(TITLE, language="en"))
    yield from about(dataset, DCT.description, Literal(ABSTRACT, language="en"))
    yield from about(dataset, DCT.license, LICENCE)
    yield from about(dataset, VOID.sparqlEndpoint, place.at("sparql"))
    yield from about(dataset, VOID.uriSpace, Literal(base))
    yield from about(dataset, VOID.triples, number(contents.triples))
    yield from about(dataset, VOID.distinctSubjects, number(contents.subjects))
    yield from about(dataset, VOID.classes, number(len(contents.classes)))
    yield from about(dataset, VOID.vocabulary, *(NamedNode(namespace) for _, namespace in prefixes))
    yield from class_partitions(dataset, contents)


def class_partitions(dataset: NamedNode, contents: Contents) -> Iterator[Triple]:
    """One partition a class, in it one a property, in it one a class or datatype of the values."""
    by_class: dict[str, dict[str, list[Partition]]] = defaultdict(lambda: defaultdict(list))
    for partition in contents.partitions:
        by_class[partition.class_.value][partition.property.value].append(partition)
    for place, (class_, things) in enumerate(contents.classes):
        node = NamedNode(f"{dataset.value}-class-{place}")
        yield from about(dataset, VOID.classPartition, node)
        yield from about(node, VOID["class"], class_)
        yield from about(node, VOID.entities, number(things))
        for index, (name, found) in enumerate(by_class[class_.value].items()):
            yield from property_partition(node, NamedNode(f"{node.value}-{index}"), NamedNode(name), found)


def property_partition(
    owner: NamedNode, node: NamedNode, property: NamedNode, found: Sequence[Partition]
) -> Iterator[Triple]:
    """A property of a class, with what its values are."""
    yield from about(owner, VOID.propertyPartition, node)
    yield from about(node, VOID.property, property)
    yield from about(node, VOID.triples, number(sum(one.triples for one in found)))
    for place, one in enumerate(found):
        values = NamedNode(f"{node.value}-{place}")
        if one.target is not None:
            yield from about(node, VOID.classPartition, values)
            yield from about(values, VOID["class"], one.target)
        elif one.datatype is not None:
            yield from about(node, NamedNode("http://ldf.fi/void-ext#datatypePartition"), values)
            yield from about(values, NamedNode("http://ldf.fi/void-ext#datatype"), one.datatype)
        else:
            continue
        yield from about(values, VOID.triples, number(one.triples))


def catalogue(place: Place) -> Iterator[Triple]:
    """The data set and the ways to have it."""
    shelf, dataset = place.at("catalog#catalog"), place.dataset
    yield from about(shelf, RDF.type, DCAT.Catalog)
    yield from about(shelf, DCT.title, Literal(f"{TITLE}: what is to be had here", language="en"))
    yield from about(shelf, DCAT.dataset, dataset)
    yield from about(dataset, RDF.type, DCAT.Dataset)
    yield from about(dataset, DCT.title, Literal(TITLE, language="en"))
    yield from about(dataset, DCT.description, Literal(ABSTRACT, language="en"))
    yield from about(dataset, DCT.license, LICENCE)
    yield from about(dataset, DCT.conformsTo, NamedNode(str(PG)))
    for path, title, media in DISTRIBUTIONS:
        node = place.at(f"catalog#{title.lower().replace(' ', '-')}")
        yield from about(dataset, DCAT.distribution, node)
        yield from about(node, RDF.type, DCAT.Distribution)
        yield from about(node, DCT.title, Literal(title, language="en"))
        yield from about(node, DCAT.accessURL, place.at(path))
        yield from about(node, DCAT.mediaType, NamedNode(f"https://www.iana.org/assignments/media-types/{media}"))
    endpoint = place.at("catalog#sparql")
    yield from about(shelf, DCAT.service, endpoint)
    yield from about(endpoint, RDF.type, DCAT.DataService)
    yield from about(endpoint, DCT.title, Literal("SPARQL endpoint", language="en"))
    yield from about(endpoint, DCAT.endpointURL, place.at("sparql"))
    yield from about(endpoint, DCAT.servesDataset, dataset)


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


def about(subject: NamedNode, predicate: NamedNode, *values: Node) -> Iterator[Triple]:
    """A triple for each value."""
    for value in values:
        yield Triple(subject, predicate, value)


def number(value: int) -> Literal:
    """A count."""
    return Literal(str(value), datatype=XSD.integer)
