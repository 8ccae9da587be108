"""One spelling for the same page; nothing hostile becomes an IRI."""

from __future__ import annotations

import pytest

from graph.quads import address_key, address_node, clean_address, host_of

SAME = [
    "https://www.medianama.com/2021/02/223-clearview-ai-illegal-canada/",
    "http://medianama.com/2021/02/223-clearview-ai-illegal-canada",
    "https://www.medianama.com/2021/02/223-clearview-ai-illegal-canada/amp/",
    "https://www-medianama-com.cdn.ampproject.org/c/s/www.medianama.com/2021/02/223-clearview-ai-illegal-canada/amp/",
    "https://WWW.medianama.com:443/2021/02/223-clearview-ai-illegal-canada/?utm_source=x&fbclid=y#comments",
]


def test_spellings_of_one_page_have_one_key() -> None:
    assert len({address_key(url) for url in SAME}) == 1


def test_pages_differ_by_path_and_query() -> None:
    pages = ["https://a.example/x", "https://a.example/y", "https://a.example/x?id=1", "https://a.example/x?id=2"]
    assert len({address_key(page) for page in pages}) == len(pages)


def test_order_of_parameters_does_not_matter() -> None:
    assert address_key("https://a.example/?b=1&a=2") == address_key("https://a.example/?a=2&b=1")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
        "//a.example",
        "https://a b/",
        "http://localhost/x",
    ],
)
def test_what_is_no_public_address_is_none(url: str | None) -> None:
    assert clean_address(url) is None
    assert address_key(url) == ""


def test_characters_that_no_iri_has_are_encoded() -> None:
    node = address_node('https://a.example/a b"<x>|{y}')
    assert node is not None
    assert node.value == "https://a.example/a%20b%22%3Cx%3E%7C%7By%7D"


def test_host() -> None:
    assert host_of("https://www.forbes.com/x") == "forbes.com"
