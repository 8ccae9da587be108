"""Sentences and the steps in the making of laws that they tell of."""

from __future__ import annotations

import pytest

from tests.unit.extraction.test_frames import read

# Sentence, maker (id without its type, '' for none named), status, law (id without its type, '' for none named).
STEPS = [
    ("The European Parliament had adopted the AI Act on 13 March 2024.", "eu-parliament", "decided", "eu-ai-act"),
    ("The San Francisco Board of Supervisors voted 8-1 for an ordinance on cameras.", "us-ca-san-francisco-board-of-supervisors", "decided", ""),
    ("The California Assembly gave final approval to a bill that would ban face scans.", "us-ca-legislature", "decided", ""),
    ("AB 2273 cleared the California Assembly on Monday.", "us-ca-legislature", "decided", "us-ca-aadc"),
    ("The Digital Personal Data Protection Bill was passed by the Rajya Sabha.", "in-parliament", "decided", "in-dpdp-act"),
    ("Passed by India's Parliament in August, the Digital Personal Data Protection Act is thin.", "in-parliament", "decided", "in-dpdp-act"),
    ("Lawmakers in Brazil approved a bill on artificial intelligence.", "br-national-congress", "decided", ""),
    ("Utah's governor signed two bills into law.", "us-ut-governor", "decided", ""),
    ("Gov. Gavin Newsom vetoed SB 1047 on Sunday.", "us-ca-governor", "overturned", "us-ca-sb-1047"),
    ("The Consumer Financial Protection Bureau finalized a rule on data brokers.", "us-cfpb", "decided", ""),
    ("The Federal Trade Commission proposed a rule against fake reviews.", "us-ftc", "proposed", ""),
    ("Senator Josh Hawley introduced legislation that would punish targeted advertising.", "", "proposed", ""),
    ("The European Commission launched a consultation on a new regulation for data brokers.", "eu-commission", "proposed", ""),
    ("The European Union's Digital Services Act went into effect and firms have had to adapt to it.", "", "decided", "eu-dsa"),
    ("The repeal of the Network Enforcement Act by the Bundestag drew little notice.", "de-bundestag", "decided", "de-netzdg"),
]  # fmt: skip

NO_STEPS = [
    "The Colorado AI Act takes effect on February 1, 2026.",
    "The law will take effect next year.",
    "The Senate has not passed the bill.",
    "The European Parliament could pass the AI Act next year.",
    "It amends the Online Safety Act.",
    "The text was drafted by Access Now and Amnesty International.",
]


@pytest.mark.parametrize(("text", "maker", "status", "law"), STEPS, ids=[step[0] for step in STEPS])
def test_a_step_has_its_maker_and_its_law(text: str, maker: str, status: str, law: str) -> None:
    found = read(text)
    told = [report for report in (*found.reports, *found.hidden) if report.kind.value == "legislation"]
    assert [(report.issuers, report.status.value) for report in told] == [
        ((f"regulator/{maker}",) if maker else (), status)
    ]
    assert not law or f"law/{law}" in told[0].laws


@pytest.mark.parametrize("text", NO_STEPS)
def test_what_is_ahead_or_only_described_is_no_step(text: str) -> None:
    assert not [report for report in read(text).reports if report.kind.value == "legislation"]


def test_a_repeal_is_a_step_and_undoes_the_one_before() -> None:
    told = read("President Biden signed Executive Order 14110 in October 2023. President Trump revoked it in January.")
    assert [report.status.value for report in told.reports] == ["overturned", "decided"]


def test_the_house_is_that_of_the_state_spoken_of() -> None:
    told = read("Governor JB Pritzker of Illinois signed House Bill 3773. The House had passed the bill 106-0.")
    assert {report.issuers for report in told.reports} == {
        ("regulator/us-il-governor",),
        ("regulator/us-il-legislature",),
    }


def test_the_words_of_an_executive_order_are_its_signing() -> None:
    told = read(
        "By the authority vested in me as President by the Constitution and the laws of the United States of America, "
        "it is hereby ordered as follows:"
    )
    assert [(report.kind.value, report.issuers) for report in told.reports] == [
        ("legislation", ("regulator/us-president",))
    ]


def test_draft_guidance_is_proposed_and_addressed_to_nobody() -> None:
    told = read("The Food and Drug Administration has issued draft guidance to makers such as Viz.ai.").reports
    assert [(report.kind.value, report.status.value, report.respondents) for report in told] == [
        ("guidance", "proposed", ())
    ]


def test_a_law_has_one_entity_under_all_its_names() -> None:
    text = (
        "The US House passed the Orchard Grain and Barley Act (HR 9763) on Monday by a wide margin. "
        "The OGB Act is a long text that few members had read before they voted."
    )
    assert [entity.name for entity in read(text).entities if entity.type.value == "Law"] == [
        "Orchard Grain and Barley Act"
    ]
