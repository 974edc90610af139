"""The main path: the line through citations, or through methods, that most of the others lead through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.analysis.dates import later


def acyclic(G: nx.DiGraph, dates: Mapping[str, str] | None = None) -> nx.DiGraph:
    """`G` without what cannot be: edges to later nodes (where both dates are known), then those within a cycle."""
    dates = dates or {}
    H = nx.DiGraph()
    H.add_nodes_from(G)
    H.add_edges_from((a, b) for a, b in G.edges if not later(dates.get(b, ""), dates.get(a, "")))
    part = {node: i for i, nodes in enumerate(nx.strongly_connected_components(H)) for node in nodes}
    H.remove_edges_from([(a, b) for a, b in H.edges if part[a] == part[b]])
    return H


def search_path_counts(G: nx.DiGraph) -> dict[tuple[Any, Any], int]:
    """Edge -> how many of the ways from a source to a sink of the acyclic `G` lead through it.

    Hummon and Doreian 1989; counted as the product of the ways before and after (SPC, Batagelj 2003).
    """
    order = list(nx.lexicographical_topological_sort(G, key=str))
    before: dict[Any, int] = {}
    for node in order:
        before[node] = sum(before[p] for p in G.pred[node]) or 1
    after: dict[Any, int] = {}
    for node in reversed(order):
        after[node] = sum(after[n] for n in G.succ[node]) or 1
    return {(a, b): before[a] * after[b] for a, b in G.edges}


def main_path(G: nx.DiGraph, dates: Mapping[str, str] | None = None) -> list[Any]:
    """The nodes of the path with the greatest sum of search path counts, the oldest first (the global main path).

    Edges of `G` point from the later to the earlier, as citations do. Liu and Lu 2012 compare this with the local path.
    """
    H = acyclic(G, dates)
    H.remove_nodes_from(list(nx.isolates(H)))  # most papers, and on no path
    counts = search_path_counts(H)
    if not counts:
        return []
    best: dict[Any, tuple[int, Any]] = {}
    for node in reversed(list(nx.lexicographical_topological_sort(H, key=str))):
        ways = [(counts[node, n] + best[n][0], str(n), n) for n in H.succ[node]]
        total, _, step = max(ways, key=lambda w: (w[0], w[1])) if ways else (0, "", None)
        best[node] = (total, step)
    node = max(best, key=lambda n: (best[n][0], str(n)))
    path = [node]
    while best[path[-1]][1] is not None:
        path.append(best[path[-1]][1])
    return path[::-1]
