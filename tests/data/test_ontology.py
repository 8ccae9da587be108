"""The ontology, its vocabularies, shapes, context, example questions and checks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store
from rdflib.namespace import OWL, RDF, RDFS, SKOS

import ontology
from graph.consolidate import entities as described
from graph.model import BindingForce, EntityType, Kind, Modality, Status
from graph.registry_graph import vocabulary_quads

ROOT = ontology.ROOT
PG = "https://w3id.org/policygraph/ns#"
TERMS = rdflib.Graph().parse(ROOT / "policy.ttl")
VOCABULARIES = sorted((ROOT / "vocab").glob("*.ttl"))
CONCEPTS = rdflib.Graph()
for path in VOCABULARIES:
    CONCEPTS.parse(path)
DEFINED = sorted({str(term) for term in TERMS.subjects(RDFS.isDefinedBy) if str(term).startswith(PG)})
CODE = [
    path
    for folder in ("graph", "api", "viz")
    for path in sorted((ROOT.parent / folder).rglob("*"))
    if path.suffix in (".py", ".rq")
]
QUERIES = sorted([*(ROOT / "queries").glob("*.rq"), *(ROOT / "checks").glob("*.rq")])


@pytest.mark.parametrize("term", DEFINED)
def test_every_term_has_a_label_a_comment_and_a_source(term: str) -> None:
    subject = rdflib.URIRef(term)
    assert len(list(TERMS.objects(subject, RDFS.label))) == 1
    (comment,) = TERMS.objects(subject, RDFS.comment)
    assert str(comment).endswith(".")
    assert isinstance(comment, rdflib.Literal)
    assert comment.language == "en"
    assert list(TERMS.objects(subject, RDFS.seeAlso))


def test_classes_and_properties_are_aligned_or_typed() -> None:
    for term in map(rdflib.URIRef, DEFINED):
        kinds = set(TERMS.objects(term, RDF.type))
        if OWL.Class in kinds:
            assert list(TERMS.objects(term, RDFS.subClassOf)), term
        else:
            assert kinds & {OWL.ObjectProperty, OWL.DatatypeProperty}, term


def test_domains_and_ranges_are_defined() -> None:
    for predicate in (RDFS.domain, RDFS.range, rdflib.URIRef("https://schema.org/domainIncludes")):
        for value in TERMS.objects(None, predicate):
            assert not str(value).startswith(PG) or str(value) in DEFINED, value


def test_all_terms_that_code_and_queries_use_are_defined() -> None:
    for path in [*CODE, *QUERIES, ROOT / "shapes.ttl"]:
        text = path.read_text("utf-8")
        used = set(re.findall(r"\bpg:([A-Za-z]\w*)", text)) | set(re.findall(r"\bPG\.([a-zA-Z]\w*)", text))
        assert {PG + name for name in used} <= set(DEFINED), path


def test_entity_types_are_classes() -> None:
    assert {PG + kind.value for kind in EntityType} <= set(DEFINED)
    assert {f"{kind.value.lower()}/" for kind in EntityType} <= set(described.ENTITIES)


@pytest.mark.parametrize(
    ("scheme", "values"), [("kind", Kind), ("status", Status), ("force", BindingForce), ("modality", Modality)]
)
def test_the_vocabularies_are_those_of_the_records(scheme: str, values: type[Kind]) -> None:
    begin = f"https://w3id.org/policygraph/ns/{scheme}/"
    found = {
        str(term).removeprefix(begin)
        for term in CONCEPTS.subjects(RDF.type, SKOS.Concept)
        if str(term).startswith(begin)
    }
    assert found == {value.value for value in values}


def test_every_concept_has_a_label_a_definition_and_a_scheme() -> None:
    for concept in CONCEPTS.subjects(RDF.type, SKOS.Concept):
        assert len(list(CONCEPTS.objects(concept, RDFS.label))) == 1, concept
        assert len(list(CONCEPTS.objects(concept, SKOS.prefLabel))) == 1, concept
        (definition,) = CONCEPTS.objects(concept, SKOS.definition)
        assert str(definition).endswith("."), concept
        (scheme,) = CONCEPTS.objects(concept, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in CONCEPTS, concept


def test_every_scheme_has_a_label_a_comment_and_a_source() -> None:
    for scheme in CONCEPTS.subjects(RDF.type, SKOS.ConceptScheme):
        for predicate in (RDFS.label, RDFS.comment, rdflib.URIRef("http://purl.org/dc/terms/source")):
            assert list(CONCEPTS.objects(scheme, predicate)), (scheme, predicate)


def test_no_blank_nodes_are_put_into_stores() -> None:
    assert not any(isinstance(term, BlankNode) for quad in vocabulary_quads() for term in (quad.subject, quad.object))


def test_the_shapes_are_valid_shacl() -> None:
    import pyshacl

    shapes = rdflib.Graph().parse(ROOT / "shapes.ttl")
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_the_context_gives_every_term_its_name() -> None:
    context = json.loads((ROOT / "context.jsonld").read_text("utf-8"))["@context"]
    named = {value if isinstance(value, str) else value["@id"] for value in context.values() if value != 1.1}
    assert {f"pg:{term.removeprefix(PG)}" for term in DEFINED} <= named


def test_the_context_is_json_ld() -> None:
    context = json.loads((ROOT / "context.jsonld").read_text("utf-8"))["@context"]
    document = {
        "@context": context,
        "id": "https://w3id.org/policygraph/id/ruling/x",
        "type": "Ruling",
        "supportCount": 2,
        "kind": "kindOf:fine",
    }
    quads = list(pyoxigraph.parse(json.dumps(document), format=RdfFormat.JSON_LD))
    assert len(quads) == 3
    assert any(quad.object == NamedNode("https://w3id.org/policygraph/ns/kind/fine") for quad in quads)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_questions_and_checks_are_sparql_with_a_question_on_top(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert text.endswith("\n")
    if path.parent.name == "queries":
        assert "?" in text.split("\n")[0]
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", path.stem)
    assert list(Store().query(text)) in ([], [()]) or "COUNT" in text


def test_there_are_fifteen_questions() -> None:
    assert len(ontology.queries()) >= 15


def test_checks_find_what_they_are_for() -> None:
    store = Store()
    begin = "https://w3id.org/policygraph/id/"
    store.add(Quad(NamedNode(begin + "ruling/x"), NamedNode(str(RDF.type)), NamedNode(PG + "Ruling")))
    store.add(Quad(NamedNode(begin + "ruling/x"), NamedNode(PG + "respondent"), NamedNode(begin + "organisation/x")))
    found = {name for name, query in ontology.queries("checks").items() if list(store.query(query))}
    assert {"ruling-without-report", "no-label", "dangling-reference"} <= found
