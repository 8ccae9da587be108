"""Who is meant by a noun phrase: a name, a pronoun, 'the company', 'the Irish privacy watchdog'.

The answer records the rung of the ladder that gave it, because trust falls from rung to rung:
`named`, `described` (jurisdiction and remit fit one registered body), `coreferent` (the last one that fits).
"""

from __future__ import annotations

from graph.extraction.actors.authorities import is_body, last_place, place_of
from graph.extraction.actors.discourse import Actor, Discourse, Role, discourse
from graph.extraction.actors.named import definite
from graph.extraction.actors.phrases import actors

__all__ = ["Actor", "Discourse", "Role", "actors", "definite", "discourse", "is_body", "last_place", "place_of"]
