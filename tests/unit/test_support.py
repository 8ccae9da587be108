"""Who stands behind a ruling: independent sources, votes, and where they disagree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from graph.consolidate.clustering import Cluster
from graph.consolidate.records import Origin, Told
from graph.consolidate.ruling import Act
from graph.consolidate.support import sources
from graph.model import BindingForce, Block, BlockKind, Kind, Status, Text
from graph.signatures import signature
from graph.sources import provider_of, tier_of


def text(words: str) -> Text:
    return Text(words, (Block(BlockKind.PARAGRAPH, 0, len(words)),))


STORY = " ".join(f"word{n % 97} about{n} thing{n * 7 % 61}" for n in range(120))


def report(name: str, *, sum_: str = "20000000", currency: str = "GBP", **origin: object) -> Told:
    """A report of a fine by the ICO in an article of this name."""
    return Told(
        iri=f"report/{name}-1",
        origin=Origin(article=f"article/{name}", **origin),  # type: ignore[arg-type]
        kind=Kind.FINE,
        status=Status.DECIDED,
        force=BindingForce.BINDING,
        issuers=frozenset({"regulator/gb-ico"}),
        respondents=frozenset({"organisation/acme"}),
        jurisdictions=frozenset({"jurisdiction/gb"}),
        technologies=frozenset(),
        laws=frozenset(),
        date="2020-10-16",
        amount=Decimal(sum_),
        currency=currency,
        remedies=frozenset(),
        confidence=Decimal("0.9"),
        main=True,
        quote=f"{name} tells it",
    )


def counted(*reports: Told) -> int:
    return len(set(sources(reports).values()))


def test_different_publishers_with_different_texts_are_independent() -> None:
    assert counted(report("a", publisher="one"), report("b", publisher="two")) == 2


def test_one_publisher_is_one_source() -> None:
    assert counted(report("a", publisher="one"), report("b", publisher="one")) == 1


def test_texts_of_one_agency_are_one_source() -> None:
    one, other = (report(name, publisher=name, provider="Reuters") for name in "ab")
    assert counted(one, other) == 1


def test_copies_and_texts_cut_short_are_one_source_and_another_text_is_not() -> None:
    whole, half = signature(text(STORY)), signature(text(STORY[: len(STORY) * 6 // 10]))
    own = signature(text(" ".join(reversed(STORY.split()))))
    reports = [report(name, publisher=name, signature=mark) for name, mark in (("a", whole), ("b", half), ("c", own))]
    assert counted(*reports) == 2


def test_a_short_text_has_no_signature() -> None:
    assert signature(text("Acme was fined today")) == ""


@pytest.mark.parametrize(
    ("given", "agency"),
    [
        ("LONDON, Oct 16 (Reuters) - The regulator fined Acme.", "Reuters"),
        ("OTTAWA (AP) — The commissioner said so.", "Associated Press"),
        ("Acme was fined.\n\nSource: dpa", "Deutsche Presse-Agentur"),
        ("He had worked for Reuters before he joined Acme.", None),
    ],
)
def test_agencies_in_datelines_and_credits(given: str, agency: str | None) -> None:
    assert provider_of(given) == agency


@pytest.mark.parametrize(
    ("publisher", "domain", "tier"),
    [
        ("ICO news", "ico.org.uk", "official"),
        (None, "digital-strategy.ec.europa.eu", "official"),
        ("Commission nationale de l'informatique et des libertés", None, "official"),
        ("Reuters", None, "wire"),
        (None, "www.theguardian.com", "newspaper"),
        ("The Verge", None, "trade-press"),
        ("Somebody", "somebody.example", "other"),
        (None, None, "other"),
    ],
)
def test_tiers(publisher: str | None, domain: str | None, tier: str) -> None:
    assert tier_of(publisher, domain) == tier


def penalty(*reports: Told) -> tuple[str, list[str]]:
    """The sum that is taken, and the sums of the conflict."""
    act = Act(Cluster(reports))
    assert act.penalty is not None
    return str(act.penalty[0]), [str(variant.value[0]) for conflict in act.conflicts for variant in conflict.variants]


def test_more_independent_sources_win() -> None:
    reports = [report("a", sum_="20000000", publisher="one"), report("b", sum_="22000000", publisher="two")]
    reports += [report("c", sum_="22000000", publisher="three")]
    assert penalty(*reports) == ("22000000", ["22000000", "20000000"])


def test_copies_do_not_outvote() -> None:
    copies = [report(name, sum_="22000000", publisher=name, provider="Reuters") for name in "abc"]
    others = [report(name, sum_="20000000", publisher=name) for name in "de"]
    assert penalty(*copies, *others)[0] == "20000000"


def test_an_official_source_wins() -> None:
    papers = [report(name, sum_="22000000", publisher=name) for name in "abc"]
    assert penalty(*papers, report("d", publisher="ico", tier="official"))[0] == "20000000"


def test_the_last_word_wins_among_equals() -> None:
    early = report("a", sum_="22000000", publisher="one", published=date(2020, 10, 16))
    late = report("b", sum_="20000000", publisher="two", published=date(2020, 10, 18))
    assert penalty(early, late)[0] == penalty(late, early)[0] == "20000000"


def test_rounded_and_converted_sums_are_no_conflict_and_the_exact_home_one_is_taken() -> None:
    reports = [report("a", sum_="20100000", publisher="one"), report("b", publisher="two")]
    reports += [report("c", sum_="22000000", currency="EUR", publisher="three")]
    assert penalty(*reports) == ("20100000", [])
