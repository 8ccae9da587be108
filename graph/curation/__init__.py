"""What people decide about reports and entities: kept with who, when and why, replayed over every new extraction.

Decisions and their records load fast; `deciding`, `replay` and `queue` bring in consolidation and are imported by whoever
needs them.
"""

from __future__ import annotations

from graph.curation.decision import CORRECTABLE, Anchor, Decision, Verdict, decision_of
from graph.curation.keeping import Kept, Undone, export, kept

__all__ = ["CORRECTABLE", "Anchor", "Decision", "Kept", "Undone", "Verdict", "decision_of", "export", "kept"]
