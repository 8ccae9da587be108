"""The reports that consolidation needs, from the store as it will be when a change is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from graph.bands import Band, Bands
from graph.blocking import Facets, lookup_keys
from graph.consolidate.matching import same_act
from graph.consolidate.records import Facts, Origin, Told, gathered, origin, told
from graph.judgements import NONE, Judgements
from graph.quads import Iris
from graph.sparql import sparql
from graph.store import Row, Store, Term
from graph.vocabulary import PG, RDF, text_of

Said = tuple[NamedNode, NamedNode | Literal]

BATCH = 500


class View:
    """The articles' graphs as they will be: `fresh` quads stand in place of the `replaced` graphs."""

    def __init__(
        self,
        store: Store,
        iris: Iris,
        replaced: Collection[NamedNode],
        fresh: Sequence[Quad],
        bands: Bands,
        judgements: Judgements = NONE,
    ) -> None:
        self.store, self.iris, self.fresh, self.judgements = store, iris, fresh, judgements
        self.replaced = frozenset(graph.value for graph in replaced)
        self.old_rows = list(self.rows("article-graph", articles=sorted(self.replaced)))
        self.old = [(row["subject"], row["property"], row["value"]) for row in self.old_rows]
        self.bands = bands
        self._cache: dict[str, Told | None] = {}
        self._lost: dict[str, Told] = {}
        self._fresh_lost: set[str] = set()
        self._origins: dict[str, Origin] = {}
        self._fresh: dict[str, Told] = {}
        self._fresh_keys: dict[str, set[str]] = {}
        self._read_fresh()

    def _read_fresh(self) -> None:
        facts = gathered((quad.subject, quad.predicate, quad.object) for quad in self.fresh)
        for article, own in facts.items():
            home = origin(article, own)
            for iri in own.get(PG.reports.value, ()):
                if record := self._record(iri, home, facts.get(iri, {})):
                    self._fresh[iri] = record
                    for key in facts[iri].get(PG.blockingKey.value, ()):
                        self._fresh_keys.setdefault(key, set()).add(iri)
        for iri, own in facts.items():
            if PG.LostReport.value in own.get(RDF.type.value, ()):
                self._fresh_lost.add(iri)
                article = self._home(iri)
                self._record(iri, origin(article, facts.get(article, {})), own)

    def fresh_reports(self) -> list[Told]:
        """The reports of the new graphs that may make rulings."""
        return list(self._fresh.values())

    def replaced_reports(self) -> list[Told]:
        """Those of the graphs that are replaced, as they stand now."""
        return self._load(text_of(value) for _, predicate, value in self.old if predicate == PG.reports)

    def lost_here(self) -> list[Told]:
        """Reports of former versions, whose words are gone, in the new and the replaced graphs."""
        old = {text_of(subject) for subject, _, value in self.old if value == PG.LostReport}
        self._load(old - self._fresh_lost)
        return [self._lost[iri] for iri in sorted(old | self._fresh_lost) if iri in self._lost]

    def lost_nearby(self) -> list[Told]:
        """Such reports that will be there, as far as they share a key with a report that was looked for."""
        return [
            record
            for iri, record in sorted(self._lost.items())
            if iri in self._fresh_lost or record.article not in self.replaced
        ]

    def reports(self, iris: Iterable[str]) -> list[Told]:
        """The reports of these IRIs that will be there."""
        wanted = set(iris)
        fresh = [self._fresh[iri] for iri in wanted if iri in self._fresh]
        stored = self._load(iri for iri in wanted if iri not in self._fresh)
        return fresh + [record for record in stored if record.article not in self.replaced]

    def linked(self, seeds: Iterable[Told]) -> set[Told]:
        """All reports that will be there and are linked to the seeds by `same_act`, over any number of steps.

        Seeds that will not be there any more link others, but are not among the linked.
        """
        frontier = set(seeds)
        seen = set(frontier)
        nearby: dict[str, Told] = {}
        while frontier:
            keys = {key for record in frontier for key in lookup_keys(self._in_all_forms(record.facets))}
            partners = {iri for record in frontier for iri in self.judgements.partners(record.iri)}
            nearby |= {record.iri: record for record in self.reports(self._under(keys) | partners)}
            near = [record for record in nearby.values() if record not in seen]
            frontier = {record for record in near if any(self._linked(record, other) for other in frontier)}
            seen |= frontier
        return {record for record in seen if self._will_be(record)}

    def _linked(self, one: Told, other: Told) -> bool:
        return same_act(one, other) or self.judgements.same_act(one.iri, other.iri)

    def _in_all_forms(self, facets: Facets) -> Facets:
        """With every id under which articles may name its parties and its law."""
        if not self.judgements.entities:
            return facets

        def forms(ids: frozenset[str]) -> frozenset[str]:
            return frozenset(form for identifier in ids for form in self.judgements.forms(identifier))

        return replace(
            facets,
            respondents=forms(facets.respondents),
            issuers=forms(facets.issuers),
            laws=forms(facets.laws),
            technologies=forms(facets.technologies),
        )

    def spoken_of(self) -> set[str]:
        """What the new and the replaced graphs describe in their own words: subjects that are not of the graph alone."""
        subjects = {subject for subject, _, _ in self.old} | {quad.subject for quad in self.fresh}
        return {subject.value for subject in subjects if isinstance(subject, NamedNode)}

    def replaced_quads(self) -> list[Quad]:
        """All that the replaced graphs say."""
        names = ("subject", "property", "value", "article")
        return [Quad(*(row[name] for name in names)) for row in self.old_rows]  # type: ignore[arg-type]

    def canonical(self, term: Term) -> Term:
        """The entity under which another one is known; any other term as it is."""
        if not self.judgements.entities or not isinstance(term, NamedNode):
            return term
        identifier = self.iris.entity_id(term)
        known = self.judgements.canonical(identifier)
        return term if known == identifier else self.iris.entity(known)

    def forms(self, thing: str) -> set[str]:
        """All IRIs under which articles name a thing, its own among them."""
        return {self.iris.base + form for form in self.judgements.forms(self.iris.entity_id(thing))}

    def mentioned(self) -> set[str]:
        """What the new and the replaced graphs mention, under the ids that they use."""
        return {
            text_of(quad.object) for quad in self.fresh if quad.predicate == PG.mentions
        } | self.formerly_mentioned()

    def formerly_mentioned(self) -> set[str]:
        """What the replaced graphs mention."""
        return {text_of(value) for _, predicate, value in self.old if predicate == PG.mentions}

    def said_of(self, thing: str) -> Iterator[Said]:
        """What articles say of a thing, under any of its ids, once an article."""
        forms = self.forms(thing)
        for quad in self.fresh:
            value = self.canonical(quad.object)
            if text_of(quad.subject) in forms and isinstance(value, NamedNode | Literal):
                yield quad.predicate, value
        for row in self.rows("consolidate-said", things=sorted(forms)):
            predicate, value = row["property"], self.canonical(row["value"])
            if (
                self._stays(row["article"])
                and isinstance(predicate, NamedNode)
                and isinstance(value, NamedNode | Literal)
            ):
                yield predicate, value

    def pointed_to(self, things: Sequence[str], gone: Sequence[str]) -> set[str]:
        """Those of these things that a subject of the default graph points to which is not gone."""
        if not things:
            return set()
        leaving = list(map(NamedNode, gone))
        found = set[str]()
        for start in range(0, len(things), BATCH):
            values = {"things": list(map(NamedNode, things[start : start + BATCH])), "gone": leaving}
            found |= {text_of(row["thing"]) for row in self.store.select(sparql("consolidate-needed"), values)}
        return found

    def rows(self, query: str, **values: Sequence[str]) -> Iterator[Row]:
        """The solutions of a query for many IRIs, asked in batches of the longest list."""
        (name, items), *rest = sorted(values.items(), key=lambda entry: -len(entry[1]))
        for start in range(0, len(items), BATCH):
            batch = {name: [NamedNode(item) for item in items[start : start + BATCH]]}
            yield from self.store.select(sparql(query), batch | {key: list(map(NamedNode, more)) for key, more in rest})

    def _stays(self, graph: object) -> bool:
        name = text_of(graph)
        return name.startswith(f"{self.iris.base}article/") and name not in self.replaced

    def _will_be(self, record: Told) -> bool:
        if record.iri in self._lost:
            return False
        if record.iri in self._fresh:
            return self._fresh[record.iri] == record
        return record.article not in self.replaced

    def _under(self, keys: set[str]) -> set[str]:
        found = {iri for key in keys for iri in self._fresh_keys.get(key, ())}
        wanted = sorted(keys)
        for start in range(0, len(wanted), BATCH):
            batch = [Literal(key) for key in wanted[start : start + BATCH]]
            rows = self.store.select(sparql("consolidate-found"), {"keys": batch})
            found |= {iri for row in rows if self._home(iri := text_of(row["report"])) not in self.replaced}
        return found

    def _load(self, iris: Iterable[str]) -> list[Told]:
        wanted = set(iris)
        missing = sorted(wanted - self._cache.keys())
        if missing:
            rows = self.rows("consolidate-reports", reports=missing)
            facts = gathered((row["report"], row["property"], row["value"]) for row in rows)
            homes = {iri: self._home(iri) for iri in missing}
            origins = self._origins_of(set(homes.values()))
            for iri in missing:
                self._cache[iri] = self._record(iri, origins[homes[iri]], facts.get(iri, {}))
        return [record for iri in sorted(wanted) if (record := self._cache[iri])]

    def _home(self, report: str) -> str:
        return f"{self.iris.base}article/{report.rpartition('/')[2].partition('-')[0]}"

    def _origins_of(self, articles: set[str]) -> dict[str, Origin]:
        missing = sorted(articles - self._origins.keys())
        if missing:
            rows = self.rows("consolidate-origins", articles=missing)
            facts = gathered((row["article"], row["property"], row["value"]) for row in rows)
            self._origins |= {article: origin(article, facts.get(article, {})) for article in missing}
        return self._origins

    def _record(self, iri: str, home: Origin, facts: Facts) -> Told | None:
        types = facts.get(RDF.type.value, ())
        record = told(iri, home, facts, self.iris.base, self.judgements)
        if not record or self.bands.of(float(record.confidence)) is Band.HIDDEN:
            return None
        if PG.LostReport.value in types:
            self._lost[iri] = record
        return record if PG.Report.value in types else None
