"""What a SPARQL 1.1 update writes to, read from its tokens before it is run (https://www.w3.org/TR/sparql11-update/).

Only as much of the grammar is read as that needs: operations, their targets and the graphs of their templates. What
this reader and the engine could read in two ways is refused, so that nothing is written which was not seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from graph.errors import QueryError
from graph.store.guard import opened
from graph.store.tokens import Kind, Token, could_compare, tokens, unescape

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_ESCAPED = re.compile(r"\\(.)")
DEPTH = 200
"""The deepest nesting of an update. The engine's parser ends its process at some thousands."""
CHAINED = 1000
"""The most patterns and operators of an update: chains of them are nested for the engine."""
_OPENING, _CLOSING = ("{", "(", "[", "<<", "<<("), ("}", ")", "]", ">>", ")>>")
_CHAINING = ("BIND", "EXISTS", "FILTER", "MINUS", "OPTIONAL", "SELECT", "UNION", "VALUES")


@dataclass(frozen=True, slots=True)
class Target:
    """What an operation writes to: one graph, or by its name `DEFAULT`, `NAMED`, `ALL`, or `?` for one that data decide."""

    graph: NamedNode | None = None
    word: str = ""


DEFAULT, UNKNOWN = Target(word="DEFAULT"), Target(word="?")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its targets, and where its dataset is to be written.

    `where` is the offset of the WHERE of a DELETE/INSERT, `pattern` the text of the group where that group is template
    and pattern in one (DELETE WHERE). `has_dataset` where it names a dataset itself, by USING or WITH.
    """

    targets: tuple[Target, ...]
    where: int | None = None
    pattern: tuple[int, int] | None = None
    has_dataset: bool = False


def targets(update: str) -> set[Target]:
    """Everything that an update may write to. QueryError if that cannot be told."""
    return {target for operation in operations(update) for target in operation.targets}


def with_dataset(update: str, default_graphs: Sequence[NamedNode], named_graphs: Sequence[NamedNode]) -> str:
    """The update with `using-graph-uri` and `using-named-graph-uri` of the protocol written into each of its operations.

    QueryError if an operation names a dataset itself (SPARQL 1.1 Protocol, 2.2.3), or if the update cannot be read.

    >>> with_dataset("DELETE WHERE { ?s ?p 'WHERE' }", [NamedNode("urn:g")], [])
    "DELETE { ?s ?p 'WHERE' } USING <urn:g> WHERE { ?s ?p 'WHERE' }"
    """
    if not default_graphs and not named_graphs:
        return update
    clauses = [f"USING {graph}" for graph in default_graphs] + [f"USING NAMED {graph}" for graph in named_graphs]
    text = update
    for operation in reversed(operations(update)):
        if operation.has_dataset:
            raise QueryError(
                "The update says USING or WITH, and so does the request.",
                "Leave out using-graph-uri and using-named-graph-uri, or USING and WITH.",
            )
        if operation.where is None:
            continue
        template = f"{update[slice(*operation.pattern)]} " if operation.pattern else ""
        text = f"{text[: operation.where]}{template}{' '.join(clauses)} {text[operation.where :]}"
    return text


def operations(update: str) -> list[Operation]:
    """The operations of an update, in order. QueryError if they cannot be told."""
    return list(_Reader(update).operations())


@dataclass(slots=True)
class _Reader:
    """Goes along the tokens of one update."""

    text: str
    read: list[Token] = field(init=False)
    place: int = 0
    prefixes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.read = list(tokens(self.text))
        if [token.kind for token in self.read] != [token.kind for token in tokens(unescape(self.text))]:
            raise _unreadable("escapes stand for punctuation", "Write punctuation as it is.")
        self._refuse_what_fills_the_stack()
        parentheses = 0  # comparisons stand in them alone
        for before, token in zip([None, *self.read], self.read, strict=False):
            parentheses += opened(token)
            if parentheses > 0 and could_compare(token, before):
                raise _unreadable("a < can be read in two ways", "Write a space behind each < that compares.")

    def _refuse_what_fills_the_stack(self) -> None:
        """Updates are run by the process that owns the store, which must not end for one that is nested without end."""
        depth = chained = 0
        for token in self.read:
            depth += token.is_mark(*_OPENING) - token.is_mark(*_CLOSING)
            chained += token.is_word(*_CHAINING) or token.is_mark("/", "|", "||", "&&", "*", "+")
            if depth > DEPTH or chained > CHAINED:
                raise _unreadable("it is too deep or has too many patterns", "Split it into several updates.")

    def operations(self) -> Iterator[Operation]:
        """Prologue and operation, until nothing is left."""
        self.prologue()
        while self.place < len(self.read):
            yield self.operation()
            if self.place < len(self.read):
                self.mark(";")
            self.prologue()

    def prologue(self) -> None:
        """BASE, PREFIX and VERSION declarations."""
        while word := self.accept("BASE", "PREFIX", "VERSION"):
            if word == "PREFIX":
                name = self.next(Kind.NAME).text
                self.prefixes[name.removesuffix(":")] = unescape(self.next(Kind.IRI).text[1:-1])
            else:
                self.next(Kind.IRI, Kind.STRING)

    def operation(self) -> Operation:
        """One operation."""
        word = self.accept("LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "INSERT", "DELETE")
        match word:
            case "LOAD":
                self.accept("SILENT")
                self.next(Kind.IRI, Kind.NAME)
                return Operation((self.reference() if self.accept("INTO") else DEFAULT,))
            case "CLEAR" | "DROP" | "CREATE":
                self.accept("SILENT")
                return Operation((self.reference(),))
            case "ADD" | "MOVE" | "COPY":
                self.accept("SILENT")
                source = self.reference()
                self.expect("TO")
                return Operation((self.reference(), *((source,) if word == "MOVE" else ())))
            case "WITH":
                graph = self.graph()
                return self.modify(self.expect("INSERT", "DELETE"), graph)
            case "INSERT" | "DELETE" if self.accept("DATA"):
                return Operation(tuple(self.template(DEFAULT)))
            case "INSERT" | "DELETE":
                return self.modify(word)
        raise _unreadable("no operation begins " + self.here(), "")

    def modify(self, word: str, graph: Target | None = None) -> Operation:
        """DELETE and INSERT with their templates, dataset and pattern."""
        first = self.read[self.place] if self.place < len(self.read) else None
        if word == "DELETE" and first is not None and first.is_word("WHERE"):
            self.place += 1
            begin = self.read[self.place].start if self.place < len(self.read) else len(self.text)
            found = tuple(self.template(graph or DEFAULT))
            pattern = begin, self.read[self.place - 1].end
            return Operation(found, first.start, pattern, graph is not None)
        found = tuple(self.template(graph or DEFAULT))
        if word == "DELETE" and self.accept("INSERT"):
            found += tuple(self.template(graph or DEFAULT))
        using = graph is not None
        while self.accept("USING"):
            using = True
            self.graph(*(() if self.accept("NAMED") else ("NAMED",)))
        where = self.read[self.place].start if self.place < len(self.read) else len(self.text)
        self.expect("WHERE")
        self.group()
        return Operation(found, where, None, using)

    def template(self, default: Target) -> Iterator[Target]:
        """The graphs that a template of quads writes to."""
        self.mark("{")
        outside = False
        while not self.next_is("}"):
            if self.accept("GRAPH"):
                yield self.graph()
                self.mark("{")
                while not self.next_is("}"):
                    if self.read[self.place].is_mark("{"):
                        raise _unreadable("there is a group inside a template " + self.here(), "")
                    self.place += 1
                self.mark("}")
            elif self.read[self.place].is_mark("{"):
                raise _unreadable("there is a group inside a template " + self.here(), "")
            else:
                outside = outside or not self.read[self.place].is_mark(".")
                self.place += 1
        self.mark("}")
        if outside:
            yield default

    def group(self) -> None:
        """A group graph pattern, over which this reader goes without looking."""
        self.mark("{")
        depth = 1
        while depth:
            token = self.next(*Kind)
            depth += token.is_mark("{") - token.is_mark("}")

    def reference(self) -> Target:
        """GRAPH and a name, a name alone, or one of the words for several graphs."""
        if word := self.accept("DEFAULT", "NAMED", "ALL"):
            return Target(word=word)
        return self.graph(*(() if self.accept("GRAPH") else ("SILENT", "GRAPH", "DEFAULT", "NAMED", "ALL")))

    def graph(self, *optional: str) -> Target:
        """A graph by its name; UNKNOWN for a variable.

        `optional` are keywords that may stand before it. The engine looks for these first and needs no space behind
        them: `TO GRAPHx:a` is the graph `x:a` to it.
        """
        token = self.next(Kind.IRI, Kind.NAME, Kind.VARIABLE)
        if optional and token.kind is Kind.NAME and token.text.upper().startswith(optional):
            raise _unreadable(
                f"{token.text} may hide a keyword", "Write GRAPH before it, or give the prefix another name."
            )
        if token.kind is Kind.VARIABLE:
            return UNKNOWN
        iri = unescape(token.text[1:-1]) if token.kind is Kind.IRI else self.expanded(token)
        if not _SCHEME.match(iri):
            raise _unreadable(f"{token.text} is relative", "Write the name of each graph that is written to in full.")
        try:
            return Target(NamedNode(iri))
        except ValueError as error:
            raise _unreadable(f"{token.text[:80]} is no IRI", "Write the name of the graph as an IRI.") from error

    def expanded(self, token: Token) -> str:
        """The IRI of a prefixed name."""
        prefix, _, local = token.text.partition(":")
        if prefix not in self.prefixes:
            raise _unreadable(f"the prefix {prefix}: is not declared", "Declare it with PREFIX.")
        return self.prefixes[prefix] + _ESCAPED.sub(r"\1", local)

    def accept(self, *words: str) -> str | None:
        """The next token in upper case if it is one of these keywords, and past it; else None."""
        if self.place < len(self.read) and self.read[self.place].is_word(*words):
            self.place += 1
            return self.read[self.place - 1].text.upper()
        return None

    def expect(self, *words: str) -> str:
        """As `accept`, but it must be there."""
        if found := self.accept(*words):
            return found
        raise _unreadable(f"{' or '.join(words)} is missing {self.here()}", "")

    def mark(self, mark: str) -> None:
        """Past a piece of punctuation, which must be there."""
        if not self.next_is(mark):
            raise _unreadable(f"{mark} is missing {self.here()}", "")
        self.place += 1

    def next_is(self, mark: str) -> bool:
        """Whether this punctuation comes next. QueryError at the end."""
        if self.place >= len(self.read):
            raise _unreadable("it ends too early", "")
        return self.read[self.place].is_mark(mark)

    def next(self, *kinds: Kind) -> Token:
        """Past the next token, which must be of one of these kinds."""
        if self.place >= len(self.read) or self.read[self.place].kind not in kinds:
            raise _unreadable(f"something else was expected {self.here()}", "")
        self.place += 1
        return self.read[self.place - 1]

    def here(self) -> str:
        """Where the reader stands, in words."""
        if self.place >= len(self.read):
            return "at the end"
        token = self.read[self.place]
        line = self.text.count("\n", 0, token.start) + 1
        return f"at {token.text[:40]!r} in line {line}"


def _unreadable(reason: str, remedy: str) -> QueryError:
    return QueryError(f"What this update writes to cannot be told: {reason}.", remedy or "Correct the update.")
