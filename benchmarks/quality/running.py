"""The samples of the gold set, extracted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.provenance import ROOT
from benchmarks.quality.acts import Found, Item, items
from benchmarks.quality.gold import Document, Record, record_of
from benchmarks.quality.scoring import Score, Scored, score
from benchmarks.quality.variants import switch_off
from graph.consolidate import Told, reports_in
from graph.model import Article, Extraction
from graph.quads import Document as Stored
from graph.quads import Iris, article_quads
from graph.readers import read_file
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Taken:
    """What extraction makes of an article: its record, the reports behind its rulings in the same order (None: not stored), and the record with the hidden ones too."""

    record: Record
    reports: tuple[Told | None, ...]
    everything: Record


def samples(documents: Iterable[Document]) -> dict[str, Article]:
    """The articles of these documents by their source, as the gold set names it. KeyError if one has none."""
    wanted = {document.source for document in documents}
    files = {source if (ROOT / source).is_file() else source.rpartition(":")[0] for source in wanted}
    found: dict[str, Article] = {}
    for file in sorted(files):
        for article in read_file(ROOT / file):
            if isinstance(article, Article):
                source = Path(article.source).relative_to(ROOT).as_posix()
                # A JSON Lines file of one line is read as one object, without a line number.
                found[source if source in wanted else f"{source}:1"] = article
    if missing := wanted - found.keys():
        raise KeyError(f"no article for: {', '.join(sorted(missing))}")
    return found


def extract_record(article: Article) -> Taken:
    """What extraction says of one article; a technology carries all names of its concept."""
    from graph.extraction import extract
    from graph.extraction.record import to_record
    from graph.model import EntityType
    from graph.registry import load

    extraction = extract(article)
    record: dict[str, Any] = to_record(extraction)
    entries = load().entries
    record["technologies"] = [
        {"name": entity.name, "aliases": entries[entity.id].aliases if entity.id in entries else entity.aliases}
        for entity in extraction.entities
        if entity.type is EntityType.TECHNOLOGY
    ]
    everything = record | {"rulings": [*record["rulings"], *record["hidden"]]}
    return Taken(record_of(record), told_reports(extraction), record_of(everything))


def judged(taken: Taken, gold: Record) -> Score:
    """The counts of one document; how surely things are told is counted for what is hidden too."""
    result = score(taken.record, gold)
    result.told = score(taken.everything, gold).told
    return result


def told_reports(extraction: Extraction) -> tuple[Told | None, ...]:
    """The reports of an extraction as consolidation reads them; None for one that the store does not take."""
    iris = Iris(Settings().base)
    article = iris.article(extraction.article)
    told = reports_in(article_quads(extraction, Stored(extraction.article), iris, ""), iris.base)
    return tuple(told.get(iris.report(article, number).value) for number, _ in enumerate(extraction.reports, 1))


def run(
    documents: Sequence[Document],
    workers: int = 2,
    articles: Mapping[str, Article] | None = None,
    without: str | None = None,
) -> tuple[list[Scored], list[Item]]:
    """Extract and score all documents, in several processes where there are enough of them, and consolidate them.

    `articles` stand for the samples, by source; `without` is a part of extraction to switch off.
    """
    texts = samples(documents) if articles is None else articles
    inputs = [texts[document.source] for document in documents]
    workers = min(workers, len(os.sched_getaffinity(0)))
    if without is None and (workers < 2 or len(inputs) < 10):
        taken = [extract_record(article) for article in inputs]
    else:
        with ProcessPoolExecutor(workers, get_context("spawn"), switch_off, (without,)) as pool:
            taken = list(pool.map(extract_record, inputs, chunksize=4))
    pairs = list(zip(documents, taken, strict=True))
    scored = [Scored(document, judged(one, document.gold)) for document, one in pairs]
    return scored, items(Found(document.gold, one.record, one.reports) for document, one in pairs)
