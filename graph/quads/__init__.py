"""Records to quads and back: an article's graph, and the names of all things.

iris = Iris("https://w3id.org/policygraph/id/")
quads = article_quads(extraction, Document(article), iris)
document = article_from(quads)
"""

from __future__ import annotations

from graph.quads.addresses import address_key, address_node, clean_address, host_of
from graph.quads.iris import ENTITY_ID, RULING_SLUG_LENGTH, Iris, identity, local, publisher_key, slug, title_key
from graph.quads.reading import article_from, lost_report
from graph.quads.writing import GRAPH_VERSION, Document, LostReport, Revision, article_quads

__all__ = [
    "ENTITY_ID",
    "GRAPH_VERSION",
    "RULING_SLUG_LENGTH",
    "Document",
    "Iris",
    "LostReport",
    "Revision",
    "address_key",
    "address_node",
    "article_from",
    "article_quads",
    "clean_address",
    "host_of",
    "identity",
    "local",
    "lost_report",
    "publisher_key",
    "slug",
    "title_key",
]
