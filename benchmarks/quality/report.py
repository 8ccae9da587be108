"""Scores as tables of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.quality import calibration
from benchmarks.quality.acts import Item, bcubed, told_twice
from benchmarks.quality.scoring import SLOTS, TYPES, Count, Score, Scored, by_language, by_trait
from graph.settings import Settings

HEADER = f"{'':22}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'wrong':>7}{'missed':>8}"


def lines(scored: Sequence[Scored], sum_of: Score) -> Iterator[str]:
    """The whole report of one run but its errors."""
    yield HEADER
    for name in (*TYPES, "rulings", "rulings loose", "claims"):
        yield row({"rulings": "rulings strict"}.get(name, name), sum_of.counts[name])
    yield from ("", "Rulings by kind (strict)", HEADER)
    yield from (row(kind, count) for kind, count in sorted(sum_of.kinds.items()))
    matched = sum_of.slots["matched"]
    yield from ("", f"Right in {matched} matched rulings")
    yield from (f"{name:22}{sum_of.slot(name):7.2f}{sum_of.slots[name]:>15}" for name in SLOTS)
    silent = sum_of.silent
    yield from ("", f"Articles without a ruling that yield none: {silent.right} of {silent.right + silent.wrong}")
    yield from ("", *calibration.lines(sum_of.told, Settings()))
    yield from ("", *table("language", by_language(scored)))
    yield from ("", *table("trait", by_trait(scored)))


def acts(reports: Sequence[Item]) -> Iterator[str]:
    """How well reports of one act come together."""
    yield from ("", f"{'Reports into acts (B-cubed)':30}{'P':>7}{'R':>7}{'F1':>7}{'reports':>9}")
    for name, found in (("all matched rulings", reports), ("acts told twice", told_twice(reports))):
        one = bcubed(found)
        yield f"{name:30}{one.precision:7.3f}{one.recall:7.3f}{one.f1:7.3f}{one.items:>9}"


def row(name: str, count: Count) -> str:
    """Precision, recall, F1 and the counts of one thing."""
    ratios = (count.precision, count.recall, count.f1) if count else ("-", "-", "-")
    return (
        f"{name:22}"
        + "".join(cell(ratio, 7) for ratio in ratios)
        + f"{count.right:>8}{count.wrong:>7}{count.missed:>8}"
    )


def table(title: str, groups: Mapping[str, Score]) -> Iterator[str]:
    """One line a group: entities and rulings."""
    short = ("organ.", "regul.", "jurisd.", "techn.", "laws")
    yield f"{'F1 by ' + title:22}{'docs':>6}" + "".join(f"{name:>8}" for name in short) + f"{'rulings':>9}   P / R"
    for name, score in groups.items():
        ruling = score.counts["rulings"]
        values = "".join(cell(score.counts[kind].f1 if score.counts[kind] else "-", 8) for kind in TYPES)
        rulings = f"{ruling.f1:9.2f}   {ruling.precision:.2f} / {ruling.recall:.2f}" if ruling else f"{'-':>9}"
        yield f"{name:22}{score.documents:>6}{values}{rulings}"


def cell(value: float | str, width: int) -> str:
    """A ratio with two places, or the sign for none."""
    return f"{value:>{width}}" if isinstance(value, str) else f"{value:{width}.2f}"


def errors(scored: Sequence[Scored]) -> Iterator[str]:
    """Every error by document: `+` said and wrong, `-` missed, `~` a slot that is wrong."""
    for item in scored:
        if item.score.errors:
            yield f"{item.document.id} ({item.document.source})"
            yield from (f"  {miss.sign} {miss.what}: {miss.text}" for miss in item.score.errors)
