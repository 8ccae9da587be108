"""Addresses of this machine alone."""

from __future__ import annotations

from collections.abc import Container
from ipaddress import ip_address
from urllib.parse import urlsplit


class Loopback(Container[str]):
    """What SERVICE and LOAD may reach when `serve --open-graphs` runs: this machine, and what leads nowhere.

    The engine speaks HTTP alone, so another scheme than that fails without anything being reached.
    """

    def __contains__(self, address: object) -> bool:
        parts = urlsplit(str(address))
        if parts.scheme in ("http", "https"):
            return is_loopback(parts.hostname or "")
        return bool(parts.scheme) and parts.scheme != "file"


def is_loopback(host: str) -> bool:
    """Whether a host, by name or number, is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
