"""HTML: templates with escaping on, files of our own, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.queries import examples

HERE = Path(__file__).parent
HOME_EXAMPLES = 5


def render(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page. Every value is escaped. `clock` is the moment that the address asks for, which its links keep."""
    clock = {name: value for name in ("at", "as_of") if (value := request.query_params.get(name))}
    from api.templating import environment  # with jinja2, a fifth of a second

    page = (
        environment()
        .get_template(template)
        .render(
            path=request.url.path,
            asked=request.query_params.multi_items(),
            now=str(request.url.remove_query_params(["at", "as_of"]).replace(scheme="", netloc="")),
            clock=clock,
            **values,
        )
    )
    return HTMLResponse(page, status, headers={"Vary": "Accept"})


def questions() -> list[tuple[str, str]]:
    """The example questions: name and question."""
    return [(name, question) for name, (question, _) in examples().items()]


def local(id: str, folder: str = "doc") -> str:
    """The page of a thing of this graph, by its id; in the folder `id` the thing itself."""
    return f"/{folder}/{quote(id, safe='/:@-._~')}"


def web(url: str | None) -> str:
    """An address if a browser may be sent there, else nothing: `javascript:` comes out empty."""
    return url if url and urlsplit(url).scheme in ("http", "https") else ""


def day(moment: str | None) -> str:
    """The date of a moment in ISO 8601."""
    return (moment or "")[:10]
