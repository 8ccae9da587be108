"""The documentation of the API, with its files served from here."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import pages

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request) -> Response:
    """Every address of the API, to read and to try."""
    return pages.render(request, "docs.html")
