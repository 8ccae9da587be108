"""The commands of `policygraph`, one module each, and what they share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from api.settings import ServiceSettings


def settings(context: typer.Context) -> ServiceSettings:
    """The settings: the environment's, with the options before the command put over them."""
    from api.settings import ServiceSettings

    return ServiceSettings(**(context.obj or {}))


def tell(message: str) -> None:
    """A message to the user, on stderr."""
    print(message, file=sys.stderr)
