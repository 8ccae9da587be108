"""Reports into acts: a pure function, the same for any order of its input."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.blocking import lookup_keys, stored_keys
from graph.consolidate.matching import closeness, dates_agree, kinds_compatible, parties_agree, same_act, sums_agree
from graph.consolidate.records import Told

Cluster = tuple[Told, ...]


def clusters(reports: Iterable[Told]) -> list[Cluster]:
    """The reports of each act, those that tell most first."""
    ordered = sorted(set(reports), key=specificity)
    return [cluster for component in components(ordered) for cluster in split(component)]


def components(reports: Sequence[Told]) -> list[list[Told]]:
    """Reports that are linked by `same_act`, over any number of steps. Only those that share a key are compared."""
    stored: dict[str, list[Told]] = defaultdict(list)
    for report in reports:
        for key in stored_keys(report.facets):
            stored[key].append(report)
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
            linked = [other for other in near if same_act(report, other)]
            for other in linked:
                del waiting[other]
            frontier += linked
        found.append(sorted(group, key=specificity))
    return found


def split(component: Sequence[Told]) -> list[Cluster]:
    """The acts of linked reports: each report, those that tell most first, joins the act it is closest to, if it fits.

    A vague report may be linked to two acts that are not the same: it joins one, and the acts stay two.
    """
    acts: list[list[Told]] = []
    for report in component:
        fitting = [act for act in acts if fits(report, act)]
        if fitting:
            max(fitting, key=lambda act: max(closeness(report, member) for member in act)).append(report)
        else:
            acts.append([report])
    return [tuple(act) for act in acts]


def fits(report: Told, act: Sequence[Told]) -> bool:
    """Whether a report is linked to an act and contradicts none of its reports.

    Parties need to agree with one of its reports only: joint acts are told with a part of their issuers.
    """
    return any(same_act(report, member) for member in act) and all(
        kinds_compatible(report, member)
        and sums_agree(report, member)
        and dates_agree(report, member)
        and parties_compatible(report, member)
        for member in act
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
