"""Tokens of those who may write, of which only hashes are kept.

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
from pathlib import Path

from graph.errors import InputError


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


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
