"""The page at /sparql on which people write queries."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import Response

import ontology
from api import pages
from api.queries import PG, PREFIXES, sparql, text
from api.state import Services
from graph.registry_graph import shared_quads
from graph.vocabulary import RDFS


def page(request: Request, services: Services) -> Response:
    """The page, with the query of the address, or an example."""
    query = request.query_params.get("query")
    examples = ontology.queries()
    chosen = request.query_params.get("example", "")
    return pages.render(
        request,
        "query.html",
        query=query or examples.get(chosen) or sparql("first-query"),
        examples=pages.questions(),
        chosen=chosen,
        run=query is not None or chosen in examples,
        base=services.settings.base,
        prefixes={**PREFIXES, "id": services.settings.base},
        terms=terms(),
    )


@cache
def terms() -> list[tuple[str, str]]:
    """The classes and properties of the ontology, classes first: local name and what it means."""
    described = [
        quad for quad in shared_quads() if quad.predicate == RDFS.comment and text(quad.subject).startswith(PG)
    ]
    found = [(text(quad.subject).removeprefix(PG), text(quad.object)) for quad in described]
    return sorted(filter(all, found), key=lambda term: (term[0][:1].islower(), term[0].lower()))
