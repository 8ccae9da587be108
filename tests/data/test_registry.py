"""Every rule of `ontology/registry/README.md`."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import ontology

REGISTRY = ontology.ROOT / "registry"
FILES = sorted(REGISTRY.glob("*/*.csv"))
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
INTERVAL = re.compile(r"\[(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?/(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?\]")
MARKS = re.compile(r"\[[^\]]*/[^\]]*\]|@[a-z]{2,3}$")
COLUMNS = {
    "authorities": "id,name,native_name,acronyms,aliases,former_names,jurisdiction,kind,remit,website,wikidata,source",
    "laws": "id,title,short_title,acronyms,aliases,jurisdiction,kind,year,citation,uri,topics,source",
    "technologies": "id,label,aliases,broader,definition,exact_match,source",
    "companies": "id,name,aliases,former_names,kind,jurisdiction,parent,website,wikidata,source",
    "products": "id,name,aliases,kind,owner,technology,source",
    "jurisdictions": "id,code,name,aliases,adjectives,broader,wikidata,source",
    "nicknames": "id,aliases,adjectives",
    "currencies": "id,code,low,high,source",
    "sources": "id,name,aliases,domains,tier,source",
}
LISTS = ("aliases", "acronyms", "former_names", "native_name", "adjectives", "broader", "parent", "owner", "technology")
PLACES = {row["code"] for row in ontology.rows("jurisdictions") if "name" in row}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def values(cell: str) -> Iterator[str]:
    """The values of a cell without their languages and intervals."""
    return (MARKS.sub("", MARKS.sub("", value)).strip() for value in cell.split("|") if value)


def ids(folder: str, products: bool = False) -> set[str]:
    return {row["id"] for row in ontology.rows(folder) if ("owner" in row) == products}


def concepts(scheme: str) -> set[str]:
    text = "\n".join(path.read_text("utf-8") for path in sorted((ontology.ROOT / "vocab").glob("*.ttl")))
    blocks = text.split("@prefix : <https://w3id.org/policygraph/ns/")
    (block,) = (block for block in blocks if block.startswith(f"{scheme}/>"))
    return set(re.findall(r"^:([a-z-]+) a skos:Concept", block, re.MULTILINE))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_columns(path: Path) -> None:
    kind = path.stem if path.stem in COLUMNS else path.parent.name
    assert path.read_text("utf-8").split("\n")[0] == COLUMNS[kind]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_bytes(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")
    assert [line for line in text.split("\n") if line != line.rstrip()] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_ids_are_slugs_and_sorted(path: Path) -> None:
    found = [row["id"] for row in rows(path)]
    assert [identifier for identifier in found if not SLUG.fullmatch(identifier)] == []
    assert found == sorted(found)


@pytest.mark.parametrize("folder", sorted({path.parent.name for path in FILES}))
def test_ids_are_unique_in_their_folder(folder: str) -> None:
    files = [path for path in FILES if path.parent.name == folder and path.stem != "nicknames"]
    found = [f"{path.stem == 'products'} {row['id']}" for path in files for row in rows(path)]
    assert [identifier for identifier, count in Counter(found).items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_cells(path: Path) -> None:
    for row in rows(path):
        assert None not in row, row["id"]
        assert None not in row.values(), row["id"]
        for column, cell in row.items():
            assert cell == cell.strip(), (row["id"], column)
            assert not re.search(r"[\x00-\x1f]| {2,}", cell), (row["id"], column)
            if column in LISTS:
                parts = cell.split("|") if cell else []
                assert all(part and part == part.strip() for part in parts), (row["id"], column)
                assert len(set(parts)) == len(parts), (row["id"], column)
                for mark in re.findall(r"\[[^\]]*/[^\]]*\]", cell):
                    assert INTERVAL.fullmatch(mark), (row["id"], mark)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_addresses_identifiers_and_sources(path: Path) -> None:
    for row in rows(path):
        for column in ("website", "uri"):
            cell = row.get(column, "")
            assert not cell or re.fullmatch(r"https?://[^\s<>\"]+", cell), (row["id"], cell)
        assert re.fullmatch(r"(?:Q\d+)?", row.get("wikidata", "")), row["id"]
        if path.stem != "nicknames":
            assert row["source"], row["id"]


@pytest.mark.parametrize("folder", ["authorities", "laws", "companies"])
def test_places_are_those_of_iso_3166(folder: str) -> None:
    for row in ontology.rows(folder):
        cell = row.get("jurisdiction", "")
        assert set(cell.split("|")) <= PLACES or not cell, (row["id"], cell)


@pytest.mark.parametrize("folder", ["authorities", "laws"])
def test_an_id_begins_with_its_place(folder: str) -> None:
    for row in ontology.rows(folder):
        codes = {code.lower() for code in row["jurisdiction"].split("|")}
        prefixes = codes | {code.partition("-")[0] for code in codes}
        assert any(row["id"].startswith(f"{prefix}-") for prefix in prefixes), row["id"]


@pytest.mark.parametrize(
    ("folder", "column", "scheme"),
    [
        ("authorities", "kind", "authority-kind"),
        ("authorities", "remit", "remit"),
        ("laws", "kind", "law-kind"),
        ("laws", "topics", "remit"),
        ("companies", "kind", "organisation-kind"),
    ],
)
def test_values_are_concepts_of_their_vocabulary(folder: str, column: str, scheme: str) -> None:
    known = concepts(scheme)
    for row in ontology.rows(folder):
        if "owner" not in row:
            assert set(filter(None, row[column].split("|"))) <= known, (row["id"], row[column])


def test_references_lead_somewhere() -> None:
    technologies, organisations = ids("technologies"), ids("companies")
    for row in ontology.rows("technologies"):
        assert set(values(row["broader"])) <= technologies - {row["id"]}, row["id"]
    for row in ontology.rows("companies"):
        column = "owner" if "owner" in row else "parent"
        assert set(values(row[column])) <= organisations, (row["id"], row[column])
        assert set(values(row.get("technology", ""))) <= technologies, (row["id"], row["technology"])
    places = {row["id"] for row in ontology.rows("jurisdictions") if "name" in row}
    for row in ontology.rows("jurisdictions"):
        assert set(values(row.get("broader", ""))) <= places, row["id"]
        assert row["id"] in places


@pytest.mark.parametrize(
    ("folder", "column", "products"), [("technologies", "broader", False), ("companies", "parent", False)]
)
def test_no_circles(folder: str, column: str, products: bool) -> None:
    above = {row["id"]: set(values(row[column])) for row in ontology.rows(folder) if column in row}
    for identifier in above:
        seen, queue = set[str](), set(above[identifier])
        while queue:
            seen |= queue
            queue = {other for one in queue for other in above.get(one, ())} - seen
        assert identifier not in seen


def test_technologies_are_defined() -> None:
    for row in ontology.rows("technologies"):
        assert row["label"], row["id"]
        assert row["definition"].endswith("."), row["id"]


def test_every_country_and_the_subdivisions_that_policy_texts_name_are_there() -> None:
    import pycountry

    assert {country.alpha_2 for country in pycountry.countries} <= PLACES
    assert {"EU", "US-CA", "CA-QC", "AU-NSW", "DE-HH", "IN-KA", "GB-SCT"} <= PLACES


@pytest.mark.parametrize(("folder", "least"), [("authorities", 120), ("technologies", 100), ("laws", 80)])
def test_there_is_enough(folder: str, least: int) -> None:
    assert sum(1 for _ in ontology.rows(folder)) >= least


def test_dollar_ranges() -> None:
    for row in ontology.rows("currencies"):
        assert re.fullmatch(r"[A-Z]{3}", row["code"]), row["id"]
        assert 0 < float(row["low"]) <= float(row["high"]), row["id"]


def test_sources_have_a_tier_and_no_two_the_same_name_or_domain() -> None:
    sources = list(ontology.rows("sources"))
    assert {row["tier"] for row in sources} <= concepts("tier")
    for column in ("name", "aliases", "domains"):
        counts = Counter(value.casefold() for row in sources for value in row[column].split("|") if value)
        assert [value for value, count in counts.items() if count > 1] == []
    domains = [domain for row in sources for domain in row["domains"].split("|") if domain]
    assert [domain for domain in domains if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", domain)] == []
