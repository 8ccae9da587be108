"""`python -m benchmarks.quality`: extraction against the gold set. Exit code 1 where a floor is undercut."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence

import training.passages
from benchmarks.provenance import provenance
from benchmarks.quality import agreement, gold, passages, report, slices
from benchmarks.quality.acts import errors
from benchmarks.quality.floors import figures, undercut
from benchmarks.quality.running import run
from benchmarks.quality.scoring import by_language, total


def main() -> int:
    """Measure what is asked for and print it."""
    options = parser().parse_args()
    print(provenance("benchmarks.quality"))
    if options.passages:
        return on_passages(options.workers)
    if options.agreement:
        return on_agreement(options.errors)
    documents = chosen(options)
    if options.slices or options.ablation:
        measured = slices.ablation if options.ablation else slices.knowing_less
        return on_slices(measured(documents, options.workers))
    return on_gold(documents, options)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser("python -m benchmarks.quality", description="Extraction against the gold set.")
    made.add_argument("--split", choices=("dev", "test"), default="dev", help="which part (default: dev)")
    made.add_argument("--lang", help="only documents in this language (en, fr, …)")
    made.add_argument("--document", action="append", metavar="ID", help="only this document (may be repeated)")
    made.add_argument("--errors", action="store_true", help="print every error; keep the test split unread")
    made.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    made.add_argument("--passages", action="store_true", help="measure the marked passages of training/ instead")
    made.add_argument("--slices", action="store_true", help="measure with unknown companies and with each registry off")
    made.add_argument(
        "--ablation", action="store_true", help="measure with each registry and each stage off (10 minutes)"
    )
    made.add_argument("--agreement", action="store_true", help="compare the two annotations of the texts that have two")
    return made


def on_passages(workers: int) -> int:
    """Acts found and traps fallen into, in the passages kept from training and in those trained on."""
    found = training.passages.load()
    for title, held in (("held out", True), ("open to training", False)):
        chosen = [passage for passage in found if passage.held == held]
        print()
        for line in passages.lines(title, passages.measure(chosen, workers)):
            print(line)
    return 0


def on_agreement(errors: bool) -> int:
    """How far two annotations agree; `+` is what the second alone has, `-` what the first alone has."""
    scored = agreement.measured()
    print()
    for line in (*agreement.lines(scored), *(report.errors(scored) if errors else ())):
        print(line)
    return 0


def chosen(options: argparse.Namespace) -> list[gold.Document]:
    """The documents that the command line asks for."""
    documents = [
        document
        for document in gold.load()
        if document.split == options.split
        and options.lang in (None, document.language)
        and (options.document is None or document.id in options.document)
    ]
    if not documents:
        raise SystemExit("no document of the gold set is left: check --split, --lang and --document")
    return documents


def on_slices(measured: Iterable[slices.Slice]) -> int:
    """Print each slice as it comes, and compare with the floors that it may have."""
    print(f"\n{slices.HEADER}")
    fallen: list[str] = []
    for one in measured:
        print(slices.row(one), flush=True)
        fallen += undercut(figures(one.score), one.name.replace(" ", "-"))
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


def on_gold(documents: Sequence[gold.Document], options: argparse.Namespace) -> int:
    """Run, print, compare with the floors."""
    begin = time.monotonic()
    scored, reports = run(documents, options.workers)
    score = total(item.score for item in scored)
    print(f"{'split':8} {options.split}, {len(documents)} documents, {time.monotonic() - begin:.1f} s\n")
    for line in (*report.lines(scored, score), *report.acts(reports)):
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
