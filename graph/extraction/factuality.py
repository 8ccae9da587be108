"""Did it happen? Polarity, modality and source of what a trigger word tells (cf. FactBank, https://doi.org/10.1007/s10579-009-9089-9).

Only what the narrator or an authority tells as done is asserted. The words are data (`[factuality]` of the lexicon).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from graph.extraction.actors import Discourse, Role, actors
from graph.extraction.shadow import Parsed
from graph.model import Kind, Modality

# Relations through which a governing word colours what it governs.
GOVERNED = (
    "xcomp",
    "ccomp",
    "pcomp",
    "advcl",
    "acl",
    "relcl",
    "conj",
    "prep",
    "dobj",
    "pobj",
    "parataxis",
    "nsubj",
    "nsubjpass",
    "attr",
    "appos",
    "oprd",
    "dep",
    "advmod",
    "acomp",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an act stands: asserted or not, only intended or not, and who says so (an entity id or 'narrator')."""

    modality: Modality
    intended: bool = False
    future: bool = False
    source: str = "narrator"


def assess(parsed: Parsed, trigger: Token, scene: Discourse) -> Standing:
    """The standing of the act that `trigger` tells of."""
    words = scene.lexicon.factuality
    proposed = under_proposal(trigger, words["intend"])
    intended, future = proposed, False
    modality = Modality.ASSERTED
    source = "narrator"
    for depth, token in enumerate(chain(trigger)):
        if denies(token, words["negation"]) and (depth == 0 or token.lower_ not in words["said"]):
            return Standing(Modality.DENIED, intended, future, source)
        if depth == 0 and no_subject(token):
            return Standing(Modality.DENIED, intended, future, source)
        helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass", "mark")}
        if proposed and depth == 0:
            helpers -= {"would", "will"}
        if helpers & words["possible"] or (helpers & {"if", "unless", "whether"} and depth < 3):
            modality = Modality.POSSIBLE
        if "being" in helpers and subject_of(token) in words["wish"]:
            modality = Modality.POSSIBLE  # 'Meta risks being fined', whose verb the parser took for a noun
        if (
            depth <= 1
            and token.tag_ in ("VBP", "VBZ")
            and any(child.lower_ in ("when", "whenever") and child.dep_ == "advmod" for child in token.children)
        ):
            modality = Modality.POSSIBLE
        if helpers & words["future"]:
            future = True
        colours = {child.lower_ for child in token.children if child.dep_ in ("amod", "advmod", "compound", "nmod")}
        if depth <= 1 and colours & words["intend"]:
            intended = True
        if depth <= 1 and colours & words["wish"]:
            modality = Modality.POSSIBLE
        if depth and token.lower_ in words["intend"]:
            intended = True
        elif depth and token.lower_ in words["wish"] and colours_below(token, trigger):
            modality = Modality.POSSIBLE
        if depth and token.lower_ in words["said"] and (teller := teller_of(parsed, token, scene)):
            return Standing(Modality.CLAIMED, intended, future, teller)
        if teller := quoted_by(parsed, token, scene):
            return Standing(Modality.CLAIMED, intended, future, teller)
    return Standing(modality, intended, future, source)


def subject_of(verb: Token) -> str:
    """The head of the subject of a verb; empty if it has none."""
    return next((child.lower_ for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), "")


def under_proposal(verb: Token, intend: frozenset[str]) -> bool:
    """'Under a proposed order, GM would be banned': what is proposed, however it is put."""
    return any(
        item.dep_ == "pobj" and not intend.isdisjoint(part.lower_ for part in item.children)
        for child in verb.children
        if child.lower_ == "under"
        for item in child.children
    )


def is_demanded(parsed: Parsed | None, place: int, scene: Discourse) -> bool:
    """Whether the word at a place says what somebody was told to do: 'was ordered to post a notice warning its users'."""
    if parsed is None:
        return False
    token = next((item for item in parsed.doc if parsed.place(item) == place), None)
    while token is not None and token.head != token:
        if token.dep_ == "xcomp" and scene.lexicon.verbs.get(token.head.lower_) is Kind.ORDER:
            return True
        token = token.head
    return False


def assess_at(parsed: Parsed | None, place: int, scene: Discourse) -> Standing:
    """The standing of the act that the word at a place of the text tells of; asserted where the sentence was not parsed."""
    tokens = (token for token in parsed.doc if parsed.place(token) == place) if parsed else iter(())
    token = next(tokens, None)
    return assess(parsed, token, scene) if parsed and token is not None else Standing(Modality.ASSERTED)


def chain(trigger: Token) -> Iterator[Token]:
    """The trigger and the words that govern it, upwards, as far as they colour it."""
    token, steps = trigger, 0
    while True:
        yield token
        if token.dep_ not in GOVERNED or token.head == token or steps >= 5:
            return
        if (
            token.dep_ == "conj"
            and token.head.pos_ == "VERB"
            and any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
        ):
            return
        purpose = token.dep_ == "acl" and any(child.lower_ == "to" for child in token.children)  # 'an order to force'
        if token.dep_ in ("relcl", "acl", "appos") and token.pos_ in ("VERB", "AUX") and steps == 0 and not purpose:
            return
        if token.dep_ in ("nsubj", "nsubjpass", "advcl") and steps > 0:
            return
        token, steps = token.head, steps + 1


def colours_below(governor: Token, trigger: Token) -> bool:
    """A governing word colours its complements, not its subject ('the fine threatens ...')."""
    step = trigger
    while step.head != governor and step.head != step:
        step = step.head
    return step.dep_ in (
        "xcomp",
        "ccomp",
        "pcomp",
        "dobj",
        "prep",
        "acl",
        "pobj",
        "advcl",
        "relcl",
        "dep",
        "oprd",
        "advmod",
        "acomp",
    )


def no_subject(token: Token) -> bool:
    """'No regulator has blocked it': the negation stands at the subject."""
    return any(
        child.dep_ in ("nsubj", "nsubjpass")
        and any(grand.lower_ in ("no", "neither", "none") for grand in (child, *child.children))
        for child in token.children
    )


def denies(token: Token, negation: frozenset[str]) -> bool:
    """Whether a word stands under a negation of its own."""
    if token.lower_ in ("has", "have", "had") and any(child.lower_ == "yet" for child in token.children):
        return True  # 'has yet to decide'
    if token.lower_ in ("stop", "stops", "stopped", "stopping") and any(
        child.lower_ == "short" for child in token.children
    ):
        return True  # 'stopped short of fining'
    return any(
        child.dep_ in ("neg", "det", "preconj", "advmod", "cc") and child.lower_ in negation - {"rather", "instead"}
        for child in token.children
    )


def quoted_by(parsed: Parsed, verb: Token, scene: Discourse) -> str | None:
    """The text's main party in 'according to Meta, the regulator ordered it …': its id; None for others, often papers that tell the news."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "according":
            inner = [item for part in child.children for item in part.children if item.dep_ == "pobj"]
            who = [actor for item in inner for actor in actors(parsed, item, scene)]
            main = scene.main_party()
            if main and any(actor.entity is not None and actor.entity.id == main.id for actor in who):
                return main.id
    return None


def teller_of(parsed: Parsed, verb: Token, scene: Discourse) -> str | None:
    """The party whose words these are: its id, 'party' for one that is not named; None for the narrator and for authorities."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.lower_ in scene.lexicon.frames["study"]:
                return None  # 'a report by a law firm said that France has imposed …'
            who = actors(parsed, child, scene)
            if not who:
                return (
                    "somebody"
                    if child.pos_ in ("NOUN", "PROPN") and child.lower_ not in scene.lexicon.people["authority"]
                    else None
                )
            if who[0].role in (Role.AUTHORITY, Role.PLACE):
                return None
            return who[0].entity.id if who[0].entity else "somebody"
    return None
