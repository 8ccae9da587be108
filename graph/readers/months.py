"""Names of months in seven languages, with their English abbreviations."""

from __future__ import annotations

NAMES = (
    "january jan janvier januar enero gennaio janeiro januari jänner",
    "february feb février februar febrero febbraio fevereiro februari",
    "march mar mars märz marzo março maart",
    "april apr avril abril aprile",
    "may mai mayo maggio maio mei",
    "june jun juin juni junio giugno junho",
    "july jul juillet juli julio luglio julho",
    "august aug août agosto augustus",
    "september sept sep septembre septiembre settembre setembro",
    "october oct octobre oktober octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec décembre dezember diciembre dicembre dezembro",
)
MONTH_NUMBERS = {name: number for number, names in enumerate(NAMES, 1) for name in names.split()}
MONTH_PATTERN = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
