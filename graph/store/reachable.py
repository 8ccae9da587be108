"""The addresses that SERVICE and LOAD may reach, as an operator names them."""

from __future__ import annotations

import socket
from collections.abc import Container, Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit


class Reachable(Container[str]):
    """Addresses that are named in full; one that ends in `/` stands for all below it.

    A host by name must lead to public addresses only: what it leads to is not in the operator's hand. One that is
    named by its number may be a private one. The engine follows no redirects. Looking a name up takes time: not for
    an event loop.
    """

    def __init__(self, addresses: Iterable[str]) -> None:
        self._addresses = frozenset(addresses)

    def __contains__(self, address: object) -> bool:
        text = str(address)
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or parts.username is not None or not parts.hostname:
            return False
        return self._named(text) and _is_public(parts.hostname)

    def _named(self, address: str) -> bool:
        if address in self._addresses:
            return True
        below = [prefix for prefix in self._addresses if prefix.endswith("/") and address.startswith(prefix)]
        return bool(below) and ".." not in address and "%2e" not in address.lower()


def _is_public(host: str) -> bool:
    if _number(host):
        return True
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return all(ip_address(number.partition("%")[0]).is_global for number in found)


def _number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
