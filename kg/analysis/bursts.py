"""Bursts: when something is named much more often than usual.

After Kleinberg 2003, "Bursty and hierarchical structure in streams", Data Mining and Knowledge Discovery 7. Both
models of the paper are here: the automaton of many levels for single events in time, and the one of two states for
yearly counts, which is what papers need. States are found by the Viterbi algorithm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, lgamma, log


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """From `start` to `end`, both included; `weight` is what the burst saves against no burst."""

    start: float
    end: float
    level: int = 1
    weight: float = 0.0


def cheapest(steps: int, states: int, cost: Callable[[int, int], float], climb: float) -> list[int]:
    """The sequence of states of least cost; one level up costs `climb`, down nothing; it starts from state 0."""
    total = [0.0] + [float("inf")] * (states - 1)
    back: list[list[int]] = []
    for t in range(steps):
        came, new = [], []
        for j in range(states):
            i = min(range(states), key=lambda i: (total[i] + max(0, j - i) * climb, i))
            came.append(i)
            new.append(total[i] + max(0, j - i) * climb + cost(t, j))
        back.append(came)
        total = new
    state = min(range(states), key=lambda j: (total[j], j))
    path = []
    for came in reversed(back):
        path.append(state)
        state = came[state]
    return path[::-1]


def bursts(hits: Sequence[int], totals: Sequence[int], *, s: float = 2.0, gamma: float = 1.0) -> list[Burst]:
    """Bursts of something named by `hits[t]` of `totals[t]` papers in period t; start and end are periods.

    In the burst state it is expected `s` times as often as overall (section 4 of the paper, two states).

    Raises:
        ValueError: the two do not fit together.
    """
    if len(hits) != len(totals) or any(r < 0 or r > d for r, d in zip(hits, totals, strict=False)):
        raise ValueError("hits and totals must be of one length, no hit without a paper")
    if not sum(hits) or len(hits) < 2:
        return []
    base = sum(hits) / sum(totals)
    shares = (base, min(base * s, 0.9999))
    if shares[1] <= base:
        return []  # nearly always named: there is nothing above

    def cost(t: int, j: int) -> float:
        r, d, p = hits[t], totals[t], shares[j]
        ways = lgamma(d + 1) - lgamma(r + 1) - lgamma(d - r + 1)
        return -(ways + r * log(p) + (d - r) * log(1 - p))

    states = cheapest(len(hits), 2, cost, gamma * log(len(hits)))
    return [
        Burst(start=a, end=b, weight=sum(cost(t, 0) - cost(t, 1) for t in range(a, b + 1))) for a, b in above(states, 1)
    ]


def event_bursts(times: Sequence[float], *, s: float = 2.0, gamma: float = 1.0) -> list[Burst]:
    """Bursts of single events at different `times`, level by level (section 2 of the paper); start and end are times.

    Raises:
        ValueError: two events at one time.
    """
    times = sorted(times)
    gaps = [b - a for a, b in pairwise(times)]
    if not gaps:
        return []
    if min(gaps) <= 0:
        raise ValueError("two events at one time")
    n, whole = len(gaps), times[-1] - times[0]
    levels = max(1, ceil(1 + log(whole, s) + log(1 / min(gaps), s)))
    rates = [s**j * n / whole for j in range(levels)]
    states = cheapest(n, levels, lambda t, j: rates[j] * gaps[t] - log(rates[j]), gamma * log(n))
    return [
        Burst(start=times[a], end=times[b + 1], level=level)
        for level in range(1, levels)
        for a, b in above(states, level)
    ]


def above(states: Sequence[int], level: int) -> list[tuple[int, int]]:
    """The longest runs of `states` at or above `level`, first and last step."""
    runs: list[tuple[int, int]] = []
    for t, state in enumerate(states):
        if state >= level:
            runs = [*runs[:-1], (runs[-1][0], t)] if runs and runs[-1][1] == t - 1 else [*runs, (t, t)]
    return runs
