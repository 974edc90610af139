"""Bridges: the papers and the entities that join topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.analysis.projections import citing, paper_vectors

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """Two topics, how strongly papers join them, and the papers that do, the strongest first."""

    one: str
    other: str
    strength: float
    papers: tuple[str, ...]


def shares(graph: Graph) -> dict[str, dict[str, float]]:
    """Paper -> topic -> the share of its ties, to entities and to papers cited, that leads into the topic."""
    topic = dict(graph.entities.select("id", "topic").iter_rows()) | dict(
        graph.papers.select("id", "topic").iter_rows()
    )
    cited: defaultdict[str, list[str]] = defaultdict(list)
    for a, b in citing(graph):
        cited[a].append(b)
    found = {}
    for paper, of in paper_vectors(graph).items():
        into: defaultdict[str, float] = defaultdict(float)
        for entity, weight in of.items():
            into[topic[entity]] += weight
        mean = sum(of.values()) / len(of) if of else 1.0
        for other in cited[paper]:
            into[topic[other]] += mean
        into.pop("", None)
        whole = sum(into.values())
        if whole:
            found[paper] = {t: w / whole for t, w in sorted(into.items())}
    return found


def participation(shared: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """How evenly each paper's ties are spread over topics: 0 one topic only, near 1 many.

    The participation coefficient of Guimerà and Amaral 2005, `1 - sum of squared shares`.
    """
    return {paper: 1 - sum(s * s for s in of.values()) for paper, of in shared.items()}


def bridges(graph: Graph, *, papers: int = 5) -> list[Bridge]:
    """Pairs of topics by how strongly papers join them; a paper joins two as strongly as it is in the lesser."""
    joined: defaultdict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for paper, of in shares(graph).items():
        for a, b in combinations(sorted(of), 2):
            joined[a, b].append((min(of[a], of[b]), paper))
    found = []
    for (a, b), by in joined.items():
        ranked = sorted(by, key=lambda x: (-x[0], x[1]))
        strength = sum(share for share, _ in by)
        found.append(Bridge(one=a, other=b, strength=strength, papers=tuple(p for _, p in ranked[:papers])))
    return sorted(found, key=lambda x: (-x.strength, x.one, x.other))
