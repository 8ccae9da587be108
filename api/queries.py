"""The SPARQL of the front doors (`api/sparql/*.rq`) and small help with its terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

import ontology
from graph.store import Store

PG = "https://w3id.org/policygraph/ns#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
PREFIXES = {
    "pg": PG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "dct": "http://purl.org/dc/terms/",
}
FOLDER = Path(__file__).parent / "sparql"


@cache
def sparql(name: str) -> str:
    """The query of a file in `api/sparql`."""
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


@cache
def examples() -> dict[str, tuple[str, str]]:
    """The example questions of the ontology: name to question in words and query."""
    return {name: (text.partition("\n")[0].lstrip("# ").strip(), text) for name, text in ontology.queries().items()}


def with_prefixes(query: str, base: str) -> str:
    """`query` with the usual prefixes that it uses but does not declare, put before its first line."""
    names = PREFIXES | {"id": base}
    used = {name for name in names if re.search(rf"(?<![\w-]){name}:", query)}
    declared = {name.lower() for name in re.findall(r"(?i)\bPREFIX\s+([\w-]*):", query)}
    return "".join(f"PREFIX {name}: <{names[name]}> " for name in sorted(used - declared)) + query


def text(term: object) -> str:
    """The characters of a term, without its type or language."""
    return str(getattr(term, "value", term or ""))


def registry_graph(base: str) -> NamedNode:
    """The graph that holds the curated registry."""
    return NamedNode(f"{base}graph/registry")


def slug(name: str) -> str:
    """A name as the end of an IRI would have it.

    >>> slug("Clearview AI, Inc.")
    'clearview-ai-inc'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def iri(value: str) -> NamedNode | None:
    """An absolute IRI, or None if the text is none."""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value):
        return None
    try:
        return NamedNode(value)
    except ValueError:
        return None


def resolve(store: Store, base: str, name: str, types: Iterable[str]) -> list[NamedNode]:
    """The things that a person may mean by `name`: an IRI, an id (`clearview-ai`, `regulator/ca-opc`) or a label."""
    if (whole := iri(name)) is not None:
        return [whole]
    key = name.strip()
    found = {row["thing"] for row in store.select(sparql("resolve"), {"name": Literal(key.lower())})}
    ids = {key.lower()} if "/" in key else {f"{type_}/{part}" for type_ in types for part in {slug(key), key.lower()}}
    guesses = {guess for id_ in ids if (guess := iri(base + id_)) is not None}
    return sorted({thing for thing in found if isinstance(thing, NamedNode)} | guesses, key=text)


def labels(store: Store, base: str, things: Iterable[NamedNode]) -> dict[str, str]:
    """A label for each of these things that has one; an English one where there are several."""
    wanted = list(dict.fromkeys(things))
    if not wanted:
        return {}
    found: dict[str, tuple[int, bool, str]] = {}
    for row in store.select(sparql("labels"), {"things": wanted, "registry": registry_graph(base)}):
        label = row["label"]
        foreign = isinstance(label, Literal) and not (label.language or "en").startswith("en")
        key = (int(text(row["rank"])), foreign, text(label))
        thing = text(row["thing"])
        found[thing] = min(found.get(thing, key), key)
    known = {thing: label for thing, (_, _, label) in found.items()}
    others = [thing for thing in wanted if thing.value not in known]
    rows = store.select(sparql("labels-elsewhere"), {"things": others}) if others else iter(())
    return known | {text(row["thing"]): text(row["label"]) for row in rows if "thing" in row}


def fallback_label(iri_text: str) -> str:
    """Words made of the end of an IRI, for a thing that has no label.

    >>> fallback_label("https://w3id.org/policygraph/ns/kind/finding-only")
    'finding only'
    """
    tail = re.split(r"[/#]", iri_text.rstrip("/#"))[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", tail).replace("-", " ").replace("_", " ").lower() or iri_text
