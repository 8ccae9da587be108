"""The page that a newcomer sees."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import description, pages
from api.deps import ServicesDep
from api.queries import PG, sparql, text
from api.rdf import place
from api.rulings import Filters

router = APIRouter(include_in_schema=False)
SHOWN = {
    "Ruling": ("ruling", "rulings"),
    "Article": ("article read", "articles read"),
    "Organisation": ("organisation", "organisations"),
    "Regulator": ("authority", "authorities"),
    "Jurisdiction": ("jurisdiction", "jurisdictions"),
    "Technology": ("technology", "technologies"),
    "Law": ("law", "laws"),
    "Claim": ("claim by a party", "claims by parties"),
}


@router.get("/")
def home(request: Request, services: ServicesDep) -> Response:
    """What is in the graph, and ways in."""
    found = {
        text(row["class"]).removeprefix(PG): int(text(row["count"])) for row in services.store.select(sparql("counts"))
    }
    counts = [(found.get(name, 0), words[found.get(name, 0) != 1]) for name, words in SHOWN.items()]
    latest = services.rulings.page(Filters(), 5)
    return pages.render(
        request,
        "home.html",
        counts=counts,
        empty=not found.get("Ruling") and not found.get("Article"),
        quads=services.store.count(),
        latest=latest.items,
        structured=description.structured(place(request).root),
        examples=pages.questions()[: pages.HOME_EXAMPLES],
    )
