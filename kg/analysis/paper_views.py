"""Views of papers and authors: citations, co-citation, coupling, shared entities, co-authors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

import networkx as nx

from kg.analysis.projections import citing, paper_vectors, said, weighted

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


def co_citation(graph: Graph) -> nx.Graph:
    """Papers cited by the same papers (Small 1973).

    Weight: a citing paper adds 1 / (its references - 1) to each pair of its references, so that every paper has
    the same say (fractional counting, Perianes-Rodriguez, Waltman and van Eck 2016).
    """
    cited: defaultdict[str, list[str]] = defaultdict(list)
    for a, b in citing(graph):
        cited[a].append(b)
    return weighted(sorted(graph.papers["id"]), fractional_pairs(cited.values()), nx.Graph())


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


def papers_by_entities(graph: Graph, *, least: float = 0.0) -> nx.Graph:
    """Papers that name the same entities.

    Weight: cosine of their vectors of ties and specificity (`paper_vectors`); entities that more than `MOST` papers
    name are left out of the sum. Edges of a weight below `least` are left out.
    """
    G = weighted(sorted(graph.papers["id"]), shared_pairs(paper_vectors(graph)), nx.Graph())
    G.remove_edges_from([(a, b) for a, b, w in G.edges(data="weight") if w < least])
    return G


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


def shared_pairs(vectors: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[str, str, float]]:
    """Pairs of rows with a column in common, and what it adds to their cosine."""
    rows: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for row, of in vectors.items():
        for column, value in of.items():
            rows[column].append((row, value))
    for of_column in rows.values():
        if len(of_column) <= MOST:
            yield from ((a, b, v * w) for (a, v), (b, w) in combinations(of_column, 2))
