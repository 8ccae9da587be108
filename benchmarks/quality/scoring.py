"""Counts over documents: right, wrong and missed things of each type, slots of matched rulings, what was told and how surely."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.quality.gold import Document, Record, Ruling
from benchmarks.quality.matching import actors, match_claims, match_named, match_rulings, same_penalty, shared

TYPES = ("organisations", "regulators", "jurisdictions", "technologies", "laws")
SLOTS: dict[str, Callable[[Ruling, Ruling], bool]] = {
    "status": lambda ours, theirs: ours.status == theirs.status,
    "amount+currency": same_penalty,
    "date": lambda ours, theirs: ours.date == theirs.date,
    "jurisdictions": lambda ours, theirs: ours.jurisdictions == theirs.jurisdictions,
}


@dataclass(slots=True)
class Count:
    """Right, wrong and missed. All ratios are 0 where there is nothing to divide by."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was said that is right."""
        return ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what there is that was said."""
        return ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def __bool__(self) -> bool:
        return bool(self.right or self.wrong or self.missed)

    def __iadd__(self, other: Count) -> Count:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        return self


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: `what` is `organisations`, `rulings` or a slot, `sign` is `+` (said, wrong), `-` (missed) or `~` (slot)."""

    what: str
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A ruling that was told: how surely, whether it is right, and whether there was an act of one of its parties at all."""

    confidence: float
    right: bool
    factual: bool


@dataclass(slots=True)
class Score:
    """The counts of one document, or of several added up."""

    documents: int = 0
    counts: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    """By type; `rulings` (strict), `rulings loose`, `claims`."""
    kinds: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    slots: Counter[str] = field(default_factory=Counter)
    """How often a slot of a matched ruling is right; `matched` is how many there are."""
    told: list[Telling] = field(default_factory=list)
    silent: Count = field(default_factory=Count)
    """Articles without a ruling: right where none was said."""
    errors: list[Miss] = field(default_factory=list)

    def __iadd__(self, other: Score) -> Score:
        self.documents += other.documents
        for ours, theirs in (
            (self.counts, other.counts),
            (self.kinds, other.kinds),
        ):
            for name, count in theirs.items():
                ours[name] += count
        self.slots += other.slots
        self.told += other.told
        self.silent += other.silent
        self.errors += other.errors
        return self

    def slot(self, name: str) -> float:
        """The share of matched rulings in which a slot is right."""
        return ratio(self.slots[name], self.slots["matched"])


def ratio(part: int, whole: int) -> float:
    """A share, 0 of nothing."""
    return part / whole if whole else 0.0


def total(scores: Iterable[Score]) -> Score:
    """All scores added up."""
    result = Score()
    for score in scores:
        result += score
    return result


def score(predicted: Record, gold: Record) -> Score:
    """One document's counts."""
    result = Score(documents=1)
    for name in TYPES:
        ours, theirs = getattr(predicted, name), getattr(gold, name)
        pairs = match_named(ours, theirs)
        result.counts[name] += Count(len(pairs), len(ours) - len(pairs), len(theirs) - len(pairs))
        matched, found = {one for one, _ in pairs}, {other for _, other in pairs}
        result.errors += [Miss(name, "+", thing.name) for place, thing in enumerate(ours) if place not in matched]
        result.errors += [Miss(name, "-", thing.name) for place, thing in enumerate(theirs) if place not in found]
    score_rulings(predicted, gold, result)
    loose, said = match_rulings(predicted, gold, strict=False), match_claims(predicted, gold)
    for name, pairs, ours, theirs in (
        ("rulings loose", loose, predicted.rulings, gold.rulings),
        ("claims", said, predicted.claims, gold.claims),
    ):
        result.counts[name] += Count(len(pairs), len(ours) - len(pairs), len(theirs) - len(pairs))
    if not gold.rulings:
        result.silent += Count(right=1) if not predicted.rulings else Count(wrong=1)
    return result


def score_rulings(predicted: Record, gold: Record, result: Score) -> None:
    """Rulings, strictly: by kind, their slots, their confidence."""
    pairs, called = dict(match_rulings(predicted, gold)), actors(predicted, gold)
    for place, ruling in enumerate(predicted.rulings):
        right = place in pairs
        count = Count(right=int(right), wrong=int(not right))
        result.counts["rulings"] += count
        result.kinds[ruling.kind] += count
        result.told.append(Telling(ruling.confidence, right, right or is_factual(ruling, gold.rulings, called)))
        if not right:
            result.errors.append(Miss("rulings", "+", told(ruling)))
    for place, ruling in enumerate(gold.rulings):
        if place not in pairs.values():
            result.counts["rulings"] += Count(missed=1)
            result.kinds[ruling.kind] += Count(missed=1)
            result.errors.append(Miss("rulings", "-", told(ruling)))
    for one, other in pairs.items():
        ours, theirs = predicted.rulings[one], gold.rulings[other]
        result.slots["matched"] += 1
        for name, same in SLOTS.items():
            if same(ours, theirs):
                result.slots[name] += 1
            else:
                result.errors.append(Miss(name, "~", f"{told(ours)} instead of {told(theirs)}"))


def is_factual(ours: Ruling, acts: Iterable[Ruling], called: Mapping[str, str]) -> bool:
    """Whether an act that was done is told, its kind or one of its sides perhaps wrong: no possibility, no claim, no idiom."""
    return any(
        (
            (ours.kind == act.kind and ours.status == act.status)
            and (shared(ours.issuers, act.issuers, called) or shared(ours.respondents, act.respondents, called))
        )
        or (shared(ours.issuers, act.issuers, called) and shared(ours.respondents, act.respondents, called))
        for act in acts
    )


def told(ruling: Ruling) -> str:
    """A ruling in one line."""
    money = f" {ruling.penalty[0]:f} {ruling.penalty[1]}" if ruling.penalty else ""
    parties = f"{', '.join(ruling.issuers) or '-'} -> {', '.join(ruling.respondents) or '-'}"
    places = ",".join(sorted(ruling.jurisdictions))
    quote = f" [{ruling.confidence:.2f}] “{ruling.quote[:140]}”" if ruling.quote else ""
    return f"{ruling.kind}/{ruling.status} {parties}{money} {ruling.date or '-'} {places}{quote}"


@dataclass(frozen=True, slots=True)
class Scored:
    """A document with its score."""

    document: Document
    score: Score


def by_language(scored: Iterable[Scored]) -> dict[str, Score]:
    """Scores by language, in order of the language's code."""
    return grouped((item.document.language, item.score) for item in scored)


def by_trait(scored: Iterable[Scored]) -> dict[str, Score]:
    """Scores by trait, in order of name; a document counts under each of its traits."""
    return grouped((trait, item.score) for item in scored for trait in dict.fromkeys(item.document.traits))


def grouped(items: Iterable[tuple[str, Score]]) -> dict[str, Score]:
    """Scores added up by key."""
    groups: defaultdict[str, Score] = defaultdict(Score)
    for name, one in items:
        groups[name] += one
    return dict(sorted(groups.items()))
