"""The search box of the pages suggests while somebody types, by keyboard and by mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import HOSTILE


def test_suggestions_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_role("combobox", name="Search the graph")
    box.press_sequentially("claerview")
    expect(page.get_by_role("option").first).to_have_text("Clearview AI")
    expect(page.get_by_role("listbox")).to_contain_text("Rulings")
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("Clearview AI")
    box.press("Enter")
    page.wait_for_url("**/doc/organisation/clearview-ai")


def test_the_whole_page_of_results(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_role("combobox", name="Search the graph")
    box.fill("marriott")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    page.wait_for_url("**/search?q=marriott")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Organisations")


def test_suggestions_by_mouse_are_text_whatever_they_hold(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    page.get_by_role("combobox", name="Search names, titles, quotes and claims").fill("onerror")
    page.get_by_role("option").filter(has_text=HOSTILE).first.click()
    page.wait_for_url("**/doc/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("onerror")
