"""Acts of texts in French, German, Spanish, Italian, Portuguese and Dutch, read without a parser.

The words are data (`ontology/lexicon/<language>.toml`), the grammar is one: in the line of a sentence a trigger
takes the nearest authority as issuer and the nearest party as respondent, weighed by side and preposition.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.extraction import amounts as money
from graph.extraction import dates, lexicon, reports
from graph.extraction.actors import Discourse, Role, discourse
from graph.extraction.amounts import Amount
from graph.extraction.linear import grammar, standing
from graph.extraction.linear.line import Line, lay
from graph.extraction.linear.names import complete as complete_names
from graph.extraction.linear.people import figures
from graph.extraction.linear.words import LANGUAGES, Words, load
from graph.extraction.names import Name
from graph.extraction.reports import RUNG_TRUST, Draft
from graph.extraction.sentences import Sentence
from graph.model import Article, Entity, Evidence, Kind, Modality, Status
from graph.registry import Registry

LEAD_SENTENCES = 6
CAUTION = 0.95


def whole(
    article: Article, split: Sequence[Sentence], found: Sequence[Name], registry: Registry, language: str
) -> tuple[list[Name], list[Draft]]:
    """The names of a text in one of `LANGUAGES` and its acts; for other languages the registered names only."""
    if language not in LANGUAGES:
        return list(found), []
    names = complete_names(found, split, registry, language)
    words = lexicon.load(language)
    names = described(names, split, discourse(names, split, registry, words), load(language))
    scene = discourse(names, split, registry, words)
    made = read(split, names, money.find_amounts(article.text, language), scene, language)
    when = dates.find_dates(article.text, article.published.date() if article.published else None, language)
    reports.date_drafts(made, when)
    kept = reports.select(reports.merge(made))
    reports.date_leads(kept, when, lead_of(split))
    reports.mark_overturned(kept)
    mark_appealed(kept, split, names, scene, load(language))
    return names, kept


def described(names: list[Name], split: Sequence[Sentence], scene: Discourse, words: Words) -> list[Name]:
    """The names with the bodies that the text only describes ('die irische Aufsicht')."""
    more: list[Name] = []
    for sentence in split:
        laid = lay(sentence, names, (), words)
        for figure in figures(laid, scene, words):
            if figure.actor.rung == "described" and figure.actor.entity:
                item = laid.items[figure.index]
                more.append(Name(item.start, item.end, item.text, figure.actor.entity))
    return sorted([*names, *more], key=lambda name: name.start)


def lead_of(split: Sequence[Sentence]) -> tuple[int, int]:
    """Offsets of the headline and the sentences that tell the news."""
    first = split[: LEAD_SENTENCES + 1]
    return (first[0].start, first[-1].end) if first else (0, 0)


def read(
    sentences: Sequence[Sentence],
    names: Sequence[Name],
    amounts: Sequence[Amount],
    scene: Discourse,
    language: str,
    told: Sequence[Draft] | None = None,
) -> list[Draft]:
    """The acts that the sentences of a text tell, roles filled from before where a sentence leaves them out.

    `told` are acts that another reader, which reads better, has found in other sentences: then only sentences without
    an end are read, and headings that are sure.
    """
    words = load(language)
    made: list[Draft] = []
    for sentence in sentences:
        laid = lay(sentence, names, amounts, words)
        present = figures(laid, scene, words)
        for act in grammar.told(grammar.Reading(laid, present, words)):
            if told is not None and not (is_broken(sentence) or (sentence.kind in grammar.HEADINGS and is_sure(act))):
                continue
            how = standing.assess(laid, list(act.triggers), present, words.verb_final, act.infinitive)
            draft = draft_of(act, how, laid)
            complete(draft, [*(item for item in told or () if item.place < draft.place), *made], scene)
            made.append(draft)
    return made


SURE = (Kind.FINE, Kind.SETTLEMENT, Kind.LAWSUIT, Kind.INVESTIGATION, Kind.CHARGE)
ENDLESS = 60


def is_broken(sentence: Sentence) -> bool:
    """A run of words longer than sentences are."""
    return len(sentence.text.split()) > ENDLESS


def is_sure(act: grammar.Told) -> bool:
    """Whether both sides of an act of the plainest kinds are named in its own sentence."""
    named = [any(figure.actor.rung == "named" for figure in side) for side in (act.issuers, act.respondents)]
    return act.kind in SURE and all(named)


def draft_of(act: grammar.Told, how: standing.Standing, laid: Line) -> Draft:
    """The draft of an act with the standing that its words give it."""
    sentence = laid.sentence
    # An investigation that the headline or the first sentence tells is the news: still going on.
    news = " opening" if act.kind is Kind.INVESTIGATION and sentence.index <= 1 else ""
    actors = [figure.actor for figure in (*act.issuers, *act.respondents)]
    return Draft(
        kind=act.kind,
        status=Status.PROPOSED if how.intended else act.standing,
        modality=how.modality,
        issuers=unique([figure.actor.entity for figure in act.issuers]),
        respondents=unique([figure.actor.entity for figure in act.respondents]),
        places=[figure.actor.place for figure in act.issuers if figure.actor.place],
        amount=act.amount,
        laws=list(act.laws),
        sentences=[sentence.index],
        place=laid.items[act.triggers[0]].start,
        rule=f"linear {act.rule}{news}",
        trust=min((RUNG_TRUST[actor.rung] for actor in actors), default=RUNG_TRUST["unnamed"]) * CAUTION,
        evidence=[Evidence(sentence.text, sentence.start, sentence.end, f"linear {act.rule}")],
        overturns=act.overturns,
        unnamed_issuer=any(figure.actor.entity is None for figure in act.issuers),
        unnamed_respondent=any(figure.actor.entity is None for figure in act.respondents),
        source=how.source,
        block=sentence.block,
        heading=sentence.kind in grammar.HEADINGS,
    )


def unique(found: Sequence[Entity | None]) -> list[Entity]:
    """The named ones, each once."""
    return list({entity.id: entity for entity in found if entity}.values())


def complete(draft: Draft, made: Sequence[Draft], scene: Discourse) -> None:
    """Inherit missing sides, except where the sentence says that it is somebody else."""
    if draft.unnamed_respondent and not draft.respondents:
        return
    issuers = list(draft.issuers)
    reports.inherit(draft, made, scene)
    if draft.unnamed_issuer and not issuers:
        draft.issuers = issuers


def mark_appealed(
    kept: Sequence[Draft], split: Sequence[Sentence], names: Sequence[Name], scene: Discourse, words: Words
) -> None:
    """'X a fait appel': the sanction on X that the text told before is under appeal."""
    for sentence in split:
        laid = lay(sentence, names, (), words)
        for place in laid.places("court.appealed"):
            present = figures(laid, scene, words)
            if standing.assess(laid, [place], present, words.verb_final, False).modality is not Modality.ASSERTED:
                continue
            near = standing.nearest(present, place, 8, laid, before=True)
            if near and near.actor.role is not Role.PARTY:
                continue
            parties = {
                figure.actor.entity.id
                for figure in present
                if figure.actor.role is Role.PARTY and figure.actor.entity and figure.index < place
            }
            hit = [draft for draft in kept if is_appealable(draft, sentence, parties)]
            if hit:
                fines = [draft for draft in hit if draft.kind is Kind.FINE]
                (fines or hit)[-1].status = Status.APPEALED


def is_appealable(draft: Draft, sentence: Sentence, parties: set[str]) -> bool:
    """A decided sanction told before (or in) a sentence, on one of the parties that it names."""
    if (
        draft.kind not in (Kind.FINE, Kind.ORDER, Kind.BAN)
        or draft.status is not Status.DECIDED
        or draft.modality is not Modality.ASSERTED
    ):
        return False
    return draft.place < sentence.end and (not parties or bool(parties & {entity.id for entity in draft.respondents}))


__all__ = ["LANGUAGES", "read", "whole"]
