"""Records to quads and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from graph.quads import Document, Iris, article_from, article_quads, slug, title_key
from graph.vocabulary import OA, PG, RDFS, SCHEMA
from tests.acts import article, extract

IRIS = Iris("https://w3id.org/policygraph/id/")
GIVEN = replace(
    article(
        "Regulator fines Meta",
        "act kind=fine by=ie-dpc against=meta,acme-analytics in=IE on=2023-05-22 sum=1200000000EUR under=eu-gdpr",
        "act kind=ban by=ie-dpc against=meta modality=possible",
        "says by=meta | the fine is unjustified",
        "uses who=acme-analytics whose=meta",
        url="https://paper.example/meta",
    ),
    topics=("Privacy",),
    images=("https://paper.example/a.png",),
    domain="paper.example",
    excerpt="It is a record.",
    inferred=frozenset({"publisher"}),
)
QUADS = article_quads(extract(GIVEN), Document(GIVEN, related=frozenset({IRIS.base + "article/00"})), IRIS, "1.1")


def test_an_article_comes_back_as_it_was() -> None:
    document = article_from(QUADS)
    assert document is not None
    assert replace(document.article, source=GIVEN.source) == GIVEN
    assert document.hashes == {GIVEN.content_hash}
    assert document.related == {IRIS.base + "article/00"}


def test_no_article_comes_out_of_other_quads() -> None:
    assert article_from([]) is None
    assert (
        article_from(quad for quad in QUADS if quad.predicate != RDFS.label and quad.subject != quad.graph_name) is None
    )


def test_all_stand_in_the_graph_of_the_article_without_blank_nodes() -> None:
    assert {quad.graph_name for quad in QUADS} == {IRIS.article(GIVEN)}
    assert not any(isinstance(term, BlankNode) for quad in QUADS for term in (quad.subject, quad.object))
    assert len(set(QUADS)) == len(QUADS)


def test_the_same_extraction_gives_the_same_quads() -> None:
    again = article_quads(extract(GIVEN), Document(GIVEN, related=frozenset({IRIS.base + "article/00"})), IRIS, "1.1")
    assert again == QUADS


def test_every_subject_has_a_label_or_is_registered_elsewhere() -> None:
    labelled = {quad.subject for quad in QUADS if quad.predicate == RDFS.label}
    assert {quad.subject for quad in QUADS} == labelled


def test_quotes_stand_at_their_offsets() -> None:
    (text,) = (quad.object.value for quad in QUADS if quad.predicate == SCHEMA.articleBody)
    facts = {(quad.subject, quad.predicate): quad.object.value for quad in QUADS}
    quotes = {quad.subject for quad in QUADS if quad.predicate == OA.exact}
    assert len(quotes) == 4
    for quote in quotes:
        start, end = int(facts[quote, OA.start]), int(facts[quote, OA.end])
        assert text[start:end] == facts[quote, OA.exact]
        assert text[:start].endswith(facts.get((quote, OA.prefix), ""))


def test_numbers_and_dates_are_typed() -> None:
    values = {quad.predicate: quad.object for quad in QUADS}
    assert values[PG.penaltyAmount] == Literal(
        "1200000000", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    )
    assert values[PG.date] == Literal("2023-05-22", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))


def test_the_iri_is_made_of_the_address_else_of_title_publisher_and_day() -> None:
    assert IRIS.article(GIVEN) == IRIS.article(replace(GIVEN, title="Another", url="http://www.paper.example/meta/#x"))
    bare = replace(GIVEN, url=None)
    assert IRIS.article(bare) == IRIS.article(replace(bare, title="REGULATOR FINES META!"))
    assert IRIS.article(bare) != IRIS.article(replace(bare, published=None))


@pytest.mark.parametrize(
    "name", ["regulator/../x", "x y", "<script>", "organisation/Clearview", "thing/x", "organisation/"]
)
def test_only_slugs_become_entities(name: str) -> None:
    with pytest.raises(ValueError):
        IRIS.entity(name)


def test_a_code_is_a_jurisdiction() -> None:
    assert IRIS.entity("CA-QC") == IRIS.entity("jurisdiction/ca-qc")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Clearview AI, Inc.", "clearview-ai-inc"),
        ("Straße & Søn", "strasse-son"),
        ("L’Oréal", "loreal"),
        ("</script>", "script"),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_slug_of_another_script_is_a_hash() -> None:
    assert slug("微信") != slug("腾讯")
    assert slug("微信").startswith("x")


def test_titles_compare_without_punctuation() -> None:
    assert title_key("‘Illegal’ — tool") == title_key("'illegal' tool")
