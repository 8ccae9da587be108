"""What an authority did, in words: the verb of every page and feed, by kind, binding force, status and modality.

'fined' only where somebody must pay: what was recommended, intended, alleged or overturned says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

import ontology
from graph.model import BindingForce, Kind, Modality, Status

_LOOSE = frozenset({BindingForce.NON_BINDING, BindingForce.FINDING_ONLY})


def verb(kind: Kind, force: BindingForce = BindingForce.UNKNOWN, status: Status = Status.DECIDED) -> str:
    """The verb of an act, its fate left out.

    >>> verb(Kind.ORDER, BindingForce.NON_BINDING), verb(Kind.FINE, status=Status.PROPOSED), verb(Kind.FINE)
    ('recommended', 'intends to fine', 'fined')
    """
    if status in (Status.PROPOSED, Status.PENDING):
        return words()[status.value][kind.value]
    loose = words()["unbinding"] if force in _LOOSE else {}
    return loose.get(kind.value) or words()["verb"][kind.value]


def phrase(
    kind: Kind,
    force: BindingForce = BindingForce.UNKNOWN,
    status: Status = Status.DECIDED,
    *,
    ended: str = "",
    modality: Modality = Modality.ASSERTED,
    by: str = "",
) -> str:
    """The verb with what became of the act (`ended`: the date of its end) and how the text presents it (`by`: whose word it is).

    >>> phrase(Kind.FINE, status=Status.OVERTURNED, ended="2023-10-17")
    'fined, overturned on 2023-10-17'
    >>> phrase(Kind.BAN, modality=Modality.CLAIMED, by="Acme")
    'alleged by Acme: banned'
    """
    said = verb(kind, force, status)
    if status is Status.APPEALED:
        said += ", under appeal"
    elif status is Status.OVERTURNED:
        said += ", overturned" + (f" on {ended}" if ended else "")
    elif ended:
        said += f", changed on {ended}"
    if modality is Modality.ASSERTED:
        return said
    told = {
        Modality.CLAIMED: f"alleged by {by}" if by else "alleged",
        Modality.POSSIBLE: "said to be possible",
        Modality.DENIED: "denied",
    }
    return f"{told[modality]}: {said}"


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """`ontology/wording.toml`."""
    found: dict[str, dict[str, str]] = tomllib.loads((ontology.ROOT / "wording.toml").read_text("utf-8"))
    return found
