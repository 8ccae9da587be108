"""Search as the front doors tell it: hits by type, each with the words that were found in pieces of text."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from api.rulings import short
from graph.search import Hit, Piece, Texts

ADDRESS = "/api/v1/search"
PAGE = "/search"
LABELS = {
    "Organisation": "Organisations", "Regulator": "Authorities", "Person": "People", "Product": "Products",
    "Technology": "Technologies", "Jurisdiction": "Jurisdictions", "Law": "Laws", "Matter": "Matters",
    "Ruling": "Rulings", "Article": "Articles", "Claim": "Claims by parties", "Evidence": "Quotes",
}  # fmt: skip
Type = Literal[
    "Organisation", "Regulator", "Person", "Product", "Technology", "Jurisdiction", "Law", "Matter", "Ruling", "Article",
    "Claim", "Evidence",
]  # fmt: skip


class SnippetPiece(BaseModel):
    """Some characters of a snippet, and whether they are what was looked for."""

    text: str
    match: bool


class SearchHit(BaseModel):
    """Something that was found; `property` names the text that the words stand in, `snippet` is that text or a part."""

    id: str
    iri: str
    type: Type
    label: str
    property: str = Field(examples=["label", "altLabel", "headline", "gist", "quote", "exact"])
    snippet: list[SnippetPiece]
    score: float


class SearchGroup(BaseModel):
    """Hits of one type, best first."""

    type: Type
    label: str
    """What these are called, for readers."""
    total: int
    """How many there are on all pages."""
    items: list[SearchHit]
    next_url: str | None
    """The address of the next page of this type; null on the last one."""


class SearchResult(BaseModel):
    """What was found, by type; the type of the best hit comes first."""

    query: str
    total: int
    loosely: bool
    """Whether nothing holds the words as they were typed, and these hits hold words like them."""
    groups: list[SearchGroup]


def search(texts: Texts, base: str, words: str, limit: int, offset: int, types: list[Type]) -> SearchResult:
    """What holds these words, `limit` hits of each type from `offset` on."""
    groups, loosely = texts.grouped(words, limit, offset, types)
    told = []
    for group in groups:
        items = [_hit(hit, base) for hit in group.hits]
        after = offset + len(items)
        page = urlencode({"q": words, "type": group.type, "limit": limit, "offset": after})
        more = f"{ADDRESS}?{page}" if items and after < group.total else None
        members = {
            "type": group.type,
            "label": LABELS[group.type],
            "total": group.total,
            "items": items,
            "next_url": more,
        }
        told.append(SearchGroup.model_validate(members))
    return SearchResult(query=words, total=sum(group.total for group in groups), loosely=loosely, groups=told)


def _hit(hit: Hit, base: str) -> dict[str, object]:
    return {
        "id": short(hit.iri, base),
        "iri": hit.iri,
        "type": hit.type,
        "label": hit.label,
        "property": hit.text.property,
        "snippet": [_piece(piece) for piece in hit.excerpt],
        "score": hit.score,
    }


def _piece(piece: Piece) -> dict[str, object]:
    return {"text": piece.text, "match": piece.match}
