"""Triples of our own as answers to requests."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from api import caching, formats, state
from api.description import Place
from api.queries import PREFIXES
from api.state import Services

_PREFIXES = PREFIXES | {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "formats": "http://www.w3.org/ns/formats/",
}


def place(request: Request) -> Place:
    """Where the service is, as its client sees it."""
    return Place(f"{request.url.scheme}://{request.url.netloc}", state.services(request).settings.base)


def answered(request: Request, services: Services, triples: Iterable[Triple]) -> Response:
    """Triples in the format that the client likes best, Turtle if it does not say."""
    wanted = formats.choose(request, formats.GRAPHS)
    return caching.tagged(request, services.store.version(), lambda: written(triples, wanted), wanted)


def written(triples: Iterable[Triple], name: str) -> Response:
    """Triples in a format."""
    media = formats.GRAPHS[name]
    format = RdfFormat.from_media_type(media)
    body = serialize(triples, format=format, prefixes=_PREFIXES)
    return Response(body, media_type=formats.content_type(media), headers={"Vary": "Accept"})
