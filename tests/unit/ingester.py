"""A process that ingests until it is killed: `python ingester.py FOLDER COUNT`. It says `open` when it begins."""

from __future__ import annotations

import sys

from graph.model import Article, Related
from graph.pipeline import ingest_all
from graph.settings import Settings
from graph.store import open_store
from tests.acts import EXTRACTOR, article

RESPONDENTS = ("meta", "google", "acme", "clearview-ai")


def articles(count: int) -> list[Article]:
    """Articles on overlapping acts, some of which name others or come twice."""
    made = []
    for number in range(count):
        who, day = RESPONDENTS[number % 4], f"2023-{number % 12 + 1:02}-{number % 27 + 1:02}"
        lines = (
            f"act kind=fine by=ie-dpc against={who} in=IE on=2023-{number % 12 + 1:02} sum={number % 5 + 1}000EUR",
            f"act kind=finding by=ca-opc against={who} in=CA",
            f"says by={who} | position {number}",
            f"uses who=acme-{number % 7} whose={who}",
        )
        related = (Related(f"Article number {number + 1} of the year", "In short."),)
        url = f"https://paper.example/{number}" if number % 3 else None
        made.append(article(f"Article number {number} of the year", *lines, url=url, published=day, related=related))
    return made


def main(folder: str, count: int) -> None:
    """Ingest, telling each article that is done."""
    with open_store(folder) as store:
        print("open", flush=True)
        ingest_all(
            articles(count),
            store,
            Settings(),
            lambda report: print(report.new + report.updated, flush=True),
            extractor=EXTRACTOR,
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
