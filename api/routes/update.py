"""The SPARQL 1.1 Protocol for updates, at /update. By POST at /sparql they are taken too."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from api.updating import update_by_post

router = APIRouter(tags=["SPARQL"])
router.post("/update", summary="Change graphs of your own in SPARQL", status_code=204, response_class=Response)(
    update_by_post
)
router.post("/update/", include_in_schema=False)(update_by_post)
