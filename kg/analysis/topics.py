"""Topics: communities of papers and entities that hold under a change of seed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from kg.analysis.engine import Matrix, fast, has_louvain, runs_for

LEAST_PAPERS = 3
_FLOOR = 0.05  # what is left of an edge whose ends no run puts together


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Communities, the weightiest first, with their modularity and the single runs that they are drawn from."""

    communities: tuple[tuple[str, ...], ...]
    modularity: float = 0.0
    runs: tuple[Mapping[int, int], ...] = ()  # of each run node -> community, both by number

    @property
    def stability(self) -> float:
        """The mean adjusted Rand index of pairs of runs."""
        agree = [rand_index(a, b) for a, b in combinations(self.runs, 2)]
        return sum(agree) / len(agree) if agree else 1.0


def partition(G: nx.Graph, *, seed: int = 0, runs: int = 0, resolution: float = 1.0) -> Partition:
    """Communities of `G` by consensus over `runs` Louvain runs with different seeds.

    Louvain (Blondel et al. 2008) depends on the order in which it visits nodes. Here its runs vote: an edge keeps
    the share of the runs that put its ends together, and a last run on these weights decides
    (ensemble clustering for graphs, Poulin and Théberge 2019). Without `runs` the size of `G` decides how many.
    """
    runs = runs or runs_for(G.number_of_edges(), quick=has_louvain())
    if G.number_of_edges() == 0:
        return Partition(communities=tuple((n,) for n in G))
    names = list(G)
    numbered = nx.convert_node_labels_to_integers(G)  # sets of numbers have one order, whatever the hash seed
    view = fast(numbered, able=has_louvain())
    votes = [louvain(view, seed=seed + i, resolution=resolution) for i in range(runs)]
    labels = [membership(v) for v in votes]
    H = nx.Graph()
    H.add_nodes_from(numbered)
    for a, b, weight in numbered.edges(data="weight", default=1.0):
        share = sum(of[a] == of[b] for of in labels) / runs
        H.add_edge(a, b, weight=weight * (_FLOOR + (1 - _FLOOR) * share))
    votes.append(louvain(fast(H, able=has_louvain()), seed=seed, resolution=resolution))
    measured = fast(numbered)
    values = [nx.community.modularity(measured, c, resolution=resolution) for c in votes]
    typical = sum(values[:-1]) / runs
    value, best = (values[-1], votes[-1]) if values[-1] >= typical else max(zip(values, votes, strict=True))
    return Partition(
        communities=tuple(sorted((tuple(names[n] for n in sorted(c)) for c in best), key=lambda c: (-len(c), c))),
        modularity=value,
        runs=tuple(labels),
    )


def louvain(G: nx.Graph | Matrix, *, seed: int, resolution: float = 1.0) -> list[set[Any]]:
    """One Louvain run of networkx; equal graphs and seeds give equal communities."""
    found: list[set[Any]] = nx.community.louvain_communities(G, weight="weight", resolution=resolution, seed=seed)
    return found


def membership(communities: Iterable[Iterable[Any]]) -> dict[Any, int]:
    """Node -> number of its community."""
    return {node: i for i, community in enumerate(communities) for node in community}


def rand_index(a: Mapping[Any, int], b: Mapping[Any, int]) -> float:
    """How equal two groupings of the same nodes are: 1 the same, 0 no more than chance (Hubert and Arabie 1985)."""

    def pairs(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    both = pairs(Counter((a[n], b[n]) for n in a).values())
    in_a, in_b = pairs(Counter(a.values()).values()), pairs(Counter(b.values()).values())
    every = pairs([len(a)])
    chance = in_a * in_b / every if every else 0.0
    most = (in_a + in_b) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def core(G: nx.Graph) -> nx.Graph:
    """`G` without nodes of one neighbour or none: these follow their neighbour and tell nothing of the whole."""
    H = nx.Graph()  # not G.subgraph: its order of nodes is that of a set
    H.add_nodes_from(n for n, degree in G.degree() if degree > 1)
    H.add_edges_from((a, b, data) for a, b, data in G.edges(data=True) if a in H and b in H)
    return H


def assigned(G: nx.Graph, communities: Sequence[Sequence[str]]) -> dict[str, int]:
    """Node -> community: the nodes left out of the communities follow the neighbours they are tied to most."""
    of = membership(communities)
    for node in [n for n in G if n not in of]:
        votes: defaultdict[int, float] = defaultdict(float)
        for other, data in G[node].items():
            if other in of:
                votes[of[other]] += data["weight"]
        if votes:
            of[node] = min(votes, key=lambda c: (-votes[c], c))
    return of


def large(of: dict[str, int], least: int = LEAST_PAPERS, uncounted: Container[str] = ()) -> dict[str, int]:
    """`of` without communities of fewer than `least` papers, numbered anew by falling count of papers."""
    papers = Counter(c for node, c in of.items() if node.startswith("paper/") and node not in uncounted)
    kept = sorted((c for c, n in papers.items() if n >= least), key=lambda c: (-papers[c], c))
    new = {c: i for i, c in enumerate(kept)}
    return {node: new[c] for node, c in of.items() if c in new}
