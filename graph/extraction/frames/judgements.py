"""Verbs of judgement: 'found that it broke the law'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extraction.actors import Discourse, Role
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import authorities, clause_subjects, every, is_court, owners, parties
from graph.extraction.frames.syntax import behind, subject
from graph.extraction.shadow import Parsed
from graph.model import BlockKind, Kind, Modality


def judge_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'The commissioners found that Clearview broke the law'; 'was found to have breached'."""
    lexicon = scene.lexicon
    head, passive = subject(verb)
    if head is not None and head.lower_ in ("which", "that") and head.head.dep_ == "relcl":
        head = head.head.head  # 'a report which concluded that …'
    above = every(parsed, [head], scene, Role.PARTY if passive else Role.AUTHORITY)
    clause = [
        child for child in verb.children if child.dep_ in ("ccomp", "xcomp", "dobj", "advcl", "oprd", "attr", "prep")
    ]
    saying = verb.lower_ in lexicon.judge["said"]
    words = {item.lower_ for child in clause for item in plain_subtree(child) if not describes_content(item)}
    headline = parsed.sentence.kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST)
    if (
        headline
        and not passive
        and not authorities(above)
        and verb.tag_ in ("VBD", "VBN")
        and any(child.dep_ in ("oprd", "acomp", "xcomp") for child in verb.children)
    ):
        passive = True
    if {"cause", "believe"} <= words or "likely" in words:
        return
    if not words & lexicon.judge["breach_strong" if saying else "breach"] or (saying and passive and not headline):
        return
    speaks_for = (
        head is not None
        and parsed.name_at(head) is None
        and head.lower_ in lexicon.frames["decision"] | lexicon.frames["inquiry"]
    )
    if passive:
        issuers, respondents = authorities(every(parsed, behind(verb, ("by",)), scene)), parties(above)
        if not respondents and head is not None:
            respondents = parties(owners(parsed, head, scene) + every(parsed, behind(head, ("of", "by")), scene))
    else:
        issuers = authorities(above)
        if speaks_for and head is not None:
            issuers = authorities(
                owners(parsed, head, scene) + every(parsed, behind(head, ("by", "of", "from")), scene)
            )
        respondents = parties(clause_subjects(parsed, clause, scene))
        if not respondents:
            respondents = parties(every(parsed, behind(verb, ("against",)), scene))
    if not issuers and not ((passive or speaks_for) and respondents):
        return
    if passive and not issuers and head is not None:
        issuers = authorities(every(parsed, behind(verb, ("in",)), scene))
    matter = not respondents and not passive and on_matter(parsed, clause, scene)
    if matter and not all(is_court(actor, scene) for actor in issuers):
        return
    rule = f"judgement {verb.lower_}" + (" matter" if matter else "")
    found = make(parsed, verb, scene, Kind.FINDING, issuers, respondents, rule)
    if open_points := [item for item in breaches(clause, scene) if unproven(item, scene)]:
        if respondents and open_points[0] not in clause and all(is_court(actor, scene) for actor in issuers):
            yield make(parsed, verb, scene, Kind.DISMISSAL, issuers, respondents, rule), {verb.i}
        found = replace(found, standing=replace(found.standing, modality=Modality.DENIED))
    yield found, {verb.i}


def breaches(clause: list[Token], scene: Discourse) -> list[Token]:
    """The verbs of a clause that are breaches."""
    return [
        item
        for child in clause
        for item in plain_subtree(child)
        if item.pos_ == "VERB"
        and item.lower_ in scene.lexicon.judge["breach_strong"] | scene.lexicon.judge["breach_plain"]
    ]


def unproven(breach: Token, scene: Discourse) -> bool:
    """'had not violated the law', 'did not prove that it violated', 'failed to show that': the breach is not found."""
    words = scene.lexicon.judge
    governors = [item for item in breach.ancestors if item.lower_ in words["prove"]]
    return any(
        any(child.dep_ == "neg" for child in item.children)
        or (item is not breach and item.dep_ == "xcomp" and item.head.lower_ in words["fail"])
        for item in (breach, *governors)
    )


def on_matter(parsed: Parsed, clause: list[Token], scene: Discourse) -> bool:
    """'ruled that bulk retention is illegal': the clause speaks of a practice or a law, and of no party."""
    pronouns = scene.lexicon.people["pronoun"] | scene.lexicon.people["party"] | scene.lexicon.people["parties"]
    subjects = [item for part in clause for item in part.children if item.dep_ in ("nsubj", "nsubjpass")]
    subjects += [part for part in clause if part.dep_ == "dobj"]  # 'declared the directive invalid'
    return bool(subjects) and all(
        item.lower_ not in pronouns and not every(parsed, [item], scene) and item.pos_ != "PRON" for item in subjects
    )


def plain_subtree(token: Token) -> Iterator[Token]:
    """The words of a clause without those of its relative clauses."""
    yield token
    for child in token.children:
        if child.dep_ != "relcl":
            yield from plain_subtree(child)


def describes_content(token: Token) -> bool:
    """'illegal content', 'a data breach': no judgement of who did what."""
    if token.lower_ in ("breach", "breaches"):
        return any(child.lower_ in ("data", "security", "privacy", "cyber") for child in token.children)
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return token.dep_ == "amod" and after in ("content", "material", "goods", "activity", "posts", "products", "harm")
