"""How many independent sources stand behind a ruling: copies and rewrites of one story count once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx
import numpy as np

from graph.consolidate.records import Told
from graph.signatures import ALIKE, likeness, read
from graph.sources import OFFICIAL

LONG_QUOTE = 12
"""Words in a sentence from which two articles do not come to write it independently."""
_WORD = re.compile(r"\w+")


def sources(reports: Sequence[Told]) -> dict[str, str]:
    """The articles of an act, each with the first article (by IRI) of the same source.

    One source are articles of one publisher, from one agency, with nearly the same text, or with the same long sentence
    on the act, over any number of steps.
    """
    articles = nx.Graph()
    articles.add_nodes_from(report.article for report in reports)
    for marked in by_mark(reports).values():
        nx.add_path(articles, sorted(marked))
    articles.add_edges_from(alike(reports))
    return {article: min(group) for group in nx.connected_components(articles) for article in group}


def by_mark(reports: Iterable[Told]) -> Mapping[tuple[str, str], set[str]]:
    """Articles by what shows that they have one source: publisher, agency, long sentences."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for report in reports:
        words = _WORD.findall(report.quote.casefold())
        marks = [("publisher", report.origin.publisher), ("agency", report.origin.provider)]
        marks += [("quote", " ".join(words))] if len(words) >= LONG_QUOTE else []
        for mark in marks:
            if mark[1]:
                found[mark].add(report.article)
    return found


def alike(reports: Iterable[Told]) -> list[tuple[str, str]]:
    """Pairs of articles whose texts are nearly the same."""
    signed = sorted({report.article: report.origin.signature for report in reports if report.origin.signature}.items())
    if len(signed) < 2:
        return []
    table = np.stack([read(stored) for _, stored in signed])
    return [
        (signed[place][0], signed[place + 1 + other][0])
        for place in range(len(signed) - 1)
        for other in np.flatnonzero(likeness(table[place], table[place + 1 :]) >= ALIKE)
    ]


def has_official(reports: Iterable[Told]) -> bool:
    """Whether a public authority itself is among the publishers."""
    return any(report.origin.tier == OFFICIAL for report in reports)
