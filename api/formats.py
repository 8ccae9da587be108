"""From `Accept` and `format=` to a media type. The order of the offers is the service's own preference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request

from graph.store import Formats, NotAcceptableError

HTML = "text/html"
RESULTS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPHS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "trig": "application/trig",
    "nquads": "application/n-quads",
}
SUFFIXES = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml", "trig": "trig", "nq": "nquads"}
_SAME = {
    "application/json": RESULTS["json"],
    "application/xml": RESULTS["xml"],
    "text/xml": RESULTS["xml"],
    "application/x-turtle": GRAPHS["turtle"],
    "application/turtle": GRAPHS["turtle"],
    "text/plain": GRAPHS["ntriples"],
}
_SAME_GRAPH = {**_SAME, "application/json": GRAPHS["jsonld"], "application/xml": GRAPHS["rdfxml"]}
_NAMES = {
    **SUFFIXES,
    "json-ld": "jsonld",
    "n-triples": "ntriples",
    "n-quads": "nquads",
    "n3": "turtle",
    "rdf/xml": "rdfxml",
    "rdf+xml": "rdfxml",
}


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an Accept header."""

    type: str
    subtype: str
    quality: float

    def covers(self, media: str) -> int:
        """How precisely this range names `media`: 0 not at all, 1 `*/*`, 2 `type/*`, 3 exactly."""
        kind, _, subtype = media.partition("/")
        if (self.type, self.subtype) == (kind, subtype):
            return 3
        if self.type == kind and self.subtype == "*":
            return 2
        return 1 if (self.type, self.subtype) == ("*", "*") else 0


def parse_accept(header: str | None) -> list[Range]:
    """The ranges of an Accept header; an empty or missing one takes everything. What is malformed is passed over."""
    ranges = []
    for part in (header or "").split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, subtype = media.partition("/")
        if media == "*":
            kind, slash, subtype = "*", "/", "*"
        if slash and kind and subtype:
            ranges.append(Range(kind, subtype, _quality(parameters)))
    return ranges or [Range("*", "*", 1.0)]


def negotiate(
    header: str | None, offers: Sequence[str], same: dict[str, str] | None = None
) -> tuple[str, float] | None:
    """The offer that the client likes best with its quality, or None.

    `same` maps other names of the offers to them; a wildcard does not speak of these.
    """
    ranges = parse_accept(header)
    best: tuple[str, float] | None = None
    for offer in offers:
        names = [name for name, meant in (same or {}).items() if meant == offer]
        quality = max([_liking(ranges, offer), *(_liking(ranges, name, 3) for name in names)])
        if quality > 0 and (best is None or quality > best[1]):
            best = offer, quality
    return best


def choose(request: Request, offers: dict[str, str]) -> str:
    """The name among `offers` (name to media type) that `format=` names or Accept likes best."""
    if wanted := request.query_params.get("format"):
        return by_name(wanted, offers)
    found = negotiate(request.headers.get("accept"), list(offers.values()))
    if found is None:
        raise NotAcceptableError("None of the formats that you accept is to be had.", f"Formats: {', '.join(offers)}.")
    return next(name for name, media in offers.items() if media == found[0])


def by_name(wanted: str, offers: dict[str, str]) -> str:
    """`wanted` if it is one of the offers. NotAcceptableError if not."""
    if wanted.lower() in offers:
        return wanted.lower()
    raise NotAcceptableError(f"There is no format {wanted!r} here.", f"Formats: {', '.join(offers)}.")


@lru_cache(256)
def sparql_formats(accept: str | None, wanted: str | None) -> Formats:
    """The formats for a SPARQL answer of either kind. NotAcceptableError if the client takes none of ours."""
    if wanted:
        return _named(wanted)
    results = negotiate(accept, list(RESULTS.values()), _SAME)
    graph = negotiate(accept, list(GRAPHS.values()), _SAME_GRAPH)
    if results is None and graph is None:
        offers = ", ".join([*RESULTS.values(), *GRAPHS.values()])
        raise NotAcceptableError("None of the formats that you accept is to be had.", f"Media types: {offers}.")
    return Formats(results and results[0], graph and graph[0])


def wants_page(request: Request, *others: str) -> bool:
    """Whether this client is a person with a browser, who likes HTML better than `others`."""
    return likes_pages(request.headers.get("accept"), request.query_params.get("format"), others)


@lru_cache(256)
def likes_pages(accept: str | None, wanted: str | None, others: tuple[str, ...]) -> bool:
    """The same by what Accept says, and `format=`."""
    if wanted:
        return wanted.lower() == "html"
    page = negotiate(accept, [HTML])
    if not accept or page is None or not any(part.covers(HTML) == 3 for part in parse_accept(accept)):
        return False
    other = negotiate(accept, others) if others else None
    return other is None or page[1] >= other[1]


def content_type(media: str) -> str:
    """The Content-Type for `media`; what is text says that it is UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _named(wanted: str) -> Formats:
    name = wanted.lower().replace(" ", "+")
    name = _NAMES.get(name, name)
    if name == "json":
        return Formats(RESULTS["json"], GRAPHS["jsonld"])
    if name == "xml":
        return Formats(RESULTS["xml"], GRAPHS["rdfxml"])
    if name in RESULTS or name in RESULTS.values():
        return Formats(RESULTS.get(name, name), None)
    if name in GRAPHS or name in GRAPHS.values():
        return Formats(None, GRAPHS.get(name, name))
    raise NotAcceptableError(f"There is no format {wanted!r} here.", f"Formats: {', '.join([*RESULTS, *GRAPHS])}.")


def _liking(ranges: Sequence[Range], media: str, precisely: int = 1) -> float:
    fitting = [(part.covers(media), part.quality) for part in ranges if part.covers(media) >= precisely]
    return max(fitting)[1] if fitting else 0.0


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
