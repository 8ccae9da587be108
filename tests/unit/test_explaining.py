"""Why reports are one ruling, and why it follows another one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode

from graph.consolidate import explain
from graph.errors import NotFoundError
from graph.pipeline import ingest_all
from graph.registry_graph import described
from graph.settings import Settings
from graph.store import Store, open_store
from tests.acts import EXTRACTOR, article

SETTINGS = Settings()
REGISTRY = described(SETTINGS.base)
ICO = "by=gb-ico against=acme in=GB"
LINES = (
    f"act kind=fine status=proposed {ICO} on=2019-07-08 sum=183390000GBP",
    f"act kind=fine {ICO} on=2020-10-16 sum=20000000GBP",
    f"act kind=fine {ICO} on=2020-10-14 sum=20100000GBP",
)


@pytest.fixture
def store(small_registry: None) -> Iterator[Store]:
    with open_store("memory:") as opened:
        articles = [article(f"Article number {n} of them", line) for n, line in enumerate(LINES)]
        ingest_all(articles, opened, SETTINGS, extractor=EXTRACTOR)
        yield opened


def test_reports_of_one_ruling_say_what_they_have_in_common(store: Store) -> None:
    ruling = REGISTRY.iris.ruling("acme-fine-gb-2020-10-14")
    first, second = explain(store, REGISTRY, ruling, SETTINGS.bands).reports
    assert (first.beside, first.reasons) == (None, ())
    assert second.beside == first.report
    assert second.reasons == (
        "both tell a fine",
        "the same authority (gb-ico)",
        "the same party (acme)",
        "the same sum, rounded or converted",
        "2 days apart",
    )


def test_a_link_says_what_speaks_for_it_and_how_much(store: Store) -> None:
    ruling = REGISTRY.iris.ruling("acme-fine-gb-2020-10-14")
    (link,) = explain(store, REGISTRY, ruling, SETTINGS.bands).follows
    assert link.earlier == REGISTRY.iris.ruling("acme-fine-gb-2019-07-08").value
    assert link.grounds == (
        (3, "the same authority"),
        (2, "the same kind was announced"),
        (1, "the same places"),
        (1, "the same parties"),
    )
    assert sum(points for points, _ in link.grounds) >= link.needed


def test_what_is_no_ruling_has_no_reasons(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no ruling"):
        explain(store, REGISTRY, NamedNode(f"{SETTINGS.base}ruling/none"), SETTINGS.bands)
