"""Topics through time: found in each period by itself, then matched from one period to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.dates import years
from kg.analysis.naming import topic_names
from kg.analysis.projections import knowledge
from kg.analysis.topics import assigned, core, large, partition

if TYPE_CHECKING:
    from kg.graph import Graph

PERIODS = 4
LEAST_PAPERS = 60  # in all; fewer have no periods
ALIKE = 0.15  # Jaccard of their shared entities from which two topics are one, later


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A topic of one period, with the numbers of the topics of the period before that it comes from."""

    period: tuple[int, int]
    name: str
    papers: int
    entities: frozenset[str]
    comes_from: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to a topic: born, merged, split or died, in the period that begins with `year`."""

    kind: str
    year: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def periods(of: Mapping[str, int], count: int = PERIODS) -> list[tuple[int, int]]:
    """Spans of whole years with about equally many papers each, without overlap."""
    ordered = sorted(of.values())
    if len(ordered) < LEAST_PAPERS:
        return []
    ends = sorted({ordered[len(ordered) * (i + 1) // count - 1] for i in range(count)})
    starts = [ordered[0], *(end + 1 for end in ends[:-1])]
    return list(zip(starts, ends, strict=True))


def stages(graph: Graph, *, seed: int = 0) -> list[list[Stage]]:
    """The topics of each period, each with where it comes from (Greene, Doyle and Cunningham 2010)."""
    known = years(graph)
    found: list[list[Stage]] = []
    for first, last in periods(known):
        chosen = [p for p, year in known.items() if first <= year <= last]
        now = topics_of(graph, chosen, (first, last), seed=seed)
        before = found[-1] if found else []
        found.append([replace(s, comes_from=tuple(alike(s.entities, [b.entities for b in before]))) for s in now])
    return found


def topics_of(graph: Graph, papers: Sequence[str], period: tuple[int, int], *, seed: int) -> list[Stage]:
    """The topics of some papers alone."""
    part = replace(graph, papers=graph.papers.filter(pl.col("id").is_in(list(papers))))
    of = large(
        assigned(knowledge(part, shared=True), partition(core(knowledge(part, shared=True)), seed=seed).communities)
    )
    names = topic_names(part, of)
    inside: defaultdict[int, set[str]] = defaultdict(set)
    size: defaultdict[int, int] = defaultdict(int)
    for node, topic in of.items():
        if node.startswith("entity/"):
            inside[topic].add(node)
        else:
            size[topic] += 1
    return [
        Stage(period=period, name=name, papers=size[topic], entities=frozenset(inside[topic]))
        for topic, name in sorted(names.items())
    ]


def alike(entities: frozenset[str], others: Sequence[frozenset[str]]) -> list[int]:
    """Which of `others` are alike: Jaccard of the two sets of at least `ALIKE`."""
    return [i for i, other in enumerate(others) if other and len(entities & other) / len(entities | other) >= ALIKE]


def events(through: Sequence[Sequence[Stage]]) -> list[Event]:
    """Topics born, died, merged and split between periods, in order of time."""
    found = []
    for before, after in pairwise(through):
        year = after[0].period[0] if after else 0
        later: defaultdict[int, list[str]] = defaultdict(list)
        for stage in after:
            names = tuple(before[i].name for i in stage.comes_from)
            for i in stage.comes_from:
                later[i].append(stage.name)
            if not names:
                found.append(Event(kind="born", year=year, before=(), after=(stage.name,)))
            elif len(names) > 1:
                found.append(Event(kind="merged", year=year, before=names, after=(stage.name,)))
        for i, stage in enumerate(before):
            if len(later[i]) > 1:
                found.append(Event(kind="split", year=year, before=(stage.name,), after=tuple(later[i])))
            elif not later[i]:
                found.append(Event(kind="died", year=year, before=(stage.name,), after=()))
    return found
