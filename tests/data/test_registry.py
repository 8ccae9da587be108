"""The registry's rows keep the rules of `ontology/registry/README.md`. A failure names each row that breaks one."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import ontology
from graph.registry import fold, owner_now, split_cell, values


def words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


REGISTRY = ontology.ROOT / "registry"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DAY = r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)"
VALUE = re.compile(rf"[^|@\[\]]+(?:@[a-z]{{2,3}})?(?:\[(?:{DAY}/{DAY}?|/{DAY})\])?")
ADDRESS = re.compile(r"https?://[^\s|]+")
WIKIDATA = re.compile(r"Q[1-9]\d*")
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
REMITS = words(
    "data-protection competition consumer telecom media online-safety financial securities banking central-bank"
    " medicines devices health aviation road-safety transport cyber-security ai intellectual-property elections gambling"
    " labour human-rights trade tax justice energy advertising product-safety national-security children education"
    " general"
)
AUTHORITY_KINDS = words("regulator ministry government legislature court prosecutor agency international")
LAW_KINDS = words("statute regulation directive bill constitution code treaty decree")
ORGANISATION_KINDS = words("company ngo police university media association public-body party")


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of file: its header, the cells that may not be empty, the cells that hold one or more values."""

    pattern: str
    header: str
    required: frozenset[str]
    listed: frozenset[str]


def table(pattern: str, header: str, required: str, listed: str) -> Table:
    return Table(pattern, header, words(required), words(listed))


TABLES = {
    "authorities": table(
        "authorities/*.csv",
        "id,name,native_name,acronyms,aliases,former_names,jurisdiction,kind,remit,website,wikidata,source",
        "id name jurisdiction kind remit source",
        "native_name acronyms aliases former_names jurisdiction remit",
    ),
    "laws": table(
        "laws/*.csv",
        "id,title,short_title,acronyms,aliases,jurisdiction,kind,year,citation,uri,topics,source",
        "id title jurisdiction kind topics source",
        "acronyms aliases jurisdiction topics",
    ),
    "technologies": table(
        "technologies/*.csv",
        "id,label,aliases,broader,definition,exact_match,source",
        "id label definition source",
        "aliases broader",
    ),
    "organisations": table(
        "companies/organisations*.csv",
        "id,name,aliases,former_names,kind,jurisdiction,parent,website,wikidata,source",
        "id name kind jurisdiction source",
        "aliases former_names parent",
    ),
    "products": table(
        "companies/products*.csv",
        "id,name,aliases,kind,owner,technology,source",
        "id name kind owner source",
        "aliases owner technology",
    ),
    "jurisdictions": table(
        "jurisdictions/[!n]*.csv",
        "id,code,name,aliases,adjectives,broader,wikidata,source",
        "id code name source",
        "aliases adjectives",
    ),
    "nicknames": table("jurisdictions/nicknames.csv", "id,aliases,adjectives", "id", "aliases adjectives"),
}
FOLDERS = {
    "authorities": ("authorities",),
    "laws": ("laws",),
    "technologies": ("technologies",),
    "companies": ("organisations", "products"),
    "jurisdictions": ("jurisdictions",),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row at its place."""

    place: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """All rows of one kind of file."""
    found = []
    for path in files(name):
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            found += [Row(f"{path.name}:{reader.line_num}", cells) for cells in reader]
    return tuple(found)


def files(name: str) -> list[Path]:
    return sorted(REGISTRY.glob(TABLES[name].pattern))


def broken(items: Iterable[Row], fault: Callable[[Row], object]) -> list[str]:
    """The rows with a fault, each with its place, its id and what is wrong."""
    return [f"{row.place} {row['id']}: {what}" for row in items if (what := fault(row))]


@cache
def codes() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("jurisdictions"))


every_table = pytest.mark.parametrize("name", TABLES)


@every_table
def test_headers(name: str) -> None:
    assert files(name)
    for path in files(name):
        assert path.read_text(encoding="utf-8").split("\n", 1)[0] == TABLES[name].header, path.name


@every_table
def test_files_are_plain(name: str) -> None:
    for path in files(name):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and data.endswith(b"\n"), path.name
        with path.open(encoding="utf-8", newline="") as lines:
            width = len(TABLES[name].header.split(","))
            assert [number for number, row in enumerate(csv.reader(lines), 1) if len(row) != width] == [], path.name


@every_table
def test_rows_are_sorted_by_id(name: str) -> None:
    for path in files(name):
        ids = [row["id"] for row in rows(name) if row.place.startswith(f"{path.name}:")]
        assert ids == sorted(ids), path.name


@pytest.mark.parametrize("folder", FOLDERS)
def test_ids_are_unique_in_their_folder(folder: str) -> None:
    places = defaultdict(list)
    for name in FOLDERS[folder]:
        for row in rows(name):
            places[row["id"]].append(row.place)
    assert {identifier: where for identifier, where in places.items() if len(where) > 1} == {}


@every_table
def test_ids_have_their_pattern(name: str) -> None:
    assert broken(rows(name), lambda row: not ID.fullmatch(row["id"])) == []


@every_table
def test_required_cells_are_filled(name: str) -> None:
    assert broken(rows(name), lambda row: [column for column in TABLES[name].required if not row[column]]) == []


@every_table
def test_cells_have_no_stray_blanks(name: str) -> None:
    def fault(row: Row) -> list[str]:
        return [key for key, cell in row.cells.items() if cell != " ".join(cell.split())]

    assert broken(rows(name), fault) == []


@every_table
def test_values_languages_and_intervals(name: str) -> None:
    def fault(row: Row) -> list[str]:
        return [
            value
            for column in TABLES[name].listed
            if row[column]
            for value in row[column].split("|")
            if not VALUE.fullmatch(value) or value != value.strip()
        ]

    assert broken(rows(name), fault) == []


@every_table
def test_intervals_end_after_they_begin(name: str) -> None:
    def fault(row: Row) -> list[str]:
        spans = re.findall(rf"\[({DAY})/({DAY})\]", " ".join(row[column] for column in TABLES[name].listed))
        return [f"{begin}/{end}" for begin, end in spans if begin[: len(end)] > end]

    assert broken(rows(name), fault) == []


@every_table
def test_no_value_stands_twice_in_a_cell(name: str) -> None:
    def fault(row: Row) -> list[str]:
        cells = [row[column].split("|") for column in TABLES[name].listed]
        return [value for cell in cells for value in cell if cell.count(value) > 1]

    assert broken(rows(name), fault) == []


@every_table
def test_identifiers_elsewhere(name: str) -> None:
    def fault(row: Row) -> list[str]:
        wrong = [row["wikidata"]] if row.cells.get("wikidata") and not WIKIDATA.fullmatch(row["wikidata"]) else []
        addresses = [row.cells.get("website"), row.cells.get("uri"), *(row.cells.get("exact_match") or "").split("|")]
        return wrong + [address for address in addresses if address and not ADDRESS.fullmatch(address)]

    assert broken(rows(name), fault) == []


@pytest.mark.parametrize(
    ("name", "column", "allowed"),
    [
        ("authorities", "kind", AUTHORITY_KINDS),
        ("authorities", "remit", REMITS),
        ("laws", "kind", LAW_KINDS),
        ("laws", "topics", REMITS),
        ("organisations", "kind", ORGANISATION_KINDS),
        ("products", "kind", frozenset({"product", "service", "brand", "model"})),
    ],
)
def test_vocabularies(name: str, column: str, allowed: frozenset[str]) -> None:
    assert broken(rows(name), lambda row: set(row[column].split("|")) - allowed) == []


@pytest.mark.parametrize("name", ["authorities", "laws", "organisations"])
def test_jurisdictions_exist(name: str) -> None:
    assert broken(rows(name), lambda row: set(values(row["jurisdiction"])) - codes()) == []


@pytest.mark.parametrize("name", ["authorities", "laws"])
def test_ids_begin_with_the_jurisdiction(name: str) -> None:
    def fault(row: Row) -> bool:
        return not row["id"].startswith(row["jurisdiction"].split("|")[0].lower() + "-")

    assert broken(rows(name), fault) == []


def test_years_of_laws() -> None:
    assert broken(rows("laws"), lambda row: row["year"] and not YEAR.fullmatch(row["year"])) == []


def test_names_of_authorities_have_no_article() -> None:
    assert broken(rows("authorities"), lambda row: row["name"].lower().startswith("the ")) == []


def test_native_names_say_their_language() -> None:
    def fault(row: Row) -> list[str]:
        return [value for value, language in split_cell(row["native_name"]) if language is None]

    assert broken(rows("authorities"), fault) == []


@pytest.mark.parametrize(
    ("name", "column", "target"),
    [
        ("organisations", "parent", "organisations"),
        ("products", "owner", "organisations"),
        ("products", "technology", "technologies"),
        ("technologies", "broader", "technologies"),
        ("jurisdictions", "broader", "jurisdictions"),
        ("nicknames", "id", "jurisdictions"),
    ],
)
def test_references_exist(name: str, column: str, target: str) -> None:
    known = {row["id"] for row in rows(target)}
    assert broken(rows(name), lambda row: set(values(row[column])) - known) == []


@pytest.mark.parametrize(
    ("name", "column"), [("organisations", "parent"), ("technologies", "broader"), ("jurisdictions", "broader")]
)
def test_hierarchies_have_no_cycle(name: str, column: str) -> None:
    above = {row["id"]: values(row[column]) for row in rows(name)}

    def ancestors(identifier: str) -> Iterator[str]:
        waiting, seen = list(above[identifier]), set()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                yield one
                waiting += above.get(one, [])

    assert [identifier for identifier in above if identifier in ancestors(identifier)] == []


def test_parents_of_now_are_the_last() -> None:
    assert owner_now("twitter[/2023-04]|x-corp[2023-04/]") == "x-corp"


def bare(name: str) -> str:
    """A name without what only tells it from another in brackets."""
    return re.sub(r"\s*\([^)]*\)$", "", name)


def all_names(row: Row) -> set[str]:
    """Every name of a body but its acronyms, folded."""
    columns = ("name", "native_name", "aliases", "former_names")
    return {fold(bare(name)) for column in columns for name in values(row.cells.get(column, ""))}


def test_no_two_rows_are_one_authority() -> None:
    """A name may be that of bodies of several countries (Datatilsynet), not of two of one."""
    bodies = defaultdict(set)
    for row in rows("authorities"):
        for name in (fold(bare(name)) for column in ("name", "native_name") for name in values(row[column])):
            bodies[name, row["jurisdiction"]].add(row["id"])
    assert {name: ids for name, ids in bodies.items() if len(ids) > 1} == {}


def test_an_alias_is_not_that_of_another_authority_of_the_country() -> None:
    bodies = defaultdict(set)
    for row in rows("authorities"):
        for name in values(row["aliases"]):
            bodies[fold(name), row["jurisdiction"]].add(row["id"])
    assert {name: ids for name, ids in bodies.items() if len(ids) > 1} == {}


def test_nothing_is_both_an_authority_and_an_organisation() -> None:
    """Bodies that rule are authorities; police forces and agencies that do not are organisations."""
    authorities = defaultdict(set)
    for row in rows("authorities"):
        for name in all_names(row):
            authorities[name].add(row["id"])
    both = {
        row["id"]: sorted(authorities[name])
        for row in rows("organisations")
        for name in all_names(row) & authorities.keys()
    }
    assert both == {}


def test_police_and_intelligence_are_organisations() -> None:
    telling = re.compile(
        r"\bpolice( (department|force|service|agency|office))?$|\b(intelligence|secret) (service|agency)$|\b(army|navy|air force)$",
        re.IGNORECASE,
    )
    assert (
        broken(rows("authorities"), lambda row: telling.search(bare(row["name"])) and row["kind"] != "ministry") == []
    )


def test_no_two_rows_are_one_organisation() -> None:
    names = defaultdict(set)
    for row in rows("organisations"):
        names[fold(row["name"]), row["jurisdiction"]].add(row["id"])
    assert {name: ids for name, ids in names.items() if len(ids) > 1} == {}


def test_labels_of_technologies_are_unique() -> None:
    labels = [fold(row["label"]) for row in rows("technologies")]
    assert sorted(label for label in labels if labels.count(label) > 1) == []


def test_breadth() -> None:
    authorities = rows("authorities")
    assert len(authorities) >= 1000
    assert len({row["jurisdiction"].split("|")[0] for row in authorities}) >= 120
    assert len(rows("laws")) >= 500
    assert len(rows("technologies")) >= 350
    names = {fold(value) for name in ("organisations", "products") for row in rows(name) for value in all_names(row)}
    assert len(names) >= 2000


def test_jurisdictions_are_complete() -> None:
    countries = [code for code in codes() if len(code) == 2]
    parts = {
        country: sum(code.startswith(country + "-") for code in codes())
        for country in ("US", "CA", "AU", "DE", "IN", "GB")
    }
    assert len(countries) >= 250
    assert {"EU", "INT"} <= codes()
    assert parts["US"] >= 51 and parts["CA"] == 13 and parts["DE"] == 16 and parts["GB"] == 4 and parts["IN"] >= 36


def test_dollar_ranges() -> None:
    path = REGISTRY / "currencies" / "dollar-ranges.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    assert [row["id"] for row in found] == sorted(row["id"] for row in found)
    assert [
        row["id"] for row in found if row["code"] != row["id"].upper() or not re.fullmatch("[A-Z]{3}", row["code"])
    ] == []
    assert [row["id"] for row in found if not 0 < float(row["low"]) <= float(row["high"])] == []
