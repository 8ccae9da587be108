"""The records of the log, and what a change of triples means for rulings and matters."""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from graph.errors import PolicygraphError
from graph.vocabulary import CONCEPTS, PG, RDF, RDFS, text_of

FOLLOWED = {PG.Ruling: "ruling", PG.Matter: "matter"}
"""Classes whose changes are told."""
_NAMED = f"{PG}"


class HistoryError(PolicygraphError):
    """A moment that the log does not reach, or a cursor that it does not hold any more."""


class Cause(StrEnum):
    """Why the graph changed."""

    WORLD = "world-changed"
    """An article came in that was not known."""
    ARTICLE = "article-changed"
    """A known article came in with another text or other metadata."""
    PIPELINE = "pipeline-changed"
    """The same articles were read by another version of the extraction, the registry or the rules."""
    PERSON = "corrected-by-a-person"
    """Somebody decided something: retracted an article, judged a report."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one ruling or matter: `what` is new, changed or removed.

    `fields` gives for each property its values before and after. A ruling that was removed and whose reports
    went to another one names that one in `heir`.
    """

    thing: str
    type: str
    label: str
    what: str
    fields: Mapping[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    heir: str | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction. `name` sorts by time and is the cursor behind it; `note` says what was done, in words."""

    name: str
    time: str
    cause: Cause
    note: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some transactions, oldest first, and the cursor behind the last of them; `more` if there are others."""

    items: tuple[Transaction, ...]
    cursor: str
    more: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Triples of the default graph that a transaction took out and put in."""

    removed: frozenset[Triple]
    added: frozenset[Triple]

    def pack(self) -> str:
        """As text: compressed N-Triples, in base 64."""
        parts = [(serialize(sorted(part, key=str), format=RdfFormat.N_TRIPLES) or b"") for part in self._parts()]
        text = json.dumps([part.decode() for part in parts])
        return base64.b64encode(zlib.compress(text.encode(), 9)).decode()

    def _parts(self) -> tuple[frozenset[Triple], frozenset[Triple]]:
        return self.removed, self.added


def unpack(packed: str) -> Difference:
    """The inverse of `Difference.pack`."""
    removed, added = json.loads(zlib.decompress(base64.b64decode(packed)))
    return Difference(
        *(frozenset(quad.triple for quad in parse(part, RdfFormat.N_TRIPLES)) for part in (removed, added))
    )


def difference(before: Iterable[Triple], after: Iterable[Triple]) -> Difference:
    """What differs."""
    old, new = frozenset(before), frozenset(after)
    return Difference(old - new, new - old)


def entries(before: Sequence[Triple], after: Sequence[Triple]) -> list[Entry]:
    """What changed of rulings and matters, given all facts of what may have changed."""
    old, new = _described(before), _described(after)
    heirs = {report: thing for thing, facts in new.items() for report in facts.get("fromReport", ())}
    found = []
    for thing in sorted(old.keys() | new.keys()):
        was, now = old.get(thing, {}), new.get(thing, {})
        if was == now:
            continue
        what = "changed" if was and now else "new" if now else "removed"
        told = now or was
        heir = next((heirs[one] for one in was.get("fromReport", ()) if one in heirs), None) if not now else None
        changed = {name: (was.get(name, []), now.get(name, [])) for name in sorted(was.keys() | now.keys())}
        fields = {name: pair for name, pair in changed.items() if name not in _APART and pair[0] != pair[1]}
        found.append(Entry(thing, told["type"][0], told["label"][0], what, fields, heir))
    return found


_APART = frozenset({"type", "label", "slug"})


def _described(triples: Iterable[Triple]) -> dict[str, dict[str, list[str]]]:
    """The facts about each ruling and matter, by short names, the values in order."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        thing = text_of(triple.subject)
        if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
            if triple.object in FOLLOWED:
                facts[thing]["type"] = [FOLLOWED[triple.object]]
        elif triple.predicate == RDFS.label:
            facts[thing]["label"].append(text_of(triple.object))
        elif triple.predicate.value.startswith(_NAMED):
            value = text_of(triple.object)
            short = value.rpartition("/")[2] if value.startswith(CONCEPTS) else value
            facts[thing][triple.predicate.value.removeprefix(_NAMED)].append(short)
    return {
        thing: {name: sorted(values) for name, values in own.items()} for thing, own in facts.items() if "type" in own
    }


def written(found: Sequence[Entry]) -> str:
    """Entries as JSON."""
    return json.dumps([asdict(entry) for entry in found], ensure_ascii=False)


def read(text: str) -> tuple[Entry, ...]:
    """The inverse of `written`."""
    return tuple(
        Entry(**(one | {"fields": {name: (pair[0], pair[1]) for name, pair in one["fields"].items()}}))
        for one in json.loads(text)
    )
