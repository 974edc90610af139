"""One thing, one node: entities and authors over all papers.

    from kg.linking import link
    entities = link(papers, extractions, corrections=load(path))

What is linked is a *facet*: the forms of one paper's entity that mean the same (`facets`, `judge`). Facets of all
papers are joined by spelling, order, what the field or the user's table knows (`joining`), and short forms by
what they stand for (`senses`); a user's corrections go before all that (`rulings`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from kg.corrections import Corrections
from kg.linking.authors import LinkedAuthor, link_authors
from kg.linking.broader import broader
from kg.linking.cluster import Clusters, Edge
from kg.linking.company import Company
from kg.linking.corpus import Corpus
from kg.linking.doubts import Doubt, least_certain, likely_missed
from kg.linking.entities import Group, build
from kg.linking.facets import Facet, Weigh, facets
from kg.linking.forgetting import forget
from kg.linking.joining import by_key, join_known, join_order, join_short, join_spaces, join_spelling, join_table
from kg.linking.judge import Verdict, stated
from kg.linking.merges import merges, splits
from kg.linking.naming import Tell, Told, told
from kg.linking.rulings import Rulings
from kg.linking.senses import resolve
from kg.linking.tables import LinkTable, load_table
from kg.linking.units import Unit, units
from kg.records import Entity, Extraction, Paper

__all__ = [
    "Doubt",
    "LinkTable",
    "LinkedAuthor",
    "forget",
    "least_certain",
    "likely_missed",
    "link",
    "link_authors",
    "load_table",
]
_THRESHOLD = 0.5  # from which a stated alias is believed


def link(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    *,
    corrections: Corrections | None = None,
    table: LinkTable | None = None,
    tell: Tell = lambda _: None,
) -> list[Entity]:
    """The things that `papers` name, one entity each, sorted by id.

    The node of a paper's entity is the one with the member (paper, name). An alias that the paper gives to a thing,
    but that is the name of a wider or narrower one, is a member of that one. `tell` hears of corrections that could
    mean several things and change none.
    """
    # by paper id, so that what is one thing does not hang on the order of the input
    corpus = Corpus(sorted(units(papers, extractions), key=lambda unit: unit.paper))
    rulings = Rulings(corrections, corpus.key, corpus.named)
    judged = _Judged(corpus, papers, rulings)
    found = [
        facet
        for unit in corpus.units
        if not rulings.dropped(unit.name)
        for facet in facets(unit, judged.weigh(unit), _THRESHOLD)
    ]
    places = [(f.unit.paper, f.unit.number) for f in found]
    marks = [rulings.marks(f) for f in found] if rulings.any_apart else []
    clusters = Clusters(places, marks, rulings.forbid if marks else None)
    keys = by_key(found, corpus)
    rulings.join(found, clusters)
    join_spelling(found, keys, corpus, clusters)
    join_spaces(found, keys, corpus, clusters)
    join_order(found, keys, corpus, clusters)
    join_known(found, keys, corpus, clusters)
    join_table(table, found, keys, corpus, clusters)
    join_short(found, corpus, clusters)
    resolve(found, clusters, corpus, Company(papers), keys)
    given = partial(told, corrections=corrections or Corrections(), mark=rulings.mark, known=corpus.named, tell=tell)
    entities = build(_groups(found, clusters, judged, given))
    entities = broader(entities, papers, corpus.core)
    return table.linked(entities) if table else entities


class _Judged:
    """Verdicts on the aliases of units, with the text at hand."""

    def __init__(self, corpus: Corpus, papers: Sequence[Paper], rulings: Rulings) -> None:
        self.corpus = corpus
        self._papers = {paper.id: paper for paper in papers}
        self._rulings = rulings
        self._known: dict[tuple[int, str, str], Verdict] = {}

    def weigh(self, unit: Unit) -> Weigh:
        """How likely two forms of `unit` are one thing."""
        return lambda a, b: self.verdict(a, b, unit).confidence

    def verdict(self, a: str, b: str, unit: Unit) -> Verdict:
        """Whether two forms of `unit` are one thing."""
        asked = (unit.number, min(a, b), max(a, b))
        if asked not in self._known:
            self._known[asked] = self._judge(a, b, unit)
        return self._known[asked]

    def of_facet(self, a: str, b: str, facet: Facet) -> Verdict:
        """The same of two forms of a facet's unit."""
        return self.verdict(a, b, facet.unit)

    def _judge(self, a: str, b: str, unit: Unit) -> Verdict:
        if self._rulings.different(a, b):
            return Verdict(False, "told apart by the user", -100.0)
        paper = self._papers[unit.paper]
        return stated(a, b, self.corpus, unit, f"{paper.title}\n{paper.abstract}")


def _groups(
    found: Sequence[Facet], clusters: Clusters, judged: _Judged, given: Callable[[list[list[Facet]]], Iterable[Told]]
) -> list[Group]:
    members: dict[int, list[Facet]] = defaultdict(list)
    for n, facet in enumerate(found):
        members[clusters.find(n)].append(facet)
    for group in members.values():
        group.sort(key=lambda facet: facet.unit.number)  # of equally usual forms the first in input is the name
    edges: dict[int, list[Edge]] = defaultdict(list)
    for edge in clusters.edges:
        edges[clusters.find(edge.a)].append(edge)
    out = []
    for (root, group), (name, type, gone) in zip(members.items(), given(list(members.values())), strict=True):
        if gone:
            continue
        why = merges(group, edges[root], judged.corpus.key, judged.of_facet)
        apart = splits(group, judged.of_facet)
        out.append(Group(facets=tuple(group), merges=why, splits=apart, name=name, type=type))
    return out
