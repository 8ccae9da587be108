"""All addresses of the service as one application, with the OpenAPI document that tells of them."""

from __future__ import annotations

import gc
from importlib.metadata import version
from pathlib import Path
from typing import Any

import fastapi_offline
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel

from api import pages, problems
from api.routes import ROUTERS

DESCRIPTION = """Who ruled what on technology, against whom, where, under which law, and which articles say so.

The graph itself is asked at [/sparql](/sparql). The addresses below give its rulings, entities and search
as JSON, CSV and JSON Feed. Unknown members may be added to any JSON object: pass over what you do not know.
"""


class Problem(BaseModel):
    """What went wrong (RFC 9457), and mostly what to do about it; further members tell the place."""

    type: str
    title: str
    status: int
    detail: str
    remedy: str | None = None
    line: int | None = None
    column: int | None = None
    token: str | None = None


_PROBLEM = {"description": "A problem document", "content": {problems.MEDIA: {"schema": Problem.model_json_schema()}}}
RESPONSES: dict[int | str, dict[str, Any]] = {"4XX": _PROBLEM, "5XX": _PROBLEM}
"""How the OpenAPI document tells of errors."""


def addresses() -> FastAPI:
    """The application; whoever runs it gives it `state.services`."""
    app = FastAPI(
        title="policygraph",
        version=version("policygraph") if _installed() else "0",
        description=DESCRIPTION,
        responses=RESPONSES,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    problems.install(app, [route for router in ROUTERS for route in router.routes])
    app.add_exception_handler(RequestValidationError, problems.invalid)
    for router in ROUTERS:
        app.include_router(router)
    swagger = Path(fastapi_offline.__file__).parent / "static"
    app.mount("/static/swagger", StaticFiles(directory=swagger), name="swagger")
    app.mount("/static", StaticFiles(directory=pages.HERE / "static"), name="static")
    gc.freeze()  # nothing of what was imported is ever garbage
    return app


def _installed() -> bool:
    try:
        version("policygraph")
    except ModuleNotFoundError:
        return False
    return True
