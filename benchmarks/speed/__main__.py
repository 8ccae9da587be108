"""`python -m benchmarks.speed`: how fast ingest, the example queries and the start of the service are."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.provenance import provenance
from benchmarks.speed.measures import cold_start, ingest, latency, queries
from graph.pipeline import IngestReport
from graph.store import open_store


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser("python -m benchmarks.speed", description="Speed of ingest, queries and start.")
    parser.add_argument("--articles", type=int, default=1000, help="how many to take in (default: 1000)")
    parser.add_argument("--workers", type=int, default=1, help="processes that extract (default: 1)")
    parser.add_argument("--runs", type=int, default=20, help="how often each query is asked (default: 20)")
    options = parser.parse_args()
    if min(options.articles, options.workers, options.runs) < 1:
        parser.error("a number above 0 is needed")
    print(provenance("benchmarks.speed"))
    with TemporaryDirectory(prefix="policygraph-bench-") as temporary:
        folder = Path(temporary) / "store"
        with open_store(str(folder)) as store:
            taken = ingest(store, options.articles, options.workers, tell)
            print(
                f"\ningest                   {taken.articles} articles in {taken.seconds:.1f} s, {taken.refused} refused"
            )
            print(f"articles per second      {taken.articles_per_second:.1f}")
            print(f"triples per article      {taken.triples_per_article:.0f}")
            print(f"triples in the store     {store.count():,}")
            print(f"\n{'query, ' + str(options.runs) + ' runs':46}{'p50 ms':>9}{'p95 ms':>9}{'bytes':>10}")
            for name, query in queries().items():
                one = latency(store, name, query, options.runs)
                print(f"{one.name:46}{one.median:9.1f}{one.p95:9.1f}{one.size:>10,}")
        print(f"\nserve, to the first answer of /sparql    {cold_start(folder):.2f} s")
    return 0


def tell(report: IngestReport) -> None:
    """A line of progress, if somebody looks on."""
    if sys.stderr.isatty():
        print(f"\r{report.read} read, {report.seconds:.0f} s", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
