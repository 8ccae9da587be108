"""How requests of the SPARQL 1.1 Protocol are read (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qs

from pyoxigraph import NamedNode
from starlette.requests import Request

from api.problems import ProblemError

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
Fields = dict[str, list[str]]
"""Parameters by name, each value in its order."""


def media_type(request: Request, takes: dict[str, str]) -> str:
    """The media type of the body without its parameters. ProblemError 415 if it is not in UTF-8."""
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if "charset" in parameters and "utf-8" not in parameters and "utf8" not in parameters:
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Requests are written in UTF-8.", headers=takes)
    return media.strip()


def parameters(request: Request) -> Fields:
    """The fields of the query of the address. ProblemError 400 if it is not UTF-8."""
    try:
        return pairs(request.scope["query_string"].decode())
    except UnicodeDecodeError as error:
        raise wrong("The address is not UTF-8.") from error


def pairs(text: str) -> Fields:
    """The fields of a form or of the query of an address, percent-decoded once."""
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:
        raise wrong("The parameters are not UTF-8, or too many.") from error


def client(request: Request) -> str:
    """Who asks, for limits on each client: the address, or what a proxy that is trusted says it is."""
    return request.client.host if request.client else ""


def joined(one: Fields, two: Fields) -> Fields:
    """The fields of the address and those of the body."""
    return {name: one.get(name, []) + two.get(name, []) for name in {*one, *two}}


async def body_bytes(request: Request, limit: int) -> bytes:
    """The body. ProblemError 413 above `limit` bytes, as soon as they have come."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise too_large(limit)
    return bytes(body)


async def body_text(request: Request, limit: int) -> str:
    """The body as text. ProblemError 400 if it is not UTF-8."""
    try:
        return (await body_bytes(request, limit)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise wrong("The body is not UTF-8.") from error


def graphs(fields: Fields, name: str) -> tuple[NamedNode, ...]:
    """The graphs that a parameter names."""
    try:
        return tuple(NamedNode(iri) for iri in fields.get(name, ()))
    except ValueError as error:
        raise wrong(f"{name} is not valid: {error}.") from error


def single(fields: Fields, name: str) -> str:
    """The one value of `query` or `update`. ProblemError 400 if there is none, or several."""
    values = fields.get(name, [])
    if len(values) != 1:
        raise wrong(f"There is no {name}." if not values else f"There is more than one {name}.")
    return values[0]


def wrong(message: str) -> ProblemError:
    """A request that the protocol does not know."""
    return ProblemError(HTTPStatus.BAD_REQUEST, message, "See https://www.w3.org/TR/sparql11-protocol/")


def too_large(limit: int) -> ProblemError:
    """A request with too large a body."""
    return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"This may have {limit} bytes.")
