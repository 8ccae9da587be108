"""The example queries: each says its question in the first line, parses, and speaks the words of the ontology."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Store
from rdflib import Graph

import ontology

QUERIES = ontology.queries()
CHECKS = ontology.queries("checks")
NAMESPACE = "https://w3id.org/policygraph/ns#"


def test_there_are_fifteen() -> None:
    assert len(QUERIES) >= 15


@pytest.mark.parametrize("name", QUERIES)
def test_the_first_line_is_the_question(name: str) -> None:
    first = QUERIES[name].partition("\n")[0]
    assert re.fullmatch(r"# [A-Z].{10,}\?( \(.+\))?", first), first


def test_questions_differ() -> None:
    questions = [text.partition("\n")[0] for text in QUERIES.values()]
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("name", QUERIES)
def test_they_have_names_for_an_address(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@pytest.mark.parametrize("text", [*QUERIES.values(), *CHECKS.values()], ids=[*QUERIES, *CHECKS])
def test_they_parse_and_run(text: str) -> None:
    Store().query(text)


@pytest.mark.parametrize("text", [*QUERIES.values(), *CHECKS.values()], ids=[*QUERIES, *CHECKS])
def test_their_terms_are_defined(text: str) -> None:
    graph = Graph().parse(ontology.ROOT / "policy.ttl")
    defined = {str(term).removeprefix(NAMESPACE) for term in graph.subjects() if str(term).startswith(NAMESPACE)}
    prefixes = dict(re.findall(r"^PREFIX (\w*): <([^>]*)>", text, re.MULTILINE))
    ours = [prefix for prefix, iri in prefixes.items() if iri == NAMESPACE]
    body = re.sub(r'"(?:[^"\\]|\\.)*"|^\s*#.*$|^PREFIX.*$', "", text, flags=re.MULTILINE)
    used = {term for prefix in ours for term in re.findall(rf"(?<![\w?:]){prefix}:(\w+)", body)}
    assert used - defined == set()
