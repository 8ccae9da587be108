"""The way of an article, and the only module that knows the order: read, merge, extract, validate, quads, consolidate.

Each article is one transaction that swaps its graph and what follows from it in the default graph. Whenever the process
dies, every article is wholly there or wholly absent, and running again completes the work.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from pyoxigraph import NamedNode, Quad

from graph.consolidate import consolidate
from graph.contents import refresh
from graph.curation.replay import Curation, key_quads, load
from graph.history import Cause, logged
from graph.model import Article, Extraction, Refusal
from graph.plans import Plan, plan, referring
from graph.quads import GRAPH_VERSION, LostReport, article_quads
from graph.readers import read_paths
from graph.registry_graph import Registry, described
from graph.retraction import Tombstone, tombstones
from graph.settings import Settings
from graph.sparql import sparql
from graph.store import Change, Store
from graph.upkeep import ensure_registry
from graph.validate import storable, validate
from graph.vocabulary import text_of

BATCH = 32
Extracted = Extraction | Refusal
ExtractMany = Callable[[Iterable[Article]], Iterator[Extracted]]


@dataclass(frozen=True, slots=True)
class Extractor:
    """A way to extract, and its version: articles that another version has made are made anew."""

    extract: Callable[[Article], Extracted]
    version: str


@dataclass(frozen=True, slots=True)
class Revised:
    """An article that came in a new version: how many quotes the former one had, and reports whose words are gone."""

    article: str
    title: str
    quotes: int
    lost: tuple[LostReport, ...]


@dataclass(slots=True)
class IngestReport:
    """What an ingest has done so far.

    `read` counts documents that could be read; `new`, `updated` and `unchanged` count articles, related entries among them. An article is
    updated where a document adds to it or another version of the extraction makes it anew.
    """

    read: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    """Inputs that were not taken in."""
    quarantined: list[Refusal] = field(default_factory=list)
    """Parts of articles that were left out because they do not hold."""
    revised: list[Revised] = field(default_factory=list)
    """Articles that came in a new version."""
    entities: int = 0
    """Things that the consolidated graph describes, at the end; so for rulings and triples."""
    rulings: int = 0
    triples: int = 0
    seconds: float = 0.0
    current: str = ""
    """What was worked on last."""

    @property
    def articles(self) -> int:
        """How many articles were met, related entries among them."""
        return self.new + self.updated + self.unchanged

    @property
    def refused(self) -> int:
        """How many inputs were not taken in."""
        return len(self.refusals)


Progress = Callable[[IngestReport], None]
Item = TypeVar("Item")


def ingest(
    paths: Sequence[Path],
    store: Store,
    settings: Settings,
    on_progress: Progress | None = None,
    *,
    workers: int = 1,
    extractor: Extractor | None = None,
) -> IngestReport:
    """Take in the documents of files and folders. Bad input is told in the report and never stops the rest."""
    inputs = read_paths(list(paths), settings.max_input_bytes)
    return ingest_all(inputs, store, settings, on_progress, workers=workers, extractor=extractor)


def ingest_all(
    inputs: Iterable[Article | Refusal],
    store: Store,
    settings: Settings,
    on_progress: Progress | None = None,
    *,
    workers: int = 1,
    extractor: Extractor | None = None,
) -> IngestReport:
    """Take in what readers give. Another `extractor` than ours is for tests; it works in this process."""
    if extractor:
        return _ingest(
            inputs, store, settings, lambda articles: map(extractor.extract, articles), extractor.version, on_progress
        )
    with extraction(workers) as extract_many:
        return _ingest(inputs, store, settings, extract_many, extractor_version(), on_progress)


def _ingest(
    inputs: Iterable[Article | Refusal],
    store: Store,
    settings: Settings,
    extract_many: ExtractMany,
    version: str,
    on_progress: Progress | None,
) -> IngestReport:
    begin = time.monotonic()
    report = IngestReport()
    ensure_registry(store, settings)
    registry = described(settings.base)
    mark = f"{version}.{GRAPH_VERSION}"
    removed = tombstones(store, settings)
    taken: set[NamedNode] = set()
    curation = load(store, registry.iris)
    for batch in batched(inputs, BATCH):
        report.refusals += [one for one in batch if isinstance(one, Refusal)]
        articles = [storable(one) for one in batch if isinstance(one, Article)]
        report.read += len(articles)
        work = plan(articles, store, registry.iris, mark, taken)
        report.refusals += [refused(one, removed) for one in work.plans if one.iri.value in removed]
        plans = [one for one in work.plans if one.iri.value not in removed]
        report.unchanged += work.unchanged
        taken.update(one.iri for one in plans)
        for planned, result in zip(plans, extract_many(one.document.article for one in plans), strict=True):
            curation = take(planned, result, store, registry, settings, mark, report, curation)
            report.seconds = time.monotonic() - begin
            if on_progress:
                on_progress(report)
        if on_progress:
            on_progress(report)
    refresh(store, settings.base, changed=report.new + report.updated > 0)
    tally(store, report)
    report.seconds = time.monotonic() - begin
    return report


def refused(planned: Plan, removed: Mapping[str, Tombstone]) -> Refusal:
    """The refusal of an article that was retracted."""
    stone = removed[planned.iri.value]
    reason = f"was retracted on {stone.time[:10]} by {stone.by} ({stone.why})"
    return Refusal(planned.source, reason, f"`policygraph retract --undo {planned.iri.value}` lets it in again")


def take(
    planned: Plan,
    result: Extracted,
    store: Store,
    registry: Registry,
    settings: Settings,
    version: str,
    report: IngestReport,
    curation: Curation,
) -> Curation:
    """Store one article, or note why not. What people decided is put to its new reports."""
    report.current = planned.source
    if isinstance(result, Refusal):
        report.refusals.append(replace(result, source=planned.source))
        return curation
    checked, refusals = validate(result, registry)
    report.quarantined += [replace(one, source=planned.source) for one in refusals]
    quads = article_quads(checked, planned.document, registry.iris, version)
    known = curation.read_anew(planned.iri.value, quads)
    change = change_of(planned, quads, store, registry, settings, known)
    store.apply(logged(store, change, cause_of(planned), settings, f"article: {planned.document.article.title}"))
    if planned.replaced:
        report.updated += 1
        report.revised += revised(planned)
    else:
        report.new += 1
    return known


def revised(planned: Plan) -> list[Revised]:
    """What a new version of an article no longer says, if this is one."""
    last = max(planned.document.revisions, key=lambda one: one.until, default=None)
    if not last or not planned.new_version:
        return []
    return [
        Revised(planned.iri.value, planned.document.article.title, len(last.quotes), tuple(sorted(last.lost, key=str)))
    ]


def change_of(
    planned: Plan, quads: Sequence[Quad], store: Store, registry: Registry, settings: Settings, curation: Curation
) -> Change:
    """The one transaction that stores an article: its graph, links of others to it, and what follows from both."""
    links = referring(store, planned)
    replaced = (*planned.replaced, *links)
    judgements = curation.judgements()
    fresh = [*quads, *(quad for graph in links.values() for quad in graph)]
    derived = consolidate(store, registry, replaced, fresh, settings.bands, judgements)
    clear = tuple(dict.fromkeys((*replaced, planned.iri)))
    keys = key_quads(judgements, quads, registry.iris)
    return Change(clear=clear, forget=derived.forget, insert=(*fresh, *derived.insert, *keys))


def cause_of(planned: Plan) -> Cause:
    """Why storing an article changes the graph: it is new, or reads otherwise, or is read otherwise."""
    if not planned.replaced:
        return Cause.WORLD
    return Cause.ARTICLE if planned.changed else Cause.PIPELINE


def tally(store: Store, report: IngestReport) -> None:
    """Count what is in the store."""
    (row,) = store.select(sparql("ingest-tally"))
    report.entities, report.rulings = int(text_of(row["entities"])), int(text_of(row["rulings"]))
    report.triples = store.count()


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of up to `size` items."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch


def extractor_version() -> str:
    """The version of the extraction."""
    from graph.extraction import EXTRACTOR_VERSION

    return EXTRACTOR_VERSION


def extract_article(article: Article) -> Extracted:
    """What an article says, or a refusal: an article that breaks the extraction must not stop the others."""
    from graph.extraction import extract

    try:
        return extract(article)
    except Exception as error:  # a fault of ours, told with the article that shows it
        reason = f"could not be extracted ({type(error).__name__}: {error})"
        return Refusal(article.source, reason, "report it with this document: it is a fault of policygraph")


@contextmanager
def extraction(workers: int) -> Iterator[ExtractMany]:
    """Extraction in this process, or in several others while this one writes."""
    if workers <= 1:
        yield lambda articles: map(extract_article, articles)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield lambda articles: pool.map(extract_article, articles)
