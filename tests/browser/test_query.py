"""The page to write SPARQL in: colours, prefixes, answers, downloads and errors, without a request to elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import HOSTILE, Seen

RULINGS = "SELECT ?label ?ruling {\n  ?ruling a pg:Ruling ; rdfs:label ?label # ex:no\n} ORDER BY ?label"


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="SPARQL")


def test_a_query_is_run_with_its_prefixes_and_its_answer_is_a_table(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    editor(page).fill(RULINGS)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=2, name="rows")).to_be_visible()
    assert editor(page).input_value().startswith("PREFIX pg: <https://w3id.org/policygraph/ns#>\nPREFIX rdfs: ")
    assert "PREFIX ex:" not in editor(page).input_value()
    table = page.get_by_role("table")
    assert table.locator("img").count() == 0
    expect(table).to_contain_text(HOSTILE)
    link = table.get_by_role("link").first
    assert (link.get_attribute("href") or "").startswith("/doc/ruling/")
    labels = table.locator("tbody td:first-child").all_inner_texts()
    page.get_by_role("button", name="label").click(click_count=2)
    assert table.locator("tbody td:first-child").all_inner_texts() != labels


def test_the_colours_are_the_letters_of_the_query(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    text = "ASK { ?s <http://e/#x> '''a\n#b''' . # c\n e:f.g 1.5 \"\\\"\" }\n" + HOSTILE
    editor(page).fill(text)
    paint = page.locator(".paint")
    assert (paint.text_content() or "").removesuffix("\n") == text
    assert paint.locator(".comment").all_text_contents() == ["# c"]
    assert paint.locator(".string").all_text_contents()[:2] == ["'''a\n#b'''", '"\\""']
    assert paint.locator("img").count() == 0


def test_an_error_is_told_with_its_line(page: Page, address: str, seen: Seen) -> None:
    page.goto(f"{address}/sparql")
    editor(page).fill("PREFIX pg: <https://w3id.org/policygraph/ns#>\nSELECT * {\n  ?thing pg:textMatch ?words }")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".error")).to_contain_text("Line 3, column 23: pg:textMatch needs words in quotes")
    expect(page.locator(".gutter .wrong")).to_have_text("3\n")
    seen.troubles = [trouble for trouble in seen.troubles if "400" not in trouble]


@pytest.mark.parametrize(("format", "begins"), [("CSV", "label,ruling"), ("JSON", '{"head"')])
def test_an_answer_is_downloaded(page: Page, address: str, format: str, begins: str) -> None:
    page.goto(f"{address}/sparql")
    editor(page).fill(RULINGS)
    page.get_by_role("button", name="Run").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name=format, exact=True).click()
    path = begun.value.path()
    assert Path(path).read_text("utf-8").startswith(begins)


def test_examples_run_by_themselves_and_terms_are_put_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    page.get_by_role("link", name="Which authorities have acted most often?").click()
    expect(page.get_by_role("heading", level=2, name="row")).to_be_visible()
    page.get_by_text("Classes and properties").click()
    editor(page).fill("ASK { ?s a ")
    page.get_by_role("button", name="pg:Ruling", exact=True).click()
    assert editor(page).input_value() == "ASK { ?s a pg:Ruling"
