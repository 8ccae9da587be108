"""Report frames: a trigger word and who stands around it become an `Act` (FrameNet's idea, kept to fourteen kinds).

Roles are filled by a ladder: syntax first (subject, object, agent, prepositions), then the phrase around a noun,
then what the text speaks of. The rung is recorded, for trust falls with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from graph.extraction.actors import Actor, Discourse, Role, actors, definite
from graph.extraction.amounts import Amount
from graph.extraction.factuality import Standing, assess
from graph.extraction.shadow import Parsed
from graph.model import BindingForce, BlockKind, Kind, Modality, Status

AGAINST = ("against", "on", "to", "for", "into", "of", "with", "over", "at", "from", "by", "towards", "toward", "in")


@dataclass(frozen=True, slots=True)
class Act:
    """One act as one sentence tells it. `issuers` and `respondents` are actors as read; `place` orders acts in the text."""

    kind: Kind
    status: Status
    standing: Standing
    issuers: tuple[Actor, ...]
    respondents: tuple[Actor, ...]
    parsed: Parsed
    place: int
    rule: str
    amount: Amount | None = None
    force: BindingForce | None = None
    overturns: bool = False
    laws: tuple[str, ...] = ()


def read(parsed: Parsed, scene: Discourse) -> list[Act]:
    """The acts that a parsed sentence tells of, one a trigger."""
    found: list[Act] = []
    used: set[int] = set()
    for token in parsed.doc:
        if token.i in used or parsed.name_at(token) or token.i in parsed.amounts:
            continue
        for act, spent in read_all(parsed, token, scene):
            found.append(act)
            used |= spent
    return found


def read_all(parsed: Parsed, token: Token, scene: Discourse) -> list[tuple[Act, set[int]]]:
    """The acts of the first frame that a token opens."""
    found: list[tuple[Act, set[int]]] = []
    for act, spent in frames_of(parsed, token, scene):
        if found and act.rule != found[0][0].rule:
            break
        found.append((act, spent))
    return found


def frames_of(parsed: Parsed, token: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """The frames that a token can open, the most specific first."""
    word = token.lower_
    lexicon = scene.lexicon
    if is_verb(token):
        yield from court_frame(parsed, token, scene)
        yield from settle_frame(parsed, token, scene)
        yield from legislate_frame(parsed, token, scene)
        yield from must_pay_frame(parsed, token, scene)
        yield from idiom_frame(parsed, token, scene)
        yield from carry_frame(parsed, token, scene)
        if word in lexicon.judge["finding"] | lexicon.judge["said"]:
            yield from judge_frame(parsed, token, scene)
        if word in lexicon.verbs:
            yield from act_frame(parsed, token, scene)
    elif token.pos_ in ("NOUN", "PROPN") and word in lexicon.nouns:
        yield from noun_frame(parsed, token, scene)


def is_verb(token: Token) -> bool:
    """Verbs and participles that are used as verbs."""
    return token.pos_ == "VERB" or (token.tag_ in ("VBN", "VBD") and token.dep_ not in ("amod", "compound"))


# --- roles by syntax -------------------------------------------------------------------------------------------------


def subject(verb: Token) -> tuple[Token | None, bool]:
    """The subject of a verb and whether it is passive; shared subjects and antecedents of clauses included."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "csubj"):
            return child, is_passive(verb)
        if child.dep_ in ("nsubjpass", "csubjpass"):
            return child, True
    if verb.dep_ == "acl":
        return verb.head, verb.tag_ == "VBN"
    if verb.dep_ == "relcl":
        return verb.head, is_passive(verb)
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep", "pcomp") and verb.head != verb:
        if verb.dep_ == "pcomp" and verb.head.head != verb.head:
            found, passive = subject(verb.head.head) if verb.head.head.pos_ in ("VERB", "AUX") else (None, False)
        else:
            found, passive = subject(verb.head) if verb.head.pos_ in ("VERB", "AUX") else (None, False)
        if (
            verb.dep_ == "xcomp"
            and (target := direct_object(verb.head))
            and verb.head.lower_ not in ("agree", "agreed")
        ):
            return target, is_passive(verb)
        own = is_passive(verb) or (
            verb.tag_ == "VBN" and passive and not any(child.dep_ == "aux" for child in verb.children)
        )
        return found, own
    return None, is_passive(verb)


def is_passive(verb: Token) -> bool:
    """A passive auxiliary, or a bare participle behind 'get'."""
    return any(
        child.dep_ in ("auxpass", "nsubjpass") or (child.lower_ in ("getting", "been", "being") and child.dep_ == "aux")
        for child in verb.children
    )


def direct_object(verb: Token) -> Token | None:
    """The object of a verb, the indirect one where the parser calls it dative."""
    for relation in ("dative", "dobj", "oprd"):
        for child in verb.children:
            if child.dep_ == relation and child.pos_ != "ADP":
                return child
    return None


def objects(verb: Token) -> list[Token]:
    """All objects of a verb; the subject of a small clause counts ('ordered Google to stop')."""
    found = [
        child for child in verb.children if child.dep_ in ("dobj", "dative", "oprd", "attr") and child.pos_ != "ADP"
    ]
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and child.pos_ in ("VERB", "AUX"):
            found += [grand for grand in child.children if grand.dep_ in ("nsubj", "nsubjpass") and grand.i > verb.i]
    return found


def behind(token: Token, prepositions: Iterable[str]) -> list[Token]:
    """Objects of the prepositions that hang on a word."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            for grand in child.children:
                if grand.dep_ == "pcomp" and grand.pos_ in ("VERB", "AUX"):  # 'into whether TikTok broke the law'
                    found += [item for item in grand.children if item.dep_ in ("nsubj", "nsubjpass")]
                elif grand.dep_ in ("pobj", "pcomp"):
                    found.append(grand)
            for deeper in child.children:
                if deeper.dep_ == "prep":
                    found += [grand for grand in deeper.children if grand.dep_ == "pobj"]
    return found


def every(parsed: Parsed, tokens: Iterable[Token | None], scene: Discourse, want: Role | None = None) -> list[Actor]:
    """Actors of several phrases, each once; `want` is the role that pronouns among them play."""
    found: list[Actor] = []
    for token in tokens:
        if token is not None:
            found += [actor for actor in actors(parsed, token, scene, want) if actor not in found]
    return found


def authorities(found: Iterable[Actor]) -> tuple[Actor, ...]:
    """The ones that can issue an act: authorities, and places that act."""
    return tuple(actor for actor in found if actor.role in (Role.AUTHORITY, Role.PLACE))


def parties(found: Iterable[Actor]) -> tuple[Actor, ...]:
    """The ones that an act can be directed at."""
    return tuple(actor for actor in found if actor.role in (Role.PARTY, Role.OTHER))


def owners(parsed: Parsed, token: Token, scene: Discourse) -> list[Actor]:
    """Who stands as possessor or compound before a noun: 'the CNIL's fine', 'FTC lawsuit', 'Google fine', 'a second Irish inquiry'."""
    found = every(
        parsed, (child for child in token.children if child.dep_ in ("poss", "compound", "nmod", "amod")), scene
    )
    places = [
        scene.registry.adjectives[child.text]
        for child in token.children
        if child.dep_ == "amod" and child.text in scene.registry.adjectives
    ]
    return found or [Actor(Role.PLACE, None, "named", code) for code in places]


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


def only_ceilings(parsed: Parsed, noun: Token) -> bool:
    """'fines of up to 6% of turnover': the amounts of a phrase are limits and rates, not a sum."""
    inside = [parsed.amounts[item.i] for item in noun.subtree if item.i in parsed.amounts]
    words = " ".join(item.lower_ for item in noun.subtree)
    return (
        bool(inside or "%" in words)
        and not any(amount.role in ("sum", "floor") for amount in inside)
        and ("up to" in words or "maximum" in words or "as much as" in words or "%" in words)
    )


def make(
    parsed: Parsed,
    token: Token,
    scene: Discourse,
    kind: Kind,
    issuers: Iterable[Actor],
    respondents: Iterable[Actor],
    rule: str,
    amount: Amount | None = None,
    status: Status | None = None,
) -> Act:
    """An act with the standing of its trigger; intended acts are proposed ones."""
    standing = assess(parsed, token, scene)
    if status is None:
        status = Status.PENDING if kind in (Kind.INVESTIGATION, Kind.LAWSUIT, Kind.CHARGE) else Status.DECIDED
    if standing.intended:
        status = Status.PROPOSED
    wanted = {actor.entity.id for actor in issuers if actor.entity}
    against = tuple(actor for actor in respondents if actor.entity is None or actor.entity.id not in wanted)
    return Act(kind, status, standing, tuple(issuers), against, parsed, parsed.place(token), rule, amount)


# --- verbs -----------------------------------------------------------------------------------------------------------


def act_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'The ICO fined Clearview', 'Clearview was fined by the ICO', 'TikTok fined €345m'."""
    kind = scene.lexicon.verbs[verb.lower_]
    head, passive = subject(verb)
    if (
        kind is Kind.BAN
        and head is not None
        and head.lower_ in ("law", "bill", "act", "it", "this", "that", "which")
        and not authorities(every(parsed, [head], scene))
    ):
        return
    if head is not None and not passive and head.lower_ in DECISIONS and parsed.name_at(head) is None:
        yield from decision_frame(parsed, verb, head, kind, scene)
        return
    above = every(parsed, [head], scene, Role.PARTY if passive else Role.AUTHORITY)
    if any(is_law(parsed, item, frozenset()) for item in objects(verb)):
        return  # 'revoked the order', 'blocked the law': steps in the making of law and of courts
    below = every(parsed, objects(verb), scene, Role.PARTY)
    agents = authorities(every(parsed, behind(verb, ("by",)), scene))
    amount = nearest_amount(parsed, verb) if kind is Kind.FINE or (kind is Kind.ORDER and pays(verb)) else None
    bare = not any(child.dep_ == "aux" for child in verb.children)
    headless = (
        parsed.sentence.kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.HEADING) or amount is not None
    )
    if (
        not passive
        and bare
        and headless
        and parties(above)
        and not authorities(above)
        and not parties(below)
        and verb.tag_ in ("VBN", "VBD")
        and kind in (Kind.FINE, Kind.BAN, Kind.CHARGE, Kind.ORDER, Kind.WARNING, Kind.DISMISSAL)
    ):
        passive = True
    if passive:
        issuers, respondents = agents, parties(above) or authorities(above)
        if not issuers:
            issuers = authorities(every(parsed, behind(verb, ("in", "from", "at")), scene))
    else:
        issuers, respondents = (
            authorities(above),
            parties(below) or tuple(actor for actor in below if actor.role is Role.AUTHORITY),
        )
        if not respondents:
            respondents = parties(every(parsed, behind(verb, ("against", "on", "into", "at", "from")), scene))
    loose = verb.lower_ in LOOSE
    if passive and respondents and not issuers and kind is Kind.ORDER and demands(verb):
        if amount and pays(verb):
            kind = Kind.FINE
        yield make(parsed, verb, scene, kind, (), respondents, f"verb {verb.lower_} to", amount), {verb.i}
        return
    if (
        issuers
        and not respondents
        and names_deal(verb, scene)
        and kind in (Kind.APPROVAL, Kind.BAN, Kind.LAWSUIT, Kind.INVESTIGATION)
    ):
        yield make(parsed, verb, scene, kind, issuers, (), f"verb {verb.lower_} deal"), {verb.i}
        return
    if kind is Kind.ORDER and verb.lower_ in LOOSE and not demands(verb):
        return
    if issuers and not respondents and not loose and kind in (Kind.LAWSUIT, Kind.FINE, Kind.CHARGE, Kind.INVESTIGATION):
        respondents = only_party_behind(parsed, verb, scene)
    if not issuers and (not respondents or loose or kind in (Kind.LAWSUIT, Kind.APPROVAL)):
        return
    if kind in (Kind.LAWSUIT, Kind.INVESTIGATION, Kind.APPROVAL, Kind.WARNING) and not (issuers and respondents):
        return
    if kind is Kind.FINE and (split := split_amounts(parsed, verb, respondents)):
        for number, (actor, sum_) in enumerate(split):
            yield (
                make(parsed, verb, scene, kind, issuers, (actor,), f"verb {verb.lower_} list", sum_),
                {verb.i, -number},
            )
        return
    if not respondents and kind not in (Kind.BAN,):
        return
    if loose and not respondents:
        return
    if kind is Kind.ORDER and amount and pays(verb) and not sentence_words(parsed) & COMPENSATION:
        kind = Kind.FINE
    if kind in (Kind.ORDER, Kind.FINE) and verb.lower_ in LOOSE and not issuers:
        return
    yield make(parsed, verb, scene, kind, issuers, respondents, f"verb {verb.lower_}", amount), {verb.i}


# Nouns that speak for the authority that made them: 'the decision orders', 'the settlement bars'.
DECISIONS = frozenset(
    [
        "decision",
        "ruling",
        "order",
        "settlement",
        "agreement",
        "deal",
        "notice",
        "injunction",
        "decree",
        "judgment",
        "judgement",
        "proposal",
        "penalty",
        "terms",
        "undertaking",
        "verdict",
    ]
)
# Objects through which an act reaches the party that the text is about.
DEALS = frozenset(
    [
        "deal",
        "merger",
        "acquisition",
        "takeover",
        "transaction",
        "device",
        "system",
        "application",
        "permit",
        "permits",
        "plan",
        "marketing",
        "product",
        "software",
        "app",
        "service",
        "tie-up",
        "purchase",
        "chatbot",
        "licence",
        "license",
    ]
)


INQUIRIES = frozenset(["investigation", "inquiry", "probe", "review", "report", "audit", "examination", "findings"])


def only_party_behind(parsed: Parsed, verb: Token, scene: Discourse) -> tuple[Actor, ...]:
    """The one organisation named behind a verb, where the parse gave it no object."""
    behind_it = {
        name.entity.id: name
        for item in parsed.doc[verb.i :]
        if (name := parsed.name_at(item)) and name.entity.id.startswith("organisation/")
    }
    return (
        tuple(Actor(Role.PARTY, name.entity, "inherited") for name in behind_it.values()) if len(behind_it) == 1 else ()
    )


COMPENSATION = frozenset(
    [
        "damages",
        "compensation",
        "refund",
        "refunds",
        "costs",
        "back",
        "redress",
        "restitution",
        "customers",
        "consumers",
        "victims",
    ]
)


def sentence_words(parsed: Parsed) -> set[str]:
    """The lower-case words of a sentence."""
    return {token.lower_ for token in parsed.doc}


def names_deal(verb: Token, scene: Discourse) -> bool:
    """'cleared the takeover', 'suspended the permits', 'sued to block the deal'."""
    return any(
        item.lower_ in DEALS and item.dep_ in ("dobj", "pobj", "nsubj") for item in verb.subtree if item.i > verb.i
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
    if respondents:
        act = make(
            parsed, verb, scene, kind, issuers, respondents, f"decision {verb.lower_}", nearest_amount(parsed, verb)
        )
        if any(child.lower_ in ("proposed", "draft") for child in head.children):
            act = replace(act, status=Status.PROPOSED)
        yield act, {verb.i}


LOOSE = frozenset(
    [
        "tell",
        "tells",
        "told",
        "require",
        "requires",
        "required",
        "direct",
        "directs",
        "directed",
        "force",
        "forces",
        "forced",
        "allow",
        "allows",
        "allowed",
        "permit",
        "permits",
        "permitted",
        "clear",
        "clears",
        "cleared",
        "warn",
        "warns",
        "warned",
        "caution",
        "cautioned",
        "examine",
        "examines",
        "examining",
        "restrict",
        "restricts",
        "restricted",
        "halt",
        "halts",
        "halted",
        "freeze",
        "froze",
        "charge",
        "charges",
        "charged",
        "license",
        "licensed",
        "command",
        "oblige",
        "obliges",
        "obliged",
    ]
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


def demands(verb: Token) -> bool:
    """'told the company to stop': an infinitive says what is demanded."""
    return any(
        child.dep_ in ("xcomp", "ccomp", "advcl")
        and child.lower_ not in ("expect", "appear", "attend")
        and any(grand.lower_ == "to" for grand in child.children)
        for child in verb.children
    )


def pays(verb: Token) -> bool:
    """'ordered to pay'."""
    return any(child.dep_ in ("xcomp", "ccomp") and child.lower_ == "pay" for child in verb.children)


def judge_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'The commissioners found that Clearview broke the law'; 'was found to have breached'."""
    lexicon = scene.lexicon
    head, passive = subject(verb)
    above = every(parsed, [head], scene, Role.PARTY if passive else Role.AUTHORITY)
    clause = [
        child for child in verb.children if child.dep_ in ("ccomp", "xcomp", "dobj", "advcl", "oprd", "attr", "prep")
    ]
    words = {item.lower_ for child in clause for item in child.subtree}
    saying = verb.lower_ in lexicon.judge["said"]
    headline = parsed.sentence.kind in (BlockKind.HEADLINE, BlockKind.STANDFIRST)
    if (
        headline
        and not passive
        and not authorities(above)
        and verb.tag_ in ("VBD", "VBN")
        and any(child.dep_ in ("oprd", "acomp", "xcomp") for child in verb.children)
    ):
        passive = True
    if not words & lexicon.judge["breach_strong" if saying else "breach"] or (saying and passive and not headline):
        return
    speaks_for = head is not None and parsed.name_at(head) is None and head.lower_ in DECISIONS | INQUIRIES
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
    yield make(parsed, verb, scene, Kind.FINDING, issuers, respondents, f"judgement {verb.lower_}"), {verb.i}


def clause_subjects(parsed: Parsed, clause: Iterable[Token], scene: Discourse) -> list[Actor]:
    """Who a clause speaks of: its subject, the possessor or maker in its subject, else any party named in it."""
    for part in clause:
        for child in part.subtree:
            if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
                found = [actor for actor in every(parsed, [child], scene) if actor.role is Role.PARTY]
                found = found or [actor for actor in owners(parsed, child, scene) if actor.role is Role.PARTY]
                found = found or [
                    actor
                    for actor in every(parsed, behind(child, ("of", "by", "at")), scene)
                    if actor.role is Role.PARTY
                ]
                if found:
                    return found
    return []


def idiom_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'went to court against Amazon', 'took Meta to court', 'gave the deal the green light'."""
    head, passive = subject(verb)
    if verb.lower_ in (
        "go",
        "goes",
        "went",
        "gone",
        "take",
        "takes",
        "took",
        "taken",
        "haul",
        "hauled",
        "drag",
        "dragged",
    ) and any(item.lower_ in ("court", "trial") for item in behind(verb, ("to",))):
        above = every(parsed, [head], scene, Role.AUTHORITY)
        below = parties(every(parsed, behind(verb, ("against", "with")) + objects(verb), scene, Role.PARTY))
        if authorities(above) and below:
            yield make(parsed, verb, scene, Kind.LAWSUIT, authorities(above), below, "took to court"), {verb.i}
    elif any(
        item.lower_ == "light" and any(child.lower_ == "green" for child in item.children) for item in objects(verb)
    ) or verb.lower_ in ("consents", "consented"):
        above = every(parsed, [head], scene, Role.AUTHORITY)
        if authorities(above) and not passive:
            below = parties(
                every(
                    parsed,
                    behind(verb, ("to", "for")) + [item for item in objects(verb) if item.lower_ != "light"],
                    scene,
                    Role.PARTY,
                )
            )
            yield make(parsed, verb, scene, Kind.APPROVAL, authorities(above), below, "gave the green light"), {verb.i}


def must_pay_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'British Airways must pay £20m', 'is to pay', 'will have to pay': an amount that an authority has set."""
    if verb.lower_ not in scene.lexicon.settle["pay"]:
        return
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    bound = "must" in helpers or (verb.head.lower_ in ("has", "have", "had") and "to" in helpers)
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
                if parsed.name_at(item) and actor.role is Role.AUTHORITY
            ]
        )
        yield (
            make(parsed, verb, scene, Kind.FINE, issuers, respondents, "must pay", amount, Status.DECIDED),
            {token.i for token in parsed.doc},
        )


def carry_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'imposed a fine on', 'opened an investigation into', 'was hit with a penalty', 'faces a lawsuit'."""
    lexicon = scene.lexicon
    word = verb.lower_
    issuing, receiving = word in lexicon.carry["issue"], word in lexicon.carry["receive"]
    if not issuing and not receiving:
        return
    head, passive = subject(verb)
    above = every(parsed, [head], scene, Role.PARTY if passive or (receiving and not issuing) else Role.AUTHORITY)
    for noun, kind in carried(parsed, verb, head if passive else None, scene):
        amount = nearest_amount(parsed, noun) if kind in (Kind.FINE, Kind.SETTLEMENT, Kind.ORDER) else None
        around = every(parsed, behind(noun, AGAINST) + behind(verb, AGAINST), scene) + owners(parsed, noun, scene)
        if receiving:
            issuers = authorities(
                every(parsed, behind(noun, ("from", "by", "of")) + behind(verb, ("from", "by", "to")), scene)
                + owners(parsed, noun, scene)
            )
            respondents = parties(above)
            if kind in (Kind.GUIDANCE, Kind.FINDING, Kind.APPROVAL) and not issuers:
                continue
        elif passive and head is not None and noun.i != head.i:
            issuers, respondents = (
                authorities(
                    every(parsed, behind(verb, ("by",)) + behind(noun, ("from", "by")), scene)
                    + owners(parsed, noun, scene)
                ),
                parties(above),
            )
        elif passive:
            issuers = authorities(every(parsed, behind(verb, ("by",)), scene) + owners(parsed, noun, scene))
            respondents = parties(
                every(parsed, behind(verb, AGAINST) + behind(noun, AGAINST), scene) + owners(parsed, noun, scene)
            )
        else:
            issuers = authorities(above)
            respondents = parties(
                every(parsed, [item for item in objects(verb) if item.i != noun.i], scene)
            ) or parties(around)
            if not respondents and kind is not Kind.GUIDANCE:
                respondents = tuple(actor for actor in around if actor.role is Role.AUTHORITY and actor not in issuers)
        if not complete(kind, issuers, respondents, amount, noun) and not (
            kind in (Kind.LAWSUIT, Kind.INVESTIGATION) and issuers and issuing and not passive
        ):
            continue
        status = (
            Status.DECIDED if kind in (Kind.LAWSUIT, Kind.INVESTIGATION) and word in ("win", "won", "secured") else None
        )
        if kind is Kind.FINE and receiving and by_agreement(parsed):
            kind = Kind.SETTLEMENT
        act = make(parsed, verb, scene, kind, issuers, respondents, f"{word} {noun.lower_}", amount, status)
        if kind is Kind.FINE and (
            only_ceilings(parsed, noun) or word in ("face", "faces", "facing", "faced", "avoid", "escape")
        ):
            act = replace(act, standing=replace(act.standing, modality=Modality.POSSIBLE))
        for number, single in enumerate(each_alone(act, verb)):
            yield single, {verb.i, noun.i, -1 - number}
        return


def each_alone(act: Act, verb: Token) -> list[Act]:
    """'A, B and C each issued an order': one act for each of them."""
    if len(act.issuers) > 1 and any(child.lower_ in ("each", "separately") for child in verb.children):
        return [replace(act, issuers=(issuer,)) for issuer in act.issuers]
    return [act]


def by_agreement(parsed: Parsed) -> bool:
    """Whether a sentence tells of a payment that was agreed."""
    return not {token.lower_ for token in parsed.doc}.isdisjoint(
        {
            "agree",
            "agreed",
            "agrees",
            "agreeing",
            "settle",
            "settled",
            "settles",
            "settlement",
            "settlements",
            "consent",
            "deal",
            "resolve",
            "proposed",
        }
    )


def complete(
    kind: Kind, issuers: tuple[Actor, ...], respondents: tuple[Actor, ...], amount: Amount | None, noun: Token
) -> bool:
    """Whether a nominal act says enough to be one."""
    if kind is Kind.GUIDANCE:
        return bool(issuers)
    if kind is Kind.FINDING:
        return False
    if kind in (Kind.FINE, Kind.SETTLEMENT):
        return bool(respondents or issuers) and bool(amount or respondents)
    if kind is Kind.BAN:
        return bool(issuers)
    return bool(issuers and respondents)


def carried(parsed: Parsed, verb: Token, passive_head: Token | None, scene: Discourse) -> Iterator[tuple[Token, Kind]]:
    """Nouns of acts that a verb carries, with their kinds: its objects, what 'with' adds, its passive subject."""
    candidates = [child for child in verb.children if child.dep_ in ("dobj", "oprd", "attr", "dative", "nsubjpass")]
    candidates += behind(verb, ("with", "to", "of", "in")) + ([passive_head] if passive_head is not None else [])
    for candidate in candidates:
        for noun in [candidate, *(child for child in candidate.children if child.dep_ == "conj")]:
            if noun.lower_ in ("case", "cases") and verb.lower_ in (
                "bring",
                "brings",
                "brought",
                "file",
                "files",
                "filed",
                "lodged",
            ):
                yield noun, Kind.LAWSUIT
            elif noun.lower_ in ("case", "cases") and verb.lower_ in ("open", "opens", "opened", "launch", "launched"):
                yield noun, Kind.INVESTIGATION
            elif kind := noun_kind(noun, scene):
                yield noun, kind


def noun_kind(noun: Token, scene: Discourse) -> Kind | None:
    """The kind of act that a noun names here, None where it lacks the word it needs."""
    lexicon = scene.lexicon
    if noun.lower_ in ("statement", "statements") and any(
        grand.lower_ == "objections" for child in noun.children for grand in child.children
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


def settle_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'Epic settled with the FTC', 'agreed to pay $5m to settle', 'will pay the FTC'."""
    lexicon = scene.lexicon
    word = verb.lower_
    sentence = {token.lower_ for token in parsed.doc}
    settles = word in lexicon.settle["verbs"]
    agreed = verb.dep_ == "xcomp" and verb.head.lower_ in ("agree", "agreed", "agrees", "agreeing")
    pays_now = word in lexicon.settle["pay"] and (
        agreed or bool(sentence & {"settle", "settlement", "settled", "resolve", "settles", "settling"})
    )
    if not settles and not pays_now:
        return
    head, _ = subject(verb)
    above = every(parsed, [head], scene)
    others = every(parsed, behind(verb, ("with", "to", "by", "from")), scene)
    everyone = above + others + (every(parsed, objects(verb), scene))
    for item in parsed.doc:
        if item.dep_ in ("pobj", "poss", "compound") and parsed.name_at(item):
            everyone += [
                actor
                for actor in every(parsed, [item], scene)
                if actor.role is Role.AUTHORITY and actor not in everyone
            ]
    issuers = authorities(everyone)
    respondents = parties(above) or parties(others) or parties(everyone)
    amount = nearest_amount(parsed, verb) or sole_amount(parsed)
    if not respondents or not (issuers or (agreed and amount)):
        return
    act = make(parsed, verb, scene, Kind.SETTLEMENT, issuers, respondents, f"settle {word}", amount)
    spent = {token.i for token in parsed.doc if token.lower_ in lexicon.settle["verbs"] | {"settlement"}} | {verb.i}
    yield act, spent


def sole_amount(parsed: Parsed) -> Amount | None:
    """The one usable sum of a sentence, None where there are several or none."""
    usable = [amount for amount in dict.fromkeys(parsed.amounts.values()) if amount.role in ("sum", "floor")]
    return usable[0] if len(usable) == 1 else None


def legislate_frame(parsed: Parsed, verb: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'Parliament passed the bill', 'the governor signed', 'the Act entered into force'."""
    words = scene.lexicon.legislate
    word = verb.lower_
    head, passive = subject(verb)
    targets = (
        [head]
        if passive and head is not None
        else [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    ) + behind(verb, ("on", "for", "into"))
    law = next((item for item in targets if is_law(parsed, item, words["nouns"])), None)
    if word in words["pass"] | words["propose"] and law is not None:
        makers = authorities(every(parsed, behind(verb, ("by",)) if passive else [head], scene))
        makers = tuple(actor for actor in makers if is_lawmaker(actor, scene))
        if not makers and not (passive and parsed.name_at(law)):
            return
        status = (
            Status.PROPOSED
            if word in words["propose"]
            else Status.OVERTURNED
            if word in words["ends"]
            else Status.DECIDED
        )
        act = make(parsed, verb, scene, Kind.LEGISLATION, makers, (), f"legislate {word}", None, status)
        yield replace(act, laws=laws_in(parsed, law)), {verb.i, law.i}
    elif (
        word in ("came", "come", "comes", "enter", "enters", "entered", "took", "takes", "take", "became", "becomes")
        and head is not None
    ):
        rest = {item.lower_ for item in verb.subtree if item.i > verb.i}
        if is_law(parsed, head, words["nouns"] - {"order", "ban", "rule", "proposal", "text", "amendment"}) and (
            rest & words["force"] or (word.startswith("bec") and "law" in rest)
        ):
            act = make(parsed, verb, scene, Kind.LEGISLATION, (), (), "law in force")
            yield replace(act, laws=laws_in(parsed, head)), {verb.i, head.i}


def is_law(parsed: Parsed, token: Token, nouns: frozenset[str]) -> bool:
    """A law by name or by noun."""
    name = parsed.name_at(token)
    if name is None and token.lower_ == "order":
        return any(child.lower_ == "executive" for child in token.children)
    return (name is not None and name.entity.id.startswith("law/")) or (name is None and token.lower_ in nouns)


def is_lawmaker(actor: Actor, scene: Discourse) -> bool:
    """Parliaments, governments, councils and the places that stand for them; not courts."""
    if actor.role is Role.PLACE:
        return True
    if actor.entity is None:
        return False
    entry = scene.registry.entries.get(actor.entity.id)
    return entry is None or entry.kind != "court"


def laws_in(parsed: Parsed, token: Token) -> tuple[str, ...]:
    """Ids of the laws named in a phrase."""
    return tuple(
        dict.fromkeys(
            name.entity.id
            for item in token.subtree
            if (name := parsed.name_at(item)) and name.entity.id.startswith("law/")
        )
    )


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
    thing = next((item for item in nouns if item.lower_ in words["objects"] | words["appeals"] | words["suits"]), None)
    if thing is None:
        return
    issuers = authorities(every(parsed, behind(verb, ("by",)) if passive else [head], scene))
    around = (
        owners(parsed, thing, scene)
        + every(parsed, behind(thing, AGAINST), scene)
        + every(parsed, behind(verb, ("against", "for", "on")), scene)
    )
    for child in thing.children:  # 'a fine that the Commission imposed on Intel'
        if child.dep_ in ("relcl", "acl"):
            around += every(
                parsed,
                [subject(child)[0] if child.dep_ == "relcl" else None, *objects(child), *behind(child, AGAINST)],
                scene,
            )
    respondents = tuple(actor for actor in around if actor.role is Role.PARTY)
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
    elif word in words["reject"] and thing.lower_ in words["appeals"] and court_like:
        yield (
            make(parsed, verb, scene, Kind.APPEAL, issuers, respondents, f"court {word} {thing.lower_}"),
            {verb.i, thing.i},
        )
    elif word in words["reject"] and thing.lower_ in words["suits"] and issuers:
        yield (
            make(parsed, verb, scene, Kind.DISMISSAL, issuers, respondents, f"dismissal {word} {thing.lower_}"),
            {verb.i, thing.i},
        )


def is_court(actor: Actor, scene: Discourse) -> bool:
    """Whether an actor is a court, or may be one that is not named."""
    if actor.entity is None:
        return actor.role is Role.AUTHORITY
    entry = scene.registry.entries.get(actor.entity.id)
    return (entry.kind == "court") if entry else ("court" in actor.entity.name.lower())


# --- nouns -----------------------------------------------------------------------------------------------------------


def noun_frame(parsed: Parsed, noun: Token, scene: Discourse) -> Iterator[tuple[Act, set[int]]]:
    """'a €20m fine from the CNIL', 'the FTC's lawsuit against Amazon', 'an investigation by X into Y'."""
    kind = noun_kind(noun, scene)
    if kind is None or kind in (Kind.GUIDANCE, Kind.FINDING, Kind.APPROVAL, Kind.CHARGE):
        return
    owned = owners(parsed, noun, scene)
    issued = every(parsed, behind(noun, ("from", "by", "of")), scene)
    aimed = every(parsed, behind(noun, ("against", "on", "for", "into", "over", "to", "with", "of")), scene)
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            issued += every(parsed, behind(child, ("by",)), scene)
            aimed += every(parsed, behind(child, ("on", "against", "to")), scene)
        elif child.dep_ == "relcl":
            issued += every(parsed, [subject(child)[0]], scene) if subject(child)[0] is not noun else []
            aimed += every(parsed, behind(child, ("on", "against", "to")) + objects(child), scene)
    issuers = authorities(owned + issued) or (authorities(aimed) if kind is Kind.SETTLEMENT else ())
    respondents = parties(aimed) or parties(owned)
    amount = nearest_amount(parsed, noun) if kind in (Kind.FINE, Kind.SETTLEMENT) else None
    if only_ceilings(parsed, noun):
        return
    if not issuers or not respondents:
        if not (kind is Kind.FINE and amount and (issuers or respondents)):
            return
    if not definite(noun) and kind is not Kind.FINE and not issuers:
        return
    yield make(parsed, noun, scene, kind, issuers, respondents, f"noun {noun.lower_}", amount), {noun.i}


def asserted(act: Act) -> bool:
    """Whether an act is told as done (or as formally proposed) by the narrator or an authority."""
    return act.standing.modality is Modality.ASSERTED
