"""A dated release: everything as N-Quads, what rulings and matters say, and what changed since the release before.

A release is a folder named after its day, put in place whole: `manifest.json` has the size and SHA-256 of each file.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse, serialize

from graph.errors import InputError
from graph.history.record import Entry, entries
from graph.sparql import sparql
from graph.store import Store

DUMP, STATES, CHANGES, READABLE, MANIFEST = (
    "policygraph.nq.gz",
    "rulings.nt",
    "changes.json",
    "changes.md",
    "manifest.json",
)
STATE = frozenset(
    [
        "kind",
        "status",
        "bindingForce",
        "date",
        "penaltyAmount",
        "penaltyCurrency",
        "inForce",
        "endedOn",
        "verb",
        "state",
        "stateSince",
    ]
)
"""Properties that tell the state of a ruling or matter; how many articles tell it is none."""
_HEADINGS = {"changed": "Changed", "new": "New", "removed": "No longer there"}


def release(store: Store, into: Path, day: date) -> Path:
    """Write the release of a day into a folder of releases; its path. InputError if it is there, or cannot be written."""
    target = into / day.isoformat()
    if target.exists():
        raise InputError(f"The release {target} is there already.", "Remove it, or release on another day.")
    part = into / f".{target.name}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        _write(store, part, former(into, day), day)
        part.rename(target)
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}.", "Choose another folder.") from error
    return target


def former(into: Path, day: date) -> Path | None:
    """The newest release before a day."""
    found = sorted(path for path in into.glob("????-??-??") if path.name < day.isoformat() and (path / STATES).exists())
    return found[-1] if found else None


def changed(before: Sequence[Triple], after: Sequence[Triple]) -> list[Entry]:
    """Rulings and matters whose state changed, that are new, or that are gone."""
    found = [
        replace(entry, fields={name: pair for name, pair in entry.fields.items() if name in STATE})
        for entry in entries(before, after)
    ]
    return [entry for entry in found if entry.fields or entry.what != "changed"]


def readable(found: Sequence[Entry], day: date, before: str | None) -> str:
    """What changed, in Markdown."""
    since = f"since the release of {before}" if before else "with the first release"
    lines = [f"# {day.isoformat()}", "", f"{len(found)} rulings and matters changed {since}."]
    for what, heading in _HEADINGS.items():
        some = [entry for entry in found if entry.what == what]
        lines += ["", f"## {heading} ({len(some)})", ""] if some else []
        for entry in sorted(some, key=lambda entry: (entry.label, entry.thing)):
            lines += [f"- [{_plain(entry.label)}]({entry.thing})"]
            lines += [f"    - {line}" for line in _told(entry)]
    return "\n".join([*lines, ""])


def _told(entry: Entry) -> Iterable[str]:
    if entry.heir:
        yield f"its reports went to <{entry.heir}>"
    if entry.what == "changed":
        for name, (old, new) in entry.fields.items():
            yield f"{name}: {_plain(', '.join(old)) or 'none'} → {_plain(', '.join(new)) or 'none'}"


def _plain(text: str) -> str:
    """Text of articles, so that Markdown takes none of it for markup."""
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>#|!" else mark for mark in " ".join(text.split()))


def _write(store: Store, folder: Path, last: Path | None, day: date) -> None:
    with (folder / DUMP).open("wb") as output, gzip.GzipFile("", "wb", fileobj=output, mtime=0) as packed:
        store.dump(packed, RdfFormat.N_QUADS)  # type: ignore[arg-type]
    now = sorted(store.construct(sparql("release-states")), key=str)
    (folder / STATES).write_bytes(serialize(now, format=RdfFormat.N_TRIPLES) or b"")
    text = (last / STATES).read_bytes() if last else b""
    found = changed([quad.triple for quad in parse(text, RdfFormat.N_TRIPLES)], now)
    document = {
        "day": day.isoformat(),
        "since": last.name if last else None,
        "changes": [asdict(entry) for entry in found],
    }
    (folder / CHANGES).write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    (folder / READABLE).write_text(readable(found, day, last.name if last else None), "utf-8")
    files = [
        {"name": path.name, "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(folder.iterdir())
    ]
    manifest = {
        "day": day.isoformat(),
        "since": last.name if last else None,
        "version": store.version(),
        "files": files,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
