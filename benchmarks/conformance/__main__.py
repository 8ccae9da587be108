"""`python -m benchmarks.conformance FOLDER`: runs the W3C's suites; fails where a result is not the expected one.

FOLDER is a checkout of https://github.com/w3c/rdf-tests. `skips.toml` lists the tests that cannot pass, each with its
reason: one that fails without standing there is an error, and so is one that stands there and passes.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from benchmarks.conformance.comparing import DifferenceError
from benchmarks.conformance.evaluating import check
from benchmarks.conformance.manifests import Test, tests
from benchmarks.conformance.service import scratch
from benchmarks.conformance.talking import converse, described
from benchmarks.provenance import provenance

SUITES = {
    "query": ("sparql/sparql11/manifest-sparql11-query.ttl",),
    "update": ("sparql/sparql11/manifest-sparql11-update.ttl",),
    "results": ("sparql/sparql11/csv-tsv-res/manifest.ttl", "sparql/sparql11/json-res/manifest.ttl"),
    "federation": ("sparql/sparql11/manifest-sparql11-fed.ttl",),
    "protocol": ("sparql/sparql11/protocol/manifest.ttl",),
    "graph store": ("sparql/sparql11/graph-store-protocol/manifest.ttl",),
    "description": ("sparql/sparql11/service-description/manifest.ttl",),
    "sparql 1.2": ("sparql/sparql12/manifest.ttl",),
}


def main() -> int:
    """Run what was asked for and print the counts. 1 if something is not as expected, 2 if the suites are not there."""
    parser = argparse.ArgumentParser("python -m benchmarks.conformance", description="The W3C's SPARQL test suites.")
    parser.add_argument("folder", type=Path, help="a checkout of w3c/rdf-tests")
    parser.add_argument("--suite", choices=list(SUITES), action="append", help="only this one; may be given twice")
    parser.add_argument("--only", default="", help="only tests whose name holds this; tells why they fail")
    options = parser.parse_args()
    if not (options.folder / "sparql").is_dir():
        print(
            f"{options.folder} holds no suites: clone https://github.com/w3c/rdf-tests, and name its folder.",
            file=sys.stderr,
        )
        return 2
    print(provenance("benchmarks.conformance"), end="\n\n")
    skips = tomllib.loads((Path(__file__).with_name("skips.toml")).read_text(encoding="utf-8"))
    wrong: list[str] = []
    with TemporaryDirectory() as folder, scratch(Path(folder)) as service:
        for suite in options.suite or SUITES:
            wrong += run(suite, options.folder, service, skips.get(suite, {}), options.only)
    print("\n".join(["", *wrong] if wrong else ["", "All as expected."]))
    return 1 if wrong else 0


def run(suite: str, root: Path, service: httpx.Client, skips: dict[str, str], only: str) -> list[str]:
    """Run one suite and print its counts; what is not as expected, a line each."""
    counts: Counter[str] = Counter()
    wrong = []
    for manifest in SUITES[suite]:
        for test in tests(root, manifest):
            if only not in test.name:
                continue
            reason = outcome(test, service)
            counts["failed" if reason else "passed"] += 1
            if reason and test.name not in skips:
                wrong.append(f"{test.name} ({test.kind}): {reason[: 3000 if only else 300]}")
            elif not reason and test.name in skips:
                wrong.append(f"{test.name} passes, and skips.toml says it cannot")
    print(f"{suite:14}{counts['passed']:>5} of {counts.total()}", flush=True)
    return wrong


def outcome(test: Test, service: httpx.Client) -> str:
    """Why a test fails; empty if it passes."""
    try:
        if test.kind in ("ProtocolTest", "GraphStoreProtocolTest"):
            converse(test, service)
        elif test.kind == "ServiceDescriptionTest":
            described(test, service)
        else:
            check(test, service)
    except (DifferenceError, httpx.HTTPError, ValueError, SyntaxError) as error:
        return str(error) or type(error).__name__
    return ""


if __name__ == "__main__":
    sys.exit(main())
