"""Requests gone wrong: real queries with their characters, words and bytes mixed up, and bodies that are none.

`requests(seed)` is endless and always the same for a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import ontology
from api.queries import sparql

QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
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
NESTED = (("{", "}"), ("(", ")"), ("[", "]"), ("<<", ">>"), ("FILTER(!", ")"), ("OPTIONAL {", "}"), ("pg:a/(", ")"))
MOST_NESTED = 20_000


@dataclass(frozen=True, slots=True)
class Mangled:
    """A request to /sparql. `query` is the text it asks if it asks one well, for an oracle to judge."""

    method: Literal["GET", "POST"]
    parameters: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    query: str | None = None


def requests(seed: int) -> Iterator[Mangled]:
    """Mangled requests without end."""
    chance = random.Random(seed)
    seeds = [*ontology.queries().values(), sparql("first-query"), sparql("counts"), "ASK {}", "DESCRIBE <urn:x>"]
    ways: list[Callable[[random.Random, str], Mangled]] = [_asked, _asked, _asked, _asked, _bytes, _parameters, _nested]
    while True:
        yield chance.choice(ways)(chance, _mangled(chance, chance.choice(seeds)))


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
    begin, end = chance.choice(NESTED)
    depth = chance.choice((10, 100, 1000, MOST_NESTED))
    at = chance.randrange(len(text) + 1)
    deep = text[:at] + begin * depth + (end * depth if chance.random() < 0.5 else "") + text[at:]
    return Mangled("POST", headers={"content-type": QUERY}, body=deep.encode())
