"""What a topic is: its size and period, what sets it apart, the papers and methods in its centre, its parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.centrality import pagerank
from kg.analysis.dates import years
from kg.analysis.naming import distinctive, names_and_types
from kg.analysis.projections import influence, ties

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One topic; entities and papers are ids, the most important first."""

    id: str
    name: str
    size: int
    period: tuple[int, int] | None
    dated: int  # papers
    entities: tuple[str, ...]
    methods: tuple[str, ...]
    papers: tuple[str, ...]
    parts: tuple[tuple[str, int], ...] = ()  # name and number of papers


def profiles(graph: Graph, *, most: int = 5, first: int | None = None) -> list[Profile]:
    """The topics of an analysed graph, the largest first; all of them, or the `first`."""
    rows = graph.topics.filter(pl.col("kind") == "community").sort(["size", "id"], descending=[True, False])
    number = {row["id"]: i for i, row in enumerate(rows.iter_rows(named=True))}
    topic = dict(graph.papers.select("id", "topic").iter_rows())
    tied, entity = ties(graph), names_and_types(graph)
    ranked = distinctive(tied, {p: number[t] for p, t in topic.items() if t in number})
    inside = members(graph)
    known = years(graph)
    view = influence(graph)
    below: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for parent, name, size in (
        graph.topics.filter(pl.col("kind") == "part").select("parent", "name", "size").iter_rows()
    ):
        below[parent].append((name, size))
    found = []
    for row in rows.head(rows.height if first is None else first).iter_rows(named=True):
        entities = [e for e, _ in ranked.get(number[row["id"]], [])]
        of = [p for p in inside[row["id"]] if p.startswith("paper/")]
        dated = sorted(known[p] for p in of if p in known)
        found.append(
            Profile(
                id=row["id"],
                name=row["name"],
                size=row["size"],
                period=(dated[0], dated[-1]) if dated else None,
                dated=len(dated),
                entities=tuple(entities[:most]),
                methods=tuple([e for e in entities if entity[e][1] == "Method"][:most]),
                papers=tuple(central(view, inside[row["id"]])[:most]),
                parts=tuple(below[row["id"]]),
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


def central(view: nx.DiGraph, nodes: list[str]) -> list[str]:
    """The papers of a topic by what the topic's own papers say: citations first, then ties to its common entities."""
    inside = set(nodes)
    G = view.__class__()
    G.add_nodes_from(nodes)
    G.add_edges_from((a, b, d) for a in nodes for b, d in view[a].items() if b in inside)
    rank = pagerank(G)
    cited = {n: sum(rank[p] for p in G.pred[n]) for n in nodes if n.startswith("paper/")}
    tied = {n: sum(rank[e] * d["weight"] for e, d in G[n].items() if e.startswith("entity/")) for n in cited}
    return sorted(cited, key=lambda n: (-cited[n], -tied[n], n))
