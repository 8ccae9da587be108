"""A process that writes quotes and searches them until it is killed. Run by `test_texts.py` as `python indexer.py FOLDER`."""

from __future__ import annotations

import random
import sys

from pyoxigraph import Literal, NamedNode, Quad

from graph.search import Texts
from graph.store import Change, open_store
from graph.vocabulary import OA, PG, RDF

WORDS = ("alpha", "beta", "gamma", "delta")
BASE = "https://w3id.org/policygraph/id/"


def article(number: int) -> NamedNode:
    """The graph of an article."""
    return NamedNode(f"{BASE}article/{number:016x}")


def evidence(number: int, quote: str) -> tuple[Quad, ...]:
    """The one quote of this article, in its graph."""
    node = NamedNode(f"{BASE}evidence/{number:016x}-0-1")
    facts = ((RDF.type, PG.Evidence), (OA.exact, Literal(quote)))
    return tuple(Quad(node, predicate, value, article(number)) for predicate, value in facts)


def main(folder: str) -> None:
    """Replace random articles, and search now and then."""
    chance = random.Random()
    with open_store(folder) as store:
        texts = Texts(store)
        print("open", flush=True)
        while True:
            number = chance.randrange(50)
            quote = " ".join(chance.sample(WORDS, 2))
            store.apply(Change(clear=(article(number),), insert=evidence(number, quote)))
            if chance.random() < 0.3:
                texts.search(quote)


if __name__ == "__main__":
    main(sys.argv[1])
