"""Extraction on the marked passages of `training/passages`: acts found, and words that tell of no act told as one.

A passage is read as a document of its own, so nothing but its own sentences helps. An act is found where a ruling of its
kind has an issuer and a respondent of its own; a word marked `not` is told where a ruling of its kind that is no act of
the passage is read out of its sentence.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any

from benchmarks.quality.gold import Named, Record, Ruling, record_of
from benchmarks.quality.matching import match_rulings
from benchmarks.quality.scoring import ratio
from training.passages import NOT, Passage, Told

COMMON = 10
"""How many marked words a phenomenon needs to get a line."""


@dataclass(frozen=True, slots=True)
class Read:
    """A ruling that extraction read, and the stretch of the passage that it was read from."""

    ruling: Ruling
    start: int
    end: int


@dataclass(slots=True)
class Tally:
    """Acts and those found, words that tell of none and those told as acts, rulings read that are neither."""

    acts: int = 0
    found: int = 0
    traps: int = 0
    told: int = 0
    invented: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        self.acts += other.acts
        self.found += other.found
        self.traps += other.traps
        self.told += other.told
        self.invented += other.invented
        return self

    @property
    def precision(self) -> float:
        """The share of what was told that is an act of the passage."""
        return ratio(self.found, self.found + self.told + self.invented)

    @property
    def recall(self) -> float:
        """The share of the acts that were found."""
        return ratio(self.found, self.acts)


def gold_record(passage: Passage) -> Record:
    """What the marks say, in the record of the gold set: an act told twice is one, a place that acts is nobody named."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for name in passage.names:
        forms[name.thing].append(passage.text[name.start : name.end])
    things = {thing: Named(found[0], tuple(dict.fromkeys(found))) for thing, found in forms.items()}

    def named(letters: str) -> tuple[Named, ...]:
        return tuple(thing for key, thing in things.items() if key[0] in letters)

    rulings = dict.fromkeys(
        Ruling(
            act.kind,
            act.status,
            tuple(things[thing].name for thing in act.issuers if thing[0] != "j"),
            tuple(things[thing].name for thing in act.respondents),
        )
        for act in passage.acts
        if act.status != NOT
    )
    return Record(organisations=named("p"), regulators=named("a"), laws=named("l"), rulings=tuple(rulings))


def tally(passage: Passage, predicted: Record, read: Sequence[Read]) -> tuple[Tally, dict[str, Tally]]:
    """The counts of one passage, and the same by kind; `read` are the rulings of `predicted` in their order."""
    gold = gold_record(passage)
    pairs = dict(match_rulings(predicted, gold))
    traps = [act for act in passage.acts if act.status == NOT]
    kinds: defaultdict[str, Tally] = defaultdict(Tally)
    for act in gold.rulings:
        kinds[act.kind].acts += 1
    for trap in traps:
        kinds[trap.kind].traps += 1
    for number, item in enumerate(read):
        kind = kinds[item.ruling.kind]
        if number in pairs:
            kind.found += 1
        elif fallen := next((trap for trap in traps if fell_for(item, trap)), None):
            traps.remove(fallen)
            kind.told += 1
        else:
            kind.invented += 1
    return summed(kinds.values()), dict(kinds)


def fell_for(item: Read, act: Told) -> bool:
    """Whether a ruling was read out of the sentence of a marked word, and is of its kind."""
    return item.ruling.kind == act.kind and item.start <= act.start < item.end


def summed(tallies: Iterable[Tally]) -> Tally:
    """All counts added up."""
    total = Tally()
    for one in tallies:
        total += one
    return total


def extracted(passage: Passage) -> tuple[Record, tuple[Read, ...]]:
    """What extraction says of a passage; loads the extraction in the process that calls it."""
    from graph.extraction import extract
    from graph.extraction.record import to_record
    from graph.readers import raw

    article = replace(raw.read(passage.place, passage.text, passage.text.encode()), language="en")
    extraction = extract(article)
    record = record_of(as_marked(to_record(extraction), passage))
    places = [report.evidence[0] for report in extraction.reports]
    return record, tuple(Read(ruling, at.start, at.end) for ruling, at in zip(record.rulings, places, strict=True))


def as_marked(record: dict[str, Any], passage: Passage) -> dict[str, Any]:
    """The record with, for each party, the marked names that it was read from: those that end where its mention ends.

    Marks are words of the passage and extraction gives registered names, so only the place tells that they are one.
    """
    marks = {name.end: passage.text[name.start : name.end] for name in passage.names}
    for key in ("organisations", "regulators"):
        for party in record[key]:
            party["surface"] = [marks[at["end"]] for at in party["mentions"] if at["end"] in marks]
    return record


@dataclass(frozen=True, slots=True)
class Measured:
    """All counts of a set of passages."""

    passages: int
    total: Tally
    kinds: Mapping[str, Tally]
    phenomena: Mapping[str, Tally]


def measure(passages: Sequence[Passage], workers: int = 2) -> Measured:
    """Extract all passages, in several processes, and count."""
    with ProcessPoolExecutor(min(workers, len(os.sched_getaffinity(0))), mp_context=get_context("spawn")) as pool:
        results = list(pool.map(extracted, passages, chunksize=20))
    kinds: defaultdict[str, Tally] = defaultdict(Tally)
    phenomena: defaultdict[str, Tally] = defaultdict(Tally)
    for passage, (record, read) in zip(passages, results, strict=True):
        whole, by_kind = tally(passage, record, read)
        for kind, one in by_kind.items():
            kinds[kind] += one
        for phenomenon in dict.fromkeys(passage.phenomena):
            phenomena[phenomenon] += whole
    return Measured(len(passages), summed(kinds.values()), dict(sorted(kinds.items())), dict(phenomena))


HEADER = f"{'':34}{'acts':>6}{'found':>7}{'R':>6}{'P':>6}{'traps':>7}{'told':>6}{'invented':>10}"


def lines(title: str, measured: Measured) -> Iterator[str]:
    """The counts as a table: in all, by kind, by the phenomena that are common enough."""
    yield from (f"{title}: {measured.passages} passages", HEADER, row("all", measured.total), "")
    yield from (row(kind, one) for kind, one in measured.kinds.items())
    sizes = Counter({name: one.acts + one.traps for name, one in measured.phenomena.items()})
    yield ""
    yield from (row(name, measured.phenomena[name]) for name, size in sizes.most_common() if size >= COMMON)


def row(name: str, one: Tally) -> str:
    """One line of the table."""
    return (
        f"{name[:33]:34}{one.acts:>6}{one.found:>7}{one.recall:6.2f}{one.precision:6.2f}"
        f"{one.traps:>7}{one.told:>6}{one.invented:>10}"
    )
