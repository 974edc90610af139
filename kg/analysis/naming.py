"""Names of topics: the entities that a topic's papers name and the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log
from typing import TYPE_CHECKING

from kg.analysis.projections import ties

if TYPE_CHECKING:
    from kg.graph import Graph

WORDS = 3


def distinctive(graph: Graph, of: Mapping[str, int]) -> dict[int, list[tuple[str, float]]]:
    """Topic -> its entities with class-based TF-IDF, the most distinctive first.

    A topic is one document: `share of its papers that name the entity * ln(1 + mean per topic / overall)`
    (Grootendorst 2022, "BERTopic", with entities instead of words).
    """
    tied = ties(graph)
    counts: dict[int, Counter[str]] = {topic: Counter() for topic in sorted(set(of.values()))}
    size: Counter[int] = Counter()
    for paper, entities in tied.items():
        if paper in of:
            counts[of[paper]].update(entities.keys())
            size[of[paper]] += 1
    overall = sum(counts.values(), Counter())
    mean = sum(overall.values()) / max(1, len(counts))
    found = {}
    for topic, inside in counts.items():
        value = {e: n / size[topic] * log(1 + mean / overall[e]) for e, n in inside.items()}
        found[topic] = sorted(value.items(), key=lambda x: (-x[1], x[0]))
    return found


def topic_names(graph: Graph, of: Mapping[str, int]) -> dict[int, str]:
    """Topic -> a name of its most distinctive entities, no two the same."""
    entity = {row["id"]: row for row in graph.entities.select("id", "name", "type").iter_rows(named=True)}
    names: dict[int, str] = {}
    for topic, ranked in distinctive(graph, of).items():
        usable = [entity[e]["name"] for e, _ in ranked if entity[e]["type"] != "Metric"]
        usable = usable or [entity[e]["name"] for e, _ in ranked] or ["unnamed"]
        names[topic] = next(
            (n for k in range(WORDS, len(usable) + 1) if (n := ", ".join(usable[:k])) not in names.values()),
            ", ".join(usable[:WORDS]),
        )
    return names
