"""The network: a page to look at and walk through, and the same as JSON, GraphML and GEXF."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from api import caching, formats, pages
from api.deps import ThenDep
from graph import network
from graph.errors import NotFoundError
from graph.network import Wish
from viz import drawing, page

router = APIRouter()
OFFERS = {"json": "application/json", "graphml": "application/graphml+xml", "gexf": "application/gexf+xml"}
MAX_DEPTH = 4
STATIC = "/static/network"


class Value(BaseModel):
    """A value of a fact; `node` is the id of the thing it is, `url` the address it is."""

    text: str
    node: str | None
    url: str | None


class Fact(BaseModel):
    """A property with its values, named for programs and for readers."""

    name: str
    label: str
    values: list[Value]


class Source(BaseModel):
    """An article, and the words in which it says it."""

    id: str
    title: str
    url: str | None
    publisher: str | None
    published: str | None
    quotes: list[str]


class Node(BaseModel):
    """A thing; `links` counts its neighbours in the whole graph, `drawing` is what vis-network takes."""

    id: str
    iri: str
    type: str
    label: str
    links: int
    facts: list[Fact]
    sources: list[Source]
    drawing: dict[str, object]


class Edge(BaseModel):
    """A link from subject to object; `implied` where other links say it too."""

    id: str
    source: str
    property: str
    target: str
    label: str
    implied: bool
    drawing: dict[str, object]


class Network(BaseModel):
    """A part of the graph; where `cut`, `shown` of `total` (things or rulings, see `counted`) are in it."""

    focus: str | None
    depth: int
    shown: int
    total: int
    counted: str
    cut: bool
    nodes: list[Node]
    edges: list[Edge]


def _wish(
    focus: Annotated[
        str | None,
        Query(max_length=500, description="What to look around: an IRI, an id (`organisation/clearview-ai`) or a name"),
    ] = None,
    depth: Annotated[int, Query(ge=1, le=MAX_DEPTH, description="How many links away from it")] = network.DEFAULT_DEPTH,
    limit: Annotated[int, Query(ge=1, le=network.MAX_LIMIT, description="The most nodes")] = network.DEFAULT_LIMIT,
    articles: Annotated[bool, Query(description="Whether articles are nodes")] = False,
    claims: Annotated[
        bool | None, Query(description="Whether claims are nodes; by default only around a focus")
    ] = None,
) -> Wish:
    return Wish((focus or "").strip() or None, depth, limit, articles, claims)


WishDep = Annotated[Wish, Depends(_wish)]


@router.get(
    "/api/v1/network",
    tags=["network"],
    response_model=Network,
    responses={200: {"content": {media: {} for media in OFFERS.values()}}},
)
def network_data(
    request: Request,
    services: ThenDep,
    wish: WishDep,
    format: Annotated[str | None, Query(description=f"One of {', '.join(OFFERS)}; else by Accept")] = None,
) -> Response:
    """What is around one thing, or without `focus` the rulings most reported and their parties.

    A walk does not go on through jurisdictions, technologies and laws, which tie almost everything together.
    """
    form = formats.choose(request, OFFERS)

    def answer() -> Response:
        graph = network.network(services.store, services.settings.base, wish)
        if form == "json":
            return JSONResponse(drawing.document(graph))
        body = network.graphml(graph) if form == "graphml" else network.gexf(graph)
        disposition = {"Content-Disposition": f'attachment; filename="policygraph.{form}"'}
        return Response(body, media_type=OFFERS[form], headers=disposition)

    return caching.tagged(request, services.store.version(), answer, form)


@router.get("/network", include_in_schema=False)
def network_page(request: Request, services: ThenDep, wish: WishDep) -> Response:
    """The page."""

    def answer() -> Response:
        document = drawing.document(network.network(services.store, services.settings.base, wish))
        return pages.render(
            request,
            "network.html",
            title=_title(document["focus"], document["nodes"]),
            body=page.body(document, served=True),
            scripts=[_address(name) for name in page.SCRIPTS],
            sheets=[_address(name) for name in page.STYLES],
        )

    return caching.tagged(request, services.store.version(), answer, "page")


@router.get(STATIC + "/{name}", include_in_schema=False)
def network_file(name: str) -> Response:
    """A script or style sheet of the page; its address names its contents, so it may be kept."""
    try:
        text = page.asset(name)
    except KeyError as error:
        raise NotFoundError(f"There is no file {name!r}.") from error
    media = page.MEDIA[PurePath(name).suffix]
    return Response(text, media_type=media, headers={"Cache-Control": "public, max-age=31536000, immutable"})


def _title(focus: str | None, nodes: list[dict[str, str]]) -> str:
    return next((f"Network around {node['label']}" for node in nodes if node["id"] == focus), "Network")


def _address(name: str) -> str:
    return f"{STATIC}/{name}?v={page.version(name)}"
