"""Which articles a batch of documents makes or changes, given what is stored."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from graph.documents import groups, merge, normalised, related_article
from graph.model import Article
from graph.quads import Document, Iris, article_from, title_key
from graph.sparql import sparql
from graph.store import Store
from graph.versions import revision, supersedes
from graph.vocabulary import PG, text_of


@dataclass(frozen=True, slots=True)
class Plan:
    """An article to extract and store: `iri` takes the place of the stored articles `replaced`.

    `changed` where a document is among those that it is made of that was not read before, `new_version` where that
    takes the place of what was stored.
    """

    iri: NamedNode
    document: Document
    replaced: tuple[NamedNode, ...]
    source: str
    changed: bool = False
    new_version: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be done, and how many of the documents are stored already."""

    plans: tuple[Plan, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Given:
    """A document of the batch; `related` are the places of its related entries in the batch."""

    article: Article
    related: tuple[int, ...] = ()


def plan(
    articles: Iterable[Article], store: Store, iris: Iris, version: str, taken: Container[NamedNode] = ()
) -> Batch:
    """Group documents and stored articles that are the same; leave out what is stored by the same version.

    `taken` are the articles of this ingest: documents add to them; others they may take the place of.
    """
    given = expand(articles)
    known = stored_hashes(store, {one.article.content_hash for one in given}, version)
    fresh = [index for index, one in enumerate(given) if one.article.content_hash not in known]
    stored = candidates(store, iris, [given[index].article for index in fresh])
    documents = [*stored.values(), *(Document(given[index].article) for index in fresh)]
    homes = {index: known[one.article.content_hash] for index, one in enumerate(given) if index not in set(fresh)}
    drafts: list[tuple[Document, list[NamedNode], list[int]]] = []
    for group in groups(documents):
        members = [fresh[index - len(stored)] for index in group if index >= len(stored)]
        if members:
            kept = [list(stored)[index] for index in group if index < len(stored)]
            merged = united(
                [given[member].article for member in members], {one: stored[one] for one in kept}, store, taken
            )
            drafts.append((merged, kept, members))
            homes |= dict.fromkeys(members, iris.article(merged.article))
    renamed = {old.value: iris.article(merged.article).value for merged, replaced, _ in drafts for old in replaced}
    plans = []
    for merged, replaced, members in drafts:
        named = {homes[place].value for member in members for place in given[member].related}
        links = {renamed.get(link, link) for link in merged.related | named}
        document = replace_related(merged, links)
        read = {mark for old in replaced for mark in stored[old].hashes}
        changed = any(given[member].article.content_hash not in read for member in members)
        source = given[members[-1]].article.source
        former = {one for old in replaced for one in stored[old].revisions}
        newer = bool(document.revisions - former)
        plans.append(Plan(iris.article(merged.article), document, tuple(replaced), source, changed, newer))
    return Batch(tuple(plans), len(given) - len(fresh))


def united(
    news: Sequence[Article], stored: Mapping[NamedNode, Document], store: Store, taken: Container[NamedNode]
) -> Document:
    """One article of new documents and stored ones; those that a new one takes the place of are its former versions."""
    former = {
        iri: max((new for new in news if supersedes(new, document.article)), key=lambda new: (len(new.text), new.text))
        for iri, document in stored.items()
        if iri not in taken and any(supersedes(new, document.article) for new in news)
    }
    merged = merge([*(document for iri, document in stored.items() if iri not in former), *map(Document, news)])
    graphs = stored_graphs(store, former)
    made = {revision(stored[iri], graphs[iri], new.text) for iri, new in former.items()}
    kept = {one for iri in former for one in stored[iri].revisions}
    related = {link for iri in former for link in stored[iri].related}
    return replace(merged, revisions=merged.revisions | made | kept, related=merged.related | related)


def expand(articles: Iterable[Article]) -> list[_Given]:
    """Each document behind its related entries, which become articles of their own."""
    given: list[_Given] = []
    for article in articles:
        begin = len(given)
        given += [_Given(normalised(related_article(entry))) for entry in article.related]
        given.append(_Given(normalised(article), tuple(range(begin, len(given)))))
    return given


def stored_hashes(store: Store, hashes: Iterable[str], version: str) -> dict[str, NamedNode]:
    """The articles that documents of these hashes were made into by this version, or are former versions of."""
    values = {"hashes": [Literal(mark) for mark in sorted(hashes)]}
    found: dict[str, NamedNode] = {}
    for row in store.select(sparql("article-by-hash"), values):
        if text_of(row["version"]) == version and isinstance(row["article"], NamedNode):
            found[text_of(row["hash"])] = row["article"]
    for row in store.select(sparql("article-by-former-hash"), values):
        if isinstance(row["article"], NamedNode):
            found.setdefault(text_of(row["hash"]), row["article"])
    return found


def candidates(store: Store, iris: Iris, articles: Sequence[Article]) -> dict[NamedNode, Document]:
    """The stored articles that one of these may be, in order of their IRIs."""
    if not articles:
        return {}
    wanted = {iris.article(article) for article in articles}
    keys = [Literal(key) for key in sorted({title_key(article.title) for article in articles})]
    rows = list(store.select(sparql("article-by-title"), {"keys": keys}))
    values = {"hashes": [Literal(article.content_hash) for article in articles]}
    rows += store.select(sparql("article-by-hash"), values)
    wanted |= {row["article"] for row in rows if isinstance(row["article"], NamedNode)}
    return stored_documents(store, wanted)


def stored_documents(store: Store, articles: Iterable[NamedNode]) -> dict[NamedNode, Document]:
    """These articles as they are stored; those that are not are left out."""
    found = {iri: article_from(quads) for iri, quads in stored_graphs(store, articles).items()}
    return {iri: document for iri, document in found.items() if document}


def stored_graphs(store: Store, articles: Iterable[NamedNode]) -> dict[NamedNode, list[Quad]]:
    """The graphs of these articles."""
    wanted = sorted(set(articles), key=str)
    graphs: dict[NamedNode, list[Quad]] = {}
    for row in store.select(sparql("article-graph"), {"articles": wanted}) if wanted else ():
        graph, subject, predicate, value = row["article"], row["subject"], row["property"], row["value"]
        if isinstance(graph, NamedNode) and isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
            graphs.setdefault(graph, []).append(Quad(subject, predicate, value, graph))
    return dict(sorted(graphs.items(), key=lambda item: str(item[0])))


def replace_related(document: Document, related: Iterable[str]) -> Document:
    """The document with other links."""
    return replace(document, related=frozenset(related))


def referring(store: Store, plan: Plan) -> dict[NamedNode, list[Quad]]:
    """Graphs of other articles that link to an article whose IRI changes, with the link changed."""
    moved: Mapping[object, NamedNode] = {old: plan.iri for old in plan.replaced if old != plan.iri}
    if not moved:
        return {}
    rows = store.select(sparql("article-referring"), {"targets": sorted(map(named, moved), key=str)})
    others = {row["article"] for row in rows if isinstance(row["article"], NamedNode)} - {*plan.replaced, plan.iri}
    return {
        graph: [
            Quad(quad.subject, quad.predicate, moved.get(quad.object, quad.object), graph)
            if quad.predicate == PG.related
            else quad
            for quad in quads
        ]
        for graph, quads in stored_graphs(store, others).items()
    }


def named(term: object) -> NamedNode:
    """The term, which is an IRI."""
    assert isinstance(term, NamedNode)
    return term
