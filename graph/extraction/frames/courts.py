"""What courts do with earlier decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import authorities, every, is_court, owners, parties
from graph.extraction.frames.syntax import AGAINST, behind, clauses, objects, subject
from graph.extraction.shadow import Parsed
from graph.model import Kind, Modality


def court_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """Appeals: who appealed x what came out. 'annulled the fine', 'upheld', 'dismissed the appeal', 'threw out the suit'."""
    words = scene.lexicon.court
    word = verb.lower_
    head, passive = subject(verb)
    targets = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass", "oprd")] + (
        [head] if passive and head is not None else []
    )
    nouns = [
        item for target in targets for item in [target, *(child for child in target.children if child.dep_ == "conj")]
    ]
    known = words["objects"] | words["appeals"] | words["suits"] | words["requests"]
    thing = next((item for item in nouns if item.lower_ in known), None)
    if thing is None:
        return
    if to_dismiss(thing):
        step = make(parsed, verb, scene, Kind.DISMISSAL, (), (), f"motion {word}")
        yield replace(step, standing=replace(step.standing, modality=Modality.DENIED)), {verb.i, thing.i}
        return
    issuers = authorities(every(parsed, behind(verb, ("by",)) if passive else [head], scene))
    if not issuers and verb.dep_ in ("acl", "relcl", "advcl"):  # 'has handed down judgment dismissing the claims'
        issuers = authorities(deciders(parsed, verb.head, scene))
    around = (
        owners(parsed, thing, scene)
        + every(parsed, behind(thing, AGAINST), scene)
        + every(parsed, behind(verb, ("against", "for", "on")), scene)
    )
    for child in clauses(thing):  # 'a fine that the Commission imposed on Intel'
        if child.dep_ in ("relcl", "acl"):
            around += every(
                parsed,
                [subject(child)[0] if child.dep_ == "relcl" else None, *objects(child), *behind(child, AGAINST)],
                scene,
            )
    respondents = tuple(actor for actor in around if actor.role is Role.PARTY)
    ruled = issuers and all(is_court(actor, scene) for actor in issuers)
    if ruled and word in words["reject"] and (asked := asked_by(parsed, thing, scene)):
        yield make(parsed, verb, scene, Kind.DISMISSAL, issuers, asked, f"dismissal {word} {thing.lower_}"), {verb.i}
        return
    appeal = thing.lower_ in words["appeals"] or reviewed(thing, scene)
    suit = thing.lower_ in words["suits"] and not reviewed(thing, scene)
    if thing.lower_ == "action" and suit:
        appeal = not any(child.lower_ in scene.lexicon.frames["in_court"] | {"class"} for child in thing.children)
    court_like = any(is_court(actor, scene) for actor in issuers)
    if word in words["overturn"] and thing.lower_ in words["objects"] and (court_like or passive):
        yield (
            replace(
                make(parsed, verb, scene, Kind.APPEAL, issuers, respondents, f"court {word} {thing.lower_}"),
                overturns=True,
            ),
            {verb.i},
        )
    elif word in words["uphold"] | words["change"] and thing.lower_ in words["objects"] and court_like:
        yield make(parsed, verb, scene, Kind.APPEAL, issuers, respondents, f"court {word} {thing.lower_}"), {verb.i}
    elif word in words["reject"] and appeal and court_like:
        yield (
            make(parsed, verb, scene, Kind.APPEAL, issuers, respondents, f"court {word} {thing.lower_}"),
            {verb.i, thing.i},
        )
    elif word in words["reject"] and suit and issuers:
        yield (
            make(parsed, verb, scene, Kind.DISMISSAL, issuers, respondents, f"dismissal {word} {thing.lower_}"),
            {verb.i, thing.i},
        )


def asked_by(parsed: Parsed, thing: Token, scene: Discourse) -> tuple[Actor, ...]:
    """Whom an authority wants to be stopped: Microsoft of 'the FTC's bid to block Microsoft's deal'."""
    aim = [child for child in thing.children if child.dep_ in ("acl", "relcl") and child.lower_ in STOPPED]
    if not aim or thing.lower_ not in scene.lexicon.court["requests"]:
        return ()
    if not any(actor.role is Role.AUTHORITY and actor.entity for actor in owners(parsed, thing, scene)):
        return ()
    return parties(every(parsed, [item for item in thing.subtree if parsed.name_at(item)], scene))


STOPPED = frozenset(["block", "stop", "halt", "unwind", "break", "prevent", "pause", "bar", "ban", "prohibit", "force"])


def to_dismiss(thing: Token) -> bool:
    """'denied the motion to dismiss': a step on the way, which decides nothing."""
    return any(child.lower_ in ("dismiss", "dismissal") for child in (*thing.children, *behind(thing, ("for",))))


def outcome_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'Intel won its appeal at the General Court', 'X lost its bid to have the Supreme Court consider …'."""
    words = scene.lexicon.court
    thing = next((item for item in objects(verb) if item.lower_ in words["appeals"] | words["suits"]), None)
    if thing is None or verb.lower_ not in words["win"] | words["lose"]:
        return
    head, passive = subject(verb)
    above = every(parsed, [head], scene)
    courts = [
        actor
        for actor in every(parsed, [item for item in verb.subtree if parsed.name_at(item)], scene)
        if actor.role is Role.AUTHORITY and actor not in above and is_court(actor, scene)
    ]
    won = verb.lower_ in words["win"]
    if not courts and not won and thing.lower_ in words["appeals"] and not passive:
        lost = tuple(actor for actor in above if actor.role is Role.PARTY)
        if lost:  # 'Clearview loses appeal'
            unnamed = Actor(Role.AUTHORITY, None, "unnamed", None, True)
            rule = f"court {verb.lower_} {thing.lower_}"
            yield make(parsed, verb, scene, Kind.APPEAL, (unnamed,), lost, rule), {verb.i, thing.i}
        return
    if passive or not courts:
        return
    if thing.lower_ in words["appeals"]:
        against = every(parsed, behind(thing, ("against", "over")) + behind(verb, ("against", "over")), scene)
        respondents = tuple(actor for actor in above + against if actor.role is Role.PARTY)
        act = make(parsed, verb, scene, Kind.APPEAL, courts, respondents, f"court {verb.lower_} {thing.lower_}")
        yield replace(act, overturns=won and any(actor.role is Role.PARTY for actor in above)), {verb.i, thing.i}
    elif not won and authorities(above):
        against = every(parsed, behind(thing, AGAINST) + behind(verb, ("against", "with")), scene)
        respondents = tuple(actor for actor in against if actor.role is Role.PARTY)
        yield make(parsed, verb, scene, Kind.DISMISSAL, courts, respondents, f"court lost {thing.lower_}"), {verb.i}


def refusal_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'refused to stay the notice', 'declined to grant WhatsApp relief': an appeal that a court does not grant."""
    words = scene.lexicon.frames
    if verb.lower_ not in words["refuse"]:
        return
    issuers = authorities(every(parsed, [subject(verb)[0]], scene, Role.AUTHORITY))
    asked = next((child for child in verb.children if child.dep_ == "xcomp" and child.lower_ in words["relief"]), None)
    if asked is None or not any(is_court(actor, scene) for actor in issuers):
        return
    named = every(parsed, [item for item in asked.subtree if parsed.name_at(item)], scene)
    against = tuple(actor for actor in named if actor.role is Role.PARTY)
    yield (
        make(parsed, verb, scene, Kind.APPEAL, issuers, against, f"court {verb.lower_} to {asked.lower_}"),
        {verb.i, asked.i, *(item.i for item in asked.children if item.dep_ == "dobj")},
    )


def reviewed(thing: Token, scene: Discourse) -> bool:
    """'claims for judicial review': what is asked for is asked against an authority's act."""
    return any(item.lower_ in scene.lexicon.frames["review"] for item in behind(thing, ("for",)))


def deciders(parsed: Parsed, noun: Token, scene: Discourse) -> list[Actor]:
    """Who made the decision that a noun names: its owner, or the subject of the verb that hands it down."""
    found = owners(parsed, noun, scene) + every(parsed, behind(noun, ("of", "by", "from")), scene)
    if not found and noun.head != noun and noun.head.pos_ == "VERB":
        found = every(parsed, [subject(noun.head)[0]], scene)
    return found
