"""A changed article: which stored document a new one takes the place of, and which of its quotes still stand.

A document of the same address and format with another text, read in a later ingest, is the article's next version.
Documents of one ingest are put together instead: in what order they lie in a folder says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from pyoxigraph import Quad

from graph.model import Article
from graph.quads import Document, Revision, address_key, lost_report
from graph.vocabulary import OA, PG, text_of


def supersedes(new: Article, old: Article) -> bool:
    """Whether a document is the next version of a stored one."""
    key = address_key(new.url)
    same = bool(key) and key == address_key(old.url) and new.format == old.format
    return same and new.format != "related" and words(new.text) != words(old.text)


def revision(document: Document, quads: Iterable[Quad], text: str) -> Revision:
    """A stored version, from its graph, when an article with this text takes its place."""
    told: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        told[text_of(quad.subject)].append(quad)
    quotes = frozenset(text_of(quad.object) for own in told.values() for quad in own if quad.predicate == OA.exact)
    reports = [lost_report(own) for own in told.values() if any(quad.object == PG.Report for quad in own)]
    now = words(text)
    lost = frozenset(report for report in reports if words(report.quote) not in now)
    hashes = document.hashes | {document.article.content_hash}
    return Revision(hashes, datetime.now(UTC).isoformat(timespec="seconds"), quotes, lost)


def words(text: str) -> str:
    """A text with its white space evened out.

    >>> words(" fined\\n  Meta ")
    'fined Meta'
    """
    return " ".join(text.split())
