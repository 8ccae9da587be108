"""Reports into acts: a pure function, the same for any order of its input."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.blocking import lookup_keys, stored_keys
from graph.consolidate.matching import (
    closeness,
    dates_agree,
    kinds_compatible,
    parties_agree,
    same_act,
    sums_agree,
    undisputed,
)
from graph.consolidate.records import Told
from graph.judgements import NONE, Judgements

Unit = tuple[Told, ...]
"""Reports that stay together: one, or several that a person judged to be the same act."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The reports of an act, those that tell most first.

    `rivals` has a report of each other act that these reports fit just as well: a close race, for a person to decide.
    """

    reports: tuple[Told, ...]
    rivals: frozenset[str] = frozenset()


def clusters(reports: Iterable[Told], judgements: Judgements = NONE) -> list[Cluster]:
    """The reports of each act."""
    ordered = sorted(set(reports), key=specificity)
    return [cluster for component in components(ordered, judgements) for cluster in split(component, judgements)]


def components(reports: Sequence[Told], judgements: Judgements = NONE) -> list[list[Told]]:
    """Reports that are linked by `same_act`, over any number of steps. Only those that share a key are compared."""
    stored: dict[str, list[Told]] = defaultdict(list)
    for report in reports:
        for key in stored_keys(report.facets):
            stored[key].append(report)
    by_iri = {report.iri: report for report in reports}
    waiting = dict.fromkeys(reports)
    found: list[list[Told]] = []
    while waiting:
        frontier = [next(iter(waiting))]
        del waiting[frontier[0]]
        group: list[Told] = []
        while frontier:
            report = frontier.pop()
            group.append(report)
            near = {other for key in lookup_keys(report.facets) for other in stored.get(key, ()) if other in waiting}
            near |= {by_iri[iri] for iri in judgements.partners(report.iri) if iri in by_iri and by_iri[iri] in waiting}
            linked = [other for other in near if same_act(report, other) or judgements.same_act(report.iri, other.iri)]
            for other in linked:
                del waiting[other]
            frontier += linked
        found.append(sorted(group, key=specificity))
    return found


def split(component: Sequence[Told], judgements: Judgements = NONE) -> list[Cluster]:
    """The acts of linked reports: each report, those that tell most first, joins the act it is closest to, if it fits.

    A vague report may be linked to two acts that are not the same: it joins one, and the acts stay two. If it is as
    close to both it stays apart, together with the others that are in the same race.
    """
    context = Context(component, judgements)
    drafts: list[Draft] = []
    for unit in units(component, judgements):
        fitting = [draft for draft in drafts if context.fits(unit, draft.units)]
        best = closest(unit, [draft for draft in fitting if not draft.rivals])
        if len(best) != 1:
            rivals = frozenset(draft.units[0][0].iri for draft in best)
            best = [draft for draft in fitting if draft.rivals and (not rivals or draft.rivals == rivals)]
            if not best:
                best = [Draft([], rivals)]
                drafts += best
        best[0].units.append(unit)
    return [Cluster(tuple(report for unit in draft.units for report in unit), draft.rivals) for draft in drafts]


@dataclass(frozen=True, slots=True)
class Draft:
    """An act that is being put together, and its rivals if it is in a race."""

    units: list[Unit]
    rivals: frozenset[str]


def units(component: Sequence[Told], judgements: Judgements) -> list[Unit]:
    """The reports, those that are judged to be the same act joined, in the order of their first."""
    waiting = {report.iri: report for report in component}
    found: list[Unit] = []
    while waiting:
        unit = [waiting.pop(next(iter(waiting)))]
        for report in unit:  # grows as partners of partners come in
            for iri in sorted(judgements.partners(report.iri) & waiting.keys()):
                if not any(judgements.different(member.iri, iri) for member in unit):
                    unit.append(waiting.pop(iri))
        found.append(tuple(sorted(unit, key=specificity)))
    return found


def closest(unit: Unit, drafts: Sequence[Draft]) -> list[Draft]:
    """The act of these that a unit is closest to; several where it is as close to each."""
    scores = [
        max(closeness(report, member) for report in unit for other in draft.units for member in other)
        for draft in drafts
    ]
    return [draft for draft, score in zip(drafts, scores, strict=True) if score == max(scores)]


class Context:
    """What the reports of a component say together: which sums and issuers an article tells as different acts."""

    def __init__(self, component: Sequence[Told], judgements: Judgements) -> None:
        self.judgements = judgements
        by_article: dict[str, list[Told]] = defaultdict(list)
        for report in component:
            by_article[report.article].append(report)
        self.told_apart = [
            (one, other)
            for told in by_article.values()
            for one in told
            for other in told
            if one.kind is other.kind and not undisputed(one, other)
        ]

    def fits(self, unit: Unit, act: Sequence[Unit]) -> bool:
        """Whether reports are linked to an act and contradict none of its reports.

        Parties need to agree with one of its reports only: joint acts are told with a part of their issuers. Of
        reports that were judged to be the same, one without contradiction is enough.
        """
        pairs = [(report, member) for report in unit for other in act for member in other]
        if any(self.judgements.different(report.iri, member.iri) for report, member in pairs):
            return False
        return any(same_act(report, member) for report, member in pairs) and all(
            any(self.compatible(report, member) for report in unit for member in other) for other in act
        )

    def compatible(self, report: Told, member: Told) -> bool:
        """Whether a report contradicts a report of an act that it may belong to."""
        return (
            kinds_compatible(report, member)
            and sums_agree(report, member)
            and dates_agree(report, member)
            and parties_compatible(report, member)
            and not self.are_told_apart(report, member)
        )

    def are_told_apart(self, one: Told, other: Told) -> bool:
        """Whether they differ in a sum or an issuer just as two acts of one article do."""
        return not undisputed(one, other) and any(
            undisputed(one, first) and undisputed(other, second) for first, second in self.told_apart
        )


def parties_compatible(report: Told, member: Told) -> bool:
    """Parties of reports that a third one may link: not in different countries against different firms."""
    return parties_agree(report, member) or not (
        report.respondents and member.respondents and not report.respondents & member.respondents
    )


def specificity(report: Told) -> tuple[object, ...]:
    """Sorts reports that tell more first; the IRI makes it an order."""
    return (
        not report.respondents,
        not report.issuers,
        -len(report.date or ""),
        report.amount is None,
        not report.main,
        -len(report.issuers),
        -report.confidence,
        report.iri,
    )
