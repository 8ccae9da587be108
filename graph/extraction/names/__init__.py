"""Names in a text: registered ones, defined abbreviations, unknown organisations and persons, and their short forms.

A name is linked only when the whole of it agrees; a part of a longer name is not that name. Where several
registered things share a form, the text has to decide (a definition, a long form, the jurisdictions it
speaks of); a close race links to none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graph.extraction.names.acronyms import overruled
from graph.extraction.names.described import described
from graph.extraction.names.firms import firms
from graph.extraction.names.forms import bodies, definitions, heads_of_state, initialled, short_forms, shortened
from graph.extraction.names.institutions import institutions
from graph.extraction.names.laws import same_laws, unregistered_laws
from graph.extraction.names.lists import listed_names
from graph.extraction.names.name import Name, entity_of, first_come, new_entity, padded, without_terms
from graph.extraction.names.nearby import city_votes, homed
from graph.extraction.names.positions import placed_names
from graph.extraction.names.registered import (
    is_channel,
    is_common_word,
    is_whole_name,
    jurisdiction_votes,
    resolve,
    shift,
    without_overlap,
)
from graph.extraction.names.unregistered import unknown_names
from graph.extraction.sentences import Sentence
from graph.registry import Registry


def find(sentences: Sequence[Sentence], registry: Registry, language: str, home: str | None = None) -> list[Name]:
    """All names of a text, in order and without overlap. `home` is the jurisdiction of the publisher where known."""
    text = padded(sentences)
    named, places = known(sentences, text, registry, language, home)
    if language == "en":
        recognised, others = unknown_names(sentences, text, named, registry)
        named = without_terms([*named, *recognised])
        defined = definitions(text, named)
        short = {name.surface for name in defined}
        named = [*(name for name in named if name.surface not in short or name not in recognised), *defined]
        named = [*placed_names(text, named, others, registry), *named]
        named += listed_names(text, named, others, registry)
        named += definitions(text, named)
        named += short_forms(text, named, registry)
        named += bodies(text, named, registry)
        named += heads_of_state(text, named, registry)
    whole = sorted(first_come(named), key=lambda name: name.start)
    return homed(shortened(same_laws(text, whole)), text, places, registry)


def known(
    sentences: Sequence[Sentence], text: str, registry: Registry, language: str, home: str | None = None
) -> tuple[list[Name], Counter[str]]:
    """The names that a registry holds or that say what they are, some over others, and how much a text speaks of each place."""
    hits = [shift(hit, sentence.start) for sentence in sentences for hit in registry.find(sentence.text)]
    hits = [hit for hit in hits if is_whole_name(hit, text, registry)]
    hits = overruled(without_overlap(hits, registry), registry, text)
    places = jurisdiction_votes(hits, registry) + city_votes(text)
    if home:
        places[home] += 1
    resolved = resolve(hits, registry, places, text)
    named = [name for name in resolved if name is not None]
    named = [name for name in named if not (is_common_word(name, text, sentences) or is_channel(name, text))]
    named = [*unregistered_laws(text, named), *named]
    named += definitions(text, named)
    named += short_forms(text, named, registry)
    if language == "en":
        named = [*described(text, named, registry), *named]
        named = [*institutions(text, named, registry), *named]
        named = [*firms(text, named), *named]
        named += initialled(text, named, registry)
    return named, places


__all__ = ["Name", "definitions", "entity_of", "find", "first_come", "new_entity", "padded", "short_forms"]
