"""Searching text: an index of names, titles, quotes and gists beside the store, always in step with it.

with open_store("policygraph-store") as store, Texts(store) as texts:
    for hit in texts.search("facial recog").hits:
        print(hit.score, hit.iri, "".join(piece.text for piece in hit.excerpt))
"""

from __future__ import annotations

from graph.search.excerpts import Piece
from graph.search.index import TYPES, Hit
from graph.search.patterns import Rewritten, mentions, rewritten
from graph.search.texts import Found, Group, Texts
from graph.search.wording import Wording, wording

__all__ = [
    "TYPES",
    "Found",
    "Group",
    "Hit",
    "Piece",
    "Rewritten",
    "Texts",
    "Wording",
    "mentions",
    "rewritten",
    "wording",
]
