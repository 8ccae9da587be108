"""Queries stay in the store: SERVICE is refused before it is evaluated (the engine would go out to the network).

The text is searched rather than parsed, and wherever in doubt the query is refused: a comment or a string that holds
`service` in front of an IRI, a variable or a prefixed name is refused too.
"""

from __future__ import annotations

import re

from graph.errors import PolicygraphError

_SPACE = r"(?:\s|#[^\n\r]*[\n\r])*"
_SERVICE = re.compile(rf"service{_SPACE}(?:silent{_SPACE})?(?:[<?$]|[^\s<>\"'{{}}()\[\]|^`;,?$#]*:)", re.IGNORECASE)
_INSIDE_A_NAME = re.compile(r"[?$:]\w*\Z")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class ForbiddenQueryError(PolicygraphError):
    """A query that asks for something this service does not do."""


def refuse_federation(query: str) -> None:
    """ForbiddenQueryError if the query may call another service."""
    for text in {query, _ESCAPE.sub(_decode, query)}:
        for found in _SERVICE.finditer(text):
            if not _INSIDE_A_NAME.search(text, 0, found.start()):
                raise ForbiddenQueryError(
                    "SERVICE is switched off: a query cannot reach other servers from here.",
                    "Ask the other service yourself and put what it answers into a VALUES block.",
                )


def _decode(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]
