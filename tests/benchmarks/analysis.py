"""How fast and how exact the analyses are on a large graph: `python -m tests.benchmarks.analysis [NODES EDGES]`.

A planted partition with hubs: nodes in groups of about 100, most edges within a group, ends drawn by rank.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import networkx as nx

from kg.analysis.centrality import betweenness, hits, pagerank
from kg.analysis.engine import engine_name, fast, forecast
from kg.analysis.topics import louvain, membership, partition, rand_index

_T = TypeVar("_T")


def graph(nodes: int, edges: int, seed: int = 0) -> nx.Graph:
    """A graph of so many nodes and edges, with groups and hubs."""
    draw = random.Random(seed)
    groups = max(2, nodes // 100)
    found: set[tuple[int, int]] = set()
    while len(found) < edges:
        a = draw.randrange(nodes)
        if draw.random() < 0.8:
            b = (int(draw.random() ** 2 * (nodes // groups)) * groups + a % groups) % nodes
        else:
            b = int(draw.random() ** 3 * nodes)
        if a != b:
            found.add((min(a, b), max(a, b)))
    G = nx.Graph()
    G.add_nodes_from(range(nodes))
    G.add_weighted_edges_from((a, b, 1.0) for a, b in sorted(found))
    return G


def timed(name: str, work: Callable[[], _T]) -> _T:
    """Do `work` and print how long it took, by the clock and by the processor, which others do not slow."""
    start, spent = time.perf_counter(), time.process_time()
    found = work()
    print(
        f"{name:34} {time.perf_counter() - start:8.1f} s, {time.process_time() - spent:8.1f} s of processor", flush=True
    )
    return found


def main(nodes: int = 100_000, edges: int = 1_000_000, compare: bool = False) -> None:
    """Print times, memory, and with `compare` how far the engine is from networkx."""
    print(engine_name(), "|", forecast(edges) or "no forecast needed")
    G = timed("make the graph", lambda: graph(nodes, edges))
    begun, spent = time.perf_counter(), time.process_time()
    found = timed("topics", lambda: partition(G))
    rank = timed("pagerank", lambda: pagerank(G.to_directed(as_view=True)))
    between = timed("betweenness, 256 pivots", lambda: betweenness(G))
    timed("hits", lambda: hits(nx.DiGraph(G.edges)))
    print(f"all of it {time.perf_counter() - begun:.1f} s, {time.process_time() - spent:.1f} s of processor")
    print(f"modularity {found.modularity:.4f}, ", end="")
    print(f"stability {found.stability:.3f}, {len(found.communities)} communities, error {between.error:.2e}, ", end="")
    print(f"rank sums to {sum(rank.values()):.6f}, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    if compare:
        slow = timed("louvain, networkx", lambda: louvain(G, seed=0))
        quick = timed("louvain, engine", lambda: louvain(fast(G, large=0), seed=0))
        values = [nx.community.modularity(G, c) for c in (slow, quick)]
        print(f"modularity {values[0]:.4f} networkx, {values[1]:.4f} engine, ", end="")
        print(f"adjusted Rand index {rand_index(membership(slow), membership(quick)):.3f}")
        one = timed("betweenness, 8 pivots, networkx", lambda: nx.betweenness_centrality(G, k=8, seed=1))
        view = fast(G, weight=None, large=0)
        two = timed("betweenness, 8 pivots, engine", lambda: nx.betweenness_centrality(view, k=8, seed=1))
        print(f"greatest difference {max(abs(one[n] - two[n]) for n in G):.2e}")


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()] or [100_000, 1_000_000]
    main(numbers[0], numbers[1], compare="--compare" in sys.argv)
