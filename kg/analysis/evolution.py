"""Topics through time: found in each period by itself, then matched from one period to the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.dates import years
from kg.analysis.naming import names_and_types, topic_names
from kg.analysis.projections import knowledge, shared_entities, ties
from kg.analysis.topics import assigned, core, large, partition

if TYPE_CHECKING:
    from kg.graph import Graph

PERIODS = 4
LEAST_PAPERS = 60  # in all; fewer have no periods
LEAST_OF_TOPIC = 8  # papers
RUNS = 5
ALIKE = 0.25  # cosine from which a topic goes on in one of the next period


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A topic of one period, with the numbers of the topics of the period before that it comes from."""

    period: tuple[int, int]
    name: str
    papers: int
    entities: Mapping[str, float]  # how often its papers name what, a vector of length 1
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
    """The topics of each period, each with where it comes from.

    Matched step by step as Greene, Doyle and Cunningham 2010 do, by what the topics' papers name: few papers are
    in two periods, so that sets of papers cannot be compared.
    """
    known = years(graph)
    shared = set(shared_entities(ties(graph)))
    found: list[list[Stage]] = []
    for first, last in periods(known):
        chosen = [p for p, year in known.items() if first <= year <= last]
        now = topics_of(graph, chosen, (first, last), shared, seed=seed)
        before = found[-1] if found else []
        found.append([replace(s, comes_from=tuple(alike(s.entities, [b.entities for b in before]))) for s in now])
    return found


def topics_of(
    graph: Graph, papers: Sequence[str], period: tuple[int, int], shared: Set[str], *, seed: int
) -> list[Stage]:
    """The topics of some papers alone, compared by the `shared` entities."""
    part = replace(graph, papers=graph.papers.filter(pl.col("id").is_in(list(papers))))
    view = knowledge(part, shared=True)
    of = large(assigned(view, partition(core(view), seed=seed, runs=RUNS).communities), LEAST_OF_TOPIC)
    tied = ties(part)
    names = topic_names(names_and_types(part), tied, of)
    named: defaultdict[int, Counter[str]] = defaultdict(Counter)
    size: Counter[int] = Counter()
    for paper, entities in tied.items():
        if paper in of:
            size[of[paper]] += 1
            named[of[paper]].update(entities.keys() & shared)
    return [
        Stage(period=period, name=name, papers=size[topic], entities=direction(named[topic]))
        for topic, name in sorted(names.items())
    ]


def direction(counts: Counter[str]) -> dict[str, float]:
    """`counts` as a vector of length 1, by square roots, so that what everybody names does not decide alone."""
    length = sqrt(sum(counts.values())) or 1.0
    return {entity: sqrt(n) / length for entity, n in sorted(counts.items())}


def alike(entities: Mapping[str, float], others: Sequence[Mapping[str, float]]) -> list[int]:
    """Which of `others` are alike: a cosine of at least `ALIKE`."""
    return [
        i for i, other in enumerate(others) if sum(w * other[e] for e, w in entities.items() if e in other) >= ALIKE
    ]


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
