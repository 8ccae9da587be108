"""Plain facts between two actors that are no rulings: who buys, uses or pilots whose technology."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from graph.extraction.actors import Discourse, actors
from graph.extraction.factuality import assess
from graph.extraction.frames.syntax import behind, subject
from graph.extraction.shadow import Parsed
from graph.model import Evidence, Modality, Relation

CUSTOMER = frozenset({"customer", "client", "subscriber", "user"})
PILOTED = frozenset({"pilot", "piloted", "piloting", "pilots", "trialled", "trialed", "tested"})
USED = frozenset(
    {"use", "used", "uses", "using", "deploy", "deployed", "deploys", "bought", "purchased", "licensed", "adopted"}
)


def find(parsed: Sequence[Parsed], scene: Discourse) -> list[Relation]:
    """The relations of a text, each once, told as done by the narrator."""
    found: dict[tuple[str, str, str], Relation] = {}
    for item in parsed:
        for token in item.doc:
            for who, predicate, whose in relations_of(item, token, scene):
                if who != whose and assess(item, token, scene).modality is Modality.ASSERTED:
                    sentence = item.sentence
                    evidence = Evidence(sentence.text, sentence.start, sentence.end, f"relation {token.lower_}")
                    found.setdefault((who, predicate, whose), Relation(who, predicate, whose, evidence))
    return list(found.values())


def relations_of(parsed: Parsed, token: Token, scene: Discourse) -> Iterator[tuple[str, str, str]]:
    """(who, predicate, whose) that a token tells of."""
    if (
        token.lower_ in CUSTOMER
        and token.dep_ in ("attr", "oprd", "dobj", "pobj")
        and token.head.pos_ in ("VERB", "AUX")
    ):
        for who in ids(parsed, subject(token.head)[0], scene):
            for other in behind(token, ("of",)):
                for whose in ids(parsed, other, scene):
                    yield who, "clientOf", whose
    elif token.lower_ in PILOTED | USED and (token.pos_ == "VERB" or token.lower_ == "piloted"):
        predicate = "pilotedTechnologyOf" if token.lower_ in PILOTED else "usesTechnologyOf"
        yield from beside(parsed, token, predicate)
        head, passive = subject(token)
        for child in token.children:
            if not passive and child.dep_ == "dobj":
                owners = [grand for grand in child.children if grand.dep_ in ("poss", "compound", "nmod")]
                for owner in owners:
                    for who in ids(parsed, head, scene):
                        for whose in ids(parsed, owner, scene):
                            yield who, predicate, whose


REACH_LEFT, REACH_RIGHT = 10, 2


def beside(parsed: Parsed, token: Token, predicate: str) -> Iterator[tuple[str, str, str]]:
    """'the Vadodara City Police has piloted Clearview AI's software', also where the parse of an aside fails."""
    right = [
        item
        for item in parsed.doc[token.i + 1 : token.i + 1 + REACH_RIGHT]
        if (name := parsed.name_at(item)) and name.entity.id.startswith("organisation/")
    ]
    left = [
        item
        for item in parsed.doc[max(0, token.i - REACH_LEFT) : token.i]
        if (name := parsed.name_at(item)) and name.entity.id.startswith(("organisation/", "regulator/"))
    ]
    if right and left and right[0].i + 1 < len(parsed.doc) and parsed.doc[right[0].i + 1].lower_ == "'s":
        yield parsed.names[left[-1].i].entity.id, predicate, parsed.names[right[0].i].entity.id


def ids(parsed: Parsed, token: Token | None, scene: Discourse) -> list[str]:
    """Ids of the named actors of a phrase, also of a name set off by dashes beside a general noun."""
    if token is None:
        return []
    found = [actor.entity.id for actor in actors(parsed, token, scene) if actor.entity and actor.rung == "named"]
    if not found:
        found = [
            name.entity.id
            for child in token.subtree
            if (name := parsed.name_at(child)) and name.entity.id.startswith(("organisation/", "regulator/"))
        ][:1]
    return found
