"""How well acts are read in passages: acts whole, and with a side of each right, which is what the gold set counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from graph.extraction.learned.decoding import Reading, Run, readings
from graph.extraction.learned.labels import NO_ACT
from training.examples import keys_of, page_of
from training.passages import Passage

Act = tuple[str, frozenset[int], frozenset[int]]


def read(passage: Passage, tokenizer: Tokenizer, run: Run, least: float) -> list[Reading]:
    """The acts that the network reads in a passage."""
    page = page_of(passage)
    return [item for item in readings(page, list(page.stretches()), run, tokenizer) if item.told >= least]


@dataclass(slots=True)
class Tally:
    """Right, said and true acts: of their kind, with a side of each right, whole; and standings right."""

    kinds: list[int] = field(default_factory=lambda: [0, 0, 0])
    sides: list[int] = field(default_factory=lambda: [0, 0, 0])
    whole: list[int] = field(default_factory=lambda: [0, 0, 0])

    def add(self, passage: Passage, said: Sequence[Reading]) -> None:
        """Count one passage."""
        keys = keys_of(passage)
        true = {
            (
                act.kind.value,
                frozenset(keys[one] for one in act.issuers),
                frozenset(keys[one] for one in act.respondents),
            )
            for act in passage.acts
            if act.status != NO_ACT
        }
        told = {
            (item.kind, frozenset(key for key, _ in item.issuers), frozenset(key for key, _ in item.respondents))
            for item in said
        }
        for counts, alike in ((self.kinds, same_kind), (self.sides, same_sides), (self.whole, same_act)):
            counts[0] += sum(any(alike(one, other) for other in true) for one in told)
            counts[1] += len(told)
            counts[2] += len(true)

    def __str__(self) -> str:
        return f"kinds {ratios(self.kinds)} · sides {ratios(self.sides)} · whole {ratios(self.whole)}"


def same_kind(one: Act, other: Act) -> bool:
    """The kind alone."""
    return one[0] == other[0]


def same_sides(one: Act, other: Act) -> bool:
    """The kind, an issuer and a respondent; nobody is like nobody."""
    return one[0] == other[0] and all(
        bool(ours & theirs) or ours == theirs for ours, theirs in zip(one[1:], other[1:], strict=True)
    )


def same_act(one: Act, other: Act) -> bool:
    """Everything."""
    return one == other


def ratios(counts: Sequence[int]) -> str:
    """Precision, recall and F1 in a few signs."""
    right, said, true = counts
    return f"P {right / max(1, said):.2f} R {right / max(1, true):.2f} F1 {2 * right / max(1, said + true):.2f}"
