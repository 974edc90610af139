"""The stage `analyse`: what the whole graph says of each of its nodes, written back as columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.builds_on import with_builds_on
from kg.analysis.centrality import Betweenness, betweenness, pagerank
from kg.analysis.naming import names_and_types, topic_names
from kg.analysis.parts import with_parts
from kg.analysis.projections import influence, knowledge, shared_only, ties
from kg.analysis.topics import assigned, core, large, partition
from kg.graph import frame
from kg.linking.slugs import slug
from kg.records import digest

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Graph

_DIGITS = 9  # what differs beyond is noise of the floating point


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """An analysed graph, and what its report need not find again."""

    graph: Graph
    inner: nx.Graph  # what topics are found in: the core of the view `knowledge`
    between: Betweenness  # of `inner`


def analyse(graph: Graph, *, seed: int = 0) -> Graph:
    """`graph` with `buildsOn`, topics, PageRank and betweenness; equal tables and seed give equal tables."""
    return analysis(graph, seed=seed).graph


def analysis(graph: Graph, *, seed: int = 0) -> Analysis:
    """The same, with what it was found in."""
    graph = with_builds_on(graph)
    view = knowledge(graph)
    shared = shared_only(view)
    inner = core(shared)
    graph = with_topics(graph, view, inner, seed=seed)
    graph = with_parts(graph, shared, seed=seed)
    between = betweenness(inner, seed=seed)
    return Analysis(graph=with_centrality(graph, between), inner=inner, between=between)


def with_topics(graph: Graph, view: nx.Graph, inner: nx.Graph, *, seed: int = 0) -> Graph:
    """`graph` with its communities, found in `inner`, as rows of `topics`, and `topic` of all nodes of `view`."""
    found = partition(inner, seed=seed)
    unread = set(graph.papers.filter(pl.col("cited_only"))["id"])  # references alone make no topic
    of = large(assigned(view, found.communities), uncounted=unread)
    names = topic_names(names_and_types(graph), ties(graph), of)
    papers = Counter(c for node, c in of.items() if node.startswith("paper/"))
    subjects = graph.topics.filter(pl.col("kind") == "subject")
    ids = topic_ids(names, taken=set(subjects["id"]))
    rows = [(ids[c], names[c], "community", "", "", papers[c]) for c in sorted(names)]
    topic: dict[str, object] = {node: ids[c] for node, c in of.items()}
    graph = replace(graph, topics=pl.concat([subjects, frame("topics", rows)]))
    return graph.with_column("papers", "topic", topic).with_column("entities", "topic", topic)


def topic_ids(names: Mapping[int, str], taken: set[str]) -> dict[int, str]:
    """Topic -> "topic/{slug of its name}", with a hash where another has that slug."""
    ids: dict[int, str] = {}
    used = set(taken)
    for topic, name in sorted(names.items()):
        plain = "topic/" + slug(name)
        ids[topic] = plain if plain not in used else f"{plain}-{digest(name, str(topic), length=6)}"
        used.add(ids[topic])
    return ids


def with_centrality(graph: Graph, found: Betweenness) -> Graph:
    """`graph` with `pagerank` of papers and entities, and the `betweenness` found of entities."""
    rank = rounded(pagerank(influence(graph)))
    between = rounded(found.values)
    graph = graph.with_column("papers", "pagerank", rank).with_column("entities", "pagerank", rank)
    nowhere: dict[str, object] = dict.fromkeys(graph.entities["id"], 0.0)
    return graph.with_column("entities", "betweenness", nowhere | between)


def rounded(values: Mapping[str, float]) -> dict[str, object]:
    """`values` with `_DIGITS` decimal places, so that equal input gives equal bytes on every machine."""
    return {node: round(value, _DIGITS) for node, value in values.items()}
