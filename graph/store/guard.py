"""What leaves the machine: SERVICE and LOAD reach the addresses of an allow-list, judged before anything is evaluated.

The engine's parser takes keywords without a space around them: `SERVICE:x{`, `trueSERVICE<x>{`, `LOAD:x` go out. A
name is therefore judged by what it could hide, at the places where one of these may stand, and an IRI that could be a
comparison and a comment is read both ways. In doubt the query is refused.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from graph.errors import PolicygraphError
from graph.store.tokens import Kind, Token, could_compare, tokens, unescape

_FURTHEST = 64
"""How many other readings of a query are looked at; with more it is refused."""
_MANY = 1 << 30
_COMMENT, _GROUP = Token(Kind.MARK, "#", 0), Token(Kind.MARK, "{", 0)


class ForbiddenQueryError(PolicygraphError):
    """A query that asks for something this service does not do."""


@dataclass(frozen=True, slots=True)
class Call:
    """A SERVICE or LOAD: the keyword and the address, as a token of the query; None if it cannot be told."""

    keyword: str
    target: Token | None


def refuse_calls(query: str, allowed: Container[str] = ()) -> None:
    """ForbiddenQueryError if the query or update may reach an address that is not one of `allowed`.

    An address is taken as it is written: a whole IRI between < and >, no prefixed name and no variable.
    """
    for call in calls(query):
        address = call.target.text[1:-1] if call.target and call.target.kind is Kind.IRI else None
        if address not in allowed:
            raise ForbiddenQueryError(
                f"{call.keyword} may not reach {f'<{address}>' if address else 'this address'} from here.",
                "Ask the other service yourself and put what it answers into a VALUES block."
                if call.keyword == "SERVICE"
                else "Fetch the document yourself and send what it holds.",
            )


def calls(query: str) -> Iterator[Call]:
    """Every SERVICE and LOAD that a parser may see in a query or update."""
    for text in {query, unescape(query)}:
        lower = text.lower()
        if "service" in lower or "load" in lower:
            for reading in _readings(text):
                yield from _calls(reading)


def _readings(text: str) -> Iterator[list[Token]]:
    """The tokens of the text, and those of it behind each place that may be a comment."""
    starts = [0]
    for start in starts:  # grows while it is gone through
        reading = [] if start == 0 else [_COMMENT]
        parentheses = 0 if start == 0 else _MANY
        for token in tokens(text, start):
            parentheses += opened(token)
            if parentheses > 0 and could_compare(token, reading[-1] if reading else None):
                yield [_COMMENT, *tokens(token.text[1 : token.text.index("#")]), _GROUP]
                behind = _line_end(text, token.start)
                if behind not in starts:
                    starts.append(behind)
            reading.append(token)
        yield reading
        if len(starts) > _FURTHEST:
            raise ForbiddenQueryError(
                "The query says SERVICE or LOAD and has too many places that can be read in two ways.",
                "Write a space behind each < that compares.",
            )


def opened(token: Token) -> int:
    """How many parentheses it opens at most, and closes at least."""
    if token.kind is Kind.IRI:
        return token.text.count("(")
    return token.is_mark("(", "<<(") - token.is_mark(")", ")>>")


def _line_end(text: str, start: int) -> int:
    ends = [found for end in "\r\n" if (found := text.find(end, start)) >= 0]
    return min(ends, default=len(text))


def _calls(reading: list[Token]) -> Iterator[Call]:
    depth = 0
    for before, token, behind in zip([None, *reading], reading, [*reading[1:], None], strict=False):
        depth += token.is_mark("{") - token.is_mark("}")
        if token.kind is Kind.WORD and (keyword := _keyword(token.text)):
            target = _target(reading, token)
            if target is not None:
                yield Call(keyword, target)
        elif token.kind is Kind.NAME and (keyword := _keyword(token.text.partition(":")[0])):
            hidden = _opens_group if keyword == "SERVICE" else _begins_operation
            if hidden(before, behind, depth if reading[0] is not _COMMENT else None):
                yield Call(keyword, None)


def _keyword(word: str) -> str | None:
    lower = word.lower()
    return "SERVICE" if "service" in lower else "LOAD" if "load" in lower else None


def _target(reading: list[Token], keyword: Token) -> Token | None:
    """The address behind a keyword; None if there is none, and the keyword no call."""
    place = reading.index(keyword) + 1
    if place < len(reading) and reading[place].is_word("SILENT"):
        place += 1
    found = reading[place] if place < len(reading) else None
    return found if found and found.kind in {Kind.IRI, Kind.NAME, Kind.VARIABLE} else None


def _opens_group(before: Token | None, behind: Token | None, depth: int | None) -> bool:
    """Whether a name is followed by a group inside another, as only the name of a graph or of a service is."""
    if depth == 0 or behind is None or not behind.is_mark("{"):
        return False
    return before is None or not (before.kind is Kind.WORD and before.text.upper().endswith("GRAPH"))


def _begins_operation(before: Token | None, behind: Token | None, depth: int | None) -> bool:
    """Whether a name stands where an update operation begins: first, or behind `;` or the prologue."""
    if depth or (behind is not None and behind.kind is Kind.IRI):
        return False  # in a pattern, or a prefix that is declared
    return before is None or before.is_mark(";") or before.kind in {Kind.IRI, Kind.STRING}
