"""What clients may write, and the record of what they wrote."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from pyoxigraph import NamedNode
from starlette.requests import Request

from api.access import admit
from api.problems import ProblemError
from api.state import Services
from api.tokens import ANYBODY, Holder, Scope
from graph.store.updates import DEFAULT, Target

_DERIVED = "It is derived from the articles and from curation, and would be overwritten: put what you add into a graph of its own."


def writer(request: Request, services: Services) -> Holder:
    """Who writes. ProblemError 401 or 403 unless they may, or all may (`serve --open-graphs`)."""
    return ANYBODY if services.settings.open_graphs else admit(request, services.tokens, Scope.WRITE)


def check_targets(services: Services, targets: Iterable[Target]) -> None:
    """ProblemError 403 if one of the targets is not for clients to write: the default graph and the graphs of our own."""
    if services.settings.open_graphs:
        return
    for target in targets:
        if target == DEFAULT:
            raise ProblemError(HTTPStatus.FORBIDDEN, "The default graph cannot be written to.", _DERIVED)
        if target.word:
            message = "It cannot be told which graphs this writes to."
            raise ProblemError(HTTPStatus.FORBIDDEN, message, "Name each graph that is written to.")
        if target.graph is not None and target.graph.value.startswith(f"{services.settings.base}graph/"):
            message = f"The graph {target.graph} cannot be written to: it belongs to the service."
            raise ProblemError(HTTPStatus.FORBIDDEN, message, "Choose another name for your graph.")


def record(services: Services, holder: Holder, action: str, targets: Iterable[Target], size: int) -> None:
    """Add a line to the audit log: when, who, what, to which graphs, how many bytes were sent, the version it led to."""
    if services.settings.audit_path is None:
        return
    entry = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "by": holder.name,
        "action": action,
        "graphs": sorted(target.graph.value if target.graph else target.word for target in targets),
        "bytes": size,
        "version": services.store.version(),
    }
    line = json.dumps(entry, ensure_ascii=False) + "\n"
    file = os.open(services.settings.audit_path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line.encode())
        os.fsync(file)
    finally:
        os.close(file)


def named(graph: str) -> NamedNode:
    """The name of a graph. ProblemError 400 if it is no absolute IRI."""
    try:
        found = NamedNode(graph)
    except ValueError as error:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"{graph[:200]!r} is not an IRI.") from error
    if not urlsplit(graph).scheme:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"{graph[:200]!r} is relative.", "Give the IRI in full.")
    return found
