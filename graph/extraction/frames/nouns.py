"""Acts that a noun names, alone or carried by a verb: 'a fine from the CNIL', 'opened an inquiry into'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role, definite
from graph.extraction.amounts import Amount
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import authorities, every, owners, parties
from graph.extraction.frames.sums import (
    by_agreement,
    nearest_amount,
    only_ceilings,
    respective,
    sums_behind,
    sums_beside,
)
from graph.extraction.frames.syntax import AGAINST, behind, clauses, objects, subject
from graph.extraction.shadow import Parsed
from graph.model import Kind, Modality, Status


def carry_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'imposed a fine on', 'opened an investigation into', 'was hit with a penalty', 'faces a lawsuit'."""
    lexicon = scene.lexicon
    word = verb.lower_
    issuing, receiving = word in lexicon.carry["issue"], word in lexicon.carry["receive"]
    if not issuing and not receiving:
        return
    head, passive = subject(verb)
    receiving = receiving or (word in lexicon.frames["get"] and wins_approval(parsed, verb, head, scene))
    told: set[Kind] = set()
    for noun, kind in carried(parsed, verb, head if passive else None, scene):
        aimed = behind(noun, ("on", "against", "to"))
        if (kind in told and not aimed) or (word.startswith("propos") and kind is not Kind.FINE):
            continue
        amount = nearest_amount(parsed, noun) if kind in (Kind.FINE, Kind.SETTLEMENT, Kind.ORDER) else None
        amount = amount or parsed.amounts.get(noun.i)
        if receiving:
            issuers, respondents = received(parsed, verb, noun, scene)
            if kind in (Kind.GUIDANCE, Kind.APPROVAL) and not issuers:
                continue
        elif passive:
            issuers, respondents = suffered(parsed, verb, noun, scene)
        else:
            issuers, respondents = imposed(parsed, verb, noun, kind, scene)
        if not complete(kind, issuers, respondents, amount, noun) and not (
            issuers and issuing and not passive and (kind in (Kind.LAWSUIT, Kind.INVESTIGATION) or enjoins(noun, scene))
        ):
            continue
        status = status_of(word, noun, kind, scene)
        if kind is Kind.GUIDANCE:
            respondents = ()  # addressed to all
        if kind is Kind.FINE and receiving and by_agreement(parsed, scene):
            kind = Kind.SETTLEMENT
        rule = f"{word} {noun.lower_}" + (
            " matter" if of_sector(parsed, noun, kind, issuers, respondents, scene) else ""
        )
        act = make(parsed, verb, scene, kind, issuers, respondents, rule, amount, status)
        if kind is Kind.FINE and (only_ceilings(parsed, noun) or word in AHEAD):
            act = replace(act, standing=replace(act.standing, modality=Modality.POSSIBLE))
        if told and kind in told:
            act = replace(act, respondents=parties(every(parsed, aimed, scene)) or act.respondents)
        told.add(kind)
        shares = sums_behind(parsed) if kind is Kind.FINE else []
        if kind is Kind.FINE and not receiving and not passive:
            shares = shares or sums_beside(parsed, verb)
        alone = [replace(act, respondents=(who,), amount=share) for who, share in shares] or each_alone(act, verb)
        for number, single in enumerate(alone):
            yield single, {verb.i, noun.i, -1 - number}


AHEAD = frozenset(["face", "faces", "facing", "faced", "avoid", "escape"])
"""Verbs that leave open whether a fine will come."""

Sides = tuple[tuple[Actor, ...], tuple[Actor, ...]]
"""Issuers and respondents."""


def received(parsed: Parsed, verb: Token, noun: Token, scene: Discourse) -> Sides:
    """'Meta received a fine from the CNIL'."""
    head, passive = subject(verb)
    both_ways = verb.lower_ in scene.lexicon.carry["issue"] and not passive
    from_whom = behind(noun, ("from", "by", "of")) + behind(verb, ("from", "by", "to"))
    issuers = authorities(every(parsed, from_whom, scene) + owners(parsed, noun, scene))
    return issuers, parties(every(parsed, [head], scene, Role.AUTHORITY if both_ways else Role.PARTY))


def suffered(parsed: Parsed, verb: Token, noun: Token, scene: Discourse) -> Sides:
    """'Meta was hit with a fine by the CNIL', 'a fine was imposed on Meta by the CNIL'."""
    head, _ = subject(verb)
    owned = owners(parsed, noun, scene)
    if head is not None and noun.i != head.i:
        by_whom = behind(verb, ("by",)) + behind(noun, ("from", "by"))
        return authorities(every(parsed, by_whom, scene) + owned), parties(every(parsed, [head], scene, Role.PARTY))
    issuers = authorities(every(parsed, behind(verb, ("by",)), scene) + owned)
    return issuers, parties(every(parsed, behind(verb, AGAINST) + behind(noun, AGAINST), scene) + owned)


def imposed(parsed: Parsed, verb: Token, noun: Token, kind: Kind, scene: Discourse) -> Sides:
    """'The CNIL hit Meta with a fine', 'imposed a fine on Meta', 'issued its decision against Meta'."""
    above = every(parsed, [subject(verb)[0]], scene, Role.AUTHORITY)
    around = every(parsed, behind(noun, AGAINST) + behind(verb, AGAINST), scene) + owners(parsed, noun, scene)
    issuers = authorities(above)
    respondents = (
        parties(every(parsed, [item for item in objects(verb) if item.i != noun.i], scene))
        or parties(around)
        or parties(every(parsed, deep_against(noun), scene))
    )
    if kind is Kind.SETTLEMENT and not respondents and issuers:
        respondents = parties(above)  # 'the FTC and Kochava reached a settlement'
    if not respondents and kind is not Kind.GUIDANCE and not enjoins(noun, scene):
        respondents = tuple(actor for actor in around if actor.role is Role.AUTHORITY and actor not in issuers)
    return issuers, respondents


def status_of(word: str, noun: Token, kind: Kind, scene: Discourse) -> Status | None:
    """The status that the carrying verb or the noun tells, if it tells one."""
    if word.startswith("propos") or kind is Kind.FINDING or (kind is Kind.GUIDANCE and is_draft(noun, scene)):
        return Status.PROPOSED
    won = word in ("win", "won", "secured") and kind in (Kind.LAWSUIT, Kind.INVESTIGATION)
    return Status.DECIDED if won else None


def carriers(parsed: Parsed, noun: Token, scene: Discourse) -> list[Actor]:
    """Who imposes what is joined to another object: 'imposed a fine on A and a fine on B'."""
    head = noun
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    verb = head.head
    if head is noun or head.dep_ != "dobj" or verb.lower_ not in scene.lexicon.carry["issue"]:
        return []
    who, passive = subject(verb)
    return [] if passive else every(parsed, [who], scene, Role.AUTHORITY)


def of_sector(
    parsed: Parsed,
    noun: Token,
    kind: Kind,
    issuers: tuple[Actor, ...],
    respondents: tuple[Actor, ...],
    scene: Discourse,
) -> bool:
    """'an inquiry into the data broker industry': what is looked into is nobody, and nobody is to be guessed."""
    if kind is not Kind.INVESTIGATION or respondents or not issuers:
        return False
    return any(item.lower_ in scene.lexicon.frames["sector"] for item in behind(noun, ("into", "of", "in", "on")))


def is_draft(noun: Token, scene: Discourse) -> bool:
    """'draft guidance', 'a proposed code of practice'."""
    return any(child.lower_ in scene.lexicon.factuality["intend"] for child in noun.children)


def wins_approval(parsed: Parsed, verb: Token, head: Token | None, scene: Discourse) -> bool:
    """'Natural Cycles won clearance from the FDA': what is won is given by somebody else."""
    wanted = any(Kind.APPROVAL in scene.lexicon.nouns.get(item.lower_, ()) for item in objects(verb))
    return wanted and bool(parties(every(parsed, [head], scene)))


def is_total(noun: Token) -> bool:
    """'brings the total fines to €5m', 'in total, has imposed fines of €4bn': what was summed up, not done."""
    said = {child.lower_ for child in noun.children}
    return bool(said & {"total", "combined", "overall"}) or any(
        item.lower_ == "total" for item in behind(noun.head, ("in",))
    )


def in_penalties(amount: Token, scene: Discourse) -> bool:
    """'$341,413 in civil penalties': a sum that is said to be a fine."""
    return any(Kind.FINE in scene.lexicon.nouns.get(item.lower_, ()) for item in behind(amount, ("in", "of")))


def enjoins(noun: Token, scene: Discourse) -> bool:
    """'a preliminary injunction', 'a temporary restraining order': measures of courts on the party that the text is about."""
    return bool({noun.lower_, *(child.lower_ for child in noun.children)} & scene.lexicon.frames["injunction"])


def contesting(parsed: Parsed, noun: Token, scene: Discourse) -> tuple[Actor, ...]:
    """Who fights or breaks an act is the one it hit: 'Lorex will contest the lawsuit from …', 'violated a 2012 order'."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lower_ not in scene.lexicon.frames["contest"] | scene.lexicon.frames["break"]:
        return ()
    return parties(every(parsed, [subject(verb)[0]], scene, Role.PARTY))


def deep_against(noun: Token) -> list[Token]:
    """'a notice of apparent liability against Truphone': whom a phrase is against, at whatever depth."""
    return [item for part in noun.subtree if part.lower_ == "against" for item in part.children if item.dep_ == "pobj"]


def subjected(parsed: Parsed, noun: Token, scene: Discourse) -> tuple[Actor, ...]:
    """'Facebook is subject to an investigation by …': who is."""
    adjective = noun.head.head
    if noun.head.lower_ != "to" or adjective.lower_ != "subject":
        return ()
    return parties(every(parsed, [subject(adjective.head)[0]], scene, Role.PARTY))


def each_alone(act: Act, verb: Token) -> list[Act]:
    """'A, B and C each issued an order': one act for each of them."""
    if len(act.issuers) > 1 and any(child.lower_ in ("each", "separately") for child in verb.children):
        return [replace(act, issuers=(issuer,)) for issuer in act.issuers]
    return [act]


def complete(
    kind: Kind, issuers: tuple[Actor, ...], respondents: tuple[Actor, ...], amount: Amount | None, noun: Token
) -> bool:
    """Whether a nominal act says enough to be one."""
    if kind is Kind.GUIDANCE:
        return bool(issuers)
    if kind is Kind.FINDING:  # 'faces preliminary findings'; what others were found for stands in a clause
        return bool(respondents) and any(child.lower_ in ("preliminary", "provisional") for child in noun.children)
    if kind in (Kind.FINE, Kind.SETTLEMENT):
        return bool(respondents or issuers) and bool(amount or respondents)
    if kind is Kind.BAN:
        return bool(issuers)
    return bool(issuers and respondents)


def carried(parsed: Parsed, verb: Token, passive_head: Token | None, scene: Discourse) -> Iterator[tuple[Token, Kind]]:
    """Nouns of acts that a verb carries, with their kinds: its objects, what 'with' adds, its passive subject."""
    candidates = [child for child in verb.children if child.dep_ in ("dobj", "oprd", "attr", "dative", "nsubjpass")]
    candidates += behind(verb, ("with", "to", "of", "into"))
    candidates += [item for item in behind(verb, ("in",)) if not is_setting(item, scene)]
    candidates += [passive_head] if passive_head is not None else []
    for candidate in candidates:
        for noun in [candidate, *(child for child in candidate.children if child.dep_ == "conj")]:
            if noun.i in parsed.amounts and (
                verb.lower_ in scene.lexicon.frames["impose"] or in_penalties(noun, scene)
            ):
                yield noun, Kind.FINE
            elif noun.lower_ in scene.lexicon.frames["commitments"] and verb.lower_ in scene.lexicon.frames["accept"]:
                yield noun, Kind.SETTLEMENT
            elif noun.lower_ in scene.lexicon.frames["case"] and (
                verb.lower_ in scene.lexicon.frames["sue"]
                or any(child.lower_ in scene.lexicon.frames["in_court"] for child in noun.children)
            ):
                yield noun, Kind.LAWSUIT
            elif noun.lower_ in ("case", "cases") and verb.lower_ in ("open", "opens", "opened", "launch", "launched"):
                yield noun, Kind.INVESTIGATION
            elif (kind := noun_kind(noun, scene) or paper_kind(noun, scene)) and not (
                kind is Kind.FINE and is_total(noun)
            ):
                yield noun, kind


def is_setting(noun: Token, scene: Discourse) -> bool:
    """'In a separate investigation', 'granted relief in its lawsuit': the case in which something else is done."""
    kinds = scene.lexicon.nouns.get(noun.lower_, ())
    return Kind.INVESTIGATION in kinds or Kind.LAWSUIT in kinds


def noun_kind(noun: Token, scene: Discourse) -> Kind | None:
    """The kind of act that a noun names here, None where it lacks the word it needs."""
    lexicon = scene.lexicon
    below = {grand.lower_ for child in noun.children if child.dep_ == "prep" for grand in child.children}
    if (noun.lower_ in ("statement", "statements") and "objections" in below) or (
        noun.lower_ in ("notice", "notices") and "liability" in below
    ):
        return Kind.CHARGE
    for kind in lexicon.nouns.get(noun.lower_, ()):
        needs = lexicon.noun_needs.get(kind.value)
        nearby = (
            {noun.lower_}
            | {child.lower_ for child in noun.children}
            | {grand.lower_ for child in noun.children for grand in child.children if child.dep_ == "prep"}
        )
        if needs is None or (noun.lower_ in needs and noun.lower_ != "action") or (nearby - {noun.lower_}) & needs:
            return kind
    return None


def paper_kind(noun: Token, scene: Discourse) -> Kind | None:
    """The kind of act that a paper holds, by the word before it: 'a warning letter', 'a cease and desist letter'."""
    if noun.lower_ not in scene.lexicon.frames["paper"]:
        return None
    for word in noun.subtree:
        if word.i < noun.i and word.dep_ in ("compound", "nmod", "amod", "conj"):
            if word.lower_ in scene.lexicon.frames["paper_order"]:
                return Kind.ORDER
            if kind := noun_kind(word, scene):
                return kind
    return None


def noun_frame(parsed: Parsed, noun: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'a €20m fine from the CNIL', 'the FTC's lawsuit against Amazon', 'an investigation by X into Y'."""
    kind = noun_kind(noun, scene)
    if kind is None or kind in (Kind.GUIDANCE, Kind.FINDING, Kind.APPROVAL, Kind.CHARGE):
        return
    if kind is Kind.ORDER and any(child.dep_ == "relcl" and imposes(child, scene) for child in noun.children):
        return  # 'an order that imposed a penalty' is the penalty's
    if kind is Kind.FINE and is_total(noun):
        summed = make(parsed, noun, scene, kind, (), (), "total")
        yield replace(summed, standing=replace(summed.standing, modality=Modality.DENIED)), {noun.i}
        return
    owned = owners(parsed, noun, scene)
    issued = every(parsed, behind(noun, ("from", "by", "of")), scene)
    aimed = every(parsed, behind(noun, ("against", "on", "for", "into", "over", "to", "with", "of")), scene)
    for child in clauses(noun):
        if child.dep_ == "acl" and child.tag_ == "VBN":
            issued += every(parsed, behind(child, ("by",)), scene)
            aimed += every(parsed, behind(child, ("on", "against", "to")), scene)
        elif child.dep_ == "relcl":
            issued += every(parsed, [subject(child)[0]], scene) if subject(child)[0] is not noun else []
            aimed += every(parsed, behind(child, ("on", "against", "to")) + objects(child), scene)
    issuers = authorities(owned + issued) or (authorities(aimed) if kind is Kind.SETTLEMENT else ())
    issuers = issuers or authorities(carriers(parsed, noun, scene))
    respondents = parties(aimed) or parties(owned) or contesting(parsed, noun, scene) or subjected(parsed, noun, scene)
    if kind is Kind.SETTLEMENT and noun.dep_ == "pobj" and not (issuers and respondents):
        inside = [actor for item in parsed.doc if parsed.name_at(item) for actor in every(parsed, [item], scene)]
        issuers, respondents = issuers or sole_actor(authorities(inside)), respondents or sole_actor(parties(inside))
    amount = nearest_amount(parsed, noun) if kind in (Kind.FINE, Kind.SETTLEMENT) else None
    if only_ceilings(parsed, noun):
        return
    if kind is Kind.FINE and (shares := respective(parsed, respondents)):
        for number, (actor, sum_) in enumerate(shares):
            act = make(parsed, noun, scene, kind, issuers, (actor,), f"noun {noun.lower_} each ", sum_)
            yield act, {noun.i, -1 - number}
        return
    if kind is Kind.LAWSUIT:
        issuers = tuple(actor for actor in issuers if actor.role is Role.AUTHORITY)
    if not issuers or not respondents:
        told = (
            kind in (Kind.WARNING, Kind.ORDER) and respondents and any(child.lower_ == "the" for child in noun.children)
        )
        filed = kind is Kind.LAWSUIT and any(actor.rung == "named" for actor in issuers)
        if not told and not filed and not (kind is Kind.FINE and amount and (issuers or respondents)):
            return
    if not definite(noun) and kind is not Kind.FINE and not issuers:
        return
    act = make(parsed, noun, scene, kind, issuers, respondents, f"noun {noun.lower_}", amount)
    if noun.dep_ == "dobj" and noun.head.lower_ in scene.lexicon.frames["break"]:  # there is an order, whoever broke it
        act = replace(act, standing=replace(act.standing, modality=Modality.ASSERTED, source="narrator"))
    yield act, {noun.i}


def sole_actor(found: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The one named actor of several mentions, none where there are two."""
    named = {actor.entity.id: actor for actor in found if actor.entity}
    return tuple(named.values()) if len(named) == 1 else ()


def imposes(verb: Token, scene: Discourse) -> bool:
    """'that imposed a penalty', 'which issued a fine'."""
    return verb.lower_ in scene.lexicon.carry["issue"] and any(
        Kind.FINE in scene.lexicon.nouns.get(item.lower_, ()) for item in objects(verb)
    )
