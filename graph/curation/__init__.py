"""What people decide about reports and entities: kept with who, when and why, replayed over every new extraction."""

from __future__ import annotations

from graph.curation.deciding import Effect, decide, take_in, undo
from graph.curation.decision import CORRECTABLE, Anchor, Decision, Verdict, decision_of
from graph.curation.keeping import Kept, Undone, export, kept
from graph.curation.replay import Curation, key_quads, load

__all__ = [
    "CORRECTABLE",
    "Anchor",
    "Curation",
    "Decision",
    "Effect",
    "Kept",
    "Undone",
    "Verdict",
    "decide",
    "decision_of",
    "export",
    "kept",
    "key_quads",
    "load",
    "take_in",
    "undo",
]
