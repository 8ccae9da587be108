"""Made-up articles with what they say of rulings. As articles come in, new firms do: an act has as many in any store."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from pyoxigraph import Quad

import ontology
from graph.model import (
    Article,
    BindingForce,
    Block,
    BlockKind,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Kind,
    Modality,
    Money,
    Report,
    Status,
    Text,
    WhenDone,
)
from graph.quads import Document, Iris, article_quads

ACTS_A_FIRM = 5
ARTICLES_AN_ACT = 4
RECENT = 10
"""How many firms back, on average, an article reaches."""
FIRST_DAY = date(2015, 1, 1)
DAYS = 3650
KINDS = (Kind.INVESTIGATION, Kind.FINE, Kind.FINE, Kind.ORDER, Kind.APPEAL)
SUMS = (90_000, 400_000, 1_250_000, 20_000_000, 345_000_000)


class Corpus:
    """Articles by number."""

    def __init__(self, iris: Iris) -> None:
        self.iris = iris
        rows = [row for row in ontology.rows("authorities") if row["kind"] in ("regulator", "court")]
        self.authorities = sorted((row["id"], row["jurisdiction"].partition("|")[0]) for row in rows)

    def quads(self, number: int) -> list[Quad]:
        """The graph of an article."""
        extraction = self.extraction(number)
        return article_quads(extraction, Document(extraction.article), self.iris, "benchmark")

    def extraction(self, number: int) -> Extraction:
        """An article that tells of one act, or of one and of what it follows."""
        rng = random.Random(number)
        firm = max(0, number // (ACTS_A_FIRM * ARTICLES_AN_ACT) - int(rng.expovariate(1 / RECENT)))
        act = rng.randrange(ACTS_A_FIRM)
        told = [self.report(firm, act), *([self.report(firm, act - 1)] if act and rng.random() < 0.5 else [])]
        day = date.fromisoformat(str(told[0].date and told[0].date.value)) + timedelta(days=rng.randrange(3))
        words = " ".join(f"word{rng.randrange(4000)}" for _ in range(200))
        article = Article(
            source=f"benchmark {number}",
            format="raw",
            title=f"Firm {firm} and its act {act}, told for the {number}th time",
            text=words,
            content_hash=sha256(str(number).encode()).hexdigest(),
            url=f"https://paper-{number % 997}.example/{number}",
            published=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
            publisher=f"Paper {number % 997}",
            language="en",
        )
        entity = Entity(f"organisation/firm-{firm}", EntityType.ORGANISATION, f"Firm {firm}")
        text = Text(words, (Block(BlockKind.PARAGRAPH, 0, len(words)),))
        evidence = Evidence(words[:80], 0, 80, "benchmark")
        reports = tuple(replace(report, evidence=(evidence,)) for report in told)
        return Extraction(article, text, "en", (entity,), reports=reports)

    def report(self, firm: int, act: int) -> Report:
        """The act of this number of a firm: inquiry, notice, fine, order, appeal of one authority and its court."""
        rng = random.Random(f"{firm}/{act}")
        authority, place = self.authorities[firm * 7919 % len(self.authorities)]
        day = FIRST_DAY + timedelta(days=firm * 37 % DAYS + act * 200 + rng.randrange(60))
        kind = KINDS[act]
        proposed = act == 1
        return Report(
            kind=kind,
            status=Status.PROPOSED if proposed else Status.PENDING if kind is Kind.INVESTIGATION else Status.DECIDED,
            binding_force=BindingForce.BINDING,
            modality=Modality.ASSERTED,
            issuers=(f"regulator/{authority}",),
            respondents=(f"organisation/firm-{firm}",),
            jurisdictions=(place,),
            technologies=(),
            laws=(),
            evidence=(),
            confidence=0.9,
            date=WhenDone(day.isoformat()),
            penalty=Money(Decimal(SUMS[firm % len(SUMS)]), "EUR") if kind is Kind.FINE else None,
        )


def numbered(corpus: Corpus, begin: int, end: int) -> Iterator[list[Quad]]:
    """The graphs of articles `begin` to `end`."""
    return (corpus.quads(number) for number in range(begin, end))
