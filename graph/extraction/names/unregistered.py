"""Organisations, authorities and persons that no registry holds, by the recogniser and by how names are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from graph.extraction.names.doubts import doubtful
from graph.extraction.names.name import Name, new_entity, padded, words
from graph.extraction.names.shape import is_authority_name, is_organisation_name, is_shouted, looks_like_firm
from graph.extraction.recognising import recognised
from graph.extraction.sentences import Sentence
from graph.model import Entity, EntityType
from graph.registry import Registry


def unknown_names(
    sentences: Sequence[Sentence], known: Sequence[Name], registry: Registry
) -> tuple[list[Name], frozenset[str]]:
    """Organisations and persons that no registry holds, by the recogniser's votes over the whole text.

    Also the stretches that it takes for places, peoples and single persons, which are no organisations.
    """
    taken = {
        place
        for name in known
        if name.entity.type is not EntityType.TECHNOLOGY
        for place in range(name.start, name.end)
    }
    prose = [sentence for sentence in sentences if not is_shouted(sentence.text)]
    people: set[str] = set()
    votes: dict[str, Counter[str]] = {}
    places: list[tuple[int, int, str]] = []
    for sentence, spans in zip(prose, recognised([sentence.text for sentence in prose]), strict=True):
        for span in spans:
            if span.label not in ("ORG", "PERSON", "PRODUCT", "GPE", "NORP", "FAC", "WORK_OF_ART", "LAW"):
                continue
            start, end = tidy(sentence.text, span.start, span.end)
            if span.label == "PERSON":
                people.add(sentence.text[start:end])
            if end <= start or taken.intersection(range(sentence.start + start, sentence.start + end)):
                continue
            surface = sentence.text[start:end]
            votes.setdefault(surface, Counter())[span.label] += 1
            places.append((sentence.start + start, sentence.start + end, surface))
    bodies = {name.entity.id: name.entity for name in known if name.entity.type is EntityType.REGULATOR}
    found = [
        name
        for start, end, surface in places
        if (name := short_body(start, end, surface, bodies) or unknown(start, end, surface, votes[surface]))
    ]
    firms = [name for name in found if name.entity.type is EntityType.ORGANISATION]
    others = [name for name in found if name.entity.type is not EntityType.ORGANISATION]
    none = frozenset(
        surface for surface, count in votes.items() if count.most_common(1)[0][0] in ("GPE", "NORP", "PERSON")
    )
    return [*others, *doubtful(firms, padded(sentences), people)], none | people


def short_body(start: int, end: int, surface: str, bodies: Mapping[str, Entity]) -> Name | None:
    """The end of the name of one authority of the text, used alone: 'Board of Supervisors' for San Francisco's."""
    if len(surface.split()) < 2:
        return None
    fitting = [
        entity
        for entity in bodies.values()
        if any(form.endswith(" " + surface) for form in (entity.name, *entity.aliases))
    ]
    return Name(start, end, surface, fitting[0]) if len(fitting) == 1 else None


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without article, possessive and quotes."""
    surface = text[start:end]
    lead = re.match(r"(?:[\"“‘'(]|[Tt]he\s|[Aa]n?\s)*", surface)
    start += len(lead[0]) if lead else 0
    tail = re.search(r"(?:['’]s?|[\"”)\],.;:])+$", text[start:end])
    return start, end - (len(tail[0]) if tail else 0)


def unknown(start: int, end: int, surface: str, votes: Counter[str]) -> Name | None:
    """A new entity of the kind that the recogniser saw most, None if the words say that it is none."""
    label = votes.most_common(1)[0][0]
    if label == "PERSON" and len(surface.split()) in (2, 3) and not looks_like_firm(surface):
        return Name(start, end, surface, new_entity(EntityType.PERSON, surface))
    if label != "ORG" and not looks_like_firm(surface):
        return None
    last = surface.split()[-1].strip(".")
    lists = words()
    if last in lists["law_heads"]:
        return None
    if is_authority_name(surface):
        return Name(start, end, surface, new_entity(EntityType.REGULATOR, surface))
    if not is_organisation_name(surface):
        return None
    return Name(start, end, surface, new_entity(EntityType.ORGANISATION, surface))
