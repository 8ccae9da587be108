"""Names of months in seven languages, with their abbreviations, from `ontology/lexicon/dates.toml`."""

from __future__ import annotations

import tomllib

import ontology


def names() -> dict[str, int]:
    """The number of each month by every name that it has."""
    data = tomllib.loads((ontology.ROOT / "lexicon" / "dates.toml").read_text(encoding="utf-8"))
    lists = (entry[part] for entry in data.values() for part in ("months", "short") if part in entry)
    return {name: number for months in lists for number, forms in enumerate(months, 1) for name in forms.split()}


MONTH_NUMBERS = names()
MONTH_PATTERN = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
