"""What is to be had here, for programs: VoID, DCAT, and the ontology itself. The service description is at /sparql."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

import ontology
from api import description, formats, pages
from api.deps import ServicesDep
from api.queries import PREFIXES
from api.rdf import answered, place, written
from api.state import Services
from graph.contents import Contents, counted
from graph.errors import NotFoundError
from graph.vocabulary import PG, RDF, RDFS

router = APIRouter(include_in_schema=False)


@router.get("/.well-known/void")
@router.get("/void")
def void(request: Request, services: ServicesDep) -> Response:
    """The data set with its classes and properties, counted once for each version of the data."""
    triples = description.void(place(request), contents(services), PREFIXES.items())
    return answered(request, services, triples)


@router.get("/catalog")
def catalogue(request: Request, services: ServicesDep) -> Response:
    """The data set and the ways to have it."""
    return answered(request, services, description.catalogue(place(request)))


@router.get("/ns")
@router.get("/ns/{path:path}")
def terms(request: Request, path: str = "") -> Response:
    """The ontology: a page for people, RDF for programs. Its vocabularies stand beneath it."""
    if formats.wants_page(request, *formats.GRAPHS.values()):
        return pages.render(request, "ontology.html", terms=_listed(), path_of=path)
    wanted = formats.choose(request, formats.GRAPHS)
    files = ["policy.ttl"] if not path else [f"vocab/{found.name}" for found in (ontology.ROOT / "vocab").glob("*.ttl")]
    triples = [quad.triple for name in files for quad in parse(path=str(ontology.ROOT / name), format=RdfFormat.TURTLE)]
    if path:
        subjects = {NamedNode(f"https://w3id.org/policygraph/ns/{path}")}
        triples = [triple for triple in triples if triple.subject in subjects]
        if not triples:
            raise NotFoundError(f"The ontology has no /ns/{path}.")
    return written(triples, wanted)


@router.get("/ns.{suffix}")
def terms_as(suffix: str) -> Response:
    """303 to the ontology in a format."""
    if suffix not in formats.SUFFIXES:
        raise NotFoundError(f"There is nothing at /ns.{suffix}.", f"Suffixes: {', '.join(formats.SUFFIXES)}.")
    return RedirectResponse(f"/ns?format={formats.SUFFIXES[suffix]}", 303)


def contents(services: Services) -> Contents:
    """What is in the consolidated graph; counted again when the data have changed."""
    return services.contents.of(services.store.version(), lambda: counted(services.store, services.settings.base))


def _listed() -> list[dict[str, str]]:
    """Classes and properties of the ontology, each with what it is called and what it means."""
    found: dict[str, dict[str, str]] = {}
    for quad in parse(path=str(ontology.ROOT / "policy.ttl"), format=RdfFormat.TURTLE):
        if not (isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(str(PG))):
            continue
        entry = found.setdefault(quad.subject.value.removeprefix(str(PG)), {"label": "", "comment": "", "type": ""})
        if isinstance(quad.object, Literal) and quad.predicate in (RDFS.label, RDFS.comment):
            entry["label" if quad.predicate == RDFS.label else "comment"] = quad.object.value
        elif quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
            entry["type"] = "class" if quad.object.value.endswith("Class") else "property"
    return [{"name": name, **entry} for name, entry in sorted(found.items()) if name]
