"""`python -m benchmarks.quality`: extraction against the gold set. Exit code 1 where a floor is undercut."""

from __future__ import annotations

import argparse
import sys
import time

from benchmarks.provenance import provenance
from benchmarks.quality import gold, report
from benchmarks.quality.acts import errors
from benchmarks.quality.floors import figures, undercut
from benchmarks.quality.running import run
from benchmarks.quality.scoring import by_language, total


def main() -> int:
    """Run, print, compare with the floors."""
    parser = argparse.ArgumentParser("python -m benchmarks.quality", description="Extraction against the gold set.")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="which part (default: dev)")
    parser.add_argument("--lang", help="only documents in this language (en, fr, …)")
    parser.add_argument("--document", action="append", metavar="ID", help="only this document (may be repeated)")
    parser.add_argument("--errors", action="store_true", help="print every error; keep the test split unread")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    options = parser.parse_args()
    documents = [
        document
        for document in gold.load()
        if document.split == options.split
        and options.lang in (None, document.language)
        and (options.document is None or document.id in options.document)
    ]
    if not documents:
        parser.error("no document of the gold set is left")
    begin = time.monotonic()
    scored, reports = run(documents, options.workers)
    score = total(item.score for item in scored)
    print(provenance("benchmarks.quality"))
    print(f"{'split':8} {options.split}, {len(documents)} documents, {time.monotonic() - begin:.1f} s\n")
    for line in report.lines(scored, score):
        print(line)
    for line in report.acts(reports):
        print(line)
    if options.errors:
        print()
        for line in (*report.errors(scored), *errors(reports)):
            print(line)
    if options.document:
        return 0
    fallen = [] if options.lang else list(undercut(figures(score, reports), options.split))
    for language, one in by_language(scored).items():
        fallen += undercut(figures(one), f"{options.split}-{language}")
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
