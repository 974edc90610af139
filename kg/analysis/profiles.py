"""What a topic is: its size and period, what sets it apart, the papers and methods in its centre, its parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.centrality import pagerank
from kg.analysis.dates import years
from kg.analysis.naming import distinctive, topic_names
from kg.analysis.projections import influence, knowledge
from kg.analysis.topics import assigned, core, large, partition

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Graph

DIVIDED_FROM = 40  # papers; smaller topics have no parts
RUNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One topic; entities and papers are ids, the most important first."""

    id: str
    name: str
    size: int
    period: tuple[int, int] | None
    entities: tuple[str, ...]
    methods: tuple[str, ...]
    papers: tuple[str, ...]
    parts: tuple[tuple[str, int], ...] = ()  # name and number of papers


def profiles(graph: Graph, *, seed: int = 0, most: int = 5) -> list[Profile]:
    """The topics of an analysed graph, the largest first."""
    rows = graph.topics.filter(pl.col("kind") == "community").sort(["size", "id"], descending=[True, False])
    number = {row["id"]: i for i, row in enumerate(rows.iter_rows(named=True))}
    topic = dict(graph.papers.select("id", "topic").iter_rows())
    ranked = distinctive(graph, {p: number[t] for p, t in topic.items() if t in number})
    kind = dict(graph.entities.select("id", "type").iter_rows())
    inside = members(graph)
    known = years(graph)
    views = influence(graph), knowledge(graph, shared=True)
    found = []
    for row in rows.iter_rows(named=True):
        entities = [e for e, _ in ranked.get(number[row["id"]], [])]
        of = [p for p in inside[row["id"]] if p.startswith("paper/")]
        dated = sorted(known[p] for p in of if p in known)
        found.append(
            Profile(
                id=row["id"],
                name=row["name"],
                size=row["size"],
                period=(dated[0], dated[-1]) if dated else None,
                entities=tuple(entities[:most]),
                methods=tuple([e for e in entities if kind[e] == "Method"][:most]),
                papers=tuple(central(graph, views[0], inside[row["id"]])[:most]),
                parts=parts(graph, views[1], of, seed=seed) if len(of) >= DIVIDED_FROM else (),
            )
        )
    return found


def members(graph: Graph) -> dict[str, list[str]]:
    """Topic -> its papers and entities, sorted."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for table in (graph.papers, graph.entities):
        for node, topic in table.select("id", "topic").iter_rows():
            if topic:
                found[topic].append(node)
    return defaultdict(list, {topic: sorted(nodes) for topic, nodes in sorted(found.items())})


def central(graph: Graph, view: nx.DiGraph, nodes: list[str]) -> list[str]:
    """The papers of a topic by what the topic's own papers say: citations first, then ties to its common entities."""
    inside = set(nodes)
    G = view.__class__()
    G.add_nodes_from(nodes)
    G.add_edges_from((a, b, d) for a in nodes for b, d in view[a].items() if b in inside)
    rank = pagerank(G)
    cited = {n: sum(rank[p] for p in G.pred[n]) for n in nodes if n.startswith("paper/")}
    tied = {n: sum(rank[e] * d["weight"] for e, d in G[n].items() if e.startswith("entity/")) for n in cited}
    return sorted(cited, key=lambda n: (-cited[n], -tied[n], n))


def parts(graph: Graph, view: nx.Graph, papers: list[str], *, seed: int = 0) -> tuple[tuple[str, int], ...]:
    """The second level: communities within a topic, by name and number of papers."""
    chosen = set(papers)
    beside = {e for p in papers for e in view[p] if e.startswith("entity/")}
    G = view.__class__()
    G.add_nodes_from(sorted(chosen | beside))
    G.add_edges_from((a, b, d) for a in sorted(G) for b, d in view[a].items() if a < b and b in G)
    of = large(assigned(G, partition(core(G), seed=seed, runs=RUNS).communities))
    names = topic_names(about(graph, papers), {n: c for n, c in of.items() if n in chosen})
    sizes = {c: sum(1 for n, x in of.items() if x == c and n in chosen) for c in names}
    return tuple((names[c], sizes[c]) for c in sorted(names))


def about(graph: Graph, papers: list[str]) -> Graph:
    """The graph of some papers alone, so that a topic costs what its own papers cost."""
    return replace(
        graph,
        papers=graph.papers.filter(pl.col("id").is_in(papers)),
        statements=graph.statements.filter(pl.col("subject").is_in(papers)),
    )
