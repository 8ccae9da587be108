"""Extraction with one part of it switched off: a table of the registry, or a stage of reading.

A variant changes the process that it is applied to for good, so it is applied in worker processes of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from unittest.mock import patch

import ontology
from graph.clean import clean
from graph.extraction import factuality
from graph.model import Article, BlockKind, Modality, Text

REGISTRIES = ("authorities", "companies", "laws", "technologies")


def all_is_text(article: Article) -> Text:
    """Cleaning that takes menus, teasers and forms for paragraphs."""
    text = clean(article)
    blocks = (
        replace(block, kind=BlockKind.PARAGRAPH) if block.kind is BlockKind.BOILERPLATE else block
        for block in text.blocks
    )
    return replace(text, blocks=tuple(blocks))


def done(*_: object) -> factuality.Standing:
    """A standing that takes whatever a word tells for done."""
    return factuality.Standing(Modality.ASSERTED)


def nothing(*_: object) -> list[object]:
    """A reader that finds nothing; a step that adds nothing."""
    return []


def nobody(*_: object) -> None:
    """A look at the whole text that finds nobody."""


def as_it_is(found: list[object], *_: object) -> list[object]:
    """A step that leaves what it is given."""
    return list(found)


def never(*_: object) -> bool:
    """A test that never holds."""
    return False


Stage = Mapping[str, Callable[..., object]]
STAGES: Mapping[str, Stage] = {
    "cleaning": {"graph.extraction.clean": all_is_text},
    "unknown names": {"graph.extraction.names.unknown_names": lambda *_: ([], frozenset())},
    "names by place": {"graph.extraction.names.placed_names": nothing},
    "described bodies": {"graph.extraction.names.described": nothing},
    "short forms": {"graph.extraction.names.short_forms": nothing, "graph.extraction.names.definitions": nothing},
    "text without capitals": {"graph.extraction.caseless.is_caseless": never},
    "frames (parse)": {"graph.extraction.frames.read": nothing},
    "trained reader": {"graph.extraction.readers": nothing},
    "line reader (English)": {"graph.extraction.broken": nothing},
    "parties of the whole text": {
        "graph.extraction.actors.discourse.Discourse.main_party": nobody,
        "graph.extraction.actors.discourse.Discourse.main_authority": nobody,
    },
    "factuality (frames)": {"graph.extraction.frames.act.assess": done},
    "titles over items": {"graph.extraction.headings.inherit": nothing},
    "merging": {"graph.extraction.reports.merge": as_it_is},
    "selection": {"graph.extraction.reports.select": as_it_is},
    "date of the lead": {"graph.extraction.reports.date_leads": nothing},
    "overturned acts": {"graph.extraction.reports.mark_overturned": nothing},
}
"""What stands in for what, by the name of the stage; lines of `docs/extraction.md` tell what each does."""


def switch_off(part: str | None) -> None:
    """Switch a registry or a stage off in this process; nothing for None. KeyError for a part that there is not."""
    if part is None:
        return
    if part in REGISTRIES:
        patch.object(ontology, "rows", rows_without(part)).start()
        return
    for target, stand_in in STAGES[part].items():
        patch(target, stand_in).start()


NAMED_BY_RULES = {"eu-commission", "eu-council", "eu-parliament"}
"""Rows that stay: rules for texts on the Union name them."""


def rows_without(folder: str) -> Callable[[str], Iterator[dict[str, str]]]:
    """The reader of registry tables, with one table empty."""
    rows = ontology.rows
    return lambda wanted: (row for row in rows(wanted) if wanted != folder or row["id"] in NAMED_BY_RULES)
