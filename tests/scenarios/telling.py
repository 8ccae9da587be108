"""How a story gets into a store, and how it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.pipeline import Extractor, ingest
from graph.settings import Settings
from graph.store import Store, open_store
from graph.vocabulary import text_of

FOLDER = Path(__file__).parent
SETTINGS = Settings()
PREFIXES = """
PREFIX pg: <https://w3id.org/policygraph/ns#> PREFIX kind: <https://w3id.org/policygraph/ns/kind/>
PREFIX force: <https://w3id.org/policygraph/ns/force/> PREFIX id: <https://w3id.org/policygraph/id/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX jurisdiction: <https://w3id.org/policygraph/id/jurisdiction/>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
"""


@contextmanager
def told(story: str) -> Iterator[Store]:
    """A store with the articles of a story; its chapters, if it has some, one after the other."""
    with open_store("memory:") as store:
        for chapter in chapters(story):
            take(store, chapter)
        yield store


def chapters(story: str) -> list[Path]:
    """The folders of a story, in order."""
    return sorted(path for path in (FOLDER / story).iterdir() if path.is_dir()) or [FOLDER / story]


def take(store: Store, folder: Path, extractor: Extractor | None = None) -> None:
    """Take in the articles of a folder."""
    report = ingest([folder], store, SETTINGS, extractor=extractor)
    assert (report.refusals, report.quarantined) == ([], [])


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """The solutions of a query, as text."""
    return [tuple(text_of(term) for term in row.values()) for row in store.select(PREFIXES + query)]
