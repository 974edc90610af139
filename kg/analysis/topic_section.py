"""The section of `report.md` on topics, and how far to trust them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.profiles import profiles
from kg.analysis.quality import Quality, quality
from kg.analysis.topics import LEAST_PAPERS
from kg.analysis.wording import span, spell
from kg.counting import counted
from kg.markdown import table

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Graph


def topics_section(graph: Graph, names: Mapping[str, str], most: int) -> str:
    """The largest topics."""
    found = profiles(graph, first=most)
    rows = [(p.name, p.size, span(p), spell(p.methods, names), spell(p.papers, names)) for p in found]
    others = graph.topics.filter(pl.col("kind") == "community").height - len(found)
    more = f"\nand {counted(others, 'smaller one')}.\n" if others else ""
    return table(("topic", "papers", "dated", "central methods", "central papers"), rows) + more


def quality_line(graph: Graph, inner: nx.Graph, seed: int) -> str:
    """How good and how stable the topics are."""
    if "community" not in graph.topics["kind"]:
        return f"\nNo topics: a topic has {LEAST_PAPERS} papers or more that name the same things.\n"
    q = quality(graph, seed=seed, inner=inner)
    if not q.runs:
        return f"\nEach paper names one shared thing or none. {without_topic(q)}\n"
    return (
        f"\nModularity {q.modularity:.3f}; single Louvain runs reach {q.single:.3f} on average. "
        f"Stability (adjusted Rand index against {q.runs} single runs with other seeds): {q.stability:.2f}; "
        f"single runs among each other: {q.single_stability:.2f}. "
        f"{without_topic(q)}\n"
    )


def without_topic(found: Quality) -> str:
    """How many papers are in no topic, and why."""
    if not found.without:
        return "Every paper is in a topic."
    rest = found.without - found.bare
    why = [f"{found.bare} with no entity at all"] if found.bare else []
    why += [f"{rest} with no entity shared with enough others"] if rest else []
    return f"{counted(found.without, 'paper')} {'is' if found.without == 1 else 'are'} in no topic: {', '.join(why)}."
