"""Requests gone wrong: real queries with their characters, words and bytes mixed up, and bodies that are none.

`queries(seed)` and `writes(seed)` are endless and always the same for a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import ontology
from api.queries import sparql

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
MEDIA = (
    QUERY,
    FORM,
    "application/sparql-update",
    "text/plain",
    "multipart/form-data",
    "application/json",
    "",
    "x",
    "*/*",
)
JUNK = (
    "\x00", "\ufeff", "\u202e", "\U0001f9ff", "é", "\\u0000", "\\uD800", "\\U00110000", "'", '"', '"""', "<", ">", "<<",
    "{", "}", "(", ")", "[", "]", "#", "\\", "$", "?", ":", "_:", "^^", "@", "|", "||", "&&", "/", "*", "-", "0x", "1e999",
    "99999999999999999999", "SERVICE", "SELECT", "ASK {}", "VALUES", "BIND(", "FILTER", "a", ";", ".", ",", "\r\n", "%", "%00",
    "<http://[::1", "<a b>", "<javascript:>", "urn:x:", "pg:textMatch", "GRAPH", "LOAD <file:///etc/passwd>", "DROP ALL",
)  # fmt: skip
NESTED = (
    ("{", "}"),
    ("(", ")"),
    ("[", "]"),
    ("<<", ">>"),
    ("FILTER(!", ")"),
    ("OPTIONAL {", "}"),
    ("pg:a/(", ")"),
    ("OPTIONAL { ?s ?p ?o }", ""),
    ("{} UNION ", "{}"),
    ("FILTER(1=1)", ""),
)
MOST_NESTED = 20_000
UPDATES = (
    "PREFIX e: <http://e/> INSERT DATA { GRAPH e:g { e:s e:p 'x', 1.5, true ; a e:C } }",
    "WITH <http://e/g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o FILTER(?o < 3) } ;\nCLEAR GRAPH <http://e/h>",
    "DELETE WHERE { GRAPH <http://e/g> { ?s ?p ?o } } ; COPY <http://e/g> TO <http://e/h>",
    "PREFIX pg: <https://w3id.org/policygraph/ns#> INSERT { GRAPH <http://e/g> { ?t a 'x' } } WHERE { ?t pg:textMatch 'clearview' }",
)
GRAPHS = {
    "text/turtle": "@prefix e: <http://e/> . e:s e:p 'x', [ e:q ( 1 2 ) ] ; a e:C .",
    "application/n-triples": '<http://e/s> <http://e/p> "x"@en .\n_:a <http://e/p> <http://e/o> .',
    "application/rdf+xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="http://e/s"/></rdf:RDF>',
    "application/ld+json": '{"@id": "http://e/s", "http://e/p": [{"@value": "x", "@language": "en"}, 1, true, null]}',
    "application/trig": "GRAPH <http://e/g> { <http://e/s> <http://e/p> 1 }",
    "application/n-quads": "<http://e/s> <http://e/p> <http://e/o> <http://e/g> .",
}


@dataclass(frozen=True, slots=True)
class Mangled:
    """A request. `query` is the text it asks if it asks one well, for an oracle to judge."""

    method: Literal["GET", "POST", "PUT", "DELETE"]
    parameters: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    query: str | None = None
    path: str = "/sparql"


def queries(seed: int) -> Iterator[Mangled]:
    """Mangled questions without end."""
    chance = random.Random(seed)
    seeds = [*ontology.queries().values(), sparql("first-query"), sparql("counts"), "ASK {}", "DESCRIBE <urn:x>"]
    ways: list[Callable[[random.Random, str], Mangled]] = [_asked, _asked, _asked, _asked, _bytes, _parameters, _nested]
    while True:
        yield chance.choice(ways)(chance, _mangled(chance, chance.choice(seeds)))


def writes(seed: int) -> Iterator[Mangled]:
    """Mangled updates and graphs without end."""
    chance = random.Random(seed)
    ways: list[Callable[[random.Random], Mangled]] = [_update, _update, _deep_update, _graph]
    while True:
        yield chance.choice(ways)(chance)


def _mangled(chance: random.Random, text: str) -> str:
    for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        junk = chance.choice(JUNK)
        words = text.split(" ")
        chance.shuffle(words)
        text = chance.choice(
            (
                text[:at] + junk + text[at:],
                text[:at] + text[to:],
                text[:to] + text[at:to] + text[to:],
                text[:at],
                text[:at] + text[at:to].upper() + text[to:],
                text[:at] + chr(chance.choice((*range(128), 0x2028, 0xFFFF))) + text[at + 1 :],
                " ".join(words) if chance.random() < 0.2 else text,
            )
        )
    return text


def _asked(chance: random.Random, text: str) -> Mangled:
    way = chance.randrange(3)
    if way == 0:
        return Mangled("GET", [("query", text)], query=text)
    if way == 1:
        return Mangled("POST", headers={"content-type": QUERY}, body=text.encode(), query=text)
    return Mangled("POST", [("query", text)], {"content-type": FORM}, b"", query=text)


def _bytes(chance: random.Random, text: str) -> Mangled:
    body = bytearray(text.encode())
    for _ in range(chance.randrange(6)):
        body.insert(chance.randrange(len(body) + 1), chance.randrange(256))
    return Mangled("POST", headers={"content-type": chance.choice(MEDIA)}, body=bytes(body))


def _parameters(chance: random.Random, text: str) -> Mangled:
    names = (
        "query",
        "update",
        "default-graph-uri",
        "named-graph-uri",
        "using-graph-uri",
        "format",
        "timeout",
        "version",
        "x",
    )
    values = (text, "", *JUNK, "1", "-1", "nan", "inf", "json", "html", "text/turtle", "https://example.org/")
    pairs = [(chance.choice(names), chance.choice(values)) for _ in range(chance.randrange(5))]
    headers = {
        "accept": chance.choice(
            ("*/*", "", ";;q=,", "text/turtle;q=x", "a/b", "text/html", "application/json, */*;q=0")
        )
    }
    return Mangled(chance.choice(("GET", "POST")), [("query", text), *pairs], headers)


def _nested(chance: random.Random, text: str) -> Mangled:
    return Mangled("POST", headers={"content-type": QUERY}, body=_deep(chance, text).encode())


def _deep(chance: random.Random, text: str) -> str:
    begin, end = chance.choice(NESTED)
    depth = chance.choice((10, 100, 1000, MOST_NESTED))
    at = chance.randrange(len(text) + 1)
    return text[:at] + begin * depth + (end * depth if chance.random() < 0.5 else "") + text[at:]


def _update(chance: random.Random) -> Mangled:
    text = _mangled(chance, chance.choice(UPDATES))
    names = ("using-graph-uri", "using-named-graph-uri", "update", "query", "x")
    pairs = [(chance.choice(names), chance.choice(JUNK)) for _ in range(chance.choice((0, 0, 0, 1)))]
    return Mangled("POST", pairs, {"content-type": UPDATE}, text.encode(), path="/update")


def _deep_update(chance: random.Random) -> Mangled:
    deep = _deep(chance, chance.choice(UPDATES))
    return Mangled("POST", headers={"content-type": UPDATE}, body=deep.encode(), path="/update")


def _graph(chance: random.Random) -> Mangled:
    media, text = chance.choice(list(GRAPHS.items()))
    method: Literal["PUT", "POST", "DELETE"] = chance.choice(("PUT", "POST", "DELETE"))
    graph = [("graph", chance.choice(("http://e/g", "http://e/g", "http://e/g", *JUNK)))]
    deep = _deep(chance, text) if chance.random() < 0.1 else _mangled(chance, text)
    headers = {"content-type": chance.choice((media, media, media, *MEDIA, *GRAPHS))}
    return Mangled(method, graph if chance.random() < 0.9 else [], headers, deep.encode(), path="/graph-store")
