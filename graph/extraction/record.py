"""The record of `policygraph extract --json`: what an article says, by name, as plain data."""

from __future__ import annotations

from typing import Any

from graph.model import Entity, EntityType, Evidence, Extraction, Report
from graph.settings import Settings


def to_record(extraction: Extraction) -> dict[str, Any]:
    """One JSON object for one article; names in rulings are the names of the lists."""
    article = extraction.article
    names = {entity.id: entity.name for entity in extraction.entities}
    bands = Settings().bands
    mentions: dict[str, list[dict[str, Any]]] = {}
    for mention in extraction.mentions:
        mentions.setdefault(mention.entity, []).append(
            {"surface": mention.surface, "start": mention.start, "end": mention.end}
        )

    def listed(kind: EntityType) -> list[dict[str, Any]]:
        return [entity_record(entity, mentions) for entity in extraction.entities if entity.type is kind]

    return {
        "source": article.source,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "language": extraction.language,
        "organisations": listed(EntityType.ORGANISATION),
        "regulators": listed(EntityType.REGULATOR),
        "jurisdictions": [
            entity.jurisdiction for entity in extraction.entities if entity.type is EntityType.JURISDICTION
        ],
        "technologies": [entity.name for entity in extraction.entities if entity.type is EntityType.TECHNOLOGY],
        "laws": [
            {"name": entity.name, "aliases": list(entity.aliases), "iri": entity.id}
            for entity in extraction.entities
            if entity.type is EntityType.LAW
        ],
        "rulings": [
            report_record(report, names) | {"band": bands.of(report.confidence).value} for report in extraction.reports
        ],
        "claims": [
            {"by": names.get(claim.by, claim.by), "gist": claim.gist, "quote": claim.evidence.quote}
            for claim in extraction.claims
        ],
        "possibilities": [report_record(report, names) for report in extraction.possibilities],
        "hidden": [report_record(report, names) for report in extraction.hidden],
    }


def entity_record(entity: Entity, mentions: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """An organisation or a regulator with its mentions."""
    return {
        "name": entity.name,
        "aliases": list(entity.aliases),
        "iri": entity.id,
        "mentions": mentions.get(entity.id, []),
    }


def report_record(report: Report, names: dict[str, str]) -> dict[str, Any]:
    """A ruling as the article tells it."""
    return {
        "kind": report.kind.value,
        "status": report.status.value,
        "binding_force": report.binding_force.value,
        "modality": report.modality.value,
        "issuers": [names.get(identifier, identifier) for identifier in report.issuers],
        "respondents": [names.get(identifier, identifier) for identifier in report.respondents],
        "jurisdictions": list(report.jurisdictions),
        "technologies": [names.get(identifier, identifier) for identifier in report.technologies],
        "laws": [names.get(identifier, identifier) for identifier in report.laws],
        "date": report.date.value if report.date else None,
        "penalty": {"amount": float(report.penalty.amount), "currency": report.penalty.currency}
        if report.penalty
        else None,
        "confidence": report.confidence,
        "main": report.main,
        "evidence": evidence_record(report.evidence[0]),
    }


def evidence_record(evidence: Evidence) -> dict[str, Any]:
    """A quote at its offsets in the stored text."""
    return {"quote": evidence.quote, "start": evidence.start, "end": evidence.end, "rule": evidence.rule}
