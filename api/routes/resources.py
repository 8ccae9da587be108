"""Linked data: /id/… sends on (303) to a page or to RDF at /doc/…, which describe the thing."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pyoxigraph import NamedNode, RdfFormat, serialize

from api import caching, entities, formats, pages
from api.deps import ServicesDep, ThenDep
from api.fallen import missing
from api.problems import ProblemError
from api.queries import PREFIXES, iri, sparql, text
from api.state import Services
from graph.errors import NotFoundError
from graph.retraction import tombstones

router = APIRouter(include_in_schema=False)
_RDF = {suffix: formats.GRAPHS[name] for suffix, name in formats.SUFFIXES.items()}


@router.get("/id/{path:path}")
def identify(request: Request, services: ServicesDep, path: str) -> Response:
    """303 to what describes the thing, in the form that the client likes best; 301 to what it was merged into."""
    headers = {"Vary": "Accept"}
    if heir := _heir(services, path):
        return RedirectResponse(pages.local(heir, "id"), 301, headers)
    _, dot, suffix = path.rpartition(".")
    if dot and suffix in (*_RDF, "html"):
        return RedirectResponse(pages.local(path), 303, headers)
    where = pages.local(path)
    if formats.wants_page(request, *_RDF.values()):
        return RedirectResponse(where, 303, headers)
    found = formats.choose(request, _RDF | {"html": formats.HTML})
    return RedirectResponse(where if found == "html" else f"{where}.{found}", 303, headers)


@router.get("/doc/{path:path}")
def describe(request: Request, services: ThenDep, path: str) -> Response:
    """A thing as a page; with a suffix (`.ttl`, `.nt`, `.jsonld`, `.rdf`) as RDF."""
    stem, dot, suffix = path.rpartition(".")
    _mourn(services, stem if dot and suffix in (*_RDF, "html") else path)
    version = services.store.version()
    if dot and suffix in _RDF:
        return caching.tagged(request, version, lambda: _as_rdf(services, _thing(services, stem), suffix))
    thing = _thing(services, path.removesuffix(".html"))
    return caching.tagged(request, version, lambda: _as_page(request, services, thing))


def _as_page(request: Request, services: Services, thing: NamedNode) -> Response:
    store, base = services.store, services.settings.base
    found = entities.describe(store, services.rulings, base, thing)
    own = services.rulings.details([thing])[0] if found.type == "Ruling" else None
    links = [] if own or found.rulings or found.articles or found.claims else entities.backlinks(store, base, thing)
    response = pages.render(request, "thing.html", thing=found, ruling=own, links=links, formats=list(_RDF))
    response.headers["Link"] = _links(base, thing)
    return response


def _as_rdf(services: Services, thing: NamedNode, suffix: str) -> Response:
    triples = list(services.store.construct(sparql("describe"), {"thing": thing}))
    if not triples:
        raise missing(services.store, services.settings.base, thing)
    format = RdfFormat.from_media_type(_RDF[suffix])
    base = services.settings.base
    body = serialize(triples, format=format, prefixes={**PREFIXES, "id": base})
    headers = {"Link": _links(base, thing)}
    return Response(body, headers=headers, media_type=formats.content_type(_RDF[suffix]))


def _links(base: str, thing: NamedNode) -> str:
    """What a document describes, and the forms that there are of it (RFC 8288)."""
    id = thing.value.removeprefix(base)
    media = {"html": formats.HTML, **_RDF}
    forms = (f'<{pages.local(id)}.{suffix}>; rel="alternate"; type="{type}"' for suffix, type in media.items())
    return ", ".join((f'<{pages.local(id, "id")}>; rel="describes"', *forms))


def _heir(services: Services, path: str) -> str | None:
    """The id of what a thing was merged into."""
    thing = iri(services.settings.base + path)
    rows = services.store.select(sparql("merged-into"), {"thing": thing}) if thing else iter(())
    return next((text(row["other"]).removeprefix(services.settings.base) for row in rows), None)


def _mourn(services: Services, path: str) -> None:
    """ProblemError 410, with the tombstone, for a thing that was removed and has not come back."""
    stone = tombstones(services.store, services.settings).get(services.settings.base + path)
    if stone and not any(services.store.select(sparql("ruling-facts"), {"rulings": [stone.thing]})):
        message = f"{stone.label} was removed on {stone.time[:10]} by {stone.by}: {stone.why}"
        raise ProblemError(HTTPStatus.GONE, message, "What other articles tell of it stands with them.")


def _thing(services: Services, path: str) -> NamedNode:
    thing = iri(services.settings.base + path)
    if thing is None:
        raise NotFoundError(f"There is nothing at /doc/{path}.")
    return thing
