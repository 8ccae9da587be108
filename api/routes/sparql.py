"""The SPARQL 1.1 Protocol at /sparql and /sparql/, for queries alone at /query."""

from __future__ import annotations

from fastapi import APIRouter

from api.asking import MEDIA, query_by_get, query_by_post, query_by_query

router = APIRouter(tags=["SPARQL"])
_PARAMETERS = {
    "parameters": [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}, "description": description}
        for name, description in (
            ("query", "A SPARQL 1.1 query"),
            ("format", "json, xml, csv, tsv, turtle, jsonld …; wins over Accept"),
            ("timeout", "Seconds; lowers the limit of the service"),
        )
    ]
}
"""For the OpenAPI document; the protocol itself says how they are read."""
router.get(
    "/sparql",
    summary="Ask in SPARQL",
    responses={200: {"content": {media: {} for media in MEDIA}}},
    openapi_extra=_PARAMETERS,
)(query_by_get)
router.post("/sparql", summary="Ask in SPARQL, with a long query")(query_by_post)
for path in ("/sparql/", "/query"):
    router.get(path, include_in_schema=False)(query_by_get)
    router.post(path, include_in_schema=False)(query_by_post)
for path in ("/sparql", "/sparql/", "/query"):
    router.api_route(path, methods=["QUERY"], include_in_schema=False)(query_by_query)
