"""What a SPARQL 1.1 update writes to, read from its tokens before it is run (https://www.w3.org/TR/sparql11-update/).

Only as much of the grammar is read as that needs: operations, their targets and the graphs of their templates. What
this reader and the engine could read in two ways is refused, so that nothing is written which was not seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from graph.errors import QueryError
from graph.store.guard import opened
from graph.store.tokens import Kind, Token, could_compare, place_of, tokens, unescape
from graph.store.updates.records import DEFAULT, UNKNOWN, Block, Operation, Span, Target, Templates

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_ESCAPED = re.compile(r"\\(.)")
DEPTH = 200
"""The deepest nesting of an update. The engine's parser ends its process at some thousands."""
CHAINED = 1000
"""The most patterns and operators of an update: chains of them are nested for the engine."""
_OPENING, _CLOSING = ("{", "(", "[", "<<", "<<("), ("}", ")", "]", ">>", ")>>")
_CHAINING = ("BIND", "EXISTS", "FILTER", "MINUS", "OPTIONAL", "SELECT", "UNION", "VALUES")


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
    declared: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.read = list(tokens(self.text))
        if [token.kind for token in self.read] != [token.kind for token in tokens(unescape(self.text))]:
            raise self.wrong("escapes stand for punctuation", "Write punctuation as it is.")
        self._refuse_what_fills_the_stack()
        parentheses = 0  # comparisons stand in them alone
        for before, token in zip([None, *self.read], self.read, strict=False):
            parentheses += opened(token)
            if parentheses > 0 and could_compare(token, before):
                raise self.wrong("a < can be read in two ways", "Write a space behind each < that compares.", token)

    def _refuse_what_fills_the_stack(self) -> None:
        """Updates are run by the process that owns the store, which must not end for one that is nested without end."""
        depth = chained = 0
        for token in self.read:
            depth += token.is_mark(*_OPENING) - token.is_mark(*_CLOSING)
            chained += token.is_word(*_CHAINING) or token.is_mark("/", "|", "||", "&&", "*", "+")
            if depth > DEPTH or chained > CHAINED:
                raise self.wrong("it is too deep or has too many patterns", "Split it into several updates.", token)

    def operations(self) -> Iterator[Operation]:
        """Prologue and operation, until nothing is left."""
        self.prologue()
        while self.place < len(self.read):
            start = self.read[self.place].start
            found = self.operation()
            yield replace(found, span=(start, self.end()), prologue=tuple(self.declared))
            if self.place < len(self.read):
                self.mark(";")
            self.prologue()

    def prologue(self) -> None:
        """BASE, PREFIX and VERSION declarations."""
        first = self.place
        while word := self.accept("BASE", "PREFIX", "VERSION"):
            if word == "PREFIX":
                name = self.next(Kind.NAME).text
                self.prefixes[name.removesuffix(":")] = unescape(self.next(Kind.IRI).text[1:-1])
            else:
                self.next(Kind.IRI, Kind.STRING)
        if self.place > first:
            self.declared.append((self.read[first].start, self.end()))

    def operation(self) -> Operation:
        """One operation."""
        first, start = self.place, self.read[self.place].start
        word = self.accept("LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "INSERT", "DELETE")
        match word:
            case "LOAD":
                self.accept("SILENT")
                self.next(Kind.IRI, Kind.NAME)
                source = start, self.end()
                return Operation((self.reference() if self.accept("INTO") else DEFAULT,), source=source)
            case "CLEAR" | "DROP" | "CREATE":
                self.accept("SILENT")
                return Operation((self.reference(),), in_full=self.in_full(first))
            case "ADD" | "MOVE" | "COPY":
                self.accept("SILENT")
                given = self.reference()
                self.expect("TO")
                written = self.reference(), *((given,) if word == "MOVE" else ())
                return Operation(written, in_full=self.in_full(first))
            case "WITH":
                graph = self.graph()
                span = start, self.end()
                return self.modify(self.expect("INSERT", "DELETE"), graph, span)
            case "INSERT" | "DELETE" if self.accept("DATA"):
                blocks = self.template(DEFAULT)
                templates = Templates(inserts=blocks) if word == "INSERT" else Templates(deletes=blocks)
                return Operation(_targets(blocks), templates=templates)
            case "INSERT" | "DELETE":
                return self.modify(word)
        raise self.wrong("no operation begins " + self.here())

    def modify(self, word: str, graph: Target | None = None, with_: Span = (0, 0)) -> Operation:
        """DELETE and INSERT with their templates, dataset and pattern."""
        default = graph or DEFAULT
        first = self.read[self.place] if self.place < len(self.read) else None
        if word == "DELETE" and first is not None and first.is_word("WHERE"):
            self.place += 1
            begin = self.ahead()
            blocks = self.template(default)
            templates = Templates(blocks, (), with_, (first.start, self.end()))
            pattern = begin, self.end()
            return Operation(
                _targets(blocks),
                templates=templates,
                where=first.start,
                pattern=pattern,
                has_dataset=graph is not None,
            )
        blocks = self.template(default)
        more: tuple[Block, ...] = ()
        if word == "DELETE" and self.accept("INSERT"):
            more = self.template(default)
        rest, using = self.ahead(), graph is not None
        while self.accept("USING"):
            using = True
            self.graph(*(() if self.accept("NAMED") else ("NAMED",)))
        where = self.ahead()
        self.expect("WHERE")
        self.group()
        deletes, inserts = (blocks, more) if word == "DELETE" else ((), blocks)
        templates = Templates(deletes, inserts, with_, (rest, self.end()))
        return Operation(_targets(blocks + more), templates=templates, where=where, has_dataset=using)

    def template(self, default: Target) -> tuple[Block, ...]:
        """The triples of a template of quads, by their graphs; those outside of GRAPH are of `default`."""
        blocks = []
        self.mark("{")
        while not self.next_is("}"):
            if self.accept("GRAPH"):
                graph = self.graph()
                self.mark("{")
                blocks.append(self.triples(graph))
                self.mark("}")
            elif (block := self.triples(default)).span[0] < block.span[1]:
                blocks.append(block)
        self.mark("}")
        return tuple(blocks)

    def triples(self, graph: Target) -> Block:
        """Triples up to a brace or GRAPH, without the dots around them."""
        kept = []
        while not self.next_is("}") and not (token := self.read[self.place]).is_word("GRAPH"):
            if token.is_mark("{"):
                raise self.wrong("there is a group inside a template " + self.here())
            kept.append(token)
            self.place += 1
        while kept and kept[-1].is_mark("."):
            kept.pop()
        first = next((token.start for token in kept if not token.is_mark(".")), 0)
        return Block(graph, (first, kept[-1].end if kept else 0))

    def group(self) -> None:
        """A group graph pattern, over which this reader goes without looking."""
        self.mark("{")
        depth = 1
        while depth:
            token = self.next(*Kind)
            depth += token.is_mark("{") - token.is_mark("}")

    def in_full(self, first: int) -> str:
        """The text from a token up to here, without prefixes."""
        gone_past = self.read[first : self.place]
        return " ".join(f"<{self.expanded(one)}>" if one.kind is Kind.NAME else one.text for one in gone_past)

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
            remedy = "Write GRAPH before it, or give the prefix another name."
            raise self.wrong(f"{token.text} may hide a keyword", remedy, token)
        if token.kind is Kind.VARIABLE:
            return UNKNOWN
        iri = unescape(token.text[1:-1]) if token.kind is Kind.IRI else self.expanded(token)
        if not _SCHEME.match(iri):
            raise self.wrong(
                f"{token.text} is relative", "Write the name of each graph that is written to in full.", token
            )
        try:
            return Target(NamedNode(iri))
        except ValueError as error:
            raise self.wrong(f"{token.text[:80]} is no IRI", "Write the name of the graph as an IRI.", token) from error

    def expanded(self, token: Token) -> str:
        """The IRI of a prefixed name."""
        prefix, _, local = token.text.partition(":")
        if prefix not in self.prefixes:
            raise self.wrong(f"the prefix {prefix}: is not declared", "Declare it with PREFIX.", token)
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
        raise self.wrong(f"{' or '.join(words)} is missing {self.here()}")

    def mark(self, mark: str) -> None:
        """Past a piece of punctuation, which must be there."""
        if not self.next_is(mark):
            raise self.wrong(f"{mark} is missing {self.here()}")
        self.place += 1

    def next_is(self, mark: str) -> bool:
        """Whether this punctuation comes next. QueryError at the end."""
        if self.place >= len(self.read):
            raise self.wrong("it ends too early")
        return self.read[self.place].is_mark(mark)

    def next(self, *kinds: Kind) -> Token:
        """Past the next token, which must be of one of these kinds."""
        if self.place >= len(self.read) or self.read[self.place].kind not in kinds:
            raise self.wrong(f"something else was expected {self.here()}")
        self.place += 1
        return self.read[self.place - 1]

    def end(self) -> int:
        """Where the last token ended that was gone past."""
        return self.read[self.place - 1].end if self.place else 0

    def ahead(self) -> int:
        """Where the next token starts."""
        return self.read[self.place].start if self.place < len(self.read) else len(self.text)

    def here(self) -> str:
        """Where the reader stands, in words."""
        return f"at {self.read[self.place].text[:40]!r}" if self.place < len(self.read) else "at the end"

    def wrong(self, reason: str, remedy: str = "", token: Token | None = None) -> QueryError:
        """An error at a token, or where the reader stands."""
        if token is None and self.place < len(self.read):
            token = self.read[self.place]
        start = token.start if token else len(self.text)
        message = f"What this update writes to cannot be told: {reason}."
        place = place_of(self.text, start)
        return QueryError(message, remedy or "Correct the update.", *place, token.text[:80] if token else "")


def _targets(blocks: tuple[Block, ...]) -> tuple[Target, ...]:
    return tuple(dict.fromkeys(block.target for block in blocks))
