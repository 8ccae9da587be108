"""Which amount belongs to an act."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role
from graph.extraction.amounts import Amount
from graph.extraction.shadow import Parsed
from graph.model import EntityType


def nearest_amount(parsed: Parsed, token: Token) -> Amount | None:
    """The sum that belongs to a trigger: among its own dependants first, else the only one of the sentence."""
    inside = [parsed.amounts[item.i] for item in token.subtree if item.i in parsed.amounts]
    usable = [amount for amount in inside if amount.role in ("sum", "floor")]
    if usable:
        return usable[0]
    head = (
        [parsed.amounts[item.i] for item in token.head.subtree if item.i in parsed.amounts]
        if token.head != token
        else []
    )
    usable = [amount for amount in dict.fromkeys(head) if amount.role in ("sum", "floor")]
    return usable[0] if len(usable) == 1 else None


def sole_amount(parsed: Parsed) -> Amount | None:
    """The one usable sum of a sentence, None where there are several or none."""
    usable = [amount for amount in dict.fromkeys(parsed.amounts.values()) if amount.role in ("sum", "floor")]
    return usable[0] if len(usable) == 1 else None


def by_agreement(parsed: Parsed, scene: Discourse) -> bool:
    """Whether a sentence tells of a payment that was agreed; the consent of users is no agreement, nor is that of a court."""
    agreed = scene.lexicon.frames["agreed"]
    return any(
        token.lower_ in agreed
        and (token.lower_ != "consent" or token.head.lower_ in ("decree", "order", "judgment"))
        and not any(child.dep_ == "nsubj" and child.lower_ in scene.lexicon.people["court"] for child in token.children)
        for token in parsed.doc
    )


def only_ceilings(parsed: Parsed, noun: Token) -> bool:
    """'fines of up to 6% of turnover': the amounts of a phrase are limits and rates, not a sum."""
    inside = [parsed.amounts[item.i] for item in noun.subtree if item.i in parsed.amounts]
    words = " ".join(item.lower_ for item in noun.subtree)
    return (
        bool(inside or "%" in words)
        and not any(amount.role in ("sum", "floor") for amount in inside)
        and ("up to" in words or "maximum" in words or "as much as" in words or "%" in words)
    )


def split_amounts(parsed: Parsed, verb: Token, respondents: tuple[Actor, ...]) -> list[tuple[Actor, Amount]]:
    """'fined A €60m and B €40m': each respondent with the sum behind it; nothing unless there are as many of both."""
    sums = [
        amount
        for amount in dict.fromkeys(parsed.amounts[item.i] for item in verb.subtree if item.i in parsed.amounts)
        if amount.role in ("sum", "floor")
    ]
    named = [actor for actor in respondents if actor.entity]
    return list(zip(named, sums, strict=True)) if len(sums) == len(named) > 1 else []


def sums_beside(parsed: Parsed, verb: Token) -> list[tuple[Actor, Amount]]:
    """'fined A €100 million, B €35 million': each party with the sum that follows it, the verb said once; nothing unless there are several."""
    pairs: list[tuple[Actor, Amount]] = []
    party: Actor | None = None
    for token in parsed.doc[verb.i + 1 :]:
        ends = token.pos_ in ("VERB", "AUX", "SCONJ") or token.lower_ in ("than", "like", "as")
        if ends and parsed.name_at(token) is None:
            break
        name, amount = parsed.name_at(token), parsed.amounts.get(token.i)
        if name and name.entity.type is EntityType.ORGANISATION:
            party = Actor(Role.PARTY, name.entity, "named")
        elif amount and party and amount.role in ("sum", "floor"):
            pairs.append((party, amount))
            party = None
    return pairs if len(pairs) > 1 else []


AIMING = frozenset(["on", "against", "to", "for"])
REACH = 5


def sums_behind(parsed: Parsed) -> list[tuple[Actor, Amount]]:
    """'€47m on Google and €20m on Apple': each sum with the party that a preposition ties to it; nothing unless there are several."""
    pairs: dict[str, tuple[Actor, Amount]] = {}
    for number, amount in parsed.amounts.items():
        if amount.role not in ("sum", "floor") or parsed.amounts.get(number + 1) is amount:
            continue
        aimed = False
        for token in parsed.doc[number + 1 : number + 1 + REACH]:
            name = parsed.name_at(token)
            if name and aimed and name.entity.type is EntityType.ORGANISATION:
                pairs.setdefault(name.entity.id, (Actor(Role.PARTY, name.entity, "named"), amount))
            if name or token.i in parsed.amounts or token.lower_ == "and":
                break
            aimed = aimed or token.lower_ in AIMING
    return list(pairs.values()) if len(pairs) > 1 and len({id(pair[1]) for pair in pairs.values()}) > 1 else []


def respective(parsed: Parsed, respondents: tuple[Actor, ...]) -> list[tuple[Actor, Amount]]:
    """'fines of €746 million and €225 million on Amazon and WhatsApp respectively': each respondent with its sum."""
    if not any(token.lower_ == "respectively" for token in parsed.doc):
        return []
    sums = [amount for amount in dict.fromkeys(parsed.amounts.values()) if amount.role in ("sum", "floor")]
    named = [actor for actor in respondents if actor.entity]
    return list(zip(named, sums, strict=True)) if len(sums) == len(named) > 1 else []
