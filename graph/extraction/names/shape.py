"""What the spelling of a stretch of text says: headlines in capitals, names of bodies and of firms."""

from __future__ import annotations

import re

from graph.extraction.names.name import words


def is_title_case(text: str, place: int) -> bool:
    """Whether the line around a place capitalises nearly every word (then capitals tell nothing)."""
    start = text.rfind("\n", 0, place) + 1
    line = text[start : text.find("\n", place) if text.find("\n", place) > 0 else len(text)]
    longer = re.findall(r"[A-Za-z][\w’']{3,}", line)
    return len(longer) >= 3 and sum(word[0].isupper() for word in longer) / len(longer) > 0.8


def is_shouted(line: str) -> bool:
    """Lines of capitals or without any give the recogniser nothing to go by."""
    letters = [character for character in line if character.isalpha()]
    return not letters or sum(character.isupper() for character in letters) in (0, len(letters))


def looks_like_firm(surface: str) -> bool:
    """A legal form or a word that firms bear at the end of their names."""
    return bool(set(re.findall(r"[\w.]+", surface)) & words()["organisation_words"])


def is_capitalised(surface: str) -> bool:
    """Every word of more than three letters has a capital."""
    return all(part[0].isupper() for part in surface.split() if len(part) > 3)


def is_authority_name(surface: str) -> bool:
    """A public body that no registry holds: 'Lancaster County District Court', 'Ministry of Digital Affairs'."""
    parts = re.findall(r"[\w’'&\-.]+", surface)
    strong = {
        "Court",
        "Tribunal",
        "Ministry",
        "Commission",
        "Authority",
        "Agency",
        "Directorate",
        "Inspectorate",
        "Ombudsman",
    }
    if "," in surface or " v " in surface or " v. " in surface:
        return False
    if not is_capitalised(surface) or parts[0].lower() in (
        "suppose",
        "said",
        "says",
        "if",
        "when",
        "while",
        "after",
        "but",
        "and",
    ):
        return False
    return (
        2 <= len(parts) <= 8
        and (
            bool(strong & set(parts))
            or re.search(r"\b(?:City|Town|County|Borough|Village) Council$", surface) is not None
        )
        and "Police" not in parts
        and parts[0] not in ("Two", "Three", "Several")
        and surface[0].isupper()
        and not surface.isupper()
    )


# 'N74m', 'W1.4 billion' are sums, and so is the end of 'Zeltra 207.4 billion'.
SUM = re.compile(r"(?:N|W|R|P|RM|Rs|Ksh|GH)\.?\d|.*\d (?:thousand|million|billion|trillion|crore|lakh)\b")


def is_organisation_name(surface: str) -> bool:
    """Whether the words could name an organisation at all."""
    lists = words()
    if surface.isupper() and len(surface) > 5:  # datelines and headings in capitals
        return False
    if (
        re.fullmatch(r"[A-Z]{1,2}\d+[A-Za-z]?|[A-Z]{2,5}s|[A-Z]\.?|FL|CA|NY|TX|NJ|SC|DC|AG", surface)
        or surface.strip(".") in lists["organisation_words"]
    ):
        return False  # 'R18', 'N74', 'URLs'; a legal form alone
    parts = re.findall(r"[\w’'&\-.]+", surface)
    if SUM.match(surface):
        return False
    if not parts or surface in lists["not_organisations"] or any(character in surface for character in '\n$€£%“”"[]|'):
        return False
    if not surface[0].isupper() and not any(character.isupper() for character in surface[1:]):
        return False
    if len(parts) > 6 or len(surface) < 2 or surface.isdigit():
        return False
    if all(part in lists["not_organisations"] for part in parts):
        return False
    return not set(parts) & lists["authority_words"] or "Police" in parts or "Sheriff" in parts
