"""SPARQL is cut into tokens as the engine cuts it, in linear time, whatever the text."""

from __future__ import annotations

import time

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ontology
from graph.store.tokens import Kind, tokens, unescape


def cut(text: str) -> list[tuple[str, str]]:
    return [(token.kind.name, token.text) for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?a<?b", [("VARIABLE", "?a"), ("MARK", "<"), ("VARIABLE", "?b")]),
        ("<http://e/#a>#b\n1", [("IRI", "<http://e/#a>"), ("NUMBER", "1")]),
        (r"<http://e/\u003E>", [("IRI", r"<http://e/\u003E>")]),
        ("#a\r'b'", [("STRING", "'b'")]),
        (
            r"""'a\'' "'" '''b'c''d\'''e'''""",
            [("STRING", r"'a\''"), ("STRING", '"\'"'), ("STRING", r"'''b'c''d\'''e'''")],
        ),
        ('"a"@en-GB--ltr', [("STRING", '"a"'), ("LANGUAGE", "@en-GB--ltr")]),
        ("'1'^^ex:a", [("STRING", "'1'"), ("MARK", "^^"), ("NAME", "ex:a")]),
        (r"ex:a.b:c\.%20. :b", [("NAME", r"ex:a.b:c\.%20"), ("MARK", "."), ("NAME", ":b")]),
        ("true.FILTER", [("WORD", "true"), ("MARK", "."), ("WORD", "FILTER")]),
        ("a.:b", [("WORD", "a"), ("MARK", "."), ("NAME", ":b")]),
        ("_:a.b.", [("BLANK", "_:a.b"), ("MARK", ".")]),
        (
            "1SERVICE 1.5e3x .5",
            [("NUMBER", "1"), ("WORD", "SERVICE"), ("NUMBER", "1.5e3"), ("WORD", "x"), ("NUMBER", ".5")],
        ),
        ("<<( ?s a 1 )>>", [("MARK", "<<("), ("VARIABLE", "?s"), ("WORD", "a"), ("NUMBER", "1"), ("MARK", ")>>")]),
        ("'open\n?a", [("STRING", "'open"), ("VARIABLE", "?a")]),
    ],
)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet="aSe:.?$<>#\\u0041'\"{}()|@_-1 \n\r\té", max_size=60))
def test_no_character_is_lost_and_none_stands_in_two_tokens(text: str) -> None:
    end = 0
    for token in tokens(text):
        skipped = text[end : token.start]
        assert not skipped.strip(" \t\r\n") or skipped.lstrip(" \t\r\n").startswith("#")
        assert text[token.start : token.end] == token.text
        end = token.end


PIECES = st.sampled_from(
    [
        *(
            "?x",
            "$y",
            "<http://e/#a>",
            "ex:a.b",
            "ex:",
            ":c",
            "_:n.m",
            "'s'",
            '"#"',
            "'''l'\n'''",
            "'x'@en",
            "1",
            "2.5",
            "1e3",
        ),
        *(
            "true",
            "a",
            "?a<?b",
            "?a < 3",
            "# note ' \" <\n",
            "'\\u0027'",
            "<http://e/\\u0041>",
            "ex:\\'",
            "ex:%27",
            "'\\\\'",
        ),
    ]
)


@given(st.lists(PIECES, min_size=3, max_size=9))
def test_spaces_between_its_tokens_change_no_query(pieces: list[str]) -> None:
    """What the engine makes of a query, it makes of its tokens one a line: it cuts at the same places."""
    rest = " ".join(pieces[1:])
    text = f"PREFIX ex: <http://ex/> PREFIX : <http://c/> SELECT * {{ FILTER({pieces[0]}) {rest} }}"
    apart = "\n".join(token.text for token in tokens(text))
    assert valid(text) == valid(apart)


def valid(query: str) -> bool:
    try:
        pyoxigraph.Store().query(query)
    except (SyntaxError, RuntimeError):
        return False
    return True


def test_the_example_queries_are_cut_whole() -> None:
    for name, query in ontology.queries().items():
        assert not [token for token in tokens(query) if token.kind is Kind.MARK and token.text in "'\"\\#"], name


@pytest.mark.parametrize(
    "piece",
    [
        "'",
        '"',
        "'''",
        '"""',
        '\\"',
        '"\\',
        "<a",
        "a.",
        "a:",
        "_:a.",
        "1.",
        "1e",
        "\\u00",
        "'\"",
        "\"'''",
        "?",
        "@a-",
        ":a%2",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = '"' + piece * (200_000 // len(piece))
    began = time.process_time()
    for _ in tokens(text):
        pass
    assert time.process_time() - began < 2


def test_escapes_are_decoded_where_they_name_a_character() -> None:
    assert unescape(r"\u0041\U0001F600\uD83D\U00110000\\") == "A😀" + r"\uD83D\U00110000\\"
