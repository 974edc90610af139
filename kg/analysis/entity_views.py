"""Entities by type, and the papers of each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.analysis.projections import said, ties

if TYPE_CHECKING:
    from kg.graph import Graph


def of_type(graph: Graph, *types: str) -> set[str]:
    """The entities of `types`."""
    return {i for i, kind in graph.entities.select("id", "type").iter_rows() if kind in types}


def papers_of(graph: Graph, *predicates: str) -> dict[str, set[str]]:
    """Entity -> the papers that say one of `predicates` of it; without predicates, that name it at all."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    if predicates:
        for paper, _, entity in said(graph, *predicates):
            found[entity].add(paper)
    else:
        for paper, of in ties(graph).items():
            for entity in of:
                found[entity].add(paper)
    return dict(sorted(found.items()))
