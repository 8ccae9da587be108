"""Writes `registry/jurisdictions/iso-3166.csv` (`make registry`) from kept libraries: pycountry (ISO 3166-1 and -2
names and codes), babel (names in other languages), countryinfo (demonyms), rigour (Wikidata identifiers).

What those do not hold (nicknames, adjectives such as 'Hamburg's') stands in `registry/jurisdictions/curated.csv`.
"""

from __future__ import annotations

import csv
import re

import pycountry
from babel import Locale
from countryinfo import CountryInfo
from rigour.territories import get_territory

from ontology import ROOT

COLUMNS = ["id", "code", "name", "aliases", "adjectives", "broader", "wikidata", "source"]
WITH_SUBDIVISIONS = ("US", "CA", "AU", "DE", "IN", "GB")
LANGUAGES = ("fr", "de", "es", "it", "pt", "nl")
# Subdivisions of these kinds are counties and boroughs that no policy text means.
GB_NATIONS = {"GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"}


def country_row(country: object) -> dict[str, str]:
    """One row for a country of ISO 3166-1."""
    code = country.alpha_2  # type: ignore[attr-defined]
    name = getattr(country, "common_name", None) or Locale("en").territories.get(code) or country.name  # type: ignore[attr-defined]
    names = {country.name, getattr(country, "official_name", "")} - {"", name}  # type: ignore[attr-defined]
    names |= {Locale("en").territories.get(code, name)} - {name}
    foreign = {
        f"{Locale(tongue).territories[code]}@{tongue}" for tongue in LANGUAGES if code in Locale(tongue).territories
    }
    foreign = {alias for alias in foreign if alias.split("@")[0] != name}
    return row(code, name, sorted(names) + sorted(foreign), demonym(code), "")


def demonym(code: str) -> list[str]:
    """English demonym of a country, which is its adjective too for most; empty where the library has none."""
    try:
        found = CountryInfo(code).info().get("demonym", "")
    except Exception:  # the library raises bare exceptions for unknown codes
        return []
    return [word.strip() for word in str(found).replace(" or ", ",").split(",") if word.strip()]


def apart(rows: list[dict[str, str]]) -> None:
    """Leave a demonym that several countries share ('American', 'French') to the one with the most people."""
    owners: dict[str, str] = {}
    for entry in sorted(rows, key=lambda entry: -people(entry["code"])):
        for word in filter(None, entry["adjectives"].split("|")):
            owners.setdefault(word, entry["code"])
    for entry in rows:
        kept = [word for word in entry["adjectives"].split("|") if owners.get(word) == entry["code"]]
        entry["adjectives"] = "|".join(kept)


def people(code: str) -> int:
    """How many live in a country; 0 where the library does not know it."""
    try:
        return int(CountryInfo(code).info().get("population") or 0)
    except Exception:  # the library raises bare exceptions for unknown codes
        return 0


def row(code: str, name: str, aliases: list[str], adjectives: list[str], broader: str) -> dict[str, str]:
    """The CSV row; Wikidata's identifier where rigour knows the territory."""
    territory = get_territory(code.lower())
    return {
        "id": code.lower(),
        "code": code,
        "name": name,
        "aliases": "|".join(alias for alias in aliases if "|" not in alias),
        "adjectives": "|".join(adjectives),
        "broader": broader,
        "wikidata": (territory.qid or "") if territory else "",
        "source": "ISO 3166-2" if "-" in code else "ISO 3166-1",
    }


def main() -> None:
    """Write the file, sorted by id."""
    rows = [country_row(country) for country in pycountry.countries]
    for parent in WITH_SUBDIVISIONS:
        for part in pycountry.subdivisions.get(country_code=parent):  # type: ignore[no-untyped-call]
            if parent == "GB" and part.code not in GB_NATIONS:
                continue
            local = re.sub(r" \[.*\]$", "", part.name)  # 'Wales [Cymru GB-CYM]'
            name = english(part.code, local)
            rows.append(row(part.code, name, [local] if local != name else [], [], parent.lower()))
    apart(rows)
    with (ROOT / "registry" / "jurisdictions" / "iso-3166.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda entry: entry["id"]))


def english(code: str, name: str) -> str:
    """The English name of a subdivision: rigour's where it has one, else the one of ISO."""
    territory = get_territory(code.lower())
    return territory.name if territory and "-" in territory.code else name


if __name__ == "__main__":
    main()
