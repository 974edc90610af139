"""Names of topics: the entities that a topic's papers name and the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph

WORDS = 3


def distinctive(tied: Mapping[str, Iterable[str]], of: Mapping[str, int]) -> dict[int, list[tuple[str, float]]]:
    """Topic -> its entities with class-based TF-IDF, the most distinctive first; `tied` gives those of each paper.

    A topic is one document: `share of its papers that name the entity * ln(1 + mean per topic / overall)`
    (Grootendorst 2022, "BERTopic", with entities instead of words).
    """
    counts: dict[int, Counter[str]] = {topic: Counter() for topic in sorted(set(of.values()))}
    size: Counter[int] = Counter()
    for paper, entities in tied.items():
        if paper in of:
            counts[of[paper]].update(iter(entities))  # once each, whatever a tie weighs
            size[of[paper]] += 1
    overall: Counter[str] = Counter()
    for inside in counts.values():
        overall.update(inside)
    mean = overall.total() / max(1, len(counts))
    found = {}
    for topic, inside in counts.items():
        value = {e: n / size[topic] * log(1 + mean / overall[e]) for e, n in inside.items()}
        found[topic] = sorted(value.items(), key=lambda x: (-x[1], x[0]))
    return found


def names_and_types(graph: Graph) -> dict[str, tuple[str, str]]:
    """Entity -> its name and type."""
    return {i: (name, kind) for i, name, kind in graph.entities.select("id", "name", "type").iter_rows()}


def topic_names(
    entity: Mapping[str, tuple[str, str]],
    tied: Mapping[str, Iterable[str]],
    of: Mapping[str, int],
    taken: set[str] | None = None,
) -> dict[int, str]:
    """Topic -> a name of its most distinctive entities, none of those in `taken`, to which it is added."""
    names: dict[int, str] = {}
    taken = set() if taken is None else taken
    for topic, ranked in distinctive(tied, of).items():
        usable = [entity[e][0] for e, _ in ranked if entity[e][1] != "Metric"]
        usable = usable or [entity[e][0] for e, _ in ranked] or ["unnamed"]
        usable = list(dict.fromkeys(usable))  # two entities may have one name
        names[topic] = next(
            (n for k in range(WORDS, len(usable) + 1) if (n := ", ".join(usable[:k])) not in taken),
            ", ".join(usable[:WORDS]),
        )
        taken.add(names[topic])
    return names
