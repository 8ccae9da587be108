"""What of a store is searched: each thing with its texts, read by `graph/sparql/search-*.rq`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode

from graph.search.excerpts import Text
from graph.sparql import sparql
from graph.store import Row, Store
from graph.vocabulary import PG, text_of

TYPES = (
    "Organisation", "Regulator", "Person", "Product", "Technology", "Jurisdiction", "Law", "Matter", "Ruling", "Article",
    "Claim", "Evidence",
)  # fmt: skip
"""The classes of things that are searched; of a thing with several classes the first one counts."""
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Document:
    """One thing with its texts. `graph` is the named graph that they stand in, empty for the default graph."""

    iri: str
    type: str
    graph: str
    texts: tuple[Text, ...]

    @property
    def label(self) -> str:
        """What it is called."""
        return next((text.text for text in self.texts if text.property == "label"), self.texts[0].text)


def all_things(store: Store) -> Iterator[str]:
    """The IRIs of everything that has texts."""
    return (text_of(row["thing"]) for row in store.select(sparql("search-all")))


def quoted(store: Store, graphs: Iterable[str]) -> Iterator[str]:
    """The evidence in these graphs."""
    waiting = iter(graphs)
    while batch := [NamedNode(iri) for iri in islice(waiting, _BATCH)]:
        yield from (text_of(row["thing"]) for row in store.select(sparql("search-quoted"), {"graphs": batch}))


def documents(store: Store, things: Iterable[str]) -> Iterator[Document]:
    """Those of these things that have texts to search, with them."""
    waiting = iter(things)
    while batch := [NamedNode(iri) for iri in islice(waiting, _BATCH)]:
        yield from _documents(list(store.select(sparql("search-texts"), {"things": batch})))


def _documents(rows: Iterable[Row]) -> Iterator[Document]:
    classes: dict[str, set[str]] = {}
    graphs: dict[str, str] = {}
    texts: dict[str, dict[Text, None]] = {}
    for row in rows:
        iri = text_of(row["thing"])
        classes.setdefault(iri, set()).add(text_of(row["class"]).removeprefix(str(PG)))
        graphs[iri] = text_of(row.get("graph"))
        text = Text(_local(text_of(row["property"])), " ".join(text_of(row["text"]).split()))
        texts.setdefault(iri, {})[text] = None
    for iri, found in texts.items():
        type_ = next(name for name in TYPES if name in classes[iri])
        shown = tuple(sorted(found, key=lambda text: (text.property != "label", text.property, text.text)))
        yield Document(iri, type_, graphs[iri], shown)


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
