"""ETags made of the version of the data: what has not changed is not sent again."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from starlette.requests import Request
from starlette.responses import Response

Kept = TypeVar("Kept")


class Latest(Generic[Kept]):
    """Something that is dear to make, kept as long as the data do not change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[str, Kept] | None = None

    def of(self, version: str, make: Callable[[], Kept]) -> Kept:
        """What was made at this version; made now if it was not, once however many ask."""
        with self._lock:
            if self._kept is None or self._kept[0] != version:
                self._kept = version, make()
            return self._kept[1]


def tagged(request: Request, version: str, make: Callable[[], Response], form: str = "") -> Response:
    """What `make` makes, with an ETag; 304 without making it where the client has it already."""
    mark = tag(version, request, form)
    if is_known(request, mark):
        return not_modified(mark)
    response = make()
    response.headers.update(_headers(mark))
    return response


def tag(version: str, request: Request, form: str | None = None) -> str:
    """The ETag of what this address answers at this version of the data, in a form (by default what Accept asks for)."""
    scope, headers = request.scope, request.headers
    chosen = headers.get("accept", "") if form is None else form
    address = f"{scope['scheme']}://{headers.get('host', '')}{scope['path']}?"
    seed = f"{version} {chosen} {address}".encode() + scope["query_string"]
    return f'W/"{hashlib.sha256(seed).hexdigest()[:20]}"'


def is_known(request: Request, mark: str) -> bool:
    """Whether the client has it already (RFC 9110, 13.1.2)."""
    known = [part.strip() for part in request.headers.get("if-none-match", "").split(",")]
    return mark in known or "*" in known


def not_modified(mark: str) -> Response:
    """304."""
    return Response(status_code=304, headers=_headers(mark))


def _headers(mark: str) -> dict[str, str]:
    return {"ETag": mark, "Cache-Control": "no-cache", "Vary": "Accept"}
