"""The samples of the gold set, extracted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.provenance import ROOT
from benchmarks.quality.gold import Document, Record, record_of
from benchmarks.quality.scoring import Scored, score
from graph.model import Article
from graph.readers import read_file


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


def extract_record(article: Article) -> Record:
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
    return record_of(record)


def run(documents: Sequence[Document], workers: int = 2) -> list[Scored]:
    """Extract and score all documents, in several processes where there are enough of them."""
    articles = samples(documents)
    inputs = [articles[document.source] for document in documents]
    if min(workers, len(os.sched_getaffinity(0))) < 2 or len(inputs) < 10:
        records = [extract_record(article) for article in inputs]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            records = list(pool.map(extract_record, inputs, chunksize=4))
    return [Scored(document, score(record, document.gold)) for document, record in zip(documents, records, strict=True)]
