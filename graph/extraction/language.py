"""Which language a text is in: what its metadata declares, unless the text plainly is in another (py3langid)."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# The languages that policy news comes in; fewer of them make short texts easier to tell.
LANGUAGES = (
    "en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "da", "no", "fi", "cs", "ro", "hu", "el", "tr", "ru", "uk",
    "ja", "ko", "zh", "ar", "hi",
)  # fmt: skip
DEFAULT = "en"
SAMPLE = 3000
# Letters below which nothing can be told, and below which what is declared is not doubted.
TOO_SHORT, SHORT = 20, 200
SURE, LIKELY = 0.99, 0.6
NOISE = re.compile(r"https?://\S+|\S+@\S+|[\d\W_]+")


@cache
def identifier() -> LanguageIdentifier:
    """The model, loaded once a process."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(LANGUAGES))
    return model


def detect(text: str, declared: str | None = None) -> str:
    """An ISO 639-1 code. What is declared wins unless a longer text surely is in another; English where nothing tells.

    >>> detect("Le tribunal a annulé l'amende infligée à la société par la commission.")
    'fr'
    """
    code = (declared or "").strip().lower()[:2]
    code = {"nb": "no", "nn": "no"}.get(code, code if code.isalpha() and len(code) == 2 else "")
    sample = NOISE.sub(" ", text[:SAMPLE]).strip()
    if len(sample) < (SHORT if code else TOO_SHORT):
        return code or DEFAULT
    if sample.isupper():
        sample = sample.lower()
    heard, certainty = identifier().classify(sample)
    if code:
        return str(heard) if heard != code and float(certainty) >= SURE else code
    return str(heard) if float(certainty) >= LIKELY else DEFAULT
