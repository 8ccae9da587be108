"""Writes `article.txt` and `rulings.txt`, the triples of two made-up articles: `python -m tests.golden.graph`.

A change of these files in a commit is a change of the shape of the graph: docs/graphs.md tells of it.
"""

from __future__ import annotations

import io
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from graph.model import Related
from graph.pipeline import ingest_all
from graph.quads import Iris
from graph.settings import Settings
from graph.store import open_store
from tests.acts import EXTRACTOR, article

FOLDER = Path(__file__).parent
PREFIXES = {
    "id": Settings().base,
    "pg": "https://w3id.org/policygraph/ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MAIN = article(
    "Acme broke Canadian privacy law, watchdog finds",
    "act kind=finding force=finding-only by=ca-opc against=acme in=CA on=2021-02-03 about=facial-recognition",
    "act kind=fine by=ca-opc against=acme modality=possible",
    "says by=organisation/acme | consent was not required",
    "uses who=regulator/ca-rcmp whose=acme",
    url="https://www.paper.example/2021/02/acme/?utm_source=feed",
    published="2021-02-05",
    related=(
        Related("Acme is told off", "act kind=finding by=ca-opc against=acme in=CA", "https://other.example/acme"),
    ),
)


def written(main: bool) -> str:
    """The graph of the article, or what the default graph holds of rulings, articles and claims."""
    with open_store("memory:") as store:
        ingest_all([MAIN], store, Settings(), extractor=EXTRACTOR)
        output = io.BytesIO()
        graph: NamedNode | DefaultGraph = Iris(Settings().base).article(MAIN) if main else DefaultGraph()
        store.dump(output, RdfFormat.N_TRIPLES, graph)
    lines = sorted(output.getvalue().decode().splitlines())
    ours = [line for line in lines if line.startswith(tuple(f"<{Settings().base}{kind}/" for kind in KINDS))]
    return "\n".join(shortened(line) for line in (lines if main else ours)) + "\n"


KINDS = ("ruling", "article", "claim", "organisation", "person")


def shortened(line: str) -> str:
    """A triple with the usual prefixes, for people to read."""
    for name, begin in PREFIXES.items():
        line = line.replace(f"<{begin}", f"<{name}:")
    return line


if __name__ == "__main__":
    (FOLDER / "article.txt").write_text(written(main=True), "utf-8")
    (FOLDER / "rulings.txt").write_text(written(main=False), "utf-8")
