"""Words for a drawing: short enough to stand beside a symbol."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from babel.numbers import format_compact_currency, format_currency

from graph.model import BindingForce, Kind, Status
from graph.network import Node
from graph.wording import verb

LINE = 20
LINES = 2
_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{0,3}[A-Z](?:[ -][A-Z][A-Za-z]+)?")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def short(node: Node) -> str:
    """What is written on or below a node: what a ruling did, to what sum and when; else its name in at most two lines."""
    if node.type == "Ruling":
        return _ruling(node)
    if node.type == "Claim":
        return wrapped(node.value("gist") or node.label)
    return named(node.label, node.own("altLabel") or node.values("altLabel"))


def wrapped(text: str) -> str:
    """`text` in at most two lines of some twenty characters; what is cut ends in `…`.

    >>> wrapped("says that public web pictures need no consent")
    'says that public web\\npictures need no…'
    """
    clean = _CONTROLS.sub(" ", text).strip()
    width = LINE if len(clean) > LINE else LINE + 4
    lines = textwrap.wrap(clean, width, max_lines=LINES, placeholder="…") or ["?"]
    return "\n".join(lines)


def named(name: str, others: Sequence[str] = ()) -> str:
    """A name in two lines: whole, or its acronym, or its beginning and its end, which tell like names apart.

    >>> named("Office of the Privacy Commissioner of Canada")
    'Office of the\\n…Commissioner of Canada'
    >>> named("Commission nationale de l'informatique et des libertés", ["CNIL"])
    'CNIL'
    >>> named("Office of the Information and Privacy Commissioner of Alberta", ["OIPC Alberta"])
    'OIPC Alberta'
    """
    clean = _CONTROLS.sub(" ", name).strip()
    if not wrapped(clean).endswith("…"):
        return wrapped(clean)
    if acronyms := [other for other in others if _ACRONYM.fullmatch(other)]:
        return min(acronyms, key=lambda acronym: (len(acronym), acronym))
    head = textwrap.wrap(clean, LINE)[0]
    tail = textwrap.wrap(clean[::-1], LINE + 2)[0][::-1]
    return f"{head}\n…{tail}"


def penalty(node: Node, compact: bool = False) -> str:
    """The penalty of a ruling in the way of its currency; empty if it has none."""
    amount, currency = node.value("penaltyAmount"), node.value("penaltyCurrency")
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return amount
    if not currency:
        return f"{number:,f}"
    if compact and number >= 1000:
        return format_compact_currency(number, currency, locale="en", fraction_digits=1 if number >= 10**6 else 0)
    digits = "¤#,##0" if number == number.to_integral_value() else None
    return format_currency(number, currency, digits, locale="en", currency_digits=digits is None)


def _ruling(node: Node) -> str:
    rest = [penalty(node, compact=True).replace(".0", ""), node.value("date")[:4]]
    return "\n".join(filter(None, (_act(node).capitalize(), " · ".join(filter(None, rest)))))


def _act(node: Node) -> str:
    kind, status, force = (node.value(name).replace(" ", "-") for name in ("kind", "status", "bindingForce"))
    try:
        return verb(Kind(kind), BindingForce(force or "unknown"), Status(status or "decided"))
    except ValueError:  # a kind of somebody else's vocabulary
        return kind or "ruling"
