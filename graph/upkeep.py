"""The registry in a store: put there first, and put there anew when the files of a release differ."""

from __future__ import annotations

from pyoxigraph import NamedNode

from graph.consolidate import Consolidated, rebuild
from graph.curation.replay import load
from graph.history import Cause, logged
from graph.registry_graph import described, registry_quads, registry_version, shared_quads, version_quad
from graph.settings import Settings
from graph.sparql import sparql
from graph.store import Change, Store
from graph.vocabulary import text_of


def ensure_registry(store: Store, settings: Settings) -> bool:
    """Put the registry of this release into the store if it is not there; true if something was done.

    The version is written last: a store whose registry is half written gets it anew.
    """
    graph = described(settings.base).iris.registry()
    versions = {text_of(row["version"]) for row in store.select(sparql("registry-version"), {"registry": graph})}
    if versions == {registry_version()}:
        return False
    store.apply(Change(clear=(graph,)))
    store.load(registry_quads(settings.base))
    derived = rebuilt(store, settings)
    shared = shared_quads()
    forget = dict.fromkeys((*derived.forget, *(quad.subject for quad in shared if isinstance(quad.subject, NamedNode))))
    insert = (*derived.insert, *shared, version_quad(settings.base))
    change = Change(forget=tuple(forget), insert=insert)
    store.apply(logged(store, change, Cause.PIPELINE, settings, "the registry of this release"))
    return True


def reconsolidate(store: Store, settings: Settings) -> None:
    """Derive rulings and descriptions anew from all articles, after a change of rules or settings."""
    if not ensure_registry(store, settings):
        derived = rebuilt(store, settings)
        change = Change(forget=derived.forget, insert=derived.insert)
        store.apply(logged(store, change, Cause.PIPELINE, settings, "all articles put together anew"))


def rebuilt(store: Store, settings: Settings) -> Consolidated:
    """The default graph anew, with all that people decided."""
    registry = described(settings.base)
    return rebuild(store, registry, settings.bands, load(store, registry.iris).judgements())
