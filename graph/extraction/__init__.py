"""Article in, `Extraction` out: names, acts, their standing, claims. See docs/extraction.md for the way through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graph.bands import Band
from graph.clean import clean
from graph.extraction import (
    amounts,
    asked,
    caseless,
    claims,
    dates,
    factuality,
    frames,
    headings,
    language,
    learned,
    lexicon,
    linear,
    names,
    relations,
    reports,
    second,
    sentences,
    shadow,
    topics,
)
from graph.extraction.actors import Discourse, discourse
from graph.extraction.entities import entities_of
from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.extraction.told import Reader, Told
from graph.model import Article, Claim, Extraction, Kind, Mention, Modality, Relation, Report, Text
from graph.registry import Registry, load
from graph.settings import Settings

EXTRACTOR_VERSION = "2"
WORD = re.compile(r"[A-Za-zÀ-ÿ'’-]+")
DETAILED = ("en",)


def extract(article: Article) -> Extraction:
    """What an article says. Never raises for what a text may hold; an unsupported language yields registered names only."""
    registry = load()
    text = clean(article)
    understood = understand(article, text, registry)
    made = assemble(understood, registry)
    return made if understood.text is text else caseless.as_written(made, text)


@dataclass(frozen=True, slots=True)
class Understood:
    """All that was made out in a text, before it is decided what the record holds."""

    article: Article
    text: Text
    language: str
    split: Sequence[Sentence]
    names: Sequence[Name]
    drafts: Sequence[reports.Draft]
    claims: Sequence[Claim] = ()
    relations: Sequence[Relation] = ()


def understand(article: Article, text: Text, registry: Registry) -> Understood:
    """All that a cleaned article says; one without capitals is read with those that its names have."""
    tongue = language.detect(article.text, article.language)
    if tongue not in DETAILED:
        split = sentences.split(text)
        found, kept = linear.whole(article, split, names.find(split, registry, tongue), registry, tongue)
        return Understood(article, text, tongue, split, found, kept)
    if caseless.is_caseless(text.content):
        cased = caseless.restored(text, registry)
        return read(article, cased, caseless.split_long(sentences.split(cased), cased), registry, tongue)
    return read(article, text, sentences.split(text), registry, tongue)


def read(article: Article, text: Text, split: Sequence[Sentence], registry: Registry, tongue: str) -> Understood:
    """What a text in a language with a parser says."""
    found = names.find(split, registry, tongue)
    words = lexicon.load(tongue)
    scene = discourse(found, split, registry, words)
    parsed = parse(text, split, found, scene, tongue)
    acts = [act for item in parsed for act in frames.read(item, scene)]
    drafts = reports.drafts(acts, scene)
    drafts += broken(text, split, found, drafts, scene, tongue)
    money = amounts.find_amounts(text.content, tongue, scene.home())
    by_sentence = {item.sentence.index: item for item in parsed}

    def standing(told: Told) -> factuality.Standing:
        item = by_sentence.get(told.sentence.index)
        if told.kind in SPOKEN and factuality.is_demanded(item, told.place, scene):
            return factuality.Standing(Modality.POSSIBLE)
        return factuality.assess_at(item, told.place, scene)

    for reader in readers():
        drafts = second.join(drafts, reader(split, found, text.content), money, standing)
    published = article.published.date() if article.published else None
    when = dates.find_dates(article.text, published, tongue)
    for draft in drafts:
        draft.unheard_of = not scene.authorities
    reports.date_drafts(drafts, when)
    headings.inherit(drafts, headings.Page(split, found, when, money, tongue))
    kept = reports.select(reports.merge(reports.without_private(drafts, split)))
    reports.date_leads(kept, when, lead_of(split))
    reports.mark_overturned(kept)
    reports.mark_appealed(kept, frames.appeals(parsed, scene))
    said, facts = claims.find(parsed, split, scene), relations.find(parsed, scene)
    return Understood(article, text, tongue, split, found, kept, said, facts)


@cache
def readers() -> tuple[Reader, ...]:
    """The readers beside the frames: the trained one unless it is switched off, a language model where the operator names one."""
    settings = Settings()
    own: tuple[Reader, ...] = (learned.read,) if settings.trained_reader else ()
    if not settings.ask_url:
        return own
    return (*own, asked.Asked(settings.ask_url, settings.ask_model, settings.ask_key))


def broken(
    text: Text,
    split: Sequence[Sentence],
    found: Sequence[Name],
    told: Sequence[reports.Draft],
    scene: Discourse,
    tongue: str,
) -> list[reports.Draft]:
    """The acts of sentences in which no frame fits the parse, read along the line of words."""
    read_already = {number for draft in told for number in draft.sentences}
    rest = [item for item in split if item.index not in read_already]
    money = amounts.find_amounts(text.content, tongue, scene.home())
    return linear.read(rest, found, money, scene, tongue, told)


SPOKEN = (Kind.WARNING, Kind.GUIDANCE, Kind.APPROVAL, Kind.FINDING)
"""What an authority does by words: told to do as much, a party does nothing of the kind."""
LEAD_SENTENCES = 6


def lead_of(split: Sequence[Sentence]) -> tuple[int, int]:
    """Offsets of the beginning of a text: the headline and the sentences that tell its news."""
    first = split[: LEAD_SENTENCES + 1]
    return (first[0].start, first[-1].end) if first else (0, 0)


def parse(
    text: Text, split: Sequence[Sentence], found: Sequence[Name], scene: Discourse, tongue: str
) -> list[shadow.Parsed]:
    """The sentences that can matter, parsed: those with a word of an act, of a position or of a relation."""
    words = scene.lexicon
    wanted = (
        words.all_triggers()
        | words.carry["receive"]
        | words.carry["issue"]
        | words.factuality["said"]
        | words.factuality["holds"]
        | words.court["win"]
        | words.frames["list"]
        | relations.CUSTOMER
        | relations.PILOTED
        | relations.USED
    )
    chosen = [item for item in split if not wanted.isdisjoint(word.lower() for word in WORD.findall(item.text))]
    money = amounts.find_amounts(text.content, tongue, scene.home())
    return shadow.parse(chosen, found, money)


def assemble(understood: Understood, registry: Registry) -> Extraction:
    """The record of one article, with the entities that it needs and no others."""
    found, split = understood.names, understood.split
    techs = topics.technologies(found, split, registry)
    told: dict[Modality, list[Report]] = {modality: [] for modality in Modality}
    for draft in understood.drafts:
        homes = [entity.jurisdiction for entity in draft.issuers if entity.jurisdiction]
        laws = topics.laws_near(found, split, draft.sentences, homes)
        near = topics.technologies_near(techs, found, split, draft.sentences)
        told[draft.modality].append(reports.to_report(draft, near, laws, True))
    bands = Settings().bands
    made = [report for report in told[Modality.ASSERTED] if bands.of(report.confidence) is not Band.HIDDEN]
    entities = entities_of(found, techs, understood.drafts, made, registry)
    ids = {entity.id for entity in entities}
    return Extraction(
        article=understood.article,
        text=understood.text,
        language=understood.language,
        entities=entities,
        mentions=tuple(
            Mention(name.start, name.end, name.surface, name.entity.id) for name in found if name.entity.id in ids
        ),
        reports=tuple(made),
        claims=tuple(claim for claim in understood.claims if claim.by in ids),
        relations=tuple(fact for fact in understood.relations if {fact.subject, fact.object} <= ids),
        possibilities=tuple(told[Modality.POSSIBLE]),
        hidden=tuple(report for report in told[Modality.ASSERTED] if report not in made),
    )


__all__ = ["EXTRACTOR_VERSION", "assemble", "extract", "understand"]
