"""What an article's graph must fulfil, checked on the records before they become quads.

The same rules stand in `ontology/shapes.ttl`, which `graph.audit` runs with pySHACL over stored graphs; that takes far
longer than one article may. A part that breaks a rule is left out and told as a `Refusal`; the rest goes on.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from graph.figures import states_amount
from graph.model import Article, Claim, Entity, Evidence, Extraction, Refusal, Relation, Report
from graph.quads import ENTITY_ID

CURRENCY = re.compile(r"[A-Z]{3}")
PREDICATE = re.compile(r"[a-z][A-Za-z]+")
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
YEARS = range(1900, 2101)
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def storable(article: Article) -> Article:
    """The article with characters that RDF and XML cannot hold replaced one for one, so that offsets hold."""

    def clean(value: str) -> str:
        return UNSTORABLE.sub("\ufffd", value)

    return replace(
        article,
        title=clean(article.title),
        text=clean(article.text),
        excerpt=clean(article.excerpt),
        publisher=clean(article.publisher) if article.publisher else None,
        topics=tuple(map(clean, article.topics)),
    )


def validate(extraction: Extraction, registered: Container[str]) -> tuple[Extraction, tuple[Refusal, ...]]:
    """The parts of an extraction that hold, and what was left out with the reason.

    `registered` are the ids of the registry: an entity counts as registered if it is among them and not otherwise.
    """
    check = _Check(extraction, registered)
    entities = check.entities(extraction.entities)
    known = frozenset(entity.id for entity in entities)
    text = extraction.article.text
    checked = replace(
        extraction,
        entities=entities,
        mentions=tuple(
            one for one in extraction.mentions if one.entity in known and text[one.start : one.end] == one.surface
        ),
        reports=check.reports(extraction.reports, known),
        possibilities=check.reports(extraction.possibilities, known),
        claims=check.claims(extraction.claims, known),
        relations=check.relations(extraction.relations, known),
    )
    return checked, tuple(check.refusals)


class _Check:
    def __init__(self, extraction: Extraction, registered: Container[str]) -> None:
        self.registered = registered
        self.article = extraction.article
        self.text = extraction.article.text
        self.refusals: list[Refusal] = []

    def refuse(self, what: str, faults: list[str]) -> bool:
        """Note the faults of a part; true if it has any."""
        if faults:
            reason = f"{what} left out: {'; '.join(faults)}"
            self.refusals.append(Refusal(self.article.source, reason, place=self.article.title[:80]))
        return bool(faults)

    def entities(self, entities: Iterable[Entity]) -> tuple[Entity, ...]:
        """Entities with an id and a name."""
        good = []
        for entity in entities:
            faults = [] if ENTITY_ID.fullmatch(entity.id) else ["its id is no id"]
            if not entity.name.strip():
                faults.append("it has no name")
            if not self.refuse(f"entity {entity.id!r}", faults):
                home = entity.jurisdiction if self.place(entity.jurisdiction or "") in self.registered else None
                good.append(replace(entity, jurisdiction=home, registered=entity.id in self.registered))
        return tuple(good)

    @staticmethod
    def place(code: str) -> str:
        """The id of a jurisdiction of a code or an id."""
        return code if "/" in code else f"jurisdiction/{code.lower()}"

    def reports(self, reports: Iterable[Report], known: frozenset[str]) -> tuple[Report, ...]:
        """Reports that are grounded, without what is not; a wrong amount or date is left out, not the report."""
        good = []
        for report in reports:
            grounded = tuple(one for one in report.evidence if not self.ungrounded(one))
            faults = [] if grounded else ["no quote of it stands in the text at its offsets"]
            faults += report_faults(report, known)
            places = map(self.place, report.jurisdictions)
            faults += [f"{place!r} is no jurisdiction" for place in places if place not in self.registered]
            if not self.refuse(f"report ({report.kind})", faults):
                good.append(self.with_amount(self.with_date(replace(report, evidence=grounded))))
        return tuple(good)

    def with_date(self, report: Report) -> Report:
        """The report with its date if the calendar has it."""
        when = report.date
        if when is None or when.value is None:
            return report
        if self.refuse(f"date of a report ({report.kind})", list(date_faults(when.value))):
            return replace(report, date=replace(when, value=None) if when.expression else None)
        return report

    def with_amount(self, report: Report) -> Report:
        """The report with its penalty if the quotes or their paragraphs state it."""
        penalty = report.penalty
        if penalty is None:
            return report
        faults = [] if CURRENCY.fullmatch(penalty.currency) else [f"{penalty.currency!r} is no ISO 4217 code"]
        if penalty.amount <= 0:
            faults.append("it is not above zero")
        if not any(states_amount(self.paragraph(one), penalty.amount) for one in report.evidence):
            faults.append(f"{penalty.amount:f} stands in no quote and no paragraph around one")
        return replace(report, penalty=None) if self.refuse(f"penalty of a report ({report.kind})", faults) else report

    def claims(self, claims: Iterable[Claim], known: frozenset[str]) -> tuple[Claim, ...]:
        """Claims of known speakers that are grounded."""
        good = []
        for claim in claims:
            faults = self.ungrounded(claim.evidence) + unknown((claim.by,), known)
            if not claim.gist.strip():
                faults.append("it has no gist")
            if not self.refuse("claim", faults):
                good.append(claim)
        return tuple(good)

    def relations(self, relations: Iterable[Relation], known: frozenset[str]) -> tuple[Relation, ...]:
        """Relations between known things that are grounded."""
        good = []
        for relation in relations:
            faults = self.ungrounded(relation.evidence) + unknown((relation.subject, relation.object), known)
            if not PREDICATE.fullmatch(relation.predicate):
                faults.append(f"{relation.predicate!r} is no property")
            if not self.refuse("relation", faults):
                good.append(relation)
        return tuple(good)

    def ungrounded(self, evidence: Evidence) -> list[str]:
        """Why a quote does not hold; empty if it stands in the text at its offsets."""
        if evidence.quote and self.text[max(0, evidence.start) : evidence.end] == evidence.quote:
            return []
        return ["its quote does not stand in the text at its offsets"]

    def paragraph(self, evidence: Evidence) -> str:
        """The quote with the rest of the lines that it stands in."""
        start = self.text.rfind("\n", 0, evidence.start) + 1
        end = self.text.find("\n", evidence.end)
        return self.text[start : end if end >= 0 else len(self.text)]


def report_faults(report: Report, known: frozenset[str]) -> list[str]:
    """What is wrong with the fields of a report."""
    faults = [] if 0 <= report.confidence <= 1 else [f"its confidence {report.confidence} is not between 0 and 1"]
    return faults + unknown((*report.issuers, *report.respondents, *report.technologies, *report.laws), known)


def unknown(ids: Iterable[str], known: frozenset[str]) -> list[str]:
    """A fault for each thing that the article does not name."""
    return [f"the article has no entity {identifier!r}" for identifier in ids if identifier not in known]


def date_faults(value: str, today: date | None = None) -> Iterator[str]:
    """What is wrong with a date; nothing for a day, month or year that the calendar has."""
    if not DATE.fullmatch(value):
        yield f"{value!r} is no date"
        return
    try:
        first = date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        yield f"the calendar has no {value}"
        return
    if first.year not in YEARS or first > (today or date.today()) + timedelta(days=3660):
        yield f"{value} is out of bounds"
