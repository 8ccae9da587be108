"""What does not hold is left out with a reason, and the rest stays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from graph.model import Entity, EntityType, Evidence, Extraction, Mention, Money, Report, WhenDone
from graph.validate import storable, validate
from tests.acts import article, extract

REGISTERED = {"jurisdiction/ie", "regulator/ie-dpc", "organisation/meta"}
GIVEN = extract(
    article(
        "Fine",
        "act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22 sum=1200000000EUR",
        "says by=meta | it is unjustified",
        "uses who=acme whose=meta",
    )
)


def with_report(**changes: object) -> Extraction:
    return replace(GIVEN, reports=(replace(GIVEN.reports[0], **changes),))  # type: ignore[arg-type]


def only_report(extraction: Extraction) -> Report:
    checked, _ = validate(extraction, REGISTERED)
    (report,) = checked.reports
    return report


def test_what_holds_stays_as_it_is() -> None:
    checked, refusals = validate(GIVEN, REGISTERED)
    assert refusals == ()
    assert (checked.reports, checked.claims, checked.relations) == (GIVEN.reports, GIVEN.claims, GIVEN.relations)


def test_entities_count_as_registered_if_the_registry_has_them() -> None:
    checked, _ = validate(GIVEN, REGISTERED)
    assert {entity.id for entity in checked.entities if entity.registered} == {"regulator/ie-dpc", "organisation/meta"}


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence("not in the text", 0, 15, "x"),
        Evidence("Fine", 1, 5, "x"),
        Evidence("", 3, 3, "x"),
        Evidence("Fine", -4, 0, "x"),
    ],
)
def test_a_report_needs_a_quote_at_its_offsets(evidence: Evidence) -> None:
    checked, refusals = validate(with_report(evidence=(evidence,)), REGISTERED)
    assert checked.reports == ()
    assert "no quote of it stands" in refusals[0].reason
    assert len(checked.claims) == 1


def test_bad_evidence_beside_good_is_dropped() -> None:
    good = GIVEN.reports[0].evidence[0]
    assert only_report(with_report(evidence=(Evidence("x", 0, 1, "r"), good))).evidence == (good,)


@pytest.mark.parametrize("value", ["2023-02-30", "2023-13", "0023", "2023-5-2", "yesterday", "2999"])
def test_a_date_that_the_calendar_has_not_is_dropped(value: str) -> None:
    assert only_report(with_report(date=WhenDone(value, "then"))).date == WhenDone(None, "then")


@pytest.mark.parametrize(
    "money", [Money(Decimal(7), "EUR"), Money(Decimal(1200000000), "euro"), Money(Decimal(0), "EUR")]
)
def test_a_penalty_that_no_quote_states_is_dropped(money: Money) -> None:
    assert only_report(with_report(penalty=money)).penalty is None


@pytest.mark.parametrize(
    "changes",
    [{"issuers": ("regulator/nobody",)}, {"jurisdictions": ("ZZ",)}, {"confidence": 1.5}, {"laws": ("law/none",)}],
)
def test_a_report_of_unknown_things_is_left_out(changes: dict[str, object]) -> None:
    checked, refusals = validate(with_report(**changes), REGISTERED)
    assert checked.reports == ()
    assert len(refusals) == 1


def test_entities_without_a_proper_id_and_what_hangs_on_them_are_left_out() -> None:
    bad = Entity("organisation/<script>", EntityType.ORGANISATION, "x")
    given = replace(GIVEN, entities=(*GIVEN.entities, bad), reports=(replace(GIVEN.reports[0], respondents=(bad.id,)),))
    checked, refusals = validate(given, REGISTERED)
    assert bad not in checked.entities
    assert checked.reports == ()
    assert len(refusals) == 2


def test_mentions_that_do_not_stand_in_the_text_are_dropped() -> None:
    good = Mention(0, 4, "Fine", "organisation/meta")
    given = replace(
        GIVEN, mentions=(good, Mention(0, 4, "Fire", "organisation/meta"), Mention(0, 4, "Fine", "organisation/no"))
    )
    assert validate(given, REGISTERED)[0].mentions == (good,)


def test_characters_that_cannot_be_stored_are_replaced_one_for_one() -> None:
    text = "a\x00b\ud800c\ufffed\n\te"
    cleaned = storable(article(text)).text
    assert cleaned == "a\ufffdb\ufffdc\ufffdd\n\te"
