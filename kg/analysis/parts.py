"""The second level of topics: communities within a topic, as narrower topics below it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx
import polars as pl

from kg.analysis.naming import names_and_types, topic_names
from kg.analysis.projections import ties
from kg.analysis.topics import assigned, core, large, partition
from kg.graph import frame
from kg.linking.slugs import slug
from kg.records import digest

if TYPE_CHECKING:
    from kg.graph import Graph

DIVIDED_FROM = 40  # papers; smaller topics have no parts
RUNS = 5


def with_parts(graph: Graph, view: nx.Graph, *, seed: int = 0) -> Graph:
    """`graph` with the parts of its topics as rows of `topics`: kind "part", `parent` the topic.

    A paper or entity stays in the topic of the first level; a part has a name and the number of its papers. `view` is
    that of the papers and the entities that two of them name.
    """
    topics = graph.topics.filter(pl.col("kind") == "community")
    tied, entity = ties(graph), names_and_types(graph)
    inside: defaultdict[str, dict[str, Iterable[str]]] = defaultdict(dict)
    for paper, topic in graph.papers.sort("id").select("id", "topic").iter_rows():
        inside[topic][paper] = tied[paper]
    taken, rows = set(graph.topics["name"]), []
    for topic in topics["id"]:
        if len(inside[topic]) >= DIVIDED_FROM:
            of = divided(inside[topic], view, seed=seed)
            sizes = Counter(of[p] for p in inside[topic] if p in of)
            for part, name in sorted(topic_names(entity, inside[topic], of, taken).items()):
                made = f"topic/{slug(name)}-{digest(topic, name, str(part), length=6)}"
                rows.append((made, name, "part", "", topic, sizes[part]))
    return replace(graph, topics=pl.concat([graph.topics, frame("topics", rows)]))


def divided(tied: Mapping[str, Iterable[str]], view: nx.Graph, *, seed: int = 0) -> dict[str, int]:
    """Node -> community, found among the papers of `tied` and what they name alone."""
    beside = {e for p in tied for e in view[p] if e.startswith("entity/")}
    G = nx.Graph()
    G.add_nodes_from(sorted(tied.keys() | beside))
    G.add_edges_from((a, b, d) for a in sorted(G) for b, d in view[a].items() if a < b and b in G)
    of = large(assigned(G, partition(core(G), seed=seed, runs=RUNS).communities))
    return {node: part for node, part in of.items() if node in tied}
