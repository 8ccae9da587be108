"""Web addresses: one spelling for the same page, and IRIs that no page can break."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from pyoxigraph import NamedNode

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs\w+|ref|ref_src|cmpid|ncid|sr_share|share|amp|outputType"
)
_AMP_CACHE = re.compile(r"^/(?:[civ]/)+(?:s/)?(.+)$")
_AMP_TAIL = re.compile(r"/amp/?$|\.amp(?=\.html$)|\.amp$")
_SAFE = "/:@!$&'()*+,;=~-._%"


def clean_address(url: str | None) -> str | None:
    """An http(s) address without fragment, tracking parameters and AMP wrapping; None for anything else.

    >>> clean_address("http://Example.org/a/amp/?utm_source=x#top")
    'https://example.org/a/'
    """
    parts = _split(url)
    if parts is None:
        return None
    host = (
        (parts.hostname or "").encode("idna").decode()
        if parts.hostname and parts.hostname.isascii()
        else parts.hostname
    )
    if not host or "." not in host or re.search(r"[^\w.-]", host):
        return None
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    path = _AMP_TAIL.sub("/" if parts.path.endswith(("/amp", "/amp/")) else "", parts.path) or "/"
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])]
    host = host.removeprefix("amp.")
    return urlunsplit(("https", host + port, quote(path, safe=_SAFE), urlencode(pairs), ""))


@lru_cache(maxsize=10_000)
def address_key(url: str | None) -> str:
    """What is the same for all spellings of an address; empty if there is none."""
    cleaned = clean_address(url)
    if cleaned is None:
        return ""
    parts = urlsplit(cleaned)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{parts.netloc.removeprefix('www.').removeprefix('m.')}{parts.path.rstrip('/')}?{query}".rstrip("?")


def address_node(url: str | None) -> NamedNode | None:
    """A web address as an IRI, as it stands where it is one, percent-encoded where not; None if hopeless."""
    if not url or not re.match(r"https?://", url, re.IGNORECASE):
        return None
    try:
        return NamedNode(quote(url.strip(), safe=_SAFE + "?#[]"))
    except ValueError:
        return None


def host_of(url: str | None) -> str | None:
    """The host of an address, without `www.`."""
    cleaned = clean_address(url)
    return urlsplit(cleaned).netloc.removeprefix("www.") if cleaned else None


def _split(url: str | None) -> SplitResult | None:
    try:
        parts = urlsplit((url or "").strip())
        if (
            parts.hostname
            and parts.hostname.endswith(".cdn.ampproject.org")
            and (found := _AMP_CACHE.match(parts.path))
        ):
            parts = urlsplit(f"https://{found[1]}?{parts.query}")
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme.lower() in ("http", "https") else None
