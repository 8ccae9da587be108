"""Fixed phrases: 'took Meta to court', 'must pay'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extraction.actors import Discourse, Role
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import authorities, clause_subjects, every, is_chamber, owners, parties
from graph.extraction.frames.sums import by_agreement, nearest_amount, sole_amount
from graph.extraction.frames.syntax import TITLES, behind, objects, subject
from graph.extraction.shadow import Parsed
from graph.model import Kind, Status


def idiom_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'went to court against Amazon', 'took Meta to court', 'gave the deal the green light'."""
    head, passive = subject(verb)
    if verb.lower_ in scene.lexicon.frames["allege"] and (suit := suit_behind(verb, scene)):
        clause = [child for child in verb.children if child.dep_ == "ccomp"]
        above, below = every(parsed, [head], scene, Role.AUTHORITY), parties(clause_subjects(parsed, clause, scene))
        if authorities(above) and below:
            act = make(parsed, suit, scene, Kind.LAWSUIT, authorities(above), below, "alleged in a lawsuit")
            yield act, {verb.i, suit.i}
    elif verb.lower_ in scene.lexicon.frames["sign_off"] and signs_off(verb):
        above = every(parsed, [head], scene, Role.AUTHORITY)
        below = parties(every(parsed, behind(verb, ("on", "for", "by", "of")) + deeper(verb), scene, Role.PARTY))
        if authorities(above) and not passive:
            yield make(parsed, verb, scene, Kind.APPROVAL, authorities(above), below, "signed off"), {verb.i}
    elif verb.lower_ in scene.lexicon.frames["take"] and any(
        item.lower_ in ("court", "trial") for item in behind(verb, ("to",))
    ):
        above = every(parsed, [head], scene, Role.AUTHORITY)
        below = parties(every(parsed, behind(verb, ("against", "with")) + objects(verb), scene, Role.PARTY))
        if authorities(above) and below:
            yield make(parsed, verb, scene, Kind.LAWSUIT, authorities(above), below, "took to court"), {verb.i}
    elif any(
        item.lower_ == "light" and any(child.lower_ == "green" for child in item.children) for item in objects(verb)
    ) or verb.lower_ in ("consents", "consented"):
        above = every(parsed, [head], scene, Role.AUTHORITY)
        named = head is not None and head.lower_ not in scene.lexicon.people["pronoun"]
        if authorities(above) and not passive and named:
            below = parties(
                every(
                    parsed,
                    behind(verb, ("to", "for")) + [item for item in objects(verb) if item.lower_ != "light"],
                    scene,
                    Role.PARTY,
                )
            )
            yield make(parsed, verb, scene, Kind.APPROVAL, authorities(above), below, "gave the green light"), {verb.i}


def blacklist_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'The FCC put DJI on its Covered List', 'was added to the Entity List': who is on it is shut out."""
    if verb.lower_ not in scene.lexicon.frames["put"]:
        return
    lists = [item for item in behind(verb, ("on", "onto", "to", "in")) if is_blacklist(item, scene)]
    if not lists:
        return
    head, passive = subject(verb)
    listed = parties(every(parsed, [head] if passive else objects(verb), scene, Role.PARTY))
    issuers = authorities(
        every(parsed, behind(verb, ("by",)) if passive else [head], scene, Role.AUTHORITY)
        + owners(parsed, lists[0], scene)
    )
    if listed and issuers:
        yield make(parsed, verb, scene, Kind.BAN, issuers[:1], listed, "blacklisted"), {verb.i, lists[0].i}


def is_blacklist(noun: Token, scene: Discourse) -> bool:
    """'blacklist', 'Entity List', 'list of banned companies'."""
    words = scene.lexicon.frames
    return noun.lower_ in words["list"] and (
        noun.lower_ not in ("list", "lists") or any(item.lower_ in words["listed"] for item in noun.subtree)
    )


def named_in_suit_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'The suit names 24x7digital', 'X is named in the complaint': who is sued, where who sues was said before."""
    if verb.lower_ not in scene.lexicon.frames["name"]:
        return
    head, passive = subject(verb)
    suits = scene.lexicon.court["suits"] - {"investigation", "probe", "inquiry"}
    papers = behind(verb, ("in", "as")) if passive else [head]
    if not any(paper is not None and paper.lower_ in suits | {"defendant", "defendants"} for paper in papers):
        return
    sued = parties(every(parsed, [head] if passive else objects(verb), scene, Role.PARTY))
    if sued:
        yield make(parsed, verb, scene, Kind.LAWSUIT, (), sued, "named in suit"), {verb.i}


def suit_behind(verb: Token, scene: Discourse) -> Token | None:
    """'… , argued the attorney general in a lawsuit filed on Friday': the suit in which it is said."""
    suits = {form for form, kinds in scene.lexicon.nouns.items() if Kind.LAWSUIT in kinds}
    return next(
        (item for item in verb.subtree if item.i > verb.i and item.lower_ in suits and item.head.lower_ == "in"), None
    )


def signs_off(verb: Token) -> bool:
    """'signed off on', 'waved through'; not 'has to sign off'."""
    if verb.dep_ == "xcomp" and verb.head.lower_ in ("has", "have", "had", "need", "needs", "needed"):
        return False
    return any(
        child.dep_ in ("prt", "advmod", "prep") and child.lower_ in ("off", "through") for child in verb.children
    )


def deeper(verb: Token) -> list[Token]:
    """Objects of the prepositions behind a particle, and the plain object: 'signed off on the deal'."""
    return objects(verb) + [
        grand
        for child in verb.children
        if child.dep_ in ("prep", "prt", "advmod")
        for deep in [child, *child.children]
        for grand in deep.children
        if grand.dep_ == "pobj"
    ]


def penal(verb: Token, scene: Discourse) -> bool:
    """'will pay a civil penalty': what is paid is one."""
    return any(Kind.FINE in scene.lexicon.nouns.get(item.lower_, ()) for item in objects(verb))


SUMMED = frozenset(["cumulatively", "collectively", "together"])
"""'they must cumulatively pay': the sum of what each was fined."""


def must_pay_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'British Airways must pay £20m', 'is to pay', 'will have to pay': an amount that an authority has set."""
    if verb.lower_ not in scene.lexicon.settle["pay"]:
        return
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    bound = "must" in helpers or (verb.head.lower_ in ("has", "have", "had") and "to" in helpers)
    bound = bound or ("to" in helpers and verb.dep_ == "ROOT" and parsed.sentence.kind in TITLES)  # 'Uber to pay $21m'
    bound = bound or ("will" in helpers and penal(verb, scene))
    if not SUMMED.isdisjoint(child.lower_ for child in verb.children):
        return
    head, _ = subject(verb)
    respondents = parties(every(parsed, [head], scene, Role.PARTY))
    amount = nearest_amount(parsed, verb) or sole_amount(parsed)
    if bound and respondents and amount:
        said = (
            [child for child in verb.head.children if child.dep_ in ("nsubj",)]
            if verb.dep_ in ("ccomp", "xcomp")
            else []
        )
        issuers = authorities(
            every(parsed, said, scene)
            + [
                actor
                for item in parsed.doc
                for actor in every(parsed, [item], scene)
                if parsed.name_at(item) and actor.role is Role.AUTHORITY and not is_chamber(actor, scene)
            ]
        )
        kind = Kind.SETTLEMENT if by_agreement(parsed, scene) else Kind.FINE
        yield (
            make(parsed, verb, scene, kind, issuers, respondents, "must pay", amount, Status.DECIDED),
            {token.i for token in parsed.doc},
        )
