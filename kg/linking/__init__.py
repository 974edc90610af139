"""One thing, one node: entities and authors over all papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.corrections import Corrections
from kg.linking.authors import LinkedAuthor, link_authors
from kg.linking.cluster import Clusters, Edge
from kg.linking.company import Company
from kg.linking.corpus import Corpus
from kg.linking.entities import Group, build
from kg.linking.facets import Facet, facets
from kg.linking.judge import stated
from kg.linking.known import known
from kg.linking.senses import resolve
from kg.linking.spelling import joined, loose
from kg.linking.tables import LinkTable
from kg.linking.units import Unit, units
from kg.records import Entity, Extraction, Paper

__all__ = ["LinkTable", "LinkedAuthor", "link", "link_authors"]


THRESHOLD = 0.5


def link(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    *,
    corrections: Corrections | None = None,
    table: LinkTable | None = None,
) -> list[Entity]:
    """The things that `papers` name, one entity each, sorted by id."""
    corpus = Corpus(units(papers, extractions))
    texts = {paper.id: f"{paper.title}\n{paper.abstract}" for paper in papers}
    found: list[Facet] = []
    for unit in corpus.units:
        def weigh(a: str, b: str, unit: Unit = unit) -> float:
            return stated(a, b, corpus, unit, texts[unit.paper]).confidence
        found.extend(facets(unit, weigh, THRESHOLD))
    clusters = Clusters([(f.unit.paper, f.unit.number) for f in found])
    by_key: dict[str, list[int]] = defaultdict(list)
    for n, facet in enumerate(found):
        for form in facet.forms:
            key = corpus.key(form)
            if not corpus.meanings(form):
                by_key[key].append(n)
    for key, members in by_key.items():
        for n in members[1:]:
            clusters.join(Edge(members[0], n, (found[members[0]].forms[0], found[n].forms[0]), "spelling", 0.99))
    by_loose: dict[str, list[int]] = {}
    for n, facet in enumerate(found):
        for form in facet.forms:
            tokens = corpus.core(form)[0]
            key = corpus.key(form)
            if len(tokens) > 1 and "to" not in tokens and "from" not in tokens and key in by_key:
                by_loose.setdefault(loose(tokens) + key.removeprefix(joined(tokens)), []).append(n)
    for members in by_loose.values():
        for n in members[1:]:
            if not clusters.clash(members[0], n):
                clusters.join(Edge(members[0], n, (found[members[0]].forms[0], found[n].forms[0]), "word order", 0.9))
    for names in known():
        at = [by_key[k][0] for k in dict.fromkeys(map(corpus.key, names)) if k in by_key]
        for a, b in zip(at, at[1:]):
            if not clusters.clash(a, b):
                clusters.join(Edge(a, b, (found[a].forms[0], found[b].forms[0]), "known", 0.95))
    resolve(found, clusters, corpus, Company(papers), by_key)
    groups: dict[int, list[Facet]] = defaultdict(list)
    for n, facet in enumerate(found):
        groups[clusters.find(n)].append(facet)
    return build([Group(facets=tuple(g)) for g in groups.values()])
