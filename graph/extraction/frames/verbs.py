"""Acts that a verb names: 'fined', 'ordered', 'was banned'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role
from graph.extraction.amounts import Amount
from graph.extraction.frames.act import Act, make
from graph.extraction.frames.cast import authorities, every, is_court, only_party_behind, owners, parties
from graph.extraction.frames.laws import is_law
from graph.extraction.frames.sums import nearest_amount, split_amounts, sums_beside
from graph.extraction.frames.syntax import TITLES, behind, objects, subject
from graph.extraction.shadow import Parsed
from graph.model import Kind, Modality, Status

WITHOUT_AGENT = (Kind.FINE, Kind.BAN, Kind.CHARGE, Kind.ORDER, Kind.WARNING, Kind.DISMISSAL)
"""What a title may tell without who did it: 'TikTok fined €345m'."""
TWO_SIDED = (Kind.LAWSUIT, Kind.INVESTIGATION, Kind.APPROVAL, Kind.WARNING)
"""Kinds whose verbs are too common to be believed without both an authority and a party."""
OF_DEALS = (Kind.APPROVAL, Kind.BAN, Kind.LAWSUIT, Kind.INVESTIGATION)


def act_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'The ICO fined Clearview', 'Clearview was fined by the ICO', 'TikTok fined €345m'."""
    kind = scene.lexicon.verbs[verb.lower_]
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ in ("for", "over", "of", "from"):
        return  # 'fined Google for blocking rivals': what the party did
    head, passive = subject(verb)
    if (kind is Kind.BAN and bans_by_law(parsed, head, scene)) or acts_on_law(parsed, verb):
        return
    if verb.lower_ in scene.lexicon.frames["ask"] and (subject(verb)[1] or not asks_for_money(verb, scene)):
        return
    if kind is Kind.WARNING and warns_all(parsed, verb, scene):
        advice = make(parsed, verb, scene, kind, authorities(every(parsed, [subject(verb)[0]], scene)), (), "advice")
        yield replace(advice, standing=replace(advice.standing, modality=Modality.DENIED)), {verb.i}
        return
    if kind is Kind.BAN and (suit := stopped_suit(verb, scene)) is not None:
        yield from stop_suit(parsed, verb, suit, scene)
        return
    if (
        head is not None
        and not passive
        and head.lower_ in scene.lexicon.frames["decision"]
        and parsed.name_at(head) is None
    ):
        yield from decision_frame(parsed, verb, head, kind, scene)
        return
    if kind is Kind.CHARGE and any(item.i in parsed.amounts for item in objects(verb)):
        if not fined_by_charge(parsed, verb, scene):
            return  # 'charges customers $5'
        kind = Kind.FINE
    amount = nearest_amount(parsed, verb) if kind is Kind.FINE or (kind is Kind.ORDER and pays(verb)) else None
    passive, issuers, respondents = sides(parsed, verb, kind, scene, amount)
    if kind is Kind.INVESTIGATION and not respondents:
        respondents = owners_of_premises(parsed, verb, scene)
    loose = verb.lower_ in scene.lexicon.frames["loose"]
    if kind is Kind.ORDER and passive and respondents and not issuers and demands(verb):
        kind = Kind.FINE if pays(verb) and (amount or pays_fine(verb, scene)) else kind
        yield make(parsed, verb, scene, kind, (), respondents, f"verb {verb.lower_} to", amount), {verb.i}
        return
    if kind is Kind.APPROVAL and issuers and not respondents and names_matter(verb, scene):
        yield make(parsed, verb, scene, kind, issuers, (), f"verb {verb.lower_} matter"), {verb.i}
        return
    if kind in OF_DEALS and issuers and not respondents and names_deal(verb, scene):
        yield make(parsed, verb, scene, kind, issuers, (), f"verb {verb.lower_} deal"), {verb.i}
        return
    if issuers and not respondents and not loose and kind in (Kind.LAWSUIT, Kind.FINE, Kind.CHARGE, Kind.INVESTIGATION):
        respondents = only_party_behind(parsed, verb, scene)
    if not says_enough(verb, kind, issuers, respondents, loose):
        return
    if kind is Kind.FINE and (
        split := split_amounts(parsed, verb, respondents) or ([] if passive else sums_beside(parsed, verb))
    ):
        for number, (actor, sum_) in enumerate(split):
            act = make(parsed, verb, scene, kind, issuers, (actor,), f"verb {verb.lower_} list", sum_)
            yield act, {verb.i, -number}
        return
    asked = verb.lower_ in scene.lexicon.frames["ask"] and any(is_court(actor, scene) for actor in issuers)
    if kind is Kind.ORDER and not asked and pays_to_the_state(parsed, verb, amount, scene):
        kind = Kind.FINE
    yield make(parsed, verb, scene, kind, issuers, respondents, f"verb {verb.lower_}", amount), {verb.i}


def warns_all(parsed: Parsed, verb: Token, scene: Discourse) -> bool:
    """'warned consumers that they risk their money': advice to all, and against nobody."""
    _, passive = subject(verb)
    told = [] if passive else objects(verb)
    if not any(item.lower_ in scene.lexicon.people["public"] for item in told):
        return False
    if any(child.lower_ in ("against", "about", "over", "of") for child in verb.children):
        return False
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    named = [item for clause in clauses for item in clause.subtree if parsed.name_at(item)]
    return not parties(every(parsed, named, scene))


def fined_by_charge(parsed: Parsed, verb: Token, scene: Discourse) -> bool:
    """'The DPC charged TikTok €345m': an authority and a named party beside the sum."""
    issuers = authorities(every(parsed, [subject(verb)[0]], scene, Role.AUTHORITY))
    return bool(issuers) and any(actor.entity for actor in parties(every(parsed, objects(verb), scene)))


def owners_of_premises(parsed: Parsed, verb: Token, scene: Discourse) -> tuple[Actor, ...]:
    """'raided the offices', 'the firm's headquarters were searched': whose they are, the text's main party if it is not said."""
    head, passive = subject(verb)
    places = [head] if passive else objects(verb)
    for place in places:
        if place is not None and place.lower_ in scene.lexicon.frames["premises"]:
            found = parties(owners(parsed, place, scene) + every(parsed, behind(place, ("of", "at")), scene))
            main = scene.main_party()
            return found or ((Actor(Role.PARTY, main, "inherited"),) if main else ())
    return ()


def bans_by_law(parsed: Parsed, head: Token | None, scene: Discourse) -> bool:
    """'The law bans', 'it prohibits': what a text lays down, not what an authority did."""
    return (
        head is not None
        and head.lower_ in ("law", "bill", "act", "it", "this", "that", "which")
        and not authorities(every(parsed, [head], scene))
    )


def stopped_suit(verb: Token, scene: Discourse) -> Token | None:
    """The lawsuit that is the object: 'blocked a class action'."""
    suits = scene.lexicon.court["suits"] | {"action"}
    return next((item for item in objects(verb) if item.lower_ in suits), None)


def stop_suit(parsed: Parsed, verb: Token, suit: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'The top court has blocked a class action against Google': the suit is dismissed."""
    issuers = authorities(every(parsed, [subject(verb)[0]], scene, Role.AUTHORITY))
    against = parties(every(parsed, behind(suit, ("against",)) + behind(verb, ("against",)), scene))
    if issuers and against:
        yield make(parsed, verb, scene, Kind.DISMISSAL, issuers, against, f"dismissal {verb.lower_}"), {verb.i, suit.i}


def acts_on_law(parsed: Parsed, verb: Token) -> bool:
    """'revoked the order', 'blocked the law': steps in the making of law and of courts."""
    return any(is_law(parsed, item, frozenset()) for item in objects(verb))


def sides(
    parsed: Parsed, verb: Token, kind: Kind, scene: Discourse, amount: Amount | None
) -> tuple[bool, tuple[Actor, ...], tuple[Actor, ...]]:
    """Whether the verb is to be read as passive, who acts, and on whom."""
    head, passive = subject(verb)
    above = every(parsed, [head], scene, Role.PARTY if passive else Role.AUTHORITY)
    below = every(parsed, objects(verb), scene, Role.PARTY)
    if not passive and kind in WITHOUT_AGENT and titular(parsed, verb, amount):
        passive = bool(parties(above)) and not authorities(above) and not parties(below)
    if passive:
        issuers = authorities(every(parsed, behind(verb, ("by",)), scene))
        issuers = issuers or authorities(every(parsed, behind(verb, ("in", "from", "at")), scene))
        issuers = issuers or (() if kind is Kind.WARNING else announced_by(parsed, verb, scene))
        return True, issuers, parties(above) or authorities(above)
    respondents = parties(below) or tuple(actor for actor in below if actor.role is Role.AUTHORITY)
    if kind is Kind.BAN and (holders := permit_holders(parsed, verb, scene)):
        respondents = holders
    respondents = respondents or parties(every(parsed, behind(verb, ("against", "on", "into", "at", "from")), scene))
    return False, authorities(above), respondents


def announced_by(parsed: Parsed, verb: Token, scene: Discourse) -> tuple[Actor, ...]:
    """The authority that tells of an act without an agent: 'Tarvello has been fined £45,000, the ICO said'."""
    teller = verb.head
    if verb.dep_ not in ("ccomp", "parataxis") or teller.lower_ not in ("said", "says", "announced", "confirmed"):
        return ()
    heads = [child for child in teller.children if child.dep_ == "nsubj"]
    return tuple(actor for actor in authorities(every(parsed, heads, scene)) if actor.entity)


def permit_holders(parsed: Parsed, verb: Token, scene: Discourse) -> tuple[Actor, ...]:
    """'revoked China Unicom's licences', 'suspended the registration of Deliv': whose they are."""
    permits = [item for item in objects(verb) if item.lower_ in scene.lexicon.frames["permits"]]
    return parties(
        [
            actor
            for item in permits
            for actor in owners(parsed, item, scene) + every(parsed, behind(item, ("of",)), scene)
        ]
    )


def titular(parsed: Parsed, verb: Token, amount: Amount | None) -> bool:
    """Whether a bare past form may be a participle without its auxiliary, as titles and sums have it."""
    bare = verb.tag_ in ("VBN", "VBD") and not any(child.dep_ == "aux" for child in verb.children)
    return bare and (parsed.sentence.kind in TITLES or amount is not None)


def says_enough(
    verb: Token, kind: Kind, issuers: tuple[Actor, ...], respondents: tuple[Actor, ...], loose: bool
) -> bool:
    """Whether a verb with this cast tells of an act."""
    if loose and kind is Kind.ORDER and not demands(verb):
        return False
    if not issuers and (loose or not respondents or kind in (Kind.LAWSUIT, Kind.APPROVAL)):
        return False
    if kind in TWO_SIDED and not (issuers and respondents):
        return False
    if kind is Kind.APPROVAL and all(actor.rung == "coreferent" for actor in respondents):
        return False
    return bool(respondents) or (kind is Kind.BAN and not loose)


def names_deal(verb: Token, scene: Discourse) -> bool:
    """'cleared the takeover', 'suspended the permits', 'sued to block the deal'."""
    return any(
        item.lower_ in scene.lexicon.frames["deal"] and item.dep_ in ("dobj", "pobj", "nsubj")
        for item in verb.subtree
        if item.i > verb.i
    )


def names_matter(verb: Token, scene: Discourse) -> bool:
    """'approved a rule change', 'approved eight spot funds': what is allowed to all, and is no firm's."""
    return any(item.lower_ in scene.lexicon.frames["matter"] for item in objects(verb)) or any(
        item.lower_ in scene.lexicon.frames["matter"] for item in behind(verb, ("for",))
    )


def decision_frame(
    parsed: Parsed, verb: Token, head: Token, kind: Kind, scene: Discourse
) -> Iterator[tuple[Act, set[int]]]:
    """'The regulator's decision also orders the company …': who made the decision stands beside it, or before it in the text."""
    if kind not in (Kind.ORDER, Kind.BAN, Kind.FINE, Kind.WARNING):
        return
    issuers = authorities(
        owners(parsed, head, scene) + every(parsed, behind(head, ("of", "by", "from", "with")), scene)
    )
    respondents = parties(every(parsed, objects(verb), scene, Role.PARTY))
    if head.lower_ in scene.lexicon.frames["agreement"]:
        kind = Kind.SETTLEMENT
    if respondents:
        act = make(
            parsed, verb, scene, kind, issuers, respondents, f"decision {verb.lower_}", nearest_amount(parsed, verb)
        )
        if any(child.lower_ in ("proposed", "draft") for child in head.children):
            act = replace(act, status=Status.PROPOSED)
        yield act, {verb.i}


def demands(verb: Token) -> bool:
    """'told the company to stop': an infinitive says what is demanded."""
    return any(
        child.dep_ in ("xcomp", "ccomp", "advcl")
        and child.lower_ not in ("expect", "appear", "attend")
        and any(grand.lower_ == "to" for grand in child.children)
        for child in verb.children
    )


def asks_for_money(verb: Token, scene: Discourse) -> bool:
    """'The court asked Google to deposit 10% of the fine': what an authority asks for in this way must be done."""
    return any(
        child.dep_ in ("xcomp", "ccomp") and child.lower_ in scene.lexicon.frames["deposit"] for child in verb.children
    )


def pays(verb: Token) -> bool:
    """'ordered to pay'."""
    return any(child.dep_ in ("xcomp", "ccomp") and child.lower_ == "pay" for child in verb.children)


def pays_fine(verb: Token, scene: Discourse) -> bool:
    """'ordered to pay penalties'."""
    return any(
        child.lower_ == "pay" and any(Kind.FINE in scene.lexicon.nouns.get(item.lower_, ()) for item in child.subtree)
        for child in verb.children
        if child.dep_ in ("xcomp", "ccomp")
    )


def sentence_words(parsed: Parsed) -> set[str]:
    """The lower-case words of a sentence."""
    return {token.lower_ for token in parsed.doc}


def pays_to_the_state(parsed: Parsed, verb: Token, amount: Amount | None, scene: Discourse) -> bool:
    """Whether an order to pay is a fine: a penalty is spoken of, or a sum and nothing of those who were harmed."""
    if pays_fine(verb, scene):
        return True
    words = sentence_words(parsed)
    penal = any(Kind.FINE in scene.lexicon.nouns.get(word, ()) for word in words)
    return amount is not None and (penal or scene.lexicon.frames["compensation"].isdisjoint(words))
