"""Texts without capitals and stops: names, acts and quotes as the text writes them."""

from __future__ import annotations

from graph.extraction import extract
from graph.extraction.caseless import cuts, is_caseless
from graph.model import Article, Kind

TRANSCRIPT = (
    "so last week the federal trade commission sued kochava a data broker in idaho and the company said it did nothing wrong\n"
    "then the information commissioner's office fined clearview ai seven million pounds because it had scraped the photos of people\n"
    "what a week right and i will be back after the break with more of this stay where you are\n"
)


def test_only_texts_without_capitals_are_caseless() -> None:
    assert is_caseless(TRANSCRIPT)
    assert not is_caseless(TRANSCRIPT.title())
    assert not is_caseless("short")


def test_names_and_acts_are_read_and_quotes_are_the_texts_own() -> None:
    extraction = extract(Article("talk.txt", "raw", "", TRANSCRIPT, "0", language="en"))
    told = {(report.kind, *report.issuers, *report.respondents) for report in extraction.reports}
    assert (Kind.LAWSUIT, "regulator/us-ftc", "organisation/kochava") in told
    assert (Kind.FINE, "regulator/gb-ico", "organisation/clearview-ai") in told
    for report in extraction.reports:
        for item in report.evidence:
            assert TRANSCRIPT[item.start : item.end] == item.quote
    assert all(TRANSCRIPT[item.start : item.end] == item.surface for item in extraction.mentions)


def test_a_run_without_stops_is_cut_where_a_new_subject_acts() -> None:
    text = "the agency sued a broker last year the lawsuit was dismissed in january the agency filed another one"
    assert [text[start:end].strip() for start, end in cuts(text)][-1].startswith("the agency filed")
