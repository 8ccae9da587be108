"""Rulings as CSV and as JSON Feed 1.1."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from api.records import Party, Ruling
from api.rulings import PARTIES

SINGLE = (
    "id",
    "iri",
    "label",
    "kind",
    "status",
    "binding_force",
    "date",
    "date_precision",
    "verb",
    "in_force",
    "ended_on",
)
COLUMNS = (
    *SINGLE,
    *(f"{name}{ending}" for name in PARTIES.values() for ending in ("", "_ids")),
    "penalty_amount",
    "penalty_currency",
    "remedies",
    "support_count",
    "source_count",
    "official_source",
    "matter",
    "confidence",
    "band",
    "quote",
    "article_titles",
    "article_urls",
    "article_publishers",
    "article_dates",
)
BETWEEN = " | "


def as_csv(rulings: Iterable[Ruling]) -> str:
    """One line a ruling (RFC 4180); several values in one cell are parted by ` | `."""
    output = io.StringIO()
    writer = csv.DictWriter(output, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for ruling in rulings:
        writer.writerow({name: harmless(value) for name, value in _cells(ruling).items()})
    return output.getvalue()


def as_feed(rulings: Sequence[Ruling], home: str, feed: str, next_url: str | None) -> dict[str, Any]:
    """A JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); the whole record stands in `_policygraph`."""
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Rulings on technology policy",
        "description": "Acts of public authority on technology, with the articles that report them.",
        "home_page_url": home,
        "feed_url": feed,
        "items": [_item(ruling, home) for ruling in rulings],
    }
    return document | ({"next_url": next_url} if next_url else {})


def harmless(value: object) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=HYPERLINK(1)"), harmless("Clearview AI")
    ("'=HYPERLINK(1)", 'Clearview AI')
    """
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.lstrip()[:1] in ("=", "+", "-", "@") or cell[:1] in ("\t", "\r", "\n") else cell


def _cells(ruling: Ruling) -> dict[str, object]:
    cells: dict[str, object] = {name: getattr(ruling, name) for name in SINGLE}
    for name in PARTIES.values():
        parties: list[Party] = getattr(ruling, name)
        cells[name] = BETWEEN.join(party.label for party in parties)
        cells[f"{name}_ids"] = BETWEEN.join(party.id for party in parties)
    cells["penalty_amount"] = ruling.penalty and ruling.penalty.amount
    cells["penalty_currency"] = ruling.penalty and ruling.penalty.currency
    cells["remedies"] = BETWEEN.join(ruling.remedies)
    cells |= {
        name: getattr(ruling, name)
        for name in ("support_count", "source_count", "official_source", "confidence", "band")
    }
    cells["matter"] = ruling.matter and ruling.matter.id
    cells["quote"] = next(iter(ruling.quotes), "")
    cells["article_titles"] = BETWEEN.join(article.title for article in ruling.articles)
    cells["article_urls"] = BETWEEN.join(article.url or "" for article in ruling.articles)
    cells["article_publishers"] = BETWEEN.join(article.publisher or "" for article in ruling.articles)
    cells["article_dates"] = BETWEEN.join((article.published or "")[:10] for article in ruling.articles)
    return cells


def _item(ruling: Ruling, home: str) -> dict[str, Any]:
    lines = [*filter(None, (ruling.label, ruling.verb)), *(f"“{quote}”" for quote in ruling.quotes)]
    lines += [" · ".join(filter(None, (found.title, found.publisher, found.url))) for found in ruling.articles]
    item: dict[str, Any] = {
        "id": ruling.iri,
        "url": f"{home}doc/{ruling.id}",
        "title": ruling.label,
        "content_text": "\n\n".join(lines),
        "tags": [party.label for name in ("technologies", "jurisdictions") for party in getattr(ruling, name)],
        "_policygraph": ruling.model_dump(),
    }
    if external := next((found.url for found in ruling.articles if found.url), None):
        item["external_url"] = external
    if published := _moment(ruling):
        item["date_published"] = published
    return item


def _moment(ruling: Ruling) -> str | None:
    if ruling.date and len(ruling.date) == 10:
        return f"{ruling.date}T00:00:00Z"
    published = [found.published for found in ruling.articles if found.published and "T" in found.published]
    return min(published, default=None)
