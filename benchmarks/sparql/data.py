"""A made-up policy graph of any size, as N-Quads: our layout and terms, the registry's own things, Zipf's frequencies.

Few regulators, places and companies are in most rulings, most are in few, as in the news. The same seed makes the same
graph, byte by byte.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from graph import registry
from graph.registry_graph import registry_quads
from graph.settings import Settings

ID = Settings().base
PG = "https://w3id.org/policygraph/ns#"
CONCEPT = "https://w3id.org/policygraph/ns/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
XSD = "http://www.w3.org/2001/XMLSchema#"
KINDS = ("fine", "investigation", "order", "finding", "lawsuit", "settlement", "guidance", "ban", "warning", "appeal")
STATUSES = ("decided", "pending", "proposed", "appealed", "overturned")
CURRENCIES = ("EUR", "USD", "GBP", "CAD", "KRW", "BRL", "INR", "AUD")
_WORDS = """regulator privacy data users consent court company commission found said broke law decision fine order appeal
platform facial recognition scraping images children advertising market power search app store cloud model training
chatbot vehicle camera biometric tracking breach notice rights harm transparency penalty million investigation months
authority ruling evidence practices unlawful unfair deceptive dominance abuse access service"""
WORDS = _WORDS.split()
_FIRST_DAY = date(2012, 1, 1)


class Zipf:
    """Draws from `items`: the one at place n with a weight of 1/n."""

    def __init__(self, items: Sequence[str], draw: random.Random) -> None:
        self.items, self._draw = items, draw
        self._weights = list(accumulate(1 / place for place in range(1, len(items) + 1)))

    def one(self) -> str:
        """An item."""
        return self._draw.choices(self.items, cum_weights=self._weights)[0]

    def several(self, most: int) -> list[str]:
        """One to `most` different items."""
        return list(dict.fromkeys(self.one() for _ in range(self._draw.randint(1, most))))


@dataclass(frozen=True, slots=True)
class World:
    """What rulings are made of, as ids (`regulator/ca-opc`), in order of frequency."""

    regulators: Zipf
    jurisdictions: Zipf
    technologies: Zipf
    laws: Zipf
    organisations: Zipf
    publishers: Zipf
    words: Zipf


def world(draw: random.Random, organisations: int) -> World:
    """The registry's regulators, places, technologies and laws, and as many made-up organisations."""
    entries = sorted(registry.load().entries)

    def of(kind: str) -> Zipf:
        found = [identifier for identifier in entries if identifier.startswith(f"{kind}/")]
        draw.shuffle(found)
        return Zipf(found, draw)

    return World(
        of("regulator"),
        of("jurisdiction"),
        of("technology"),
        of("law"),
        Zipf([f"organisation/firm-{number}" for number in range(organisations)], draw),
        Zipf([f"paper-{number}.example" for number in range(200)], draw),
        Zipf(WORDS, draw),
    )


def organisations(triples: int) -> int:
    """How many organisations a graph of this size is about."""
    return max(triples // 100, 100)


def write(path: Path, triples: int, seed: int = 1) -> int:
    """Write a graph of about `triples` quads, with the registry's own, to an N-Quads file; how many they are."""
    with path.open("wb") as output:
        pyoxigraph.serialize(registry_quads(ID), output, RdfFormat.N_QUADS)
        count = sum(1 for _ in registry_quads(ID))
        for line in lines(seed, max(triples - count, 0), organisations(triples)):
            output.write(line.encode() + b"\n")
            count += 1
    return count


def lines(seed: int, triples: int, organisations: int) -> Iterator[str]:
    """N-Quads of rulings and of the articles that tell of them, until there are `triples`."""
    draw = random.Random(seed)
    things = world(draw, organisations)
    described: set[str] = set()
    count = number = 0
    while count < triples:
        for line in _ruling(number, things, draw, described):
            count += 1
            yield line
        number += 1


def _ruling(number: int, things: World, draw: random.Random, described: set[str]) -> Iterator[str]:
    day = _FIRST_DAY + timedelta(days=draw.randrange(4800))
    facts = _facts(things, draw, day)
    articles = [f"article/{number:012x}{copy:04x}" for copy in range(draw.choice((1, 1, 1, 2, 3)))]
    ruling = _iri(f"ruling/act-{number}")
    label = _text(f"{facts['respondent'][0].partition('/')[2]}: {draw.choice(KINDS)} ({day})")
    yield _quad(ruling, f"{RDF}type", f"<{PG}Ruling>")
    yield _quad(ruling, f"{RDFS}label", label)
    yield _quad(ruling, f"{PG}slug", _text(f"act-{number}"))
    yield _quad(ruling, f"{PG}supportCount", _number(len(articles)))
    yield _quad(ruling, f"{PG}quote", _text(_words(things, 24)))
    yield from _said(ruling, facts, None)
    for place, article in enumerate(articles):
        yield _quad(ruling, f"{PG}reportedBy", _iri(article))
        yield _quad(ruling, f"{PG}fromReport", _iri(f"report/{article[8:]}-1"))
        yield from _article(article, day + timedelta(days=place), facts, things)
    for identifier in facts["respondent"]:
        if identifier not in described:
            described.add(identifier)
            name = _text(identifier.partition("/")[2].replace("-", " ").title())
            yield _quad(_iri(identifier), f"{RDF}type", f"<{PG}Organisation>")
            yield _quad(_iri(identifier), f"{RDFS}label", name)
            yield _quad(_iri(identifier), f"{SKOS}prefLabel", name)
            yield _quad(_iri(identifier), f"{PG}jurisdiction", _iri(things.jurisdictions.one()))


def _facts(things: World, draw: random.Random, day: date) -> dict[str, list[str]]:
    facts = {
        "kind": [f"{CONCEPT}kind/{draw.choice(KINDS)}"],
        "status": [f"{CONCEPT}status/{draw.choice(STATUSES)}"],
        "issuedBy": things.regulators.several(2),
        "respondent": things.organisations.several(2),
        "jurisdiction": [things.jurisdictions.one()],
        "technology": things.technologies.several(3),
        "legalBasis": things.laws.several(2),
        "date": [day.isoformat()],
    }
    if draw.random() < 0.4:
        facts["penaltyAmount"] = [str(round(10 ** draw.uniform(3, 9)))]
        facts["penaltyCurrency"] = [draw.choices(CURRENCIES, range(len(CURRENCIES), 0, -1))[0]]
    return facts


def _said(subject: str, facts: dict[str, list[str]], graph: str | None) -> Iterator[str]:
    for predicate, values in facts.items():
        for value in values:
            yield _quad(subject, PG + predicate, _value(predicate, value), graph)


def _article(article: str, day: date, facts: dict[str, list[str]], things: World) -> Iterator[str]:
    graph, publisher, title = _iri(article), things.publishers.one(), _text(_words(things, 9))
    told = [
        (f"{RDF}type", f"<{PG}Article>"),
        (f"{RDF}type", f"<{SCHEMA}NewsArticle>"),
        (f"{RDFS}label", title),
        (f"{SCHEMA}headline", title),
        (f"{SCHEMA}abstract", _text(_words(things, 30))),
        (f"{SCHEMA}datePublished", f'"{day}T00:00:00Z"^^<{XSD}dateTime>'),
        (f"{PG}publisherName", _text(publisher.partition(".")[0])),
        (f"{PG}publisherDomain", _text(publisher)),
        (f"{SCHEMA}url", f"<https://{publisher}/{article[8:]}>"),
        (f"{SCHEMA}inLanguage", '"en"'),
        *((f"{PG}mentions", _iri(one)) for one in (*facts["issuedBy"], *facts["respondent"], *facts["technology"])),
    ]
    report, evidence = _iri(f"report/{article[8:]}-1"), _iri(f"evidence/{article[8:]}-100-260")
    for predicate, value in told:
        yield _quad(graph, predicate, value)
        yield _quad(graph, predicate, value, graph)
    yield _quad(graph, f"{SCHEMA}articleBody", _text(_words(things, 200)), graph)
    yield _quad(graph, f"{PG}contentHash", _text(article[8:] * 4), graph)
    yield _quad(graph, f"{PG}reports", report, graph)
    yield _quad(report, f"{RDF}type", f"<{PG}Report>", graph)
    yield _quad(report, f"{PG}modality", f"<{CONCEPT}modality/asserted>", graph)
    yield _quad(report, f"{PG}evidence", evidence, graph)
    yield from _said(report, facts, graph)
    yield _quad(evidence, f"{RDF}type", f"<{PG}Evidence>", graph)
    yield _quad(evidence, f"{OA}hasSource", graph, graph)
    yield _quad(evidence, f"{OA}exact", _text(_words(things, 24)), graph)
    yield _quad(evidence, f"{OA}start", _number(100), graph)
    yield _quad(evidence, f"{OA}end", _number(260), graph)


def _value(predicate: str, value: str) -> str:
    if predicate == "date":
        return f'"{value}"^^<{XSD}date>'
    if predicate == "penaltyAmount":
        return f'"{value}"^^<{XSD}decimal>'
    if predicate == "penaltyCurrency":
        return _text(value)
    return f"<{value}>" if value.startswith("https:") else _iri(value)


def _quad(subject: str, predicate: str, value: str, graph: str | None = None) -> str:
    return f"{subject} <{predicate}> {value} {graph} ." if graph else f"{subject} <{predicate}> {value} ."


def _words(things: World, count: int) -> str:
    return " ".join(things.words.one() for _ in range(count))


def _iri(identifier: str) -> str:
    return f"<{ID}{identifier}>"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number(value: int) -> str:
    return f'"{value}"^^<{XSD}integer>'
