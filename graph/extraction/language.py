"""Which language a text is in: what its metadata declares, else what py3langid hears in it."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = (
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "da",
    "no",
    "fi",
    "cs",
    "ro",
    "hu",
    "el",
    "tr",
    "ru",
    "uk",
    "ja",
    "ko",
    "zh",
    "ar",
    "hi",
)
SAMPLE = 3000


@cache
def identifier() -> LanguageIdentifier:
    """The model, loaded once a process, over the languages that policy news comes in."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(LANGUAGES))
    return model


def detect(text: str, declared: str | None = None) -> str:
    """An ISO 639-1 code. A declared language wins unless a longer text plainly is in another."""
    sample = text[:SAMPLE]
    if declared and len(sample) < 200:
        return declared
    heard, certainty = identifier().classify(sample)
    if declared and (heard == declared or float(certainty) < 0.99):
        return declared
    return str(heard)
