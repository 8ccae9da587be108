"""Who may do what: bearer tokens in requests (RFC 6750)."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request

from api.problems import ProblemError
from api.tokens import Holder, Scope, Tokens

BEARER = "Bearer"
_HOW = "Send `Authorization: Bearer TOKEN`; `policygraph token create NAME --scope write` makes one."


def admit(request: Request, tokens: Tokens, scope: Scope) -> Holder:
    """Whoever sends the request, if a token of theirs has this scope. ProblemError 401 or 403 if not."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != BEARER.lower() or not token.strip():
        raise _unknown("This needs a token.", "")
    holder = tokens.holder(token.strip())
    if holder is None:
        raise _unknown("This token is not known here.", 'error="invalid_token"')
    if scope not in holder.scopes:
        raise ProblemError(HTTPStatus.FORBIDDEN, f"This token has no scope {scope}.", _HOW)
    return holder


def _unknown(message: str, parameters: str) -> ProblemError:
    challenge = f'{BEARER} realm="policygraph"' + (f", {parameters}" if parameters else "")
    return ProblemError(HTTPStatus.UNAUTHORIZED, message, _HOW, {"WWW-Authenticate": challenge})
