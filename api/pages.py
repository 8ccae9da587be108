"""HTML: templates with escaping on, files of our own, nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.queries import examples

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
HOME_EXAMPLES = 5


def render(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page. Every value is escaped."""
    page = environment().get_template(template).render(path=request.url.path, **values)
    return HTMLResponse(page, status, headers={"Vary": "Accept"})


@cache
def environment() -> Environment:
    """The templates of `api/templates`, with the filters `local` and `web`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape  # a fifth of a second

    loader = FileSystemLoader(HERE / "templates")
    found = Environment(
        loader=loader,
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"local": local, "web": web, "day": day, "thousands": lambda number: f"{number:,}"}
    return found


def questions() -> list[tuple[str, str]]:
    """The example questions: name and question."""
    return [(name, question) for name, (question, _) in examples().items()]


def local(id: str) -> str:
    """The page of a thing of this graph, by its id."""
    return f"/doc/{quote(id, safe='/:@-._~')}"


def web(url: str | None) -> str:
    """An address if a browser may be sent there, else nothing: `javascript:` comes out empty."""
    return url if url and urlsplit(url).scheme in ("http", "https") else ""


def day(moment: str | None) -> str:
    """The date of a moment in ISO 8601."""
    return (moment or "")[:10]
