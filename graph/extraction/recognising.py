"""Names that no registry holds, as spans of a text: by the packaged model, or by a GLiNER model that the operator names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.extraction.model_en import recogniser
from graph.settings import Settings

LABELS = {"organisation": "ORG", "person": "PERSON", "product": "PRODUCT", "place": "GPE", "law": "LAW"}
"""What GLiNER is asked for, and what the packaged model calls it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch [start, end) of a text that names something; `label` as OntoNotes has it (ORG, PERSON, GPE …)."""

    start: int
    end: int
    label: str


def recognised(texts: Sequence[str]) -> list[list[Span]]:
    """The spans of each text. ImportError if GLiNER is wanted and not installed (`pip install policygraph[gliner]`)."""
    folder = Settings().gliner
    return by_gliner(texts, folder) if folder else by_spacy(texts)


def by_spacy(texts: Sequence[str]) -> list[list[Span]]:
    """By the recogniser of the packaged pipeline."""
    return [
        [Span(span.start_char, span.end_char, span.label_) for span in doc.ents] for doc in recogniser().pipe(texts)
    ]


def by_gliner(texts: Sequence[str], folder: str) -> list[list[Span]]:
    """By the GLiNER model in a folder (https://arxiv.org/abs/2311.08526)."""
    return [
        [
            Span(item["start"], item["end"], LABELS[item["label"]])
            for item in gliner(folder).predict_entities(text, list(LABELS))
        ]
        for text in texts
    ]


@cache
def gliner(folder: str) -> Any:
    """The model of a folder; nothing is fetched."""
    from gliner import GLiNER

    return GLiNER.from_pretrained(folder, local_files_only=True)
