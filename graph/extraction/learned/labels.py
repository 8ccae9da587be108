"""What the learned reader can say of a word, in the order of its outputs."""

from __future__ import annotations

from graph.model import Kind, Status

KINDS = ("none", *(kind.value for kind in Kind))
NONE = 0
NO_ACT = "not"
STANDINGS = (*(status.value for status in Status), NO_ACT)
ROLES = ("issuer", "respondent")
