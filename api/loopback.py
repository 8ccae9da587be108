"""Addresses of this machine alone."""

from __future__ import annotations

from collections.abc import Container
from ipaddress import ip_address
from urllib.parse import urlsplit


class Loopback(Container[str]):
    """Addresses of this machine alone, which SERVICE and LOAD may reach when `serve --open-graphs` runs."""

    def __contains__(self, address: object) -> bool:
        parts = urlsplit(str(address))
        return parts.scheme in ("http", "https") and is_loopback(parts.hostname or "")


def is_loopback(host: str) -> bool:
    """Whether a host, by name or number, is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
