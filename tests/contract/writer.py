"""A process that writes until it is killed: each change moves one mark through three graphs and the default graph.

Run by `test_killed_writer.py` as `python writer.py FOLDER START`.
"""

from __future__ import annotations

import sys

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from graph.store import Change, open_store

GRAPHS = tuple(NamedNode(f"http://example.org/g{number}") for number in range(3))
SUBJECTS = tuple(NamedNode(f"http://example.org/s{number}") for number in range(200))
MARK = NamedNode("http://example.org/mark")


def change(number: int) -> Change:
    """All marks of change `number - 1` are replaced by those of `number`."""
    mark = Literal(str(number))
    graphs: tuple[NamedNode | DefaultGraph, ...] = (DefaultGraph(), *GRAPHS)
    quads = [Quad(subject, MARK, mark, graph) for graph in graphs for subject in SUBJECTS]
    return Change(clear=GRAPHS, forget=SUBJECTS, insert=tuple(quads))


def main(folder: str, start: int) -> None:
    """Write changes from `start` on, saying each number once it is acknowledged."""
    with open_store(folder) as store:
        print("open", flush=True)
        for number in range(start, sys.maxsize):
            store.apply(change(number))
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
