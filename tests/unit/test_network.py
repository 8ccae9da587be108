"""The network: which part of the graph, what is known of each node, how it is drawn and written."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from pyoxigraph import Quad, RdfFormat, parse

from graph.errors import NotFoundError
from graph.network import Edge, Node, Wish, gexf, graphml, network, records
from graph.store import Change, Store, open_store
from viz import drawing, page
from viz.layout import Box, positions
from viz.styles import styles

BASE = "https://w3id.org/policygraph/id/"
DATA = Path(__file__).parent.parent / "network.trig"
CLEARVIEW = "organisation/clearview-ai"
FINDING = "ruling/clearview-ai-finding-ca-2021-02-03"
HOSTILE = "</script><img src=x onerror=alert(1)>"


def quads() -> tuple[Quad, ...]:
    return tuple(parse(path=DATA, format=RdfFormat.TRIG))


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        opened.apply(Change(insert=quads()))
        yield opened


def shown(store: Store, wish: Wish | None = None) -> tuple[dict[str, Node], list[Edge]]:
    nodes, edges = records(network(store, BASE, wish or Wish()))
    return {node.id: node for node in nodes}, edges


def test_the_overview_holds_rulings_and_their_parties_without_claims_and_articles(store: Store) -> None:
    nodes, edges = shown(store)
    assert {node.type for node in nodes.values()} == {
        "Ruling",
        "Regulator",
        "Organisation",
        "Technology",
        "Jurisdiction",
        "Law",
    }
    assert Edge(FINDING, "respondent", CLEARVIEW) in edges


def test_a_focus_may_be_named_in_any_way(store: Store) -> None:
    for name in (CLEARVIEW, BASE + CLEARVIEW, "Clearview AI", "clearview", " CLEARVIEW  ai "):
        assert network(store, BASE, Wish(name)).graph["focus"] == CLEARVIEW


def test_a_name_that_nothing_has_is_told_with_those_near_to_it(store: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        network(store, BASE, Wish("ounted pol"))
    assert "Royal Canadian Mounted Police" in caught.value.remedy
    with pytest.raises(NotFoundError):
        network(store, BASE, Wish("organisation/<nobody>"))


def test_depth_counts_links(store: Store) -> None:
    near, _ = shown(store, Wish(CLEARVIEW, depth=1))
    assert set(near) == {
        CLEARVIEW,
        FINDING,
        "ruling/clearview-ai-fine-gb-2022-05",
        "organisation/rcmp",
        "claim/00000000000000a1-1",
    }
    farther, _ = shown(store, Wish(CLEARVIEW, depth=2))
    assert {"regulator/gb-ico", "law/ca-pipeda"} < set(farther)


def test_a_walk_ends_at_what_everything_shares(store: Store) -> None:
    nodes, _ = shown(store, Wish(CLEARVIEW, depth=3))
    assert "technology/facial-recognition" in nodes
    assert "ruling/hostile-order" not in nodes, "reached through the technology only"
    assert "ruling/hostile-order" in shown(store, Wish("technology/facial-recognition", depth=1))[0]


def test_what_is_cut_is_said(store: Store) -> None:
    graph = network(store, BASE, Wish(CLEARVIEW, depth=2, limit=4))
    assert len(graph) == 4
    assert graph.graph["extent"].cut
    assert not network(store, BASE, Wish(CLEARVIEW)).graph["extent"].cut
    few = network(store, BASE, Wish(limit=3)).graph["extent"]
    assert (few.shown, few.total, few.counted) == (1, 4, "rulings")


def test_a_ruling_has_its_facts_and_the_words_of_its_articles(store: Store) -> None:
    finding = shown(store)[0][FINDING]
    assert finding.value("kind") == "finding"
    assert finding.value("bindingForce") == "non binding"
    assert finding.values("issuedBy") == (
        "Commission d'accès à l'information",
        "Office of the Privacy Commissioner of Canada",
    )
    assert [(source.title, source.quotes) for source in finding.sources] == [
        ("Clearview broke the law", ("What Clearview does is mass surveillance and it is illegal.",)),
        ("Canada and Clearview", ("a joint finding of two commissioners",)),
    ]


def test_addresses_that_are_not_of_the_web_are_dropped(store: Store) -> None:
    nodes, _ = shown(store)
    assert [source.url for source in nodes["ruling/hostile-order"].sources] == [None]
    assert [
        value.url for fact in nodes["organisation/hostile"].facts if fact.name == "url" for value in fact.values
    ] == [None]


def test_the_jurisdiction_of_a_ruling_is_implied_by_the_seat_of_its_issuer(store: Store) -> None:
    _, edges = shown(store)
    assert Edge(FINDING, "jurisdiction", "jurisdiction/ca", implied=True) in edges
    assert Edge("regulator/ca-opc", "jurisdiction", "jurisdiction/ca") in edges


def test_links_count_what_is_not_shown_too(store: Store) -> None:
    nodes, _ = shown(store, Wish(CLEARVIEW, depth=1))
    assert nodes[CLEARVIEW].links == 4
    assert nodes[FINDING].links == 6


def test_articles_are_nodes_when_asked_for(store: Store) -> None:
    nodes, edges = shown(store, Wish(CLEARVIEW, articles=True))
    assert nodes["article/00000000000000a1"].type == "Article"
    assert Edge(FINDING, "reportedBy", "article/00000000000000a1") in edges


def test_other_programs_read_the_files(store: Store) -> None:
    graph = network(store, BASE, Wish())
    for text, read in ((graphml(graph), nx.read_graphml), (gexf(graph), nx.read_gexf)):
        back = read(io.BytesIO(text))
        assert (len(back), back.number_of_edges()) == (len(graph), graph.number_of_edges())
        assert back.nodes["organisation/hostile"]["label"] == HOSTILE


def test_the_same_network_is_always_drawn_the_same_way(store: Store) -> None:
    first, second = (drawing.document(network(store, BASE, Wish())) for _ in range(2))
    assert first == second
    assert json.loads(json.dumps(first)) == first


def test_nothing_covers_anything() -> None:
    graph = nx.barabasi_albert_graph(60, 2, seed=1)
    graph = nx.relabel_nodes(graph, str)
    nx.add_path(graph, ["far", "away"])
    boxes = {id_: Box(110, 40) for id_ in graph}
    places = positions(graph, boxes)
    for (ax, ay), (bx, by) in combinations(places.values(), 2):
        assert abs(ax - bx) > 109 or abs(ay - by) > 39


@pytest.mark.parametrize("number", [0, 1, 2])
def test_small_networks_have_places(number: int) -> None:
    graph = nx.empty_graph([str(index) for index in range(number)])
    assert len(positions(graph, {id_: Box(10, 10) for id_ in graph})) == number


def test_types_differ_in_shape_or_colour_and_know_their_words() -> None:
    looks = [(style.shape, style.colour) for style in styles().nodes.values()]
    assert len(looks) == len(set(looks))
    assert {style.arrow for style in styles().edges.values()} <= {"", "from", "to"}


def test_a_file_holds_all_it_needs_and_no_text_becomes_markup(store: Store) -> None:
    html = page.standalone(drawing.document(network(store, BASE, Wish())), HOSTILE)
    assert "<img" not in html.replace(page.asset(page.VIS), "")
    assert not re.search(r"<(script|link|img|iframe)[^>]*\s(src|href)=", html)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy and "default-src &#39;none&#39;" in policy[1]
    data = re.search(r'<script type="application/json" id="network-data">(.*?)</script>', html, re.DOTALL)
    assert data
    document: dict[str, Any] = json.loads(data[1])["document"]
    assert HOSTILE in {node["label"] for node in document["nodes"]}


def test_our_own_scripts_never_write_markup() -> None:
    for name in page.SCRIPTS[1:]:
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", page.asset(name)), name


def test_an_empty_graph_makes_a_page_that_says_so() -> None:
    with open_store("memory:") as empty:
        document = drawing.document(network(empty, BASE, Wish()))
    assert document["nodes"] == []
    assert "Nothing to draw yet" in page.body(document, served=True)
