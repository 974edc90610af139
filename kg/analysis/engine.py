"""A fast engine for large graphs, found by networkx's own dispatch: the same functions, the same answers, sooner.

Registered as the networkx backend "kg" (entry point `networkx.backends`). Louvain runs in networkit (MIT, the extra
`fast`), modularity as sums over a sparse matrix, betweenness as products of sparse matrices (Brandes 2001
level by level, many sources at once, as in Buluç and Gilbert 2011, "The Combinatorial BLAS"). What the backend lacks,
networkx does itself, if it is handed a graph of its own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from inspect import signature
from typing import Any, ClassVar

import networkx as nx
import numpy as np

from kg.counting import counted

BACKEND = "kg"
LARGE = 2_000  # edges from which the engine is used; below, networkx is quick enough
_TOGETHER = 32  # pivots at once: memory is nodes * this


@dataclass(frozen=True, slots=True)
class Matrix:
    """An undirected graph as networkx's dispatch takes it: names and a sparse matrix of weights."""

    names: list[Any]
    weights: Any
    __networkx_backend__: ClassVar[str] = BACKEND

    def is_directed(self) -> bool:
        """Never."""
        return False

    def is_multigraph(self) -> bool:
        """Never."""
        return False


def convert_from_nx(G: Any, edge_attrs: dict[str, Any] | None = None, **_: Any) -> Matrix:  # noqa: ANN401  # networkx's
    """A networkx graph as a matrix of the weights that `edge_attrs` names, of ones without it."""
    if isinstance(G, Matrix):
        return G
    weight = next(iter(edge_attrs), None) if edge_attrs else None
    names = list(G)
    return Matrix(names, nx.to_scipy_sparse_array(G, nodelist=names, weight=weight, dtype=float, format="csr"))


def convert_to_nx(found: Any, **_: Any) -> Any:  # noqa: ANN401  # networkx's
    """Answers are plain already."""
    return found


def can_run(name: str, args: Any, kwargs: Any) -> bool:  # noqa: ANN401  # networkx's
    """Whether the engine does it: Louvain on all levels, modularity, unweighted betweenness."""
    made: dict[str, Callable[..., Any]] = {
        "louvain_communities": louvain_communities,
        "modularity": modularity,
        "betweenness_centrality": betweenness_centrality,
    }
    if name not in made:
        return False
    asked = signature(made[name]).bind(*args, **kwargs).arguments
    if asked["G"].is_directed() or asked["G"].is_multigraph():
        return False
    if name == "louvain_communities":
        return asked.get("max_level") is None and find_spec("networkit") is not None
    if name == "modularity":
        return True
    plain = asked.get("normalized", True) and not asked.get("endpoints") and asked.get("weight") is None
    return bool(plain) and asked.get("k") != 1


def louvain_communities(
    G: Matrix,
    weight: str = "weight",
    resolution: float = 1,
    threshold: float = 0,
    max_level: None = None,
    seed: int | random.Random | None = None,
) -> list[set[Any]]:
    """Communities by networkit's Louvain method (Staudt and Meyerhenke 2016), on one thread so as to repeat."""
    import networkit as nk  # the extra `fast`
    from scipy import sparse

    nk.setNumberOfThreads(1)
    nk.setSeed(generator(seed).randrange(2**31), False)
    once = sparse.triu(G.weights, format="coo")
    H = nk.GraphFromCoo((once.data, (once.row, once.col)), n=len(G.names), weighted=True, directed=False)
    found = nk.community.PLM(H, refine=True, gamma=resolution, par="none randomized").run().getPartition().getVector()
    groups: dict[int, set[Any]] = {}
    for name, group in zip(G.names, found, strict=True):
        groups.setdefault(group, set()).add(name)
    return list(groups.values())


def modularity(G: Matrix, communities: Iterable[Iterable[Any]], weight: str = "weight", resolution: float = 1) -> float:
    """The share of weight inside communities, less what chance would put there (Newman 2004)."""
    from scipy import sparse

    number = {node: i for i, group in enumerate(communities) for node in group}
    of = np.array([number[name] for name in G.names])
    edges = (G.weights + sparse.diags_array(G.weights.diagonal())).tocoo()  # an edge to itself has two ends there
    degrees = np.bincount(of, weights=np.bincount(edges.row, weights=edges.data, minlength=len(of)))
    inside = edges.data[of[edges.row] == of[edges.col]].sum()
    whole = degrees.sum()
    return float(inside / whole - resolution * (degrees**2).sum() / whole**2)


def betweenness_centrality(
    G: Matrix,
    k: int | None = None,
    normalized: bool = True,
    weight: None = None,
    endpoints: bool = False,
    seed: int | random.Random | None = None,
) -> dict[Any, float]:
    """Betweenness from all nodes, or the `k` pivots that networkx draws with `seed`, scaled as networkx 3.6 does."""
    from scipy import sparse

    n = len(G.names)
    pivots = list(range(n)) if k is None else generator(seed).sample(range(n), k)
    edges = G.weights.tocoo()
    other = edges.row != edges.col
    ones = np.ones(int(other.sum()))
    step = sparse.csr_array((ones, (edges.row[other], edges.col[other])), shape=(n, n))
    parts = (pivots[i : i + _TOGETHER] for i in range(0, len(pivots), _TOGETHER))
    total = sum((dependencies(step, part) for part in parts), np.zeros(n))
    scale = np.full(n, 1 / (len(pivots) * max(1, n - 2)))
    scale[pivots] = 1 / (max(1, len(pivots) - 1) * max(1, n - 2))  # a pivot is no way between itself and others
    return dict(zip(G.names, (total * scale).tolist(), strict=True))


def generator(seed: int | random.Random | None) -> random.Random:
    """The generator that networkx makes of a seed, or has made already."""
    return seed if isinstance(seed, random.Random) else random.Random(seed)  # noqa: S311  # no secret


def dependencies(step: Any, pivots: list[int]) -> Any:  # noqa: ANN401  # a sparse and a dense matrix
    """How much the shortest paths from `pivots` depend on each node, added up."""
    n, columns = step.shape[0], range(len(pivots))
    ways = np.zeros((n, len(pivots)))
    ways[pivots, columns] = 1
    depth = np.full(ways.shape, -1, dtype=np.int32)
    depth[pivots, columns] = 0
    front, level = ways.copy(), 0
    while True:
        front = step @ front
        front[depth >= 0] = 0
        if not front.any():
            break
        level += 1
        depth[front > 0] = level
        ways += front
    owed = np.zeros_like(ways)
    for at in range(level, 1, -1):
        share = np.divide(1 + owed, ways, out=np.zeros_like(owed), where=depth == at)
        owed += np.where(depth == at - 1, ways * (step @ share), 0)
    return owed.sum(axis=1)


def fast(G: nx.Graph, *, weight: str | None = "weight", large: int | None = None, able: bool = True) -> Any:  # noqa: ANN401  # Matrix or Graph
    """`G` as networkx's dispatch hands it to the engine, where it is large and the engine is `able`; else `G` itself.

    `large` is the number of edges from which it is, `LARGE` if None. For Louvain, `able` is `has_louvain()`.
    """
    if not able or G.number_of_edges() < (LARGE if large is None else large) or BACKEND not in nx.config.backends:
        return G
    return convert_from_nx(G, {weight: 1.0} if weight else None)


def has_louvain() -> bool:
    """Whether the fast Louvain is installed."""
    return BACKEND in nx.config.backends and find_spec("networkit") is not None


def engine_name() -> str:
    """What computes, for `build.json`."""
    fast_one = f"; networkit for graphs of {LARGE:,} edges and more" if has_louvain() else ""
    return f"networkx {nx.__version__}{fast_one}"


def forecast(edges: int) -> str:
    """How long the topics of a graph of so many edges will take, in words; "" where it is less than a minute.

    Measured on two cores: networkx's Louvain takes about 92 seconds a run for a million edges, networkit's one.
    """
    minutes = int(92 * edges / 1e6 * (1 + runs_for(edges)) / 60)
    if not minutes or has_louvain():
        return ""
    return f"topics of {edges:,} links take about {counted(minutes, 'minute')}; with `pip install scikg[fast]` seconds"


def runs_for(edges: int, quick: bool = False) -> int:
    """How many runs vote on the communities of a graph of so many edges."""
    return next((n for most, n in ((10_000, 20), (100_000, 10)) if edges <= most), 5 if quick else 1)
