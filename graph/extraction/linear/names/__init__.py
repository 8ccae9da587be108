"""Names in languages without a recogniser: inflected and short forms of registered ones, unknown firms and bodies.

An unknown stretch of capitals is a name where its surroundings say so: a legal form, a noun for a firm before it,
a head such as 'Association' or 'Landgericht', or the place of the one addressed by an act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.extraction.linear.names.firms import addressed, introduced, with_legal_form
from graph.extraction.linear.names.headed import bodies, headed, law_numbers
from graph.extraction.linear.names.registered import ACTING, again, genitives, short_names
from graph.extraction.linear.names.spelling import first_word, spans_of
from graph.extraction.linear.words import load
from graph.extraction.names import Name, definitions, first_come, padded, short_forms
from graph.extraction.sentences import Sentence
from graph.model import Entity, EntityType
from graph.registry import Registry


def complete(found: Sequence[Name], sentences: Sequence[Sentence], registry: Registry, language: str) -> list[Name]:
    """All names of a text: the ones already found, other forms of registered ones, unknown laws, bodies and firms."""
    words = load(language)
    text = padded(sentences)
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
    acting = merged(acting, definitions(text, acting))
    acting = merged(
        acting,
        short_forms(text, [name for name in acting if first_word(name) not in words.names["heads"]], registry),
    )
    acting = unified(merged(acting, repeated(text, acting)))
    return sorted(first_come([*acting, *others]), key=lambda name: name.start)


def merged(ours: Sequence[Name], more: Iterable[Name]) -> list[Name]:
    """The names with those further ones that overlap none of them."""
    return first_come([*ours, *more])


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
