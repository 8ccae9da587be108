"""An act as a reader tells it that knows no grammar: the trained one (`learned`), or a language model (`asked`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.extraction.names import Name
from graph.extraction.sentences import Sentence
from graph.model import Entity, Kind, Status


@dataclass(frozen=True, slots=True)
class Told:
    """An act carried by `word` at `place` in the text; each entity of its sides comes with how sure the reader is of it."""

    sentence: Sentence
    place: int
    word: str
    kind: Kind
    status: Status
    chance: float
    issuers: tuple[tuple[Entity, float], ...]
    respondents: tuple[tuple[Entity, float], ...]


Reader = Callable[[Sequence[Sentence], Sequence[Name], str], list[Told]]
"""The sentences of a text, the names in it and the whole text that all offsets count in; out come the acts, in order."""
