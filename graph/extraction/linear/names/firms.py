"""Firms that no registry holds: a legal form, a noun for a firm before the name, the place of the one addressed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from graph.extraction.linear.names.headed import firm
from graph.extraction.linear.names.spelling import CAP, JOIN, has_key, is_common
from graph.extraction.linear.words import Words
from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.model import BlockKind
from graph.registry import Registry

LEGAL = (
    r"(?:GmbH(?: & Co\. KG)?|AG|SE|KGaA|KG|UG|e\. ?V\.|S\.A\.R\.L\.|SARL|S\.A\.S\.|SAS|S\.A\.U\.|S\.A\.|SA|S\.p\.A\.|SpA|S\.r\.l\.|Srl|B\.V\.|BV|N\.V\.|NV"
    r"|S\.L\.U\.|S\.L\.|SL|Lda\.?|Ltda\.?|S/A|Inc\.?|Ltd\.?|LLC|Limited|plc|Corp\.?|Corporation|AB|A/S|asbl|vzw)"
)
WITH_FORM = re.compile(rf"\b({CAP}(?: (?:{CAP}|{JOIN} {CAP}|&)){{0,4}}?),? ({LEGAL})(?![\w])")
GERMAN_NOUN = re.compile(
    r"(?i).*(?:ung|ungen|heit|heiten|keit|keiten|schaft|daten|tion|tionen|nis|nisse|tum|ment|eren|innen|geld|gelder|auflagen|kunden|nutzer|verstöße)$"
)
SPEAKS = ("factuality.said", "factuality.wish", "carry.receive", "must.", "loose.")
AGAINST = frozenset(["contre", "contra", "contro", "tegen"])
PLACES = frozenset(["à", "en", "in", "em", "te", "bij", "na", "para", "desde", "vers", "von", "aus", "nach"])


def with_legal_form(
    text: str, words: Words, taken: set[int], registry: Registry, sentences: Sequence[Sentence]
) -> Iterator[Name]:
    """'Telvora GmbH', 'Frutas Marel, S.L.': the name without the form."""
    skip = words.names["party"] | words.names["stop"] | words.names["persons"]
    for match in WITH_FORM.finditer(text):
        start, name = match.start(), match[1]
        while (first := name.split(" ")[0]) and (first in skip or first.lower() in skip) and " " in name:
            start, name = start + len(first) + 1, name[len(first) + 1 :]
        if name not in skip and taken.isdisjoint(range(start, match.end())):
            yield firm(text, start, match.end(), name)


def introduced(
    text: str, words: Words, taken: set[int], registry: Registry, sentences: Sequence[Sentence]
) -> Iterator[Name]:
    """'la société Palmavia', 'het bedrijf „Xerno"', 'le fournisseur du système, Palmavia,'."""
    listed = words.names["party"] | {noun[0].upper() + noun[1:] for noun in words.names["party"]}
    nouns = "|".join(re.escape(noun) for noun in sorted(listed, key=len, reverse=True))
    if words.verb_final:  # compounds: 'Wohnungskonzern', 'gamemaker'
        nouns += "|[\\w\\-]+(?:" + "|".join(words.names["party_endings"]) + ")"
    between = "" if words.language == "de" else r"(?: [a-zà-ÿ\-]+(?<=[a-zà-ÿ]{5}))?"
    direct = re.compile(rf"\b(?:{nouns}){between} [«„“\"']?\s?({CAP}(?: (?:{CAP}|{JOIN} {CAP})){{0,3}})")
    aside = re.compile(rf"\b(?:{nouns})(?: [a-zà-ÿ’'\-]+){{0,4}}, ({CAP}(?: {CAP}){{0,2}}),")
    for pattern in (direct, aside):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            if usable(text, start, end, words, taken, registry):
                yield firm(text, start, end)


def usable(text: str, start: int, end: int, words: Words, taken: set[int], registry: Registry) -> bool:
    """Whether a stretch of capitals may be a firm: no place, no number, no common word of the language."""
    surface = text[start:end]
    first = surface.split()[0]
    if (
        not taken.isdisjoint(range(start, end))
        or "\n" in surface
        or (surface[0].isdigit() and not re.search(r"[A-Za-z]", surface))
    ):
        return False
    if (
        surface in registry.places
        or surface in registry.adjectives
        or surface in words.places
        or first in words.names["stop"]
        or len(surface) < 3
    ):
        return False
    if words.language == "de" and not re.search(r"[a-z][A-Z]|\d|&", surface):
        quoted = text[start - 1] in '„"“«'
        return quoted or not (GERMAN_NOUN.match(surface) or surface.lower() in words.phrases)
    return True


def addressed(
    text: str, words: Words, taken: set[int], registry: Registry, sentences: Sequence[Sentence]
) -> list[Name]:
    """Capitals in the place of the one addressed ('multó a Marel con'), or of the one that speaks, in sentences of acts."""
    votes: Counter[str] = Counter()
    places: list[tuple[int, int]] = []
    for sentence in sentences:
        if sentence.kind is BlockKind.BOILERPLATE:
            continue
        for match in re.finditer(rf"(?<![\w’']){CAP}(?: (?:{CAP}|{JOIN} {CAP}))*", sentence.text):
            offset = len(match[0]) - len(without_article(match[0], words))
            start, end = sentence.start + match.start() + offset, sentence.start + match.end()
            if not may_be_addressed(text, start, end, words) or not usable(text, start, end, words, taken, registry):
                continue
            if start == sentence.start and " " in match[0]:
                continue
            places.append((start, end))
            votes[text[start:end]] += weight(sentence, start - sentence.start, end - sentence.start, words)
    return [firm(text, start, end) for start, end in places if votes[text[start:end]] >= 2]


def without_article(surface: str, words: Words) -> str:
    """'A Deco' without its article."""
    first, _, rest = surface.partition(" ")
    return rest if rest and has_key(first.lower(), words, ("grammar.definite", "grammar.indefinite")) else surface


def may_be_addressed(text: str, start: int, end: int, words: Words) -> bool:
    """No word of the lexicon or of the text in small letters; in German, where all nouns have capitals, only after 'gegen'."""
    surface = text[start:end]
    if "’" in surface or "'" in surface or is_common(surface, text) or surface.lower() in words.phrases:
        return False
    if words.language != "de" or re.search(r"[a-z][A-Z]|\d|&", surface):
        return True
    again_bare = len(re.findall(rf"\b{re.escape(surface)}\b", text)) > 1
    return again_bare and not re.search(
        rf"\b(?:[Dd](?:er|ie|as|en|em|es)|[Ee]ine?[nmrs]?) {re.escape(surface)}\b", text
    )


def weight(sentence: Sentence, start: int, end: int, words: Words) -> int:
    """How much the surroundings of a stretch of capitals speak for an organisation."""
    before = re.findall(r"[\w’']+|[^\w\s]", sentence.text[max(0, start - 40) : start].lower())
    after = re.findall(r"[\w’']+|[^\w\s]", sentence.text[end : end + 30].lower())[:3]
    if before and any(word in words.names["persons"] for word in before[-4:]):
        return -3
    acts = any(
        has_key(word, words, ("act.", "noun.fine", "carry.", "condemn."))
        for word in re.findall(r"[\w]+", sentence.text.lower())
    )
    if (
        before
        and acts
        and has_key(before[-1], words, ("grammar.against", "grammar.to"), whole=True)
        and (before[-1] not in PLACES or not words.verb_final)
    ):
        return 2
    if acts and words.language != "de" and any(word in AGAINST for word in before[-3:-1]):
        return 2
    if before and before[-1] in PLACES:
        return -2
    opens = not before or before[-1] in '.,:«"' or has_key(before[-1], words, ("grammar.definite",))
    return 2 if after and opens and (has_key(after[0], words, SPEAKS) or after[0] in ("n", "dit")) else 0
