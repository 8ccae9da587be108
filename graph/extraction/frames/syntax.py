"""Who stands where around a verb, by the dependency parse."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from graph.extraction.shadow import MONEY
from graph.model import BlockKind

TITLES = (BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.HEADING)
AGAINST = ("against", "on", "to", "for", "into", "of", "with", "over", "at", "from", "by", "towards", "toward", "in")


def is_verb(token: Token) -> bool:
    """Verbs and participles that are used as verbs; what has a subject and an object is one, whatever the tagger says."""
    if token.pos_ == "VERB" or (token.tag_ in ("VBN", "VBD") and token.dep_ not in ("amod", "compound")):
        return True
    return token.dep_ == "ROOT" and {"nsubj", "dobj"} <= {child.dep_ for child in token.children}


def subject(verb: Token) -> tuple[Token | None, bool]:
    """The subject of a verb and whether it is passive; shared subjects and antecedents of clauses included."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "csubj"):
            return child, is_passive(verb)
        if child.dep_ in ("nsubjpass", "csubjpass"):
            return child, True
        if child.dep_ == "aux":  # 'The regulator had on Monday ordered …'
            for grand in child.children:
                if grand.dep_ == "nsubj":
                    return grand, is_passive(verb)
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


def clause_subjects(noun: Token) -> list[Token]:
    """Who a noun of saying speaks of in its clause: 'allegations that Google abused …'."""
    return [
        item
        for child in noun.children
        if child.dep_ in ("acl", "relcl", "ccomp") and any(word.dep_ == "mark" for word in child.children)
        for item in child.children
        if item.dep_ in ("nsubj", "nsubjpass")
    ]


def sums_of(token: Token) -> list[Token]:
    """The sum that a noun is of, to which the parser attaches what belongs to the noun: 'a fine of $5 million on Google'."""
    return [
        grand
        for child in token.children
        if child.dep_ == "prep" and child.lower_ == "of"
        for grand in child.children
        if grand.dep_ == "pobj" and grand.lower_ == SUM_WORD
    ]


SUM_WORD = MONEY.split()[-1]


def clauses(noun: Token) -> list[Token]:
    """The relative and participle clauses of a noun, those of its sum included."""
    return [child for part in (noun, *sums_of(noun)) for child in part.children if child.dep_ in ("relcl", "acl")]


def behind(token: Token, prepositions: Iterable[str]) -> list[Token]:
    """Objects of the prepositions that hang on a word, or on the sum that it is of."""
    found: list[Token] = [item for part in sums_of(token) for item in behind(part, prepositions)]
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            for grand in child.children:
                if grand.dep_ == "pcomp" and grand.pos_ in ("VERB", "AUX"):  # 'into whether TikTok broke the law'
                    found += [item for item in grand.children if item.dep_ in ("nsubj", "nsubjpass")]
                elif grand.dep_ in ("pobj", "pcomp"):
                    found.append(grand)
                    found += clause_subjects(grand)
            for deeper in child.children:
                if deeper.dep_ == "prep":
                    found += [grand for grand in deeper.children if grand.dep_ == "pobj"]
    return found
