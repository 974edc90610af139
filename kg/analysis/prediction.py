"""Link prediction: which pairs of things will be tried together next, and how good such guesses were.

The past is split in time: from what papers say up to a year, pairs are guessed that papers after it bring together
for the first time, out of all pairs that the past leaves open: no sample, so the figures are those that a user
would meet. Ours weighs several signs by logistic regression, fitted on an earlier split of the past alone; each
sign by itself is a baseline (Liben-Nowell and Kleinberg 2007, "The link-prediction problem for social networks").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.analysis.dates import years
from kg.analysis.entity_views import of_type
from kg.analysis.logistic import Array, Marks, fitted, weighed
from kg.analysis.pair_signs import SIGNS, Rows, counted, signs
from kg.analysis.projections import ties

if TYPE_CHECKING:
    from kg.graph import Graph

OURS: Final = "all signs weighed"
THINGS = 1_200  # the most named are looked at; all pairs of them
LEAST_HITS = 20  # fewer pairs that came are no test


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a way of guessing did: area under the ROC curve, average precision, hits among the first 100 guesses."""

    name: str
    auc: float
    precision: float
    first_hundred: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Scores on the time split (test: after `year`), and what is guessed for the future, the likeliest first."""

    year: int
    hits: int
    pairs: int
    scores: tuple[Score, ...]
    next: tuple[tuple[str, str, float], ...]


def prediction(graph: Graph, *, most: int = 20) -> Prediction | None:
    """How well new pairs could be guessed, and the next ones; None where too few papers are dated."""
    from scipy.special import expit  # scipy waits until it is needed

    rows = named_by_year(graph)
    ends = splits([year for year, _ in rows])
    if ends is None:
        return None
    earlier, year, last = ends
    lesson, exam = Split(rows, earlier, year), Split(rows, year, last)
    if min(lesson.came.sum(), exam.came.sum()) < LEAST_HITS:
        return None
    weights = fitted(lesson.signs, lesson.came)
    guesses = {OURS: weighed(exam.signs, weights)} | dict(zip(SIGNS, exam.signs.T, strict=True))
    now = Split(rows, last, last)
    likely = np.round(expit(weighed(now.signs, fitted(exam.signs, exam.came))), 6)
    order = np.lexsort((np.arange(len(likely)), -likely))[:most]
    return Prediction(
        year=year,
        hits=int(exam.came.sum()),
        pairs=len(exam.came),
        scores=tuple(scored(name, values, exam.came) for name, values in guesses.items()),
        next=tuple((*now.pair(int(i)), float(likely[i])) for i in order),
    )


def named_by_year(graph: Graph) -> list[tuple[int, tuple[str, ...]]]:
    """(year, its methods, tasks and data) of each dated paper, by year."""
    wanted = of_type(graph, "Method", "Task", "Dataset", "Benchmark")
    known = years(graph)
    return sorted((known[p], tuple(e for e in of if e in wanted)) for p, of in ties(graph).items() if p in known)


def splits(dated: Sequence[int]) -> tuple[int, int, int] | None:
    """Two years, each with about a quarter of the papers after it (the first: of those before the second); the last."""
    if len(set(dated)) < 3:
        return None
    last = dated[-1]
    year = min(dated[len(dated) * 3 // 4], last - 1)
    before = [y for y in dated if y <= year]
    earlier = min(before[len(before) * 3 // 4], year - 1)
    return (earlier, year, last) if earlier >= dated[0] else None


class Split:
    """All open pairs of the things named up to a year: their signs, and which of them come up to another year."""

    def __init__(self, rows: Rows, until: int, end: int) -> None:
        old = [(year, of) for year, of in rows if year <= until]
        named = Counter(e for _, of in old for e in of)
        self.things = sorted(sorted(named, key=lambda e: (-named[e], e))[:THINGS])
        at = {thing: i for i, thing in enumerate(self.things)}
        together = counted(old, at)
        came = counted([(year, of) for year, of in rows if until < year <= end], at)
        recent = np.zeros(len(at))
        for year, of in old:
            for e in of:
                if e in at:
                    recent[at[e]] += 0.5 ** (until - year)
        i, j = np.triu_indices(len(at), 1)
        chosen = together[i, j] == 0
        self.i, self.j = i[chosen], j[chosen]
        self.came = came[self.i, self.j] > 0
        self.signs = signs(together, recent, self.i, self.j)

    def pair(self, number: int) -> tuple[str, str]:
        """The two things of a pair."""
        return self.things[self.i[number]], self.things[self.j[number]]


def scored(name: str, guess: Array, came: Marks) -> Score:
    """The figures of a way of guessing; pairs of equal guesses share their places, as drawn by lot."""
    guess = np.round(guess, 9)
    levels, place = np.unique(-guess, return_inverse=True)
    hits = np.bincount(place, weights=came, minlength=len(levels))
    size = np.bincount(place, minlength=len(levels))
    hits_to, size_to = np.cumsum(hits), np.cumsum(size)
    misses, misses_to = size - hits, np.cumsum(size - hits)
    whole = hits_to[-1] * misses_to[-1]
    auc = float((hits * (misses_to[-1] - misses_to + misses / 2)).sum() / whole) if whole else 0.0
    precision = float((hits * hits_to / size_to).sum() / hits_to[-1]) if hits_to[-1] else 0.0
    k = int(np.searchsorted(size_to, 100))
    before = (hits_to[k - 1], size_to[k - 1]) if k else (0.0, 0)
    first = before[0] + (hits[k] * (100 - before[1]) / size[k] if k < len(size) else 0.0)
    return Score(name=name, auc=round(auc, 4), precision=round(precision, 4), first_hundred=round(float(first)))
