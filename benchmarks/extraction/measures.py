"""What is measured: words a second, start, memory; each reading runs in processes of its own, so that none warms another's caches."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from benchmarks.speed.corpus import samples
from graph.extraction.model_en import load
from graph.model import Article
from graph.pipeline import extract_article, extraction

READERS = ("plain", "ours")


@dataclass(frozen=True, slots=True)
class Reading:
    """One run over the corpus: articles, words, seconds of reading, seconds until the first article was read, peak memory in bytes of the largest process."""

    reader: str
    processes: int
    articles: int
    words: int
    seconds: float
    start: float
    memory: int

    @property
    def words_per_second(self) -> float:
        """Speed in words."""
        return self.words / self.seconds

    @property
    def articles_per_second(self) -> float:
        """Speed in articles."""
        return self.articles / self.seconds


def measure(reader: str, processes: int, repeats: int) -> Reading:
    """Run one reading in a process of its own. CalledProcessError if that fails."""
    command = [sys.executable, "-m", "benchmarks.extraction", "--one", reader, str(processes), str(repeats)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Reading(**json.loads(done.stdout))


def one(reader: str, processes: int, repeats: int) -> str:
    """The reading as JSON: what `measure` runs."""
    articles = english() * repeats
    begin = time.perf_counter()
    read = READ[reader](articles[:1], processes)
    start = time.perf_counter() - begin
    seconds = read(articles)
    words = sum(len(article.text.split()) for article in articles)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return json.dumps(asdict(Reading(reader, processes, len(articles), words, seconds, start, peak << 10)))


def english() -> list[Article]:
    """The samples in English, which both readers read in full."""
    return [article for article in samples() if (article.language or "en").startswith("en")]


def plain(first: Sequence[Article], processes: int) -> Callable[[Sequence[Article]], float]:
    """The whole pipeline of the model over the texts as they stand, in the batches that spaCy chooses."""
    model = load(exclude=[])
    for article in first:
        model(article.text)

    def read(articles: Sequence[Article]) -> float:
        begin = time.perf_counter()
        for _ in model.pipe((article.text for article in articles), n_process=processes):
            pass
        return time.perf_counter() - begin

    return read


def ours(first: Sequence[Article], processes: int) -> Callable[[Sequence[Article]], float]:
    """The whole extraction: names, acts, claims, dates, amounts."""
    for article in first:
        extract_article(article)

    def read(articles: Sequence[Article]) -> float:
        with extraction(processes) as extract_many:
            for _ in extract_many([*first] * processes * 2):
                pass  # workers load the model
            begin = time.perf_counter()
            for _ in extract_many(articles):
                pass
            return time.perf_counter() - begin

    return read


READ = {"plain": plain, "ours": ours}
