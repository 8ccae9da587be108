"""Articles whose text says in so many words what a test wants extracted, and the extractor that reads it.

act kind=fine by=ie-dpc against=meta in=IE on=2023-05-22 sum=1200000000EUR
says by=meta | the ruling is unjustified
uses who=ca-rcmp whose=clearview-ai
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from graph.model import (
    Article,
    BindingForce,
    Block,
    BlockKind,
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Kind,
    Modality,
    Money,
    Related,
    Relation,
    Report,
    Status,
    Text,
    WhenDone,
)
from graph.pipeline import Extractor

OWN_TIME = re.compile(r"/(?:graph/registry|change/[^/>]+)> \.$|^<[^>]*/id/dataset[/>]")
_SUM = re.compile(r"([\d.]+)([A-Z]{3})")


def article(
    title: str,
    *lines: str,
    url: str | None = None,
    published: str | None = "2023-05-23",
    publisher: str | None = "The Paper",
    related: tuple[Related, ...] = (),
) -> Article:
    """An article of these lines."""
    text = "\n".join((title, *lines))
    return Article(
        source=f"{title}.txt",
        format="raw" if url is None else "markdown",
        title=title,
        text=text,
        content_hash=hashlib.sha256(repr((text, url, published, publisher)).encode()).hexdigest(),
        url=url,
        published=datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None,
        publisher=publisher,
        related=related,
    )


def extract(given: Article) -> Extraction:
    """What the lines of an article say."""
    found = Extraction(given, Text(given.text, (Block(BlockKind.PARAGRAPH, 0, len(given.text)),)), "en")
    for match in re.finditer(r"^(act|says|uses|names)\b(.*)$", given.text, re.MULTILINE):
        fields = dict(re.findall(r"(\w+)=(\S+)", match[2]))
        evidence = Evidence(match[0], match.start(), match.end(), f"test {match[1]}")
        found = _add(found, match[1], fields, evidence)
    return found


EXTRACTOR = Extractor(extract, "test")


def _add(found: Extraction, what: str, fields: dict[str, str], evidence: Evidence) -> Extraction:
    named = [ids(fields, name) for name in ("by", "against", "who", "whose", "about", "under", "thing")]
    known = {entity.id: entity for entity in found.entities}
    for identifier in (identifier for group in named for identifier in group):
        known.setdefault(identifier, entity(identifier))
    found = replace(found, entities=tuple(known.values()))
    if what == "act":
        report = report_of(fields, evidence)
        if report.modality is Modality.ASSERTED:
            return replace(found, reports=(*found.reports, report))
        return replace(found, possibilities=(*found.possibilities, report))
    if what == "says":
        gist = evidence.quote.partition("|")[2].strip()
        return replace(found, claims=(*found.claims, Claim(ids(fields, "by")[0], gist, evidence)))
    if what == "uses":
        relation = Relation(ids(fields, "who")[0], "usesTechnologyOf", ids(fields, "whose")[0], evidence)
        return replace(found, relations=(*found.relations, relation))
    return found


def report_of(fields: dict[str, str], evidence: Evidence) -> Report:
    """The report of an `act` line."""
    money = _SUM.fullmatch(fields.get("sum", ""))
    return Report(
        kind=Kind(fields["kind"]),
        status=Status(fields.get("status", "decided")),
        binding_force=BindingForce(fields.get("force", "unknown")),
        modality=Modality(fields.get("modality", "asserted")),
        issuers=ids(fields, "by"),
        respondents=ids(fields, "against"),
        jurisdictions=tuple(filter(None, fields.get("in", "").split(","))),
        technologies=ids(fields, "about"),
        laws=ids(fields, "under"),
        evidence=(evidence,),
        confidence=float(fields.get("sure", "0.9")),
        date=WhenDone(fields["on"]) if "on" in fields else None,
        penalty=Money(Decimal(money[1]), money[2]) if money else None,
    )


def ids(fields: dict[str, str], name: str) -> tuple[str, ...]:
    """The entity ids of a field; a bare key is of the type that the field usually has."""
    usual = {"by": "regulator", "against": "organisation", "who": "organisation", "whose": "organisation"}
    usual |= {"about": "technology", "under": "law"}
    keys = fields.get(name, "").split(",")
    return tuple(key if "/" in key else f"{usual[name]}/{key}" for key in keys if key)


def entity(identifier: str) -> Entity:
    """The entity of an id, named by it."""
    kind, _, key = identifier.partition("/")
    return Entity(identifier, EntityType(kind.capitalize()), key.replace("-", " ").title())


def quads_of(store: object) -> Iterator[str]:
    """All quads of a store but the registry's, the log's and the counts of an ingest, sorted, to compare stores."""
    import io

    from pyoxigraph import RdfFormat

    output = io.BytesIO()
    store.dump(output, RdfFormat.N_QUADS)  # type: ignore[attr-defined]
    lines = output.getvalue().decode().splitlines()
    return iter(sorted(line for line in lines if not OWN_TIME.search(line)))
