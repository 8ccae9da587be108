"""The scorer, on records made by hand: what counts as right, what as wrong, what as missed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality import gold, report
from benchmarks.quality.acts import Item, bcubed, errors, told_twice
from benchmarks.quality.floors import FLOORS, figures, undercut
from benchmarks.quality.gold import Document, Named, Record, Ruling
from benchmarks.quality.matching import fold, greedy, match_named, match_rulings
from benchmarks.quality.running import samples
from benchmarks.quality.scoring import Count, Score, Scored, by_language, by_trait, score, total

ICO = Named("Information Commissioner's Office", ("Information Commissioner's Office", "ICO"))
CLEARVIEW = Named("Clearview AI", ("Clearview AI", "Clearview AI Inc", "Clearview"))
FINE = Ruling(
    kind="fine",
    status="decided",
    issuers=("Information Commissioner's Office",),
    respondents=("Clearview AI",),
    jurisdictions=frozenset({"GB"}),
    date="2022-05-23",
    penalty=(Decimal(7552800), "GBP"),
)
GOLD = Record(organisations=(CLEARVIEW,), regulators=(ICO,), jurisdictions=(Named("GB", ("GB",)),), rulings=(FINE,))


def thing(name: str, *forms: str) -> Named:
    return Named(name, (name, *forms))


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Home Office", "home office"),
        ("Theranos", "theranos"),
        ("Information Commissioner’s Office", "information commissioners office"),
        ("Information Commissioner's Office", "information commissioners office"),
        ("Meta Platforms, Inc.", "meta platforms inc"),
        ("  Agencia  Española ", "agencia española"),
    ],
)
def test_names_are_folded(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("predicted", "annotated"),
    [
        (thing("ICO"), ICO),
        (thing("The Information Commissioner’s Office"), ICO),
        (thing("UK data regulator", "ICO"), ICO),
        (thing("Clearview AI", "Clearview"), thing("Clearview")),
        (thing("facial recognition", "face recognition"), thing("face recognition")),
    ],
)
def test_a_form_of_one_is_a_form_of_the_other(predicted: Named, annotated: Named) -> None:
    assert match_named([predicted], [annotated]) == [(0, 0)]


def test_part_of_a_name_is_not_the_name() -> None:
    assert match_named([thing("Apple Pay")], [thing("Apple")]) == []


def test_each_thing_is_found_once() -> None:
    assert match_named([thing("ICO"), thing("Information Commissioner's Office")], [ICO]) == [(1, 0)]


def test_the_name_goes_before_an_alias() -> None:
    commission, trade = thing("European Commission", "Commission"), thing("Federal Trade Commission", "Commission")
    assert match_named([trade, commission], [commission, trade]) == [(0, 1), (1, 0)]


def test_greedy_takes_the_most_alike_first() -> None:
    table = {(0, 0): 1, (0, 1): 2, (1, 1): 3, (1, 0): 0}
    assert greedy(2, 2, lambda one, other: table[one, other]) == [(0, 0), (1, 1)]


def test_a_perfect_record_scores_one() -> None:
    result = score(GOLD, GOLD)
    assert result.counts["rulings"] == Count(1, 0, 0)
    assert result.counts["organisations"].f1 == result.counts["rulings loose"].f1 == 1.0
    assert [result.slot(name) for name in ("status", "amount+currency", "date", "jurisdictions")] == [1.0] * 4
    assert not result.errors


@pytest.mark.parametrize(
    ("change", "strict", "loose"),
    [
        ({}, True, True),
        ({"kind": "order"}, False, True),
        ({"status": "proposed", "date": None, "penalty": None}, True, True),
        ({"issuers": ()}, False, False),
        ({"issuers": ("ICO",)}, True, True),
        ({"issuers": ("CNIL",)}, False, False),
        ({"issuers": ("CNIL", "Information Commissioner's Office")}, True, True),
        ({"respondents": ()}, False, False),
        ({"respondents": ("clearview",)}, True, True),
        ({"respondents": ("Google",)}, False, False),
        ({"respondents": ("Google", "Clearview AI")}, True, True),
    ],
)
def test_a_ruling_is_right_by_kind_issuer_and_respondent(change: dict[str, Any], strict: bool, loose: bool) -> None:
    predicted = replace(GOLD, rulings=(replace(FINE, **change),))
    assert bool(match_rulings(predicted, GOLD)) is strict
    assert bool(match_rulings(predicted, GOLD, strict=False)) is loose


def test_nobody_matches_nobody() -> None:
    act = replace(FINE, kind="legislation", issuers=(), respondents=())
    assert match_rulings(Record(rulings=(act,)), Record(rulings=(act,))) == [(0, 0)]


def test_a_party_is_known_by_the_aliases_of_its_entity_whatever_its_list() -> None:
    predicted = Record(
        organisations=(thing("Commissioner", "ICO"), thing("Clearview AI")),
        rulings=(replace(FINE, issuers=("Commissioner",)),),
    )
    assert match_rulings(predicted, GOLD) == [(0, 0)]


def test_two_rulings_of_the_same_parties_are_told_apart_by_their_amounts() -> None:
    small = replace(FINE, penalty=(Decimal(10), "GBP"), date="2020-01")
    assert match_rulings(replace(GOLD, rulings=(small, FINE)), replace(GOLD, rulings=(FINE, small))) == [(0, 1), (1, 0)]


def test_one_ruling_told_twice_is_right_once() -> None:
    result = score(replace(GOLD, rulings=(FINE, FINE)), GOLD)
    assert result.counts["rulings"] == Count(1, 1, 0)


def test_the_slots_of_a_match() -> None:
    told = replace(
        FINE, status="proposed", penalty=(Decimal(7552800), "EUR"), date="2022-05", jurisdictions=frozenset()
    )
    result = score(replace(GOLD, rulings=(told,)), GOLD)
    assert result.slots == {"matched": 1}
    assert {miss.what for miss in result.errors} == {"status", "amount+currency", "date", "jurisdictions"}


@pytest.mark.parametrize(
    ("ours", "right"),
    [
        ((Decimal("7552800.4"), "GBP"), 1),
        ((Decimal(7552801), "GBP"), 0),
        ((Decimal(7552800), "USD"), 0),
        (None, 0),
    ],
)
def test_an_amount_is_right_to_the_unit(ours: tuple[Decimal, str] | None, right: int) -> None:
    assert score(replace(GOLD, rulings=(replace(FINE, penalty=ours),)), GOLD).slots["amount+currency"] == right


def test_counts_by_kind() -> None:
    predicted = replace(GOLD, rulings=(replace(FINE, kind="ban"),))
    kinds = score(predicted, GOLD).kinds
    assert kinds["ban"] == Count(0, 1, 0)
    assert kinds["fine"] == Count(0, 0, 1)


def test_an_article_without_a_ruling_should_yield_none() -> None:
    silent = replace(GOLD, rulings=())
    assert score(silent, silent).silent == Count(1, 0, 0)
    assert score(GOLD, silent).silent == Count(0, 1, 0)
    assert score(silent, GOLD).silent == Count(0, 0, 0)


def test_claims_are_counted_by_speaker() -> None:
    annotated = replace(GOLD, claims=("Clearview AI", "Clearview AI", "Information Commissioner's Office"))
    predicted = replace(GOLD, claims=("Clearview", "Google"))
    assert score(predicted, annotated).counts["claims"] == Count(1, 1, 2)


def test_ratios() -> None:
    count = Count(right=3, wrong=1, missed=3)
    assert (count.precision, count.recall, count.f1) == (0.75, 0.5, 0.6)
    assert (Count().precision, Count().recall, Count().f1) == (0.0, 0.0, 0.0)


def document(identifier: str, language: str, *traits: str) -> Document:
    return Document(identifier, f"samples/{identifier}.md", "dev", language, traits, GOLD)


def test_groups_and_the_report() -> None:
    scored = [
        Scored(document("one", "en", "joint", "appeal"), score(GOLD, GOLD)),
        Scored(document("two", "fr", "joint"), score(Record(), GOLD)),
    ]
    assert [(name, item.documents) for name, item in by_trait(scored).items()] == [("appeal", 1), ("joint", 2)]
    assert {name: item.counts["rulings"].f1 for name, item in by_language(scored).items()} == {"en": 1.0, "fr": 0.0}
    text = "\n".join(report.lines(scored, total(item.score for item in scored)))
    assert "rulings strict" in text and "joint" in text and "“" not in text
    errors = list(report.errors(scored))
    assert errors[0] == "two (samples/two.md)"
    assert "  - organisations: Clearview AI" in errors


def test_the_record_of_extraction_and_the_annotation_are_read_alike() -> None:
    data: dict[str, Any] = {
        "organisations": [{"name": "Clearview AI", "aliases": ["Clearview"], "iri": "organisation/clearview-ai"}],
        "regulators": [{"name": "ICO", "surface": ["the watchdog"], "accept": ["Commissioner"]}],
        "jurisdictions": ["GB"],
        "technologies": ["facial recognition"],
        "laws": ["UK GDPR", {"name": "DPA", "accept": ["Data Protection Act"]}],
        "rulings": [
            {
                "kind": "fine", "status": "decided", "issuers": ["ICO"], "respondents": ["Clearview AI"], "date": None,
                "jurisdictions": ["GB"], "penalty": {"amount": 7.5, "currency": "GBP"}, "main": False,
                "confidence": 0.7, "evidence": {"quote": "fined"},
            }
        ],
        "claims": [{"by": "Clearview AI", "gist": "no"}],
    }  # fmt: skip
    record = gold.record_of(data)
    assert record.regulators[0].forms == ("ICO", "Commissioner", "the watchdog")
    assert record.laws[1].forms == ("DPA", "Data Protection Act")
    assert record.rulings[0].penalty == (Decimal("7.5"), "GBP")
    assert (record.rulings[0].confidence, record.rulings[0].quote, record.claims) == (0.7, "fined", ("Clearview AI",))


def test_floors(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("[dev]\nrulings = 0.5\norganisations = 1.0\n", encoding="utf-8")
    assert list(undercut(figures(score(GOLD, GOLD)), "dev", floors)) == []
    assert list(undercut(figures(score(Record(), GOLD)), "dev", floors)) == [
        "dev: rulings is 0.000, below its floor of 0.500",
        "dev: organisations is 0.000, below its floor of 1.000",
    ]
    assert list(undercut(figures(score(Record(), GOLD)), "test", floors)) == []


def test_every_floor_is_one_of_a_figure() -> None:
    assert list(undercut(figures(Score(), [Item("a", "x", 1)]), "dev", FLOORS))
    assert set(figures(score(GOLD, GOLD))) >= {"rulings", "amount-currency", "no-ruling-articles"}


def test_b_cubed_figures_of_a_merger_and_of_a_split() -> None:
    right = [Item("a", "x", 1), Item("b", "x", 1), Item("c", "y", 2)]
    assert (bcubed(right).precision, bcubed(right).recall, bcubed(right).f1) == (1, 1, 1)
    merged = bcubed([Item("a", "x", 1), Item("b", "y", 1)])
    assert (merged.precision, merged.recall) == (0.5, 1)
    split = bcubed([Item("a", "x", 1), Item("b", "x", 2)])
    assert (split.precision, split.recall) == (1, 0.5)
    assert [item.report for item in told_twice(right)] == ["a", "b"]
    assert errors([Item("a", "x", 1), Item("b", "x", 2), Item("c", "y", 2)]) == [
        "- x is 2 rulings: a, b",
        "+ one ruling for x, y",
    ]


def test_every_document_has_its_article() -> None:
    documents = [document for document in gold.load() if document.source.endswith((".md", ".txt"))]
    assert samples(documents).keys() == {document.source for document in documents}


def test_a_missing_sample_is_told() -> None:
    with pytest.raises(KeyError, match="no-such"):
        samples([document("no-such", "en")])
