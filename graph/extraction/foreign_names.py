"""Names in languages without a recogniser: inflected and short forms of registered ones, unknown firms and bodies.

An unknown stretch of capitals is a name where its surroundings say so: a legal form, a noun for a firm before it,
a head such as 'Association' or 'Landgericht', or the place of the one addressed by an act.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from graph.extraction import names as registered
from graph.extraction.linear.words import Words, load
from graph.extraction.names import Name, entity_of, new_entity
from graph.extraction.sentences import Sentence
from graph.model import BlockKind, Entity, EntityType
from graph.registry import Registry
from graph.registry import load as load_registry

CAP = r"[A-ZÀÁÂÄÇÈÉÊËÍÎÑÓÖÚÜ0-9][\w&’'\-]*(?:\.[a-z]{2,4}\b)?"
LEGAL = (
    r"(?:GmbH(?: & Co\. KG)?|AG|SE|KGaA|KG|UG|e\. ?V\.|S\.A\.R\.L\.|SARL|S\.A\.S\.|SAS|S\.A\.U\.|S\.A\.|SA|S\.p\.A\.|SpA|S\.r\.l\.|Srl|B\.V\.|BV|N\.V\.|NV"
    r"|S\.L\.U\.|S\.L\.|SL|Lda\.?|Ltda\.?|S/A|Inc\.?|Ltd\.?|LLC|Limited|plc|Corp\.?|Corporation|AB|A/S|asbl|vzw)"
)
JOIN = r"(?:&|und|et|y|e|en|de|di|del|da|do|of|the)"
WITH_FORM = re.compile(rf"\b({CAP}(?: (?:{CAP}|{JOIN} {CAP}|&)){{0,4}}?),? ({LEGAL})(?![\w])")
LAW_NUMBER = re.compile(
    r"\b(?:[Ll]oi|[Dd]écret|[Oo]rdonnance|Ley(?: Orgánica)?|Real Decreto(?:-ley)?|Lei(?: Complementar)?|Decreto(?:-Lei)?|[Ll]egge|[Dd]ecreto legislativo|d\.lgs\.?) "
    r"(?:n[.º°o]* ?)?\d[\d./\-]*(?:/\d{4}|-\d+)?\b"
)
# Prepositions behind which a word in small letters still belongs to a name ('Association des usagers').
GENITIVE = frozenset(
    [
        "de",
        "du",
        "des",
        "d'",
        "d’",
        "del",
        "della",
        "dell'",
        "dell’",
        "dei",
        "delle",
        "degli",
        "di",
        "do",
        "da",
        "dos",
        "das",
        "van",
    ]
)
ARTICLES = frozenset(["la", "l'", "l’", "los", "las", "le", "les", "de", "der", "den", "het"])
ACTING = (EntityType.REGULATOR, EntityType.ORGANISATION, EntityType.LAW, EntityType.PERSON)
WORD = re.compile(r"[\w&\-]+(?:\.\w+)*[’']?|[^\w\s]")
GERMAN_NOUN = re.compile(
    r"(?i).*(?:ung|ungen|heit|heiten|keit|keiten|schaft|daten|tion|tionen|nis|nisse|tum|ment|eren|innen|geld|gelder|auflagen|kunden|nutzer|verstöße)$"
)
LONGEST = 9
SPEAKS = ("factuality.said", "factuality.wish", "carry.receive", "must.", "loose.")
AGAINST = frozenset(["contre", "contra", "contro", "tegen"])
PLACES = frozenset(["à", "en", "in", "em", "te", "bij", "na", "para", "desde", "vers", "von", "aus", "nach"])


def complete(found: Sequence[Name], sentences: Sequence[Sentence], registry: Registry, language: str) -> list[Name]:
    """All names of a text: the ones already found, other forms of registered ones, unknown laws, bodies and firms."""
    words = load(language)
    text = registered.padded(sentences)
    acting = [name for name in found if name.entity.type in ACTING]
    others = [name for name in found if name.entity.type not in ACTING]
    acting = merged(acting, again(text, acting, registry, words))
    acting = merged(acting, short_names(text, registry, words))
    if words.verb_final:
        acting = merged(acting, genitives(sentences, acting, registry, language))
    acting = merged(acting, law_numbers(text))
    taken = spans_of(acting)
    acting = merged(acting, bodies(text, words, taken))
    for finder in (with_legal_form, introduced, headed, addressed):
        acting = merged(acting, finder(text, words, spans_of(acting), registry, sentences))
    acting = merged(acting, registered.definitions(text, acting))
    acting = merged(
        acting,
        registered.short_forms(
            text, [name for name in acting if first_word(name) not in words.names["heads"]], registry
        ),
    )
    acting = unified(merged(acting, repeated(text, acting)))
    return sorted(registered.first_come([*acting, *others]), key=lambda name: name.start)


def merged(ours: Sequence[Name], more: Iterable[Name]) -> list[Name]:
    """The names with those further ones that overlap none of them."""
    return registered.first_come([*ours, *more])


def spans_of(found: Iterable[Name]) -> set[int]:
    """The places that names take."""
    return {place for name in found for place in range(name.start, name.end)}


def first_word(name: Name) -> str:
    """The first word of an entity's name."""
    return re.split(r"[ '’]", name.entity.name)[0]


# --- registered things in other forms --------------------------------------------------------------------------------


@cache
def extra_forms(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of short names, and of native names without their article and with German endings."""
    registry = load_registry()
    words = load(language)
    forms = {form: identifier for form, identifier in words.short.items() if identifier in registry.entries}
    for entry in registry.entries.values():
        if entry.type is EntityType.REGULATOR and entry.jurisdiction and entry.jurisdiction[:2] in words.homes:
            forms |= {
                acronym.capitalize(): entry.id
                for acronym in entry.acronyms
                if acronym.isupper() and acronym.isalpha() and len(acronym) > 3
            }
    if words.verb_final:
        for entry in registry.entries.values():
            if (
                entry.type is EntityType.REGULATOR
                and entry.jurisdiction
                and entry.jurisdiction[:2] in ("DE", "AT", "CH", "LU", "NL", "BE", "EU")
            ):
                forms |= {
                    alias.split(" ", 1)[1]: entry.id
                    for alias in entry.aliases
                    if re.match(r"(?:Der|Die|Das|De|Het) [A-Z]", alias)
                }
    return tuple(
        (re.compile(rf"\b{inflected(form)}\b"), identifier)
        for form, identifier in sorted(forms.items(), key=lambda pair: -len(pair[0]))
    )


def again(text: str, known: Sequence[Name], registry: Registry, words: Words) -> Iterator[Name]:
    """Bodies behind a capital article ('La CNIL'), or whose name countries share: that of the country spoken of most."""
    votes = Counter(
        code
        for word in re.findall(r"[\w-]+", text)
        if (code := words.places.get(word) or words.places.get(word.lower()))
    )
    votes.update(
        name.entity.jurisdiction[:2]
        for name in known
        if name.entity.type is EntityType.REGULATOR and name.entity.jurisdiction
    )
    for hit in registry.find(text):
        entries = [registry.entries[identifier] for identifier in hit.form.entries]
        lead = re.search(r"(?:^|[^\w])([A-Z]\w{0,2})\s$", text[max(0, hit.start - 6) : hit.start])
        shared = len(entries) > 1 or hit.form.contextual
        if entries[0].type is not EntityType.REGULATOR or not (shared or lead):
            continue
        native = [entry for entry in entries if (entry.jurisdiction or "")[:2] in words.homes]
        native = native or ([] if shared else entries)
        ranked = sorted(
            native,
            key=lambda entry: (
                -votes[(entry.jurisdiction or "")[:2]],
                (entry.jurisdiction or "")[:2] not in words.homes[:1],
                "-" in (entry.jurisdiction or ""),
            ),
        )
        if ranked and text[hit.start].isupper():
            yield Name(
                hit.start,
                hit.end,
                text[hit.start : hit.end],
                entity_of(ranked[0], ("name shared by several countries",)),
            )


def inflected(form: str) -> str:
    """A pattern that lets the words of a name in 'e' or 'er' take other endings."""
    return " ".join(
        re.sub(r"(?<=\w\w\w)e(?:r|n)?$", "e[rnsm]?", re.escape(word)) if word[0].isupper() else re.escape(word)
        for word in form.split()
    )


def short_names(text: str, registry: Registry, words: Words) -> Iterator[Name]:
    """'Kartellamt', 'Antitrust', 'Hamburgischer Beauftragter …'."""
    for pattern, identifier in extra_forms(words.language):
        for match in pattern.finditer(text):
            yield Name(
                match.start(),
                match.end(),
                match[0],
                entity_of(registry.entries[identifier], (f"short name '{match[0]}'",)),
            )


def genitives(sentences: Sequence[Sentence], known: Sequence[Name], registry: Registry, language: str) -> list[Name]:
    """'Facebooks', 'des Bundeskartellamts': a registered name with an s, or a name of this text with one."""
    blanked = [
        Sentence(
            item.start, item.end, re.sub(r"(?<=[A-Za-zäöüß]{3})s\b", " ", item.text), item.kind, item.block, item.index
        )
        for item in sentences
    ]
    place_of = {sentence.start: sentence for sentence in sentences}
    found = []
    for sentence in blanked:
        whole = place_of[sentence.start].text
        for name in registered.find([sentence], registry, language):
            end = name.end - sentence.start
            if (
                name.entity.type in ACTING
                and end < len(whole)
                and whole[end] == "s"
                and sentence.text[end] == " "
                and name.surface[0].isupper()
            ):
                found.append(Name(name.start, name.end + 1, name.surface + "s", name.entity, name.product, name.topics))
    return found


def law_numbers(text: str) -> Iterator[Name]:
    """Laws by number: 'Lei 13.709/2018', 'loi n° 78-17'."""
    for match in LAW_NUMBER.finditer(text):
        yield Name(match.start(), match.end(), match[0], new_entity(EntityType.LAW, match[0]))


def repeated(text: str, known: Sequence[Name]) -> Iterator[Name]:
    """Further places of the unregistered names of a text."""
    for name in {name.entity.id: name for name in known if not name.entity.registered}.values():
        for match in re.finditer(rf"\b{re.escape(name.entity.name)}\b", text):
            yield Name(match.start(), match.end(), match[0], name.entity)


def unified(found: Sequence[Name]) -> list[Name]:
    """Unregistered organisations of which one name begins the other ('Corsalampo', 'Corsalampo Italia') made one."""
    unknown = {
        name.entity.id: name.entity
        for name in found
        if name.entity.type is EntityType.ORGANISATION and not name.entity.registered
    }
    longer: dict[str, Entity] = {}
    for entity in unknown.values():
        others = [other for other in unknown.values() if other.name.startswith(entity.name + " ")]
        if len(others) == 1:
            longer[entity.id] = replace(others[0], aliases=(*others[0].aliases, entity.name))
    same = {entity.id: entity for entity in longer.values()}
    return [
        replace(name, entity=longer.get(name.entity.id) or same.get(name.entity.id) or name.entity) for name in found
    ]


# --- unknown bodies and firms ----------------------------------------------------------------------------------------


def stretch(text: str, start: int, words: Words, taken: set[int]) -> int:
    """The end of a name whose head begins at `start`: capitals, links, and small words behind a genitive."""
    end = start
    small = linked = False
    last = ""
    links = {part for link in words.names["links"] for part in link.split()}
    for count, match in enumerate(WORD.finditer(text, start, min(len(text), start + 140))):
        word = match[0]
        if match.start() in taken or (count and "\n" in text[end : match.start()]) or count > LONGEST:
            break
        plural = last.endswith("s") and word.endswith("s") and len(word) > 4  # 'des hôteliers indépendants'
        if count == 0 or (word[0].isupper() and (linked or word not in words.names["stop"])):
            end, small, linked, last = match.end(), False, False, ""
        elif word in links or (word in ARTICLES and small):
            small, linked = small or word.lower() in GENITIVE, True
        elif word[0].islower() and not words.verb_final and (small or plural or (count == 1 and word in words.places)):
            end, small, linked, last = match.end(), False, False, word
        else:
            break
    return end


def heads(text: str, listed: Iterable[str], words: Words, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Stretches that begin with one of the listed heads and go on behind it."""
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(head) for head in sorted(listed, key=len, reverse=True))})\b")
    for match in pattern.finditer(text):
        if match.start() in taken:
            continue
        end = stretch(text, match.start(), words, taken)
        rest = text[match.end() : end]
        if rest.strip() and (
            any(character.isupper() for character in rest) or not starts_sentence(text, match.start())
        ):
            yield match.start(), end


def starts_sentence(text: str, place: int) -> bool:
    """Whether a place begins a sentence or a line."""
    before = text[max(0, place - 3) : place].rstrip(" «\"“„'’")
    return not before or before[-1] in ".!?:\n"


def bodies(text: str, words: Words, taken: set[int]) -> list[Name]:
    """Courts, ministries and authorities that no registry holds: 'Landgericht Bonn', 'Tribunal de Nanterre'."""
    return [
        Name(start, end, text[start:end], new_entity(EntityType.REGULATOR, text[start:end]))
        for start, end in heads(text, words.names["bodies"], words, taken)
    ]


def headed(text: str, words: Words, taken: set[int], registry: Registry, sentences: Sequence[Sentence]) -> list[Name]:
    """Associations, universities, banks by the head of their names."""
    return [firm(text, start, end) for start, end in heads(text, words.names["heads"], words, taken)]


def firm(text: str, start: int, end: int, name: str | None = None) -> Name:
    """A new organisation at a place."""
    return Name(start, end, text[start:end], new_entity(EntityType.ORGANISATION, name or text[start:end]))


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


def is_common(surface: str, text: str) -> bool:
    """A single word that the text also writes small."""
    return surface.isalpha() and re.search(rf"\b{re.escape(surface.lower())}\b", text) is not None


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


def has_key(word: str, words: Words, prefixes: tuple[str, ...], whole: bool = False) -> bool:
    """Whether a single word has an entry of one of these sections (or of exactly these keys)."""
    return any(
        key in prefixes if whole else key.startswith(prefixes)
        for phrase in words.phrases.get(word, ())
        if len(phrase.words) == 1
        for key in phrase.keys
    )
