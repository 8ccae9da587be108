"""The gold set keeps its own rules (`benchmarks/gold/README.md`). The texts of the test split are not looked into."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import ontology
from benchmarks.provenance import ROOT
from benchmarks.quality.gold import DOCUMENTS
from graph.model import Kind, Status

KEYS = {
    "id", "source", "split", "official", "invented", "lang", "published", "domain", "traits", "organisations",
    "regulators", "jurisdictions", "technologies", "laws", "rulings", "claims", "not_rulings",
}  # fmt: skip
RULING = {
    "kind", "status", "issuers", "respondents", "jurisdictions", "technologies", "laws", "date", "penalty", "main",
}  # fmt: skip
DOMAINS = {
    "privacy", "ai", "antitrust", "content", "crypto", "security", "consumer", "telecom", "health", "mobility",
    "negative",
}  # fmt: skip
LANGUAGES = {"en", "fr", "de", "es", "it", "pt", "nl"}
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
Entry = dict[str, Any]


@cache
def documents() -> tuple[tuple[Path, Entry], ...]:
    return tuple((path, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(DOCUMENTS.glob("*.json")))


def broken(fault: Callable[[Entry], object]) -> dict[str, object]:
    """The documents with a fault, and what is wrong."""
    return {entry["id"]: what for _, entry in documents() if (what := fault(entry))}


def broken_rulings(fault: Callable[[Entry, Entry], object]) -> dict[str, object]:
    """The rulings with a fault, by document and number."""
    return {
        f"{entry['id']} {number}": what
        for _, entry in documents()
        for number, ruling in enumerate(entry["rulings"])
        if (what := fault(ruling, entry))
    }


def names(items: list[Any]) -> set[str]:
    return {item if isinstance(item, str) else item["name"] for item in items}


def named(entry: Entry) -> list[Entry]:
    return [item for key in ("organisations", "regulators") for item in entry[key]]


def test_files_are_named_by_their_ids() -> None:
    assert [path.name for path, entry in documents() if path.stem != entry["id"]] == []


def test_keys_are_complete() -> None:
    assert broken(lambda entry: entry.keys() ^ KEYS) == {}
    assert broken_rulings(lambda ruling, _: ruling.keys() - {"act"} ^ RULING) == {}
    assert broken(lambda entry: [item for item in named(entry) if not {"name", "surface"} <= item.keys()]) == {}
    assert broken(lambda entry: [claim for claim in entry["claims"] if claim.keys() != {"by", "gist"}]) == {}


def test_sources_exist() -> None:
    def fault(entry: Entry) -> str | None:
        file, _, line = entry["source"].partition(":")
        path = ROOT / file
        if not path.is_file():
            return "no such file"
        wants_line = path.suffix == ".jsonl"
        if wants_line != bool(line):
            return "a line is named for JSON Lines and for nothing else"
        lines = path.read_text(encoding="utf-8").splitlines() if line else []
        return f"{len(lines)} lines" if line and not (1 <= int(line) <= len(lines) and lines[int(line) - 1]) else None

    assert broken(fault) == {}


def test_no_source_is_annotated_twice() -> None:
    sources = [entry["source"] for _, entry in documents()]
    assert sorted(source for source in sources if sources.count(source) > 1) == []


def test_vocabularies() -> None:
    assert broken(lambda entry: entry["split"] not in ("dev", "test")) == {}
    assert broken(lambda entry: entry["domain"] not in DOMAINS) == {}
    assert broken(lambda entry: entry["lang"] not in LANGUAGES) == {}
    assert broken(lambda entry: not isinstance(entry["invented"], bool)) == {}
    assert (
        broken(lambda entry: [trait for trait in entry["traits"] if not re.fullmatch("[a-z]+(-[a-z]+)*", trait)]) == {}
    )
    assert broken_rulings(lambda ruling, _: ruling["kind"] not in set(Kind)) == {}
    assert broken_rulings(lambda ruling, _: ruling["status"] not in set(Status)) == {}
    assert broken_rulings(lambda ruling, _: not isinstance(ruling["main"], bool)) == {}


def test_jurisdictions_are_codes() -> None:
    known = {row["code"] for row in ontology.rows("jurisdictions") if "code" in row}
    parts = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")

    def unknown(codes: list[str]) -> list[str]:
        return [code for code in codes if code not in known and not (parts.fullmatch(code) and code[:2] in known)]

    assert broken(lambda entry: unknown(entry["jurisdictions"])) == {}
    assert broken(lambda entry: unknown([item["jurisdiction"] for item in entry["regulators"]])) == {}
    assert broken_rulings(lambda ruling, _: unknown(ruling["jurisdictions"])) == {}


def test_formats() -> None:
    assert broken(lambda entry: entry["published"] and not DAY.fullmatch(entry["published"])) == {}
    assert broken(lambda entry: entry["official"] and not re.fullmatch(r"https?://\S+", entry["official"])) == {}
    assert broken_rulings(lambda ruling, _: ruling["date"] and not DATE.fullmatch(ruling["date"])) == {}

    def penalty(ruling: Entry, _: Entry) -> object:
        found = ruling["penalty"]
        return found and not (
            found.keys() == {"amount", "currency"}
            and found["amount"] > 0
            and re.fullmatch("[A-Z]{3}", found["currency"])
        )

    assert broken_rulings(penalty) == {}
    assert broken(lambda entry: [claim for claim in entry["claims"] if len(claim["gist"].split()) > 12]) == {}


def test_names_have_no_article() -> None:
    assert broken(lambda entry: [item["name"] for item in named(entry) if item["name"].startswith("the ")]) == {}
    assert broken(lambda entry: [term for term in entry["technologies"] if term != term.strip()]) == {}


def test_names_are_listed_once() -> None:
    def twice(entry: Entry) -> list[str]:
        listed = [item["name"] for item in named(entry)]
        return [name for name in listed if listed.count(name) > 1]

    assert broken(twice) == {}


def test_the_parties_of_rulings_are_in_the_lists() -> None:
    assert broken_rulings(lambda ruling, entry: set(ruling["issuers"]) - names(entry["regulators"])) == {}
    assert broken_rulings(lambda ruling, entry: set(ruling["respondents"]) - names(named(entry))) == {}
    assert broken_rulings(lambda ruling, entry: set(ruling["laws"]) - names(entry["laws"])) == {}
    assert broken_rulings(lambda ruling, entry: set(ruling["technologies"]) - set(entry["technologies"])) == {}
    assert broken_rulings(lambda ruling, entry: set(ruling["jurisdictions"]) - set(entry["jurisdictions"])) == {}


def test_articles_without_a_ruling_say_so() -> None:
    assert broken(lambda entry: ("no-ruling" in entry["traits"]) != (not entry["rulings"])) == {}


def test_breadth() -> None:
    entries = [entry for _, entry in documents()]
    assert len(entries) >= 156
    assert {entry["split"] for entry in entries} == {"dev", "test"}
    assert {Path(entry["source"].partition(":")[0]).suffix for entry in entries} == {".md", ".txt", ".html", ".jsonl"}
    assert sum(not entry["rulings"] for entry in entries) >= 30
    assert {entry["lang"] for entry in entries} == LANGUAGES


@pytest.mark.parametrize("kind", sorted(Kind))
def test_every_kind_of_ruling_is_there(kind: Kind) -> None:
    assert any(ruling["kind"] == kind for _, entry in documents() for ruling in entry["rulings"])


def test_acts_that_several_documents_tell_are_named_and_of_one_kind() -> None:
    kinds: dict[str, list[str]] = {}
    for _, entry in documents():
        acts = [ruling["act"] for ruling in entry["rulings"] if "act" in ruling]
        assert len(acts) == len(set(acts)), entry["id"]
        for ruling in entry["rulings"]:
            if "act" in ruling:
                assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ruling["act"])
                kinds.setdefault(ruling["act"], []).append(ruling["kind"])
    assert {act: told for act, told in kinds.items() if len(told) < 2 or len(set(told)) > 1} == {}
