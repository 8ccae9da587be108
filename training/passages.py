"""Passages marked by hand: who is named, which word carries an act, and what act it is.

A file in `training/passages` holds passages with an empty line between them:

    = press release; joint, remedies
    The [a1|CNIL] and the [a2|Garante] {1|fined} [p1|Lumio] €2 million and {2|threatened} to ban [p1|it].
    1 fine decided a1 a2 > p1
    2 ban not a1 > p1

The first line gives the genre and the phenomena. Then the text, a paragraph a line: `[a1|…]` is an authority, `[p1|…]`
another organisation or a person, `[j1|…]` a place, `[l1|…]` a law, one number a thing; `{1|…}` the word that carries
act 1. Then the acts: number, kind, status, issuers > respondents, `-` for nobody. The status `not` is that of a word
that tells of no act here: possible, denied, demanded, claimed, somebody else's, or no such act at all.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.model import Kind, Status

FOLDER = Path(__file__).parent / "passages"
NOT = "not"
STATUSES = (*(status.value for status in Status), NOT)
HEAD = re.compile(r"= (?P<genre>[^;]+)(?:; (?P<phenomena>.+))?")
ACT = re.compile(r"(?P<number>\d+) (?P<kind>[a-z]+) (?P<status>[a-z]+) (?P<issuers>[^>]+) > (?P<respondents>.+)")
MARK = re.compile(r"\[(?P<thing>[apjl]\d+)\|(?P<name>[^\[\]{}|]+)\]|\{(?P<act>\d+)\|(?P<word>[^\[\]{}|]+)\}")


class Malformed(ValueError):
    """A passage that cannot be read; says the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing named at [start, end) of the text; `thing` is its id in the passage, its first letter its type."""

    start: int
    end: int
    thing: str


@dataclass(frozen=True, slots=True)
class Told:
    """The act that the word at [start, end) carries. `status` is a status, or `not`."""

    start: int
    end: int
    kind: Kind
    status: str
    issuers: tuple[str, ...]
    respondents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked passage; `place` is file and line for messages."""

    text: str
    names: tuple[Named, ...]
    acts: tuple[Told, ...]
    genre: str
    phenomena: tuple[str, ...]
    place: str

    @property
    def held(self) -> bool:
        """Whether the passage is kept from training, to measure on."""
        return is_held(Path(self.place.partition(":")[0]))


def is_held(path: Path) -> bool:
    """One file in five, by the number in its name: `news-05.txt`, `news-10.txt`."""
    number = re.search(r"(\d+)$", path.stem)
    return number is not None and int(number[1]) % 5 == 0


def load(folder: Path = FOLDER) -> list[Passage]:
    """All passages, by file and line. Raises `Malformed` at the first that cannot be read."""
    return [passage for path in sorted(folder.glob("*.txt")) for passage in read(path)]


def read(path: Path) -> Iterator[Passage]:
    """The passages of one file."""
    number = 1
    for block in re.split(r"(\n\s*\n)", path.read_text(encoding="utf-8")):
        if block.strip():
            lead = len(block) - len(block.lstrip("\n"))
            yield passage_of(block.strip("\n").split("\n"), f"{path.name}:{number + lead}")
        number += block.count("\n")


def passage_of(lines: list[str], place: str) -> Passage:
    """One block of lines as a passage."""
    head = HEAD.fullmatch(lines[0])
    if not head:
        raise Malformed(f"{place}: begins with no '= genre; phenomena' line")
    acts = [line for line in lines[1:] if ACT.fullmatch(line)]
    body = [line for line in lines[1:] if not ACT.fullmatch(line)]
    if lines[1:] != body + acts or not body:
        raise Malformed(f"{place}: the text comes first, then the acts")
    text, names, words = unmarked("\n".join(body), place)
    phenomena = tuple(part.strip() for part in (head["phenomena"] or "").split(",") if part.strip())
    told = tuple(act_of(line, words, {name.thing for name in names}, place) for line in acts)
    if unused := words.keys() - {int(line.split()[0]) for line in acts}:
        raise Malformed(f"{place}: no act for the word {{{min(unused)}|…}}")
    return Passage(text, names, told, head["genre"].strip(), phenomena, place)


def unmarked(marked: str, place: str) -> tuple[str, tuple[Named, ...], dict[int, tuple[int, int]]]:
    """The text without its marks, the names in it, and the words of acts by number."""
    parts: list[str] = []
    names: list[Named] = []
    words: dict[int, tuple[int, int]] = {}
    length = last = 0
    for match in MARK.finditer(marked):
        inner = match["name"] or match["word"]
        parts += [marked[last : match.start()], inner]
        start = length + match.start() - last
        length, last = start + len(inner), match.end()
        if match["thing"]:
            names.append(Named(start, length, match["thing"]))
        else:
            words[int(match["act"])] = (start, length)
    text = "".join([*parts, marked[last:]])
    if stray := re.search(r"[\[\]{}|]", text):
        raise Malformed(f"{place}: stray '{stray[0]}' near '{text[max(0, stray.start() - 20) : stray.end() + 20]}'")
    return text, tuple(names), words


def act_of(line: str, words: dict[int, tuple[int, int]], things: set[str], place: str) -> Told:
    """One line of an act."""
    match = ACT.fullmatch(line)
    assert match is not None
    number = int(match["number"])
    sides = [tuple(part for part in match[side].split() if part != "-") for side in ("issuers", "respondents")]
    if match["kind"] not in {kind.value for kind in Kind} or match["status"] not in STATUSES:
        raise Malformed(f"{place}: '{line}' has an unknown kind or status")
    if number not in words:
        raise Malformed(f"{place}: no word {{{number}|…}} in the text")
    if missing := {thing for side in sides for thing in side} - things:
        raise Malformed(f"{place}: '{line}' names {', '.join(sorted(missing))}, which the text does not mark")
    return Told(*words[number], Kind(match["kind"]), match["status"], sides[0], sides[1])


def main() -> int:
    """Read all passages (or the files given) and say how many there are, or what is wrong."""
    try:
        passages = [one for path in map(Path, sys.argv[1:]) for one in read(path)] or load()
    except Malformed as error:
        print(error, file=sys.stderr)
        return 1
    acts = [act for passage in passages for act in passage.acts]
    print(
        f"{len(passages)} passages, {sum(act.status != NOT for act in acts)} acts, {sum(act.status == NOT for act in acts)} words that tell none"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
