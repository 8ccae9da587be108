"""Where text patterns stand in a query or update: enough of the grammar of SPARQL to tell a triple from all else.

`?thing pg:textMatch "words"` is found in any group: in OPTIONAL, UNION, MINUS, GRAPH, EXISTS, subqueries. Templates, data
and what another service evaluates are passed over. Written after the productions of
https://www.w3.org/TR/sparql12-query/#sparqlGrammar; what it cannot read raises QueryError with the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import RdfFormat

from graph.errors import QueryError
from graph.store.tokens import OPERANDS, Kind, Token, tokens, unescape

DEPTH = 200
"""The deepest nesting that is read."""
_FORMS = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "INSERT", "DELETE", "DATA", "VALUES"})
_TERMS = frozenset({Kind.IRI, Kind.NAME, Kind.VARIABLE, Kind.BLANK, Kind.STRING, Kind.NUMBER})
_CLOSING = {"(": ")", "[": "]", "{": "}", "<<": ">>", "<<(": ")>>", "{|": "|}"}


@dataclass(frozen=True, slots=True)
class Node:
    """A subject or object: its tokens."""

    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Where it starts in the query."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a triple pattern with its objects; `magic` if it is the one that is looked for."""

    magic: bool
    verb: Token
    objects: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """Triple patterns of one subject, one of them magic. `end` includes a full stop behind them.

    `block` is where the triples and filters begin that stand beside them, without anything else in between.
    """

    subject: Node
    properties: tuple[Property, ...]
    block: int
    end: int


def find(query: str, wanted: str) -> list[Triples]:
    """The triple patterns with the property `wanted`, in order. QueryError where one stands that cannot be answered."""
    return list(_Reader(query, wanted).request())


class _Reader:
    """Reads a query from left to right; `_at` is the number of the token that comes next."""

    def __init__(self, query: str, wanted: str) -> None:
        self._query, self._wanted = query, wanted
        self._tokens = list(tokens(query))
        self._at = self._depth = 0
        self._base = ""
        self._prefixes: dict[str, str] = {}

    def request(self) -> Iterator[Triples]:
        """Prologues, forms, groups and what stands between them."""
        form, templates = "", 0
        while token := self._peek():
            if token.is_word("BASE", "PREFIX") and form in ("", ";"):
                self._declaration()
            elif token.is_mark("{"):
                if form in ("INSERT", "DELETE", "DATA", "VALUES") or (form == "CONSTRUCT" and not templates):
                    templates += 1
                    self._skip()
                elif form in ("CONSTRUCT WHERE", "DELETE WHERE") and not templates:
                    self._refuse_in_template()
                else:
                    yield from self._group()
                form = "" if form == "DATA" else form
            elif token.is_mark("("):
                yield from self._expression()
            else:
                self._at += 1
                form, templates = self._form(token, form), 0 if token.is_mark(";") else templates

    def _form(self, token: Token, form: str) -> str:
        if token.is_mark(";"):
            return ";"
        word = token.text.upper() if token.kind is Kind.WORD else ""
        if word == "WHERE" and form in ("CONSTRUCT", "DELETE"):
            return f"{form} WHERE"
        return word if word in _FORMS else form

    def _declaration(self) -> None:
        keyword = self._next()
        name = self._next().text if keyword.is_word("PREFIX") else None
        iri = self._next()
        if iri.kind is not Kind.IRI:
            raise self._wrong(iri, "an IRI")
        whole = self._resolved(iri)
        if name is None:
            self._base = whole
        else:
            self._prefixes[name] = whole

    def _group(self) -> Iterator[Triples]:
        """A group graph pattern with its braces."""
        self._deeper(self._take("{"))
        block: int | None = None
        if (token := self._peek()) and token.is_word("SELECT"):
            yield from self._subselect()
        while not self._expect().is_mark("}"):
            token = self._expect()
            if token.is_mark("."):
                self._at += 1
            elif token.is_word("FILTER"):
                block = token.start if block is None else block
                self._at += 1
                yield from self._constraint()
            elif self._begins_pattern(token):
                block = None
                yield from self._pattern()
            else:
                block = token.start if block is None else block
                yield from self._triples(block)
        self._take("}")
        self._depth -= 1

    def _begins_pattern(self, token: Token) -> bool:
        words = ("OPTIONAL", "MINUS", "UNION", "GRAPH", "SERVICE", "BIND", "VALUES", "LATERAL")
        return token.is_mark("{") or token.is_word(*words)

    def _pattern(self) -> Iterator[Triples]:
        """A pattern that is no triple and no filter."""
        token = self._expect()
        if token.is_mark("{"):
            yield from self._group()
            return
        self._at += 1
        if token.is_word("BIND"):
            yield from self._expression()
        elif token.is_word("VALUES"):
            self._data()
        elif token.is_word("SERVICE"):
            while not self._expect().is_mark("{"):
                self._at += 1
            self._skip()
        elif token.is_word("GRAPH"):
            self._at += 1

    def _subselect(self) -> Iterator[Triples]:
        """A subquery, up to the brace that ends it."""
        while not (token := self._expect()).is_mark("}"):
            if token.is_mark("{"):
                yield from self._group()
            elif token.is_mark("("):
                yield from self._expression()
            elif token.is_word("VALUES"):
                self._at += 1
                self._data()
            else:
                self._at += 1

    def _data(self) -> None:
        while not self._expect().is_mark("{"):
            self._at += 1
        self._skip()

    def _constraint(self) -> Iterator[Triples]:
        """What follows FILTER: [NOT] EXISTS and a group, an expression, or a call."""
        while not (token := self._expect()).is_mark("(", "{"):
            if token.kind not in (Kind.WORD, Kind.NAME, Kind.IRI):
                raise self._wrong(token, "a condition")
            self._call(token)
            self._at += 1
        yield from self._group() if token.is_mark("{") else self._expression()

    def _expression(self) -> Iterator[Triples]:
        """What stands in parentheses. There an IRI cannot follow an operand: what looks like one is a comparison."""
        self._deeper(self._take("("))
        before: Token | None = None
        while not (token := self._expect()).is_mark(")"):
            if token.kind is Kind.IRI and before is not None and self._ends_operand(before):
                behind = tokens(self._query, token.start + 1)
                self._tokens[self._at :] = [Token(Kind.MARK, "<", token.start), *behind]
                token = self._expect()
            if token.is_mark("("):
                yield from self._expression()
                before = Token(Kind.MARK, ")", 0)
                continue
            if token.is_mark("{"):
                yield from self._group()
                before = None
                continue
            self._call(token)
            self._at += 1
            before = token
        self._at += 1
        self._depth -= 1

    def _ends_operand(self, token: Token) -> bool:
        return token.is_mark(")", ")>>") or token.is_word("TRUE", "FALSE") or token.kind in OPERANDS - {Kind.WORD}

    def _call(self, token: Token) -> None:
        """A token of an expression, which must not call the property as a function."""
        behind = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
        if self._is_wanted(token) and behind is not None and behind.is_mark("("):
            raise self._misused(token, "is a property, not a function")

    def _triples(self, block: int) -> Iterator[Triples]:
        subject = self._node()
        properties = tuple(self._properties(subject.tokens[0]))
        if (token := self._peek()) and token.is_mark("."):
            self._at += 1
        end = self._tokens[self._at - 1].end
        if any(one.magic for one in properties):
            yield Triples(subject, properties, block, end)

    def _properties(self, subject: Token) -> Iterator[Property]:
        """The properties and objects of a subject."""
        while True:
            while (token := self._peek()) and token.is_mark(";"):
                self._at += 1
            if token is None or token.is_mark(".", "]", "}", "|}") or not self._begins_verb(token):
                return
            magic = self._verb()
            objects = [self._object()]
            while (behind := self._peek()) and behind.is_mark(","):
                self._at += 1
                objects.append(self._object())
            if magic and subject.is_mark("["):
                raise self._misused(token, "needs a variable, an IRI or a list of variables before it")
            yield Property(magic, token, tuple(objects))
            if not ((behind := self._peek()) and behind.is_mark(";")):
                return

    def _begins_verb(self, token: Token) -> bool:
        return token.kind in (Kind.IRI, Kind.NAME, Kind.VARIABLE) or token.is_word("A") or token.is_mark("(", "^", "!")

    def _verb(self) -> bool:
        """A variable or a path; true if it is the property that is looked for, alone."""
        begin = self._at
        if self._expect().kind is Kind.VARIABLE:
            self._at += 1
            return False
        self._path()
        found = self._tokens[begin : self._at]
        magic = [token for token in found if self._is_wanted(token)]
        if magic and len(found) > 1:
            raise self._misused(magic[0], "cannot be a part of a path")
        return bool(magic)

    def _path(self) -> None:
        """Steps joined by / and |."""
        while True:
            while self._expect().is_mark("^", "!"):
                self._at += 1
            token = self._next()
            if token.is_mark("("):
                self._deeper(token)
                if not self._expect().is_mark(")"):
                    self._path()
                self._take(")")
                self._depth -= 1
            elif token.kind not in (Kind.IRI, Kind.NAME) and not token.is_word("A"):
                raise self._wrong(token, "a property")
            while (behind := self._peek()) and behind.is_mark("?", "*", "+"):
                self._at += 1
            if not ((behind := self._peek()) and behind.is_mark("/", "|")):
                return
            self._at += 1

    def _object(self) -> Node:
        """An object, with what SPARQL 1.2 says of its triple behind it."""
        node = self._node()
        while (token := self._peek()) and token.is_mark("~", "{|"):
            if token.is_mark("{|"):
                self._skip()
                continue
            self._at += 1
            if (token := self._peek()) and token.kind in (Kind.IRI, Kind.NAME, Kind.VARIABLE, Kind.BLANK):
                self._at += 1
        return node

    def _node(self) -> Node:
        """A term, a collection, a blank node with properties or a triple term."""
        begin, token = self._at, self._next()
        if token.is_mark("("):
            self._deeper(token)
            while not self._expect().is_mark(")"):
                self._node()
            self._take(")")
            self._depth -= 1
        elif token.is_mark("["):
            self._deeper(token)
            for _ in self._properties(token):
                pass
            self._take("]")
            self._depth -= 1
        elif token.is_mark("<<", "<<("):
            self._at = begin
            self._skip()
        elif token.is_mark("+", "-"):
            self._at += 1
        elif token.kind is Kind.STRING:
            self._literal_suffix()
        elif token.kind not in _TERMS and not token.is_word("TRUE", "FALSE"):
            raise self._wrong(token, "a term or a pattern")
        return Node(tuple(self._tokens[begin : self._at]))

    def _literal_suffix(self) -> None:
        token = self._peek()
        if token and token.kind is Kind.LANGUAGE:
            self._at += 1
        elif token and token.is_mark("^^"):
            self._at += 2

    def _skip(self) -> None:
        """Pass over something in brackets, with all that it holds."""
        closing: list[str] = []
        while True:
            token = self._next()
            if token.kind is Kind.MARK and token.text in _CLOSING:
                closing.append(_CLOSING[token.text])
            elif closing and token.is_mark(closing[-1]):
                closing.pop()
            if not closing:
                return

    def _refuse_in_template(self) -> None:
        begin = self._at
        self._skip()
        for token in self._tokens[begin : self._at]:
            if self._is_wanted(token):
                raise self._misused(token, "needs a template of its own before WHERE")

    def _is_wanted(self, token: Token) -> bool:
        if token.kind is Kind.NAME:
            name = unescape(token.text)
            prefix, _, local = name.partition(":")
            iri = self._prefixes.get(f"{prefix}:", "\0") + local.replace("\\", "")
            return iri == self._wanted
        return token.kind is Kind.IRI and self._resolved(token) == self._wanted

    def _resolved(self, iri: Token) -> str:
        """An IRI as the engine makes it of what is written and of the base; what it refuses stays as it is."""
        try:
            (quad,) = pyoxigraph.parse(f"{iri.text} <x:> <x:> .", RdfFormat.TURTLE, base_iri=self._base or None)
        except (SyntaxError, ValueError):
            return iri.text[1:-1]
        return str(getattr(quad.subject, "value", ""))

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _expect(self) -> Token:
        if (token := self._peek()) is None:
            raise self._wrong(None, "more")
        return token

    def _next(self) -> Token:
        token = self._expect()
        self._at += 1
        return token

    def _take(self, mark: str) -> Token:
        token = self._next()
        if not token.is_mark(mark):
            raise self._wrong(token, mark)
        return token

    def _deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise problem(self._query, token.start, f"The query is nested more than {DEPTH} deep.")

    def _wrong(self, token: Token | None, wanted: str) -> QueryError:
        place = token.start if token else len(self._query)
        found = f"{token.text[:40]!r}" if token else "its end"
        return problem(self._query, place, f"The query is not valid SPARQL: expected {wanted}, found {found}.")

    def _misused(self, token: Token, why: str) -> QueryError:
        return misused(self._query, token, why)


def misused(query: str, token: Token | Node, why: str) -> QueryError:
    """What to say of a text pattern that is not written as it should be."""
    return problem(query, token.start, f"pg:textMatch {why}.")


def problem(query: str, place: int, message: str) -> QueryError:
    """An error at a place of the query."""
    line = query.count("\n", 0, place) + 1
    column = place - query.rfind("\n", 0, place)
    return QueryError(
        message, 'Write ?thing pg:textMatch "words", or (?thing ?score) pg:textMatch ("words" 10).', line, column
    )
