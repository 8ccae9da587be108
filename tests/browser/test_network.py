"""A real browser opens the network, searches, clicks and reads. Skipped where there is no chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HOSTILE, Seen


def _search(page: Page, words: str) -> None:
    page.get_by_role("combobox", name="Find in this network").fill(words)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")


def _click_node(page: Page, id: str) -> None:
    page.wait_for_timeout(500)
    place = page.evaluate("id => window.policygraph.place(id)", id)
    canvas = page.locator("#canvas").bounding_box()
    assert canvas is not None
    page.mouse.click(canvas["x"] + place["x"], canvas["y"] + place["y"])


def test_search_click_and_read_the_quote(page: Page, address: str) -> None:
    page.goto(f"{address}/network")
    panel = page.get_by_role("complementary", name="Details")
    _search(page, "clearview")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Clearview AI")
    _click_node(page, "ruling/clearview-ai-finding-ca-2021-02-03")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Finding against Clearview AI (Canada, 2021)")
    expect(panel).to_contain_text("What Clearview does is mass surveillance and it is illegal.")
    expect(panel).to_contain_text("non binding")
    link = panel.get_by_role("link", name="Clearview broke the law")
    assert link.get_attribute("href") == "https://paper.example/clearview"
    assert link.get_attribute("rel") == "noopener noreferrer"
    panel.get_by_role("button", name="Office of the Privacy Commissioner of Canada").click()
    expect(panel).to_contain_text("Authority")


def test_hostile_text_stays_text(page: Page, address: str) -> None:
    page.goto(f"{address}/network")
    _search(page, "order against")
    panel = page.get_by_role("complementary", name="Details")
    expect(panel.get_by_role("heading", level=2)).to_have_text(f"Order against {HOSTILE}")
    expect(panel).to_contain_text("<b onmouseover=alert(1)>not markup</b>")
    expect(panel.get_by_text(HOSTILE, exact=True).first).to_be_visible()
    assert panel.locator("a[href^='javascript']").count() == 0
    assert page.locator("#network img").count() == 0


def test_neighbours_are_fetched_and_added(page: Page, address: str) -> None:
    page.goto(f"{address}/network?focus=organisation/clearview-ai&depth=1")
    panel = page.get_by_role("complementary", name="Details")
    expect(page.get_by_role("status")).to_have_text("5 things, 4 links")
    _search(page, "fine against")
    panel.get_by_role("button", name="Expand neighbours").click()
    expect(page.get_by_role("status")).to_have_text("8 things, 8 links")
    expect(panel.get_by_role("button", name="All neighbours shown")).to_be_disabled()


def test_what_is_not_drawn_is_found_and_opened(page: Page, address: str) -> None:
    page.goto(f"{address}/network?focus=organisation/clearview-ai&depth=1")
    page.get_by_role("combobox", name="Find in this network").fill("marriott int")
    page.get_by_role("option", name="Marriott International").click()
    page.wait_for_url("**focus=organisation*marriott**")
    expect(page.get_by_role("complementary", name="Details")).to_contain_text("Marriott International")


def test_types_are_switched_off_by_keyboard_and_the_list_follows(page: Page, address: str) -> None:
    page.goto(f"{address}/network")
    page.get_by_text("The same as a list").click()
    rulings = page.locator("#list").get_by_role("button", name="Fine against Marriott")
    expect(rulings).to_be_visible()
    page.get_by_role("checkbox", name="Rulings").focus()
    page.keyboard.press("Space")
    expect(rulings).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text(" of ")


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_file_needs_no_service(page: Page, folder: Path, size: tuple[int, int], seen: Seen) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto((folder / "page.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    _search(page, "finding")
    expect(page.get_by_role("complementary", name="Details")).to_contain_text("mass surveillance")
    page.get_by_role("button", name="Focus here").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert seen.hosts == set()
