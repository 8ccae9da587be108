"""What may not be undercut (`floors.toml`): figures a little below those that were measured on the development split."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from benchmarks.quality.scoring import TYPES, Score

FLOORS = Path(__file__).with_name("floors.toml")


def figures(score: Score) -> dict[str, float]:
    """Every figure that can have a floor, by the name that it has in `floors.toml`."""
    values = {name.replace(" ", "-"): score.counts[name].f1 for name in (*TYPES, "rulings", "rulings loose", "claims")}
    values["rulings-precision"] = score.counts["rulings"].precision
    values |= {name.replace("+", "-"): score.slot(name) for name in ("status", "amount+currency", "date")}
    values["no-ruling-articles"] = score.silent.precision
    return values


def undercut(score: Score, section: str, path: Path = FLOORS) -> Iterator[str]:
    """One line for each floor of a section (`dev`, `dev-fr`) that is undercut. KeyError for a floor of an unknown figure."""
    floors: dict[str, float] = tomllib.loads(path.read_text(encoding="utf-8")).get(section, {})
    measured = figures(score)
    for name, floor in floors.items():
        if measured[name] < floor:
            yield f"{section}: {name} is {measured[name]:.3f}, below its floor of {floor:.3f}"
