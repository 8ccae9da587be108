"""A changed article: which stored document a new one takes the place of, and which of its quotes still stand.

A document of the same address and format with another text, read in a later ingest, is the article's next version.
Documents of one ingest are put together instead: in what order they lie in a folder says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from pyoxigraph import NamedNode, Quad

from graph.model import Article
from graph.quads import Document, LostReport, Revision, address_key
from graph.vocabulary import OA, PG, RDF, RDFS, text_of


def supersedes(new: Article, old: Article) -> bool:
    """Whether a document is the next version of a stored one."""
    key = address_key(new.url)
    same = bool(key) and key == address_key(old.url) and new.format == old.format
    return same and new.format != "related" and words(new.text) != words(old.text)


def revision(document: Document, quads: Iterable[Quad], text: str) -> Revision:
    """A stored version, from its graph, when an article with this text takes its place."""
    told = _facts(quads)
    quotes = frozenset(quote for own in told.values() for quote in own[OA.exact])
    reports = [own for own in told.values() if PG.Report.value in own[RDF.type]]
    now = words(text)
    lost = frozenset(
        LostReport(own[RDFS.label][0], quote) for own in reports for quote in own[PG.quote] if words(quote) not in now
    )
    hashes = document.hashes | {document.article.content_hash}
    return Revision(hashes, datetime.now(UTC).isoformat(timespec="seconds"), quotes, lost)


def words(text: str) -> str:
    """A text with its white space evened out.

    >>> words(" fined\\n  Meta ")
    'fined Meta'
    """
    return " ".join(text.split())


def _facts(quads: Iterable[Quad]) -> Mapping[str, Mapping[NamedNode, list[str]]]:
    found: dict[str, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        found[text_of(quad.subject)][quad.predicate].append(text_of(quad.object))
    return found
