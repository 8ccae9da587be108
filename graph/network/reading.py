"""From the store to nodes and edges. The SPARQL stands in `graph/sparql/network-*.rq`."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from graph.errors import NotFoundError
from graph.network.records import ARTICLE, CLAIM, RULING, Edge, Fact, Node, Source, Value
from graph.store import Store, Term, Values

PG = "https://w3id.org/policygraph/ns#"
TYPES = (
    RULING, CLAIM, ARTICLE, "Matter", "Regulator", "Organisation", "Person", "Jurisdiction", "Technology", "Law"
)  # fmt: skip
"""The classes that are drawn; of a thing with several classes the first one counts."""
ARTICLE_LINKS = frozenset({"reportedBy", "madeIn"})
QUOTES_AN_ARTICLE = 3
_SILENT = frozenset(
    {
        "type",
        "label",
        "prefLabel",
        "headline",
        "supportCount",
        "reportedBy",
        "madeIn",
        "quote",
        "conflict",
        "concerns",
        "slug",
        "step",
    }
)
_FOLDER = Path(__file__).parent.parent / "sparql"
_BATCH = 500


class Reader:
    """Reads one store; ids are IRIs without `base`."""

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base

    def rulings(self, limit: int) -> tuple[list[str], int]:
        """The rulings to begin with, at most `limit`, and how many there are in all."""
        ids = [self._id(_text(row["ruling"])) for row in self._store.select(_sparql("rulings"))]
        return ids[:limit], len(ids)

    def order(self) -> dict[str, int]:
        """The place of each ruling in that order."""
        ids, _ = self.rulings(sys.maxsize)
        return {id_: place for place, id_ in enumerate(ids)}

    def links(self, ids: Iterable[str]) -> set[Edge]:
        """All links from and to these things."""
        found = set()
        for batch in _batches(ids):
            values: Values = {"things": self._nodes(batch), "base": Literal(self._base)}
            for row in self._store.select(_sparql("links"), values):
                source, target = self._id(_text(row["source"])), self._id(_text(row["target"]))
                found.add(Edge(source, _local(_text(row["property"])), target))
        return found

    def nodes(self, ids: Iterable[str]) -> list[Node]:
        """The things of these ids with what is known of them, in order of their ids."""
        wanted = sorted(set(ids))
        facts = self._facts(wanted)
        others = {value.value for found in facts.values() for values in found.values() for value in values
                  if isinstance(value, NamedNode) and value.value.startswith(self._base)}  # fmt: skip
        labels, types = self._labels({*wanted, *(self._id(iri) for iri in others)})
        sources = self._sources([id_ for id_ in wanted if types[id_] in (RULING, CLAIM)], facts)
        degrees = self._degrees(wanted)
        return [
            Node(
                id=id_,
                iri=self._base + id_,
                type=types[id_],
                label=labels[id_],
                facts=self._worded(facts[id_], labels),
                sources=tuple(sources[id_]),
                links=degrees.get(id_, 0),
            )
            for id_ in wanted
        ]

    def find(self, name: str) -> str:
        """The id of the thing that a person means by `name`: an IRI, an id, or a name that it has.

        NotFoundError if there is none; it tells the names that come near.
        """
        id_ = self._id(name.strip())
        candidates = [id_] if "/" in id_ else [f"{kind.lower()}/{id_}" for kind in TYPES]
        for candidate in candidates:
            if self._known(candidate):
                return candidate
        near = self._named(name)
        if near and near[0][0] <= 1:
            return near[0][2]
        remedy = f"Near to it: {', '.join(dict.fromkeys(found[3] for found in near[:5]))}." if near else ""
        raise NotFoundError(f"The graph knows no {name!r}.", remedy or "Search for it on the first page.")

    def _known(self, id_: str) -> bool:
        """Whether the consolidated graph knows this id; False for what cannot be one."""
        try:
            thing = NamedNode(self._base + id_)
        except ValueError:
            return False
        return self._store.ask(_sparql("known"), {"thing": thing})

    def _named(self, name: str) -> list[tuple[int, int, str, str]]:
        words = " ".join(name.lower().split())
        if not words:
            return []
        rows = self._store.select(_sparql("find"), {"words": Literal(words), "base": Literal(self._base)})
        found = []
        for row in rows:
            id_, known = self._id(_text(row["thing"])), _text(row["name"])
            rank = 0 if known.lower() == words else 1 if known.lower().startswith(f"{words} ") else 2
            found.append((rank, _order(_type_of_id(id_)), id_, known))
        return sorted(found)

    def _id(self, iri: str) -> str:
        return iri.removeprefix(self._base)

    def _nodes(self, ids: Iterable[str]) -> list[Term]:
        return [NamedNode(self._base + id_) for id_ in ids]

    def _facts(self, ids: Sequence[str]) -> dict[str, dict[str, list[Term]]]:
        facts: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for batch in _batches(ids):
            for row in self._store.select(_sparql("facts"), {"things": self._nodes(batch)}):
                facts[self._id(_text(row["thing"]))][_local(_text(row["property"]))].append(row["value"])
        return facts

    def _labels(self, ids: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
        wanted = sorted(ids)
        labels: dict[str, tuple[int, bool, str]] = {}
        classes: dict[str, set[str]] = defaultdict(set)
        for batch in _batches(wanted):
            values: Values = {"things": self._nodes(batch), "registry": NamedNode(f"{self._base}graph/registry")}
            for row in self._store.select(_sparql("labels"), values):
                id_, label = self._id(_text(row["thing"])), row["label"]
                foreign = isinstance(label, Literal) and not (label.language or "en").startswith("en")
                key = int(_text(row["rank"])), foreign, _text(label)
                labels[id_] = min(labels.get(id_, key), key)
                classes[id_].add(_local(_text(row.get("class"))))
        types = {id_: next((type_ for type_ in TYPES if type_ in classes[id_]), _type_of_id(id_)) for id_ in wanted}
        return {id_: labels[id_][2] if id_ in labels else _words(id_) for id_ in wanted}, types

    def _degrees(self, ids: Sequence[str]) -> dict[str, int]:
        degrees = {}
        for batch in _batches(ids):
            values: Values = {"things": self._nodes(batch), "base": Literal(self._base)}
            for row in self._store.select(_sparql("degrees"), values):
                degrees[self._id(_text(row["thing"]))] = int(_text(row["links"]))
        return degrees

    def _sources(self, ids: Sequence[str], facts: dict[str, dict[str, list[Term]]]) -> dict[str, list[Source]]:
        quotes = self._quotes(ids)
        reports = {id_: self._reporting(facts[id_]) for id_ in ids}
        articles = self._articles({article for found in reports.values() for article in found})
        sources: dict[str, list[Source]] = defaultdict(list)
        for id_, found in reports.items():
            for article in found:
                said = quotes.get((id_, article)) or (_texts(facts[id_]["quote"]) if len(found) == 1 else ())
                about = articles.get(article, Source(article, _words(article)))
                shown = tuple(dict.fromkeys(said))[:QUOTES_AN_ARTICLE]
                sources[id_].append(
                    Source(article, about.title, about.url, about.publisher, about.published, quotes=shown)
                )
            sources[id_].sort(key=lambda source: (not source.quotes, source.published or "9999", source.id))
        return sources

    def _reporting(self, facts: dict[str, list[Term]]) -> list[str]:
        return sorted({self._id(_text(value)) for name in ("reportedBy", "madeIn") for value in facts[name]})

    def _quotes(self, ids: Sequence[str]) -> dict[tuple[str, str], list[str]]:
        quotes: dict[tuple[str, str], list[str]] = defaultdict(list)
        for batch in _batches(ids):
            for row in self._store.select(_sparql("quotes"), {"rulings": self._nodes(batch)}):
                key = self._id(_text(row["ruling"])), self._id(_text(row["article"]))
                quotes[key].append(_text(row["quote"]))
        return quotes

    def _articles(self, ids: Iterable[str]) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for batch in _batches(sorted(ids)):
            for row in self._store.select(_sparql("articles"), {"articles": self._nodes(batch)}):
                id_ = self._id(_text(row["article"]))
                url, publisher = _text(row.get("url")) or None, _text(row.get("publisher")) or None
                published = _text(row.get("published"))[:10] or None
                found.setdefault(id_, Source(id_, _text(row["title"]), web(url), publisher, published))
        return found

    def _worded(self, facts: dict[str, list[Term]], labels: dict[str, str]) -> tuple[Fact, ...]:
        worded = []
        for name, terms in facts.items():
            if name not in _SILENT:
                shown = {self._value(term, labels) for term in terms}
                worded.append(Fact(name, tuple(sorted(shown, key=lambda value: (value.text.lower(), value.text)))))
        return tuple(sorted(worded, key=lambda fact: fact.name))

    def _value(self, term: Term, labels: dict[str, str]) -> Value:
        text = _text(term)
        if not isinstance(term, NamedNode):
            return Value(text, language=getattr(term, "language", None))
        if text.startswith(self._base):
            id_ = self._id(text)
            return Value(labels.get(id_, _words(id_)), node=id_)
        if text.startswith(PG[:-1]):
            return Value(_words(text))
        return Value(text, url=web(text))


def web(url: str | None) -> str | None:
    """An address if a browser may be sent there, else None.

    >>> web("javascript:alert(1)"), web("https://example.org/a")
    (None, 'https://example.org/a')
    """
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


@cache
def _sparql(name: str) -> str:
    return (_FOLDER / f"network-{name}.rq").read_text(encoding="utf-8")


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(ids)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _text(term: object) -> str:
    return str(getattr(term, "value", term or ""))


def _texts(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(map(_text, terms))


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _words(iri: str) -> str:
    return _local(iri.rstrip("/#")).replace("-", " ").replace("_", " ") or iri


def _type_of_id(id_: str) -> str:
    name = id_.partition("/")[0].capitalize()
    return name if name in TYPES else "Thing"


def _order(type_: str) -> int:
    """Whom a name is likeliest to mean: parties before the rest, rulings, claims and articles last."""
    ranks = ("Organisation", "Regulator", "Person", "Technology", "Jurisdiction", "Law")
    return ranks.index(type_) if type_ in ranks else len(ranks)
