"""How good the topics of a graph are, measured against single runs with seeds that the topics never saw."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import polars as pl

from kg.analysis.engine import fast, has_louvain
from kg.analysis.projections import knowledge, tie_table
from kg.analysis.topics import core, louvain, membership, rand_index

if TYPE_CHECKING:
    from kg.graph import Graph

RUNS = 3
_OTHER_SEEDS = 1_000_003  # far from the seeds that the topics were found with


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Modularity of the topics and of single runs; how equal they are (adjusted Rand index); papers without a topic."""

    modularity: float = 0.0
    single: float = 0.0
    stability: float = 1.0
    single_stability: float = 1.0
    runs: int = 0
    without: int = 0
    bare: int = 0  # of these, papers that name nothing


def quality(graph: Graph, *, seed: int = 0, runs: int = RUNS, inner: nx.Graph | None = None) -> Quality:
    """The figures of an analysed graph, on the view and the nodes that topics are found in (`inner`, where at hand)."""
    homeless = graph.papers.filter(pl.col("topic") == "")
    without = homeless.height
    bare = without - homeless.join(tie_table(graph), left_on="id", right_on="paper", how="semi").height
    inner = inner or core(knowledge(graph, shared=True))
    topic = dict(graph.papers.select("id", "topic").iter_rows()) | dict(
        graph.entities.select("id", "topic").iter_rows()
    )
    names = list(inner)
    G = nx.convert_node_labels_to_integers(inner)
    if not G.number_of_edges():
        return Quality(without=without, bare=bare)
    # what is in no topic stands alone
    found = {n: topic[names[n]] or names[n] for n in G}
    groups: dict[str, set[int]] = {}
    for node, of in found.items():
        groups.setdefault(of, set()).add(node)
    number = {name: i for i, name in enumerate(groups)}
    mine = {node: number[of] for node, of in found.items()}
    view, measured = fast(G, able=has_louvain()), fast(G)
    single = [louvain(view, seed=seed + _OTHER_SEEDS + i) for i in range(runs)]
    labels = [membership(c) for c in single]
    pairs = [rand_index(a, b) for a, b in combinations(labels, 2)]
    return Quality(
        modularity=nx.community.modularity(measured, groups.values()),
        single=sum(nx.community.modularity(measured, c) for c in single) / runs,
        stability=sum(rand_index(mine, other) for other in labels) / runs,
        single_stability=sum(pairs) / len(pairs) if pairs else 1.0,
        runs=runs,
        without=without,
        bare=bare,
    )
