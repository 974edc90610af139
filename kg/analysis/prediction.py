"""Link prediction: which pairs of things will be tried together next, and how good such guesses were.

The past is split in time: from what papers say up to a year, pairs are guessed that papers after it bring together
for the first time, out of all pairs that the past leaves open: no sample, so the figures are those that a user
would meet. Ours weighs several signs by logistic regression, fitted on an earlier split of the past alone; each
sign by itself is a baseline (Liben-Nowell and Kleinberg 2007, "The link-prediction problem for social networks").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.analysis.dates import years
from kg.analysis.entity_views import of_type
from kg.analysis.projections import ties

if TYPE_CHECKING:
    from kg.graph import Graph

OURS: Final = "all signs weighed"
SIGNS: Final = (
    "common neighbours",
    "preferential attachment",
    "Jaccard",
    "Adamic-Adar",
    "resource allocation",
    "recent use",
    "three steps",
    "papers in common with neighbours",
)
THINGS = 1_200  # the most named are looked at; all pairs of them
LEAST_HITS = 20  # fewer pairs that came are no test
Rows = Sequence[tuple[int, tuple[str, ...]]]
Array = np.ndarray[Any, np.dtype[np.float64]]
Marks = np.ndarray[Any, np.dtype[np.bool_]]
Places = np.ndarray[Any, np.dtype[np.intp]]


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


def counted(rows: Rows, at: Mapping[str, int]) -> Array:
    """How many papers name each two things together, as a symmetric matrix."""
    together = np.zeros((len(at), len(at)))
    for _, of in rows:
        for a, b in combinations([at[e] for e in of if e in at], 2):
            together[a, b] += 1
            together[b, a] += 1
    return together


def signs(together: Array, recent: Array, i: Places, j: Places) -> Array:
    """What speaks for each pair (i, j), a column for each of `SIGNS`."""
    from scipy import sparse

    near = sparse.csr_array((together > 0).astype(float))
    degree = np.asarray(near.sum(axis=1)).ravel()
    shy = np.divide(1.0, np.log(np.maximum(degree, 1)), out=np.zeros_like(degree), where=degree > 1)
    share = np.divide(1.0, degree, out=np.zeros_like(degree), where=degree > 0)
    two = near @ near
    common = two.toarray()[i, j]
    union = degree[i] + degree[j] - common
    often = sparse.csr_array(together)
    return np.column_stack(
        [
            common,
            degree[i] * degree[j],
            np.divide(common, union, out=np.zeros_like(common), where=union > 0),
            (near @ sparse.diags_array(shy) @ near).toarray()[i, j],
            (near @ sparse.diags_array(share) @ near).toarray()[i, j],
            np.sqrt(recent[i] * recent[j]),
            (two @ sparse.diags_array(share) @ near).toarray()[i, j],
            (often @ sparse.diags_array(share) @ often).toarray()[i, j],
        ]
    )


def fitted(values: Array, came: Marks, *, ridge: float = 1.0) -> tuple[Array, Array, Array]:
    """Mean, deviation and weights of a logistic regression on the logarithms of the signs."""
    from scipy.optimize import minimize
    from scipy.special import expit

    logs = np.log1p(values)
    mean, deviation = logs.mean(axis=0), logs.std(axis=0) + 1e-9
    rows = np.column_stack([np.ones(len(logs)), (logs - mean) / deviation])
    truth = came.astype(float)

    def loss(weights: Array) -> tuple[float, Array]:
        odds = rows @ weights
        slope = rows.T @ (expit(odds) - truth)
        slope[1:] += ridge * weights[1:]
        cost = float((np.logaddexp(0.0, odds) - truth * odds).sum() + ridge * (weights[1:] ** 2).sum() / 2)
        return cost, slope

    start = np.zeros(rows.shape[1])
    start[0] = np.log(truth.mean() / (1 - truth.mean()))
    weights: Array = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return mean, deviation, weights


def weighed(values: Array, fit: tuple[Array, Array, Array]) -> Array:
    """The log odds that `fitted` gives to each pair."""
    mean, deviation, weights = fit
    odds: Array = weights[0] + ((np.log1p(values) - mean) / deviation) @ weights[1:]
    return odds


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
