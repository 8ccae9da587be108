"""The page of a network: our own template, and the files it needs.

Every text reaches the page as JSON in a script element of a type that no browser runs, with `<`, `>` and `&` escaped,
or through Jinja2 with escaping on. Nothing is loaded from another host.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from viz.drawing import options
from viz.styles import styles

HERE = Path(__file__).parent
VIS = "vis-network.js"
SCRIPTS = (VIS, "dom.js", "model.js", "canvas.js", "panel.js", "legend.js", "search.js", "list.js", "network.js")
STYLES = ("network.css",)
_SHIPPED = "lib/vis-*/vis-network.min.js"
MEDIA = {".js": "text/javascript", ".css": "text/css"}


def body(document: Mapping[str, Any], served: bool) -> Markup:
    """The part of the page between header and footer. `served`: the service is there to ask for more."""
    return Markup(
        environment()
        .get_template("network.html")
        .render(document=document, data=_data(document, served), styles=styles(), types=_types(document), served=served)
    )


def standalone(document: Mapping[str, Any], title: str) -> str:
    """The whole page as one file that needs no other. Its policy lets nothing run but its own scripts."""
    scripts = [asset(name) for name in SCRIPTS]
    sheets = [asset(name) for name in ("page.css", *STYLES)]
    policy = (
        f"default-src 'none'; img-src data:; script-src {_hashes(scripts)}; style-src {_hashes(sheets)}; "
        "base-uri 'none'; form-action 'none'"
    )
    template = environment().get_template("page.html")
    return template.render(
        title=title,
        policy=policy,
        scripts=[Markup(script) for script in scripts],
        sheets=[Markup(sheet) for sheet in sheets],
        body=body(document, served=False),
    )


def json_in_html(value: object) -> Markup:
    """JSON for a script element: nothing in it can end the element or begin another.

    >>> json_in_html("</script><b>")
    Markup('"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e"')
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    escapes = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
    return Markup(text.translate(escapes))


@cache
def asset(name: str) -> str:
    """The text of a script or style sheet of the page. KeyError if it has none of this name."""
    if name == VIS:
        return _inert(_vis_network().read_text(encoding="utf-8"))
    if name not in (*SCRIPTS, *STYLES, "page.css"):
        raise KeyError(name)
    return (HERE / "static" / name).read_text(encoding="utf-8")


@cache
def version(name: str) -> str:
    """A mark of a file's contents, for its address."""
    return hashlib.sha256(asset(name).encode()).hexdigest()[:12]


@cache
def environment() -> Environment:
    """The templates of `viz/templates`, everything escaped."""
    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _vis_network() -> Path:
    """The newest vis-network that the installed pyvis brings (Apache-2.0 or MIT; the licence heads the file)."""
    spec = find_spec("pyvis")  # looked for, not imported: its import takes a second
    folders = list(spec.submodule_search_locations or []) if spec else []
    found = sorted((file for folder in folders for file in Path(folder).glob(_SHIPPED)), key=_number)
    if not found:
        raise FileNotFoundError("pyvis is installed without its vis-network file; install pyvis 0.3.2")
    return found[-1]


def _number(path: Path) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", path.parent.name)))


def _inert(script: str) -> str:
    """A script that can stand in a page, and that names no map file for a browser to look for."""
    return re.sub(r"\n//# sourceMappingURL=.*", "", script).replace("</script", "<\\/script")


def _hashes(texts: list[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _data(document: Mapping[str, Any], served: bool) -> Markup:
    words = {
        "nodes": {name: asdict(style) for name, style in styles().nodes.items()},
        "edges": {name: asdict(style) for name, style in styles().edges.items()},
    }
    return json_in_html({"document": document, "options": json.loads(options()), "styles": words, "served": served})


def _types(document: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The types of the legend with their numbers: those that are there, then those that could come."""
    counts = dict.fromkeys(styles().nodes, 0)
    for node in document["nodes"]:
        counts[node["type"] if node["type"] in counts else "Thing"] += 1
    return list(counts.items())
