"""The templates of `api/templates`, and the filters that they use."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from api.pages import HERE, day, local, web


@cache
def environment() -> Environment:
    """The templates, in which every value is escaped and every name must be known."""
    loader = FileSystemLoader(HERE / "templates")
    found = Environment(
        loader=loader,
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"local": local_then, "then": then, "web": web, "day": day}
    found.filters["thousands"] = lambda number: f"{number:,}"
    return found


@pass_context
def local_then(context: Context, id: str, suffix: str = "") -> str:
    """The page of a thing, or with `.ttl` and the like its data, at the moment that the page is of."""
    return then(context, local(id) + suffix)


@pass_context
def then(context: Context, address: str) -> str:
    """An address at the moment that the page is of."""
    clock = context.get("clock")
    return address + ("&" if "?" in address else "?") + urlencode(clock) if clock else address
