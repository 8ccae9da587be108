"""The log as records of the JSON API, as JSON Feed 1.1 and as Atom (RFC 4287, tombstones by RFC 6721)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from xml.etree import ElementTree as XML

from pydantic import BaseModel

from api.pages import local
from graph.history import Cause, Entry, Page, Transaction

_ATOM, _GONE = "http://www.w3.org/2005/Atom", "http://purl.org/atompub/tombstones/1.0"
XML.register_namespace("", _ATOM)
XML.register_namespace("at", _GONE)
TITLE = "Changes to rulings on technology policy"


class Difference(BaseModel):
    """The values of a property before and after."""

    before: list[str]
    after: list[str]


class Changed(BaseModel):
    """What became of a ruling or matter: `what` is new, changed or removed.

    One that is removed is a tombstone: its last label stays, and `heir` is the ruling that its reports went to.
    """

    id: str
    iri: str
    type: str
    label: str
    what: str
    fields: dict[str, Difference]
    heir: str | None


class Transacted(BaseModel):
    """A transaction: when, why (`cause`; in words `note`), and what it changed."""

    cursor: str
    time: str
    cause: Cause
    note: str
    changes: list[Changed]


class ChangePage(BaseModel):
    """Transactions, oldest first. `next` is the cursor behind the last one, `more` whether others stand there yet."""

    items: list[Transacted]
    next: str
    more: bool
    next_url: str | None = None
    """The address of the next page; null on the last one."""


def page(found: Page, base: str, causes: Collection[Cause]) -> ChangePage:
    """A page of the log; transactions that changed no ruling or matter are left out."""
    items = [record(one, base) for one in found.items if one.cause in causes and one.entries]
    return ChangePage(items=items, next=found.cursor, more=found.more)


def record(transaction: Transaction, base: str) -> Transacted:
    """A transaction."""
    return Transacted(
        cursor=transaction.name,
        time=transaction.time,
        cause=transaction.cause,
        note=transaction.note,
        changes=[changed(entry, base) for entry in transaction.entries],
    )


def changed(entry: Entry, base: str) -> Changed:
    """An entry."""
    fields = {name: Difference(before=before, after=after) for name, (before, after) in entry.fields.items()}
    id_ = entry.thing.removeprefix(base)
    return Changed(
        id=id_, iri=entry.thing, type=entry.type, label=entry.label, what=entry.what, fields=fields, heir=entry.heir
    )


def as_feed(told: ChangePage, home: str, own: str) -> dict[str, Any]:
    """A JSON Feed, newest first; the whole record of a change stands in `_policygraph`."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITLE,
        "home_page_url": home,
        "feed_url": own,
        "items": [
            {
                "id": f"{change.iri}#{transaction.cursor}",
                "url": f"{home.rstrip('/')}{local(change.id)}",
                "title": title(change),
                "content_text": content(transaction, change),
                "date_published": transaction.time,
                "tags": [transaction.cause.value],
                "_policygraph": change.model_dump() | {"cause": transaction.cause.value, "note": transaction.note},
            }
            for transaction, change in newest_first(told)
        ],
    }


def as_atom(told: ChangePage, home: str, own: str) -> bytes:
    """An Atom feed, newest first; what was removed is a deleted-entry."""
    feed = XML.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", own)
    _add(feed, "title", TITLE)
    _add(feed, "updated", max((one.time for one in told.items), default="1970-01-01T00:00:00+00:00"))
    XML.SubElement(_add(feed, "author"), f"{{{_ATOM}}}name").text = "policygraph"
    _add(feed, "link", rel="self", href=own)
    _add(feed, "link", rel="alternate", href=home)
    for transaction, change in newest_first(told):
        if change.what == "removed":
            gone = XML.SubElement(feed, f"{{{_GONE}}}deleted-entry", ref=change.iri, when=transaction.time)
            XML.SubElement(gone, f"{{{_GONE}}}comment").text = content(transaction, change)
            continue
        entry = _add(feed, "entry")
        _add(entry, "id", f"{change.iri}#{transaction.cursor}")
        _add(entry, "title", title(change))
        _add(entry, "updated", transaction.time)
        _add(entry, "link", rel="alternate", href=f"{home.rstrip('/')}{local(change.id)}")
        _add(entry, "category", term=transaction.cause.value)
        _add(entry, "content", content(transaction, change), type="text")
    return bytes(XML.tostring(feed, encoding="utf-8", xml_declaration=True))


def newest_first(told: ChangePage) -> Iterator[tuple[Transacted, Changed]]:
    """Each change with its transaction."""
    for transaction in reversed(told.items):
        yield from ((transaction, change) for change in transaction.changes)


def title(change: Changed) -> str:
    """`changed: Meta: fine of EUR 1.2 billion …`."""
    return f"{change.what}: {change.label}"


def content(transaction: Transacted, change: Changed) -> str:
    """Why, and what differs."""
    lines = [f"{transaction.cause.value} ({transaction.note})"]
    for name, pair in change.fields.items():
        if change.what == "changed":
            lines.append(f"{name}: {', '.join(pair.before) or 'none'} -> {', '.join(pair.after) or 'none'}")
    return "\n".join([*lines, *([f"now part of {change.heir}"] if change.heir else [])])


def _add(parent: XML.Element, name: str, text: str = "", **attributes: str) -> XML.Element:
    found = XML.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    found.text = text or None
    return found
