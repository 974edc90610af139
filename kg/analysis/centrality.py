"""Who matters, and in what sense: functions of a networkx graph that give a dict by node."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

import networkx as nx

from kg.analysis.engine import fast

EXACT_BELOW = 2_000  # nodes; betweenness above is sampled
PIVOTS = 128  # in each of the two samples
_DIGITS = 12  # of hubs and authorities; what differs beyond is noise
_TINY = 1e-12


def pagerank(G: nx.DiGraph, *, weight: str = "weight") -> dict[str, float]:
    """The share of a random reader's time at each node (Page et al. 1999); empty for a graph without nodes."""
    if not G:
        return {}
    found: dict[str, float] = nx.pagerank(G, weight=weight, tol=1e-10, max_iter=500)
    return found


def hits(G: nx.DiGraph) -> tuple[dict[str, float], dict[str, float]]:
    """Hubs and authorities (Kleinberg 1999): surveys that cite what matters, and what they cite; each adds up to 1.

    The limit of Kleinberg's rounds from equal values. networkx's own leaves it to chance where groups of papers that
    do not cite each other weigh the same, and then divides by zero.
    """
    import numpy as np

    if not G.number_of_edges():
        return {}, {}
    cites = nx.to_scipy_sparse_array(G, dtype=float, format="csr")
    authorities = np.abs(dominant(cites))
    hubs = np.abs(cites @ authorities)
    one, two = (dict(zip(G, np.round(v / v.sum(), _DIGITS).tolist(), strict=True)) for v in (hubs, authorities))
    return one, two


def dominant(A: Any, *, steps: int = 24, rounds: int = 200) -> Any:  # noqa: ANN401  # a sparse matrix and a vector
    """The eigenvector of `A.T @ A` that its powers turn equal values to.

    Lanczos from equal values (Golub and Van Loan, "Matrix Computations", chapter 10), begun anew from the best vector
    after so many `steps`: it never leaves the space of these powers, so that ties are shared and nothing is drawn by
    lot.
    """
    import numpy as np

    Q, W = np.empty((2, min(steps, A.shape[1]), A.shape[1]))  # a basis, and where it goes
    best = np.full(A.shape[1], 1 / sqrt(A.shape[1]))
    for _ in range(rounds):
        Q[0], W[0], used = best, A.T @ (A @ best), 1
        while used < len(Q):
            new = W[used - 1].copy()
            for _ in range(2):  # once leaves rounding errors
                new -= (Q[:used] @ new) @ Q[:used]
            length = np.linalg.norm(new)
            if length <= _TINY * np.linalg.norm(W[used - 1]):
                break  # the powers lead nowhere new
            Q[used] = new / length
            W[used] = A.T @ (A @ Q[used])
            used += 1
        values, vectors = np.linalg.eigh(Q[:used] @ W[:used].T)
        best = vectors[:, -1] @ Q[:used]
        if np.linalg.norm(vectors[:, -1] @ W[:used] - values[-1] * best) <= _TINY * values[-1]:
            break
    return best / np.linalg.norm(best)


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
    if not size:
        return Betweenness(values={})
    view = fast(G, weight=None, large=0)
    if size < exact_below or size < 2 * pivots:
        return Betweenness(values=nx.betweenness_centrality(view))
    one, two = (nx.betweenness_centrality(view, k=pivots, seed=2 * seed + i) for i in (0, 1))
    squares = sum((one[n] - two[n]) ** 2 for n in G)
    return Betweenness(
        values={n: (one[n] + two[n]) / 2 for n in G},
        pivots=2 * pivots,
        error=sqrt(squares / size) / 2,  # a mean of two differs from the truth by half of what they differ by
    )
