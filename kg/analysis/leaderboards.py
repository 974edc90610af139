"""Leaderboards over time: the numbers that papers report on one data set with one measure."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.dates import years
from kg.names import normal

if TYPE_CHECKING:
    from kg.graph import Graph

LEAST = 3  # results; fewer are no board
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_LESS_IS_BETTER = re.compile(
    r"perplex|error|loss|bits per|latency|\btime\b|\bcost\b|\b(?:ppl|wer|cer|fid|rmse|mae|mse|bpc|bpb)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One reported number."""

    method: str
    paper: str
    value: float
    text: str
    year: int | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaderboard:
    """The numbers on `on` by `metric`, the best first; `rising` where more is better."""

    on: str
    metric: str
    rising: bool
    entries: tuple[Entry, ...]


def leaderboards(graph: Graph, *, least: int = LEAST) -> list[Leaderboard]:
    """The data sets and measures with at least `least` plain numbers of at least two papers, the fullest first.

    Gains are no such numbers.
    """
    dated = years(graph)
    boards: defaultdict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for row in graph.results.filter(pl.col("asserted") & ~pl.col("gain")).iter_rows(named=True):
        measure = row["metric"] or normal(row["metric_text"])
        if not row["on"] or not measure or not _PLAIN.fullmatch(row["value_text"]):
            continue
        boards[row["on"], measure, row["unit"]].append(
            Entry(
                method=row["method"],
                paper=row["paper"],
                value=float(row["value_text"]),
                text=row["value_text"] + row["unit"],
                year=dated.get(row["paper"]),
                evidence=tuple(row["evidence"]),
            )
        )
    names = dict(graph.entities.select("id", "name").iter_rows())
    found = []
    for (on, measure, _), entries in boards.items():
        if len(entries) < least or len({e.paper for e in entries}) < 2:
            continue
        metric = names.get(measure, measure)
        rising = not _LESS_IS_BETTER.search(metric.lower())
        ranked = sorted(entries, key=lambda e: (-e.value if rising else e.value, e.paper, e.method))
        found.append(Leaderboard(on=on, metric=metric, rising=rising, entries=tuple(ranked)))
    return sorted(found, key=lambda b: (-len(b.entries), b.on, b.metric))
