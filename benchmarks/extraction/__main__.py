"""`python -m benchmarks.extraction`: words and articles a second, one process and two, against the plain pipeline."""

from __future__ import annotations

import argparse
import sys

from benchmarks.extraction.measures import READERS, Reading, measure, one
from benchmarks.provenance import provenance


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser("python -m benchmarks.extraction", description="Speed of extraction.")
    parser.add_argument("--repeats", type=int, default=3, help="how often the English samples are read (default: 3)")
    parser.add_argument("--one", nargs=3, metavar=("READER", "PROCESSES", "REPEATS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(one(options.one[0], int(options.one[1]), int(options.one[2])))
        return 0
    print(provenance("benchmarks.extraction"))
    print(f"\n{'':14}{'words/s':>10}{'articles/s':>12}{'first, s':>10}{'memory, MB':>12}{'of plain':>10}")
    for processes in (1, 2):
        readings = [measure(reader, processes, options.repeats) for reader in READERS]
        for reading in readings:
            print(row(reading, readings[0]))
    return 0


def row(reading: Reading, peer: Reading) -> str:
    """A line of the table; the last column is the speed as a multiple of the plain pipeline's."""
    name = f"{reading.reader}, {reading.processes}"
    return (
        f"{name:14}{reading.words_per_second:>10,.0f}{reading.articles_per_second:>12.1f}{reading.start:>10.1f}"
        f"{reading.memory / 1e6:>12,.0f}{reading.words_per_second / peer.words_per_second:>10.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())
