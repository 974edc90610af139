"""Time: when things came up, how they spread, when they burst, and how topics come, join and part."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.bursts import Burst, bursts
from kg.analysis.dates import years
from kg.analysis.projections import tie_table

if TYPE_CHECKING:
    from kg.graph import Graph

LEAST = 5  # papers; rarer things have no curve


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """How an entity spread: papers by year, the first paper, the year by which half had come, and bursts in years."""

    entity: str
    first: int
    first_paper: str
    half: int
    counts: dict[int, int]
    bursts: tuple[Burst, ...]


def papers_by_year(graph: Graph) -> dict[int, int]:
    """Year -> papers, without gaps from the first to the last year."""
    count = Counter(years(graph).values())
    return {year: count[year] for year in range(min(count), max(count) + 1)} if count else {}


def adoption(graph: Graph, *, least: int = LEAST) -> list[Adoption]:
    """The entities that at least `least` dated papers name, the most named first."""
    known, total = years(graph), papers_by_year(graph)
    found = []
    named = tie_table(graph).filter(pl.col("paper").is_in(list(known)))
    often = named.filter(pl.len().over("entity") >= least).group_by("entity").agg("paper")
    for entity, papers in often.iter_rows():
        dated = sorted((known[p], p) for p in papers)
        count = Counter(year for year, _ in dated)
        counts = {year: count[year] for year in total if year >= dated[0][0]}
        found.append(
            Adoption(
                entity=entity,
                first=dated[0][0],
                first_paper=dated[0][1],
                half=dated[(len(dated) - 1) // 2][0],
                counts=counts,
                bursts=yearly_bursts(count, total),
            )
        )
    return sorted(found, key=lambda a: (-sum(a.counts.values()), a.entity))


def yearly_bursts(count: Counter[int], total: dict[int, int]) -> tuple[Burst, ...]:
    """Bursts in years; years without papers are left out of the stream."""
    stream = [year for year, n in total.items() if n]
    found = bursts([count[y] for y in stream], [total[y] for y in stream])
    return tuple(
        Burst(start=stream[int(b.start)], end=stream[int(b.end)], level=b.level, weight=round(b.weight, 6))
        for b in found
    )


def topics_by_year(graph: Graph) -> dict[str, dict[int, int]]:
    """Topic -> year -> papers."""
    known = years(graph)
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for paper, topic in graph.papers.select("id", "topic").iter_rows():
        if topic and paper in known:
            found[topic][known[paper]] += 1
    return {topic: dict(sorted(count.items())) for topic, count in sorted(found.items())}
