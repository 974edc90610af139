"""Views of papers and authors: citations, coupling, co-authors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.projections import citing, said, weighted

if TYPE_CHECKING:
    from kg.graph import Graph

MOST = 500  # what more papers than this share says nothing of two of them, and has too many pairs


def citations(graph: Graph) -> nx.DiGraph:
    """Paper -> paper that it cites; weight 1."""
    return weighted(sorted(graph.papers["id"]), ((a, b, 1.0) for a, b in citing(graph)), nx.DiGraph())


def implied(graph: Graph) -> nx.DiGraph:
    """Paper -> paper that it cites or builds on; weight 1 for each of the two."""
    edges = [(a, b, 1.0) for a, b in citing(graph)] + [(a, b, 1.0) for a, _, b in said(graph, "buildsOn")]
    return weighted(sorted(graph.papers["id"]), edges, nx.DiGraph())


def coupling(graph: Graph) -> nx.Graph:
    """Papers that cite the same papers (bibliographic coupling, Kessler 1963).

    Weight: cosine, `shared references / sqrt(references of one * references of the other)` (Salton).
    """
    references = Counter(a for a, _ in citing(graph))
    citers: defaultdict[str, list[str]] = defaultdict(list)
    for a, b in citing(graph):
        citers[b].append(a)
    edges = (
        (a, b, 1 / sqrt(references[a] * references[b]))
        for of in citers.values()
        if len(of) <= MOST
        for a, b in combinations(of, 2)
    )
    return weighted(sorted(graph.papers["id"]), edges, nx.Graph())


def authors(graph: Graph) -> nx.Graph:
    """Authors who wrote together.

    Weight: a paper adds 1 / (its authors - 1) to each pair of its authors (Newman 2001, "Scientific collaboration
    networks II"), so that an author's weights add up to the number of papers written with others.
    """
    written = [sorted(of) for of in graph.papers["authors"] if len(of) <= MOST]
    return weighted(sorted(graph.authors["id"]), fractional_pairs(written), nx.Graph())


def fractional_pairs(groups: Iterable[list[str]]) -> Iterator[tuple[str, str, float]]:
    """All pairs of each group; those of a group of n weigh 1 / (n - 1)."""
    for group in groups:
        if len(group) > 1:
            yield from ((a, b, 1 / (len(group) - 1)) for a, b in combinations(group, 2))
