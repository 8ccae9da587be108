"""What may not be undercut (`floors.toml`): figures a little below those that were measured on the development split."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.quality.acts import Item, bcubed, told_twice
from benchmarks.quality.calibration import bands
from benchmarks.quality.scoring import TYPES, Score
from graph.settings import Settings

FLOORS = Path(__file__).with_name("floors.toml")


def figures(score: Score, reports: Sequence[Item] = ()) -> dict[str, float]:
    """Every figure that can have a floor, by the name that it has in `floors.toml`; `reports` are all documents'."""
    values = {name.replace(" ", "-"): score.counts[name].f1 for name in (*TYPES, "rulings", "rulings loose", "claims")}
    values["rulings-precision"] = score.counts["rulings"].precision
    values |= {name.replace("+", "-"): score.slot(name) for name in ("status", "amount+currency", "date")}
    values["no-ruling-articles"] = score.silent.precision
    published = bands(score.told, Settings())
    values["published-precision"], values["published-factual"] = next(
        (band.precision, band.factual) for band in published.values()
    )
    if reports:
        values["acts"] = bcubed(reports).f1
        values["acts-told-twice"] = bcubed(told_twice(reports)).f1
    return values


def undercut(measured: Mapping[str, float], section: str, path: Path = FLOORS) -> Iterator[str]:
    """One line for each floor of a section (`dev`, `dev-fr`) that is undercut. KeyError for a floor of an unknown figure."""
    floors: dict[str, float] = tomllib.loads(path.read_text(encoding="utf-8")).get(section, {})
    for name, floor in floors.items():
        if measured[name] < floor:
            yield f"{section}: {name} is {measured[name]:.3f}, below its floor of {floor:.3f}"
