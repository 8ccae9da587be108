"""`python -m benchmarks.consolidation`: the cost of one article, with 1,000 and with 100,000 in the store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.consolidation.measures import growth
from benchmarks.provenance import provenance
from graph.registry_graph import described
from graph.settings import Settings
from graph.store import open_store
from graph.upkeep import ensure_registry

SIZES = (1_000, 10_000, 100_000)
FLAT = 2.0
"""The last size may cost so many times what the first one does: caches grow cold, indexes deep."""


def main() -> int:
    """Measure and print. Exit code 1 where the cost grows with the store."""
    parser = argparse.ArgumentParser("python -m benchmarks.consolidation", description="The cost of one article.")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="articles in the store (default: %(default)s)"
    )
    parser.add_argument("--probes", type=int, default=200, help="articles that are timed at each size (default: 200)")
    options = parser.parse_args()
    print(provenance("benchmarks.consolidation"))
    settings = Settings()
    print(f"\n{'articles':>10}{'rulings':>10}{'matters':>10}", end="")
    print(f"{'consolidated ms':>18}{'p95':>8}{'and logged':>13}{'and written':>14}{'p95':>8}")
    costs = []
    with TemporaryDirectory(prefix="policygraph-bench-") as folder, open_store(str(Path(folder) / "store")) as store:
        ensure_registry(store, settings)
        for one in growth(store, described(settings.base), settings, options.sizes, options.probes):
            costs.append(one)
            print(
                f"{one.articles:>10,}{one.rulings:>10,}{one.matters:>10,}{one.consolidated:>18.1f}"
                f"{one.consolidated_p95:>8.1f}{one.logged:>13.1f}{one.written:>14.1f}{one.written_p95:>8.1f}",
                flush=True,
            )
    grown = costs[-1].consolidated / costs[0].consolidated
    print(f"\nthe last is {grown:.2f} times the first (at most {FLAT})")
    return int(grown > FLAT)


if __name__ == "__main__":
    sys.exit(main())
