"""Positions attributed to somebody: 'Clearview contended that …' (and the list below it), quotes with their speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from graph.extraction.actors import Discourse, Role, actors
from graph.extraction.frames.syntax import subject
from graph.extraction.sentences import Sentence
from graph.extraction.shadow import Parsed
from graph.model import BlockKind, Claim, Evidence

OPENS_LIST = re.compile(r"(?:that|following|:)\s*:?\s*$")


def find(parsed: Sequence[Parsed], sentences: Sequence[Sentence], scene: Discourse) -> list[Claim]:
    """The claims of a text in order. A verb of saying that ends in ':' attributes every bullet that follows."""
    found: list[Claim] = []
    verbs = scene.lexicon.factuality["said"] | scene.lexicon.factuality["holds"]
    for item in parsed:
        for verb in item.doc:
            if verb.lower_ in verbs and (speaker := speaker_of(item, verb, scene)):
                found += list_below(item.sentence, sentences, speaker) or one_claim(item, verb, speaker)
                break
    return found


def speaker_of(parsed: Parsed, verb: Token, scene: Discourse) -> str | None:
    """The organisation or person that says it: the subject itself, or the one that the subject speaks for."""
    head, passive = subject(verb)
    if head is None or passive or any(child.dep_ == "oprd" for child in verb.children):
        return None  # 'called an illegal tool': said of the subject, not by it
    who = actors(parsed, head, scene)
    if who and who[0].role in (Role.AUTHORITY, Role.PLACE):
        return None
    if who and who[0].entity and who[0].role is Role.PARTY:
        return who[0].entity.id
    if head.lower_ not in SPOKESPEOPLE and not (who and who[0].role is Role.OTHER):
        return None
    if any(name.entity.id.startswith("regulator/") for child in head.subtree if (name := parsed.name_at(child))):
        return None
    for child in head.subtree:  # 'a spokesperson for Meta', 'its lawyers'
        name = parsed.name_at(child)
        if name and name.entity.id.startswith("organisation/"):
            return name.entity.id
    return None


# Who speaks for an organisation that is named beside them.
SPOKESPEOPLE = frozenset(
    [
        "spokesperson",
        "spokesman",
        "spokeswoman",
        "lawyer",
        "lawyers",
        "counsel",
        "executive",
        "executives",
        "chief",
        "ceo",
        "president",
        "representative",
        "representatives",
        "founder",
        "director",
        "head",
        "team",
        "statement",
        "officer",
        "chairman",
        "attorney",
        "attorneys",
        "owner",
    ]
)


def one_claim(parsed: Parsed, verb: Token, speaker: str) -> list[Claim]:
    """What stands behind the verb, or the quote of the sentence, as the position."""
    sentence = parsed.sentence
    quoted = re.search(r"[“\"]([^”\"]{12,})[”\"]?", sentence.text)
    tail = sentence.text[max(0, parsed.place(verb) - sentence.start + len(verb.text)) :].strip(" ,:")
    gist = quoted[1] if quoted else tail
    gist = re.sub(r"^that\s+", "", gist).rstrip('.”" ')
    if len(gist.split()) < 3:
        return []
    return [Claim(speaker, gist, Evidence(sentence.text, sentence.start, sentence.end, f"said {verb.lower_}"))]


def list_below(opening: Sentence, sentences: Sequence[Sentence], speaker: str) -> list[Claim]:
    """The bullets under an opening such as 'contended that:', each a claim of its own."""
    if not OPENS_LIST.search(opening.text):
        return []
    found: list[Claim] = []
    for sentence in sentences[opening.index + 1 :]:
        if sentence.kind is not BlockKind.BULLET:
            break
        found.append(
            Claim(
                speaker,
                sentence.text.rstrip("."),
                Evidence(sentence.text, sentence.start, sentence.end, "list under a verb of saying"),
            )
        )
    return found
