"""Who may write: bearer tokens (RFC 6750), of which only hashes are kept.

A token is 256 random bits, so a plain SHA-256 of it tells nothing of it. The file is read again whenever it changed:
a token that is revoked is of no use from the next request on.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path

from fastapi import Request

from api.problems import ProblemError
from graph.errors import InputError

BEARER = "Bearer"
_HOW = "Send `Authorization: Bearer TOKEN`; `policygraph token create NAME --scope write` makes one."


class Scope(StrEnum):
    """What a token lets its holder do."""

    WRITE = "write"
    CURATE = "curate"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a token: the name it was given, its scopes, when it was made (ISO 8601)."""

    name: str
    scopes: tuple[Scope, ...]
    created: str


ANYBODY = Holder("anybody", (Scope.WRITE,), "")
"""Whoever asks a service that is open to all."""


class Tokens:
    """The tokens in a file; there are none while the file is missing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holders(self) -> list[Holder]:
        """Who holds a token, in the order in which they were made."""
        return list(self._read().values())

    def holder(self, token: str) -> Holder | None:
        """Whose token it is. All are compared, in constant time."""
        wanted = _hash(token)
        found = [holder for kept, holder in self._read().items() if hmac.compare_digest(kept, wanted)]
        return found[0] if found else None

    def create(self, name: str, scopes: tuple[Scope, ...]) -> str:
        """A new token, which is told this once. InputError if the name is taken."""
        kept = self._read()
        if any(holder.name == name for holder in kept.values()):
            raise InputError(f"There is a token called {name!r} already.", "Revoke it, or choose another name.")
        token = f"pg_{secrets.token_urlsafe(32)}"
        created = datetime.now(UTC).isoformat(timespec="seconds")
        self._write({**kept, _hash(token): Holder(name, scopes, created)})
        return token

    def revoke(self, name: str) -> None:
        """Forget a token by its name. InputError if there is none."""
        kept = self._read()
        rest = {hashed: holder for hashed, holder in kept.items() if holder.name != name}
        if len(rest) == len(kept):
            raise InputError(f"There is no token called {name!r}.", "`policygraph token list` names those there are.")
        self._write(rest)

    def _read(self) -> dict[str, Holder]:
        try:
            text = self.path.read_text("utf-8")
        except FileNotFoundError:
            return {}
        return {
            hashed: Holder(entry["name"], tuple(Scope(scope) for scope in entry["scopes"]), entry["created"])
            for hashed, entry in json.loads(text).items()
        }

    def _write(self, kept: dict[str, Holder]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump({hashed: asdict(holder) for hashed, holder in kept.items()}, file, indent=1)
        os.replace(fresh, self.path)


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


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
