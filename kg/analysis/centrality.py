"""Who matters, and in what sense: functions of a networkx graph that give a dict by node."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import networkx as nx

from kg.analysis.engine import fast

EXACT_BELOW = 2_000  # nodes; betweenness above is sampled
PIVOTS = 128  # in each of the two samples


def pagerank(G: nx.DiGraph, *, weight: str = "weight") -> dict[str, float]:
    """The share of a random reader's time at each node (Page et al. 1999); empty for a graph without nodes."""
    if not G:
        return {}
    found: dict[str, float] = nx.pagerank(G, weight=weight, tol=1e-10, max_iter=500)
    return found


def hits(G: nx.DiGraph) -> tuple[dict[str, float], dict[str, float]]:
    """Hubs and authorities (Kleinberg 1999): surveys that cite what matters, and what they cite.

    From a fixed start, since the default one is drawn by lot. Where the solver of networkx finds no answer, as on
    trees, powers of the matrix do.
    """
    from scipy.sparse.linalg import ArpackError

    if not G.number_of_edges():
        return {}, {}
    try:
        hubs, authorities = nx.hits(G, max_iter=1000, tol=1e-10, nstart=dict.fromkeys(G, 1.0))
    except (nx.PowerIterationFailedConvergence, ArpackError):
        return powers(G)
    return {n: max(0.0, v) for n, v in hubs.items()}, {n: max(0.0, v) for n, v in authorities.items()}


def powers(G: nx.DiGraph, steps: int = 200) -> tuple[dict[str, float], dict[str, float]]:
    """Hubs and authorities after so many rounds of each adding up the other."""
    hubs = dict.fromkeys(G, 1.0 / len(G))
    authorities = hubs
    for _ in range(steps):
        authorities = {n: sum(hubs[p] for p in G.pred[n]) for n in G}
        whole = sum(authorities.values())
        authorities = {n: v / whole for n, v in authorities.items()}
        hubs = {n: sum(authorities[s] for s in G.succ[n]) for n in G}
        whole = sum(hubs.values())
        hubs = {n: v / whole for n, v in hubs.items()}
    return hubs, authorities


@dataclass(frozen=True, slots=True, kw_only=True)
class Betweenness:
    """Betweenness by node; `pivots` is 0 and `error` 0.0 where it is exact."""

    values: dict[str, float]
    pivots: int = 0
    error: float = 0.0  # standard error, root mean square over the nodes


def betweenness(G: nx.Graph, *, seed: int = 0, exact_below: int = EXACT_BELOW, pivots: int = PIVOTS) -> Betweenness:
    """The share of shortest paths that pass through each node (Freeman 1977; Brandes 2001).

    From `exact_below` nodes on, paths are counted from two samples of `pivots` nodes (Brandes and Pich 2007)
    and averaged; what the two samples differ by gives the standard error.
    """
    size = G.number_of_nodes()
    if size < exact_below or size < 2 * pivots:
        return Betweenness(values=nx.betweenness_centrality(G))
    view = fast(G, weight=None, large=0)
    one, two = (nx.betweenness_centrality(view, k=pivots, seed=2 * seed + i) for i in (0, 1))
    squares = sum((one[n] - two[n]) ** 2 for n in G)
    return Betweenness(
        values={n: (one[n] + two[n]) / 2 for n in G},
        pivots=2 * pivots,
        error=sqrt(squares / size) / 2,  # a mean of two differs from the truth by half of what they differ by
    )
