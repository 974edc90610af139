"""Views of entities: methods used together, methods by task, what is based on what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.projections import said, tie_table, weighted

if TYPE_CHECKING:
    from kg.graph import Graph


def of_type(graph: Graph, *types: str) -> set[str]:
    """The entities of `types`."""
    return {i for i, kind in graph.entities.select("id", "type").iter_rows() if kind in types}


def papers_of(graph: Graph, *predicates: str) -> dict[str, set[str]]:
    """Entity -> the papers that say one of `predicates` of it; without predicates, that name it at all."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    naming = tie_table(graph).select("paper", "entity").iter_rows()
    for paper, entity in ((p, e) for p, _, e in said(graph, *predicates)) if predicates else naming:
        found[entity].add(paper)
    return dict(sorted(found.items()))


def co_use(graph: Graph) -> nx.Graph:
    """Methods that papers propose or use together.

    Weight: association strength, `papers with both * papers / (papers with one * papers with the other)`: 1 is
    what chance would give (van Eck and Waltman 2009). `papers` of an edge is the plain count.
    """
    methods = of_type(graph, "Method")
    by_paper: defaultdict[str, set[str]] = defaultdict(set)
    for paper, _, method in said(graph, "proposes", "uses"):
        if method in methods:
            by_paper[paper].add(method)
    return association(by_paper, sorted(methods))


def association(by_paper: Mapping[str, set[str]], nodes: list[str]) -> nx.Graph:
    """Things that papers name together, weighted by association strength."""
    together = Counter(pair for of in by_paper.values() for pair in combinations(sorted(of), 2))
    alone = Counter(thing for of in by_paper.values() for thing in of)
    G = nx.Graph()
    G.add_nodes_from(nodes)
    for (a, b), n in sorted(together.items()):
        G.add_edge(a, b, weight=n * len(by_paper) / (alone[a] * alone[b]), papers=n)
    return G


def methods_by_task(graph: Graph) -> nx.Graph:
    """Methods and tasks, two sides: which method is tried on which task.

    Weight: fractional counting; a paper that addresses t tasks with m methods adds 1 / (t * m) to each pair, and a
    sentence that says `appliedTo` adds 1.
    """
    edges = [(m, t, 1.0) for m, _, t in said(graph, "appliedTo")]
    edges += list(fractional_sides(graph, ("proposes", "uses"), ("addresses",), ("Method",), ("Task",)))
    return weighted(sorted(of_type(graph, "Method", "Task")), edges, nx.Graph())


def fractional_sides(
    graph: Graph, left: tuple[str, ...], right: tuple[str, ...], kinds: tuple[str, ...], others: tuple[str, ...]
) -> Iterator[tuple[str, str, float]]:
    """Pairs of what a paper says by `left` and by `right`, of the given types; each paper has one vote."""
    sides: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for side, predicates, types in ((0, left, kinds), (1, right, others)):
        allowed = of_type(graph, *types)
        for paper, _, entity in said(graph, *predicates):
            if entity in allowed:
                sides[paper][side].add(entity)
    for _, (one, two) in sorted(sides.items()):
        for a in sorted(one):
            yield from ((a, b, 1 / (len(one) * len(two))) for b in sorted(two))


def lineage(graph: Graph) -> nx.DiGraph:
    """Method -> the method that it is based on; weight: the number of papers that say so."""
    methods = of_type(graph, "Method")
    support = {
        (s, o): float(n)
        for s, p, o, n, held in graph.statements.select(
            "subject", "predicate", "object", "support", "asserted"
        ).iter_rows()
        if p == "basedOn" and held
    }
    edges = [(a, b, support[a, b]) for a, _, b in said(graph, "basedOn") if a in methods and b in methods]
    return weighted(sorted(methods), edges, nx.DiGraph())
