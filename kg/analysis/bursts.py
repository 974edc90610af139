"""Bursts: when something is named much more often than usual.

After Kleinberg 2003, "Bursty and hierarchical structure in streams", Data Mining and Knowledge Discovery 7: of its two
models the one of two states for yearly counts, which is what papers need. States are found by the Viterbi algorithm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import lgamma, log


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """From `start` to `end`, both included; `weight` is what the burst saves against no burst."""

    start: float
    end: float
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
        Burst(start=a, end=b, weight=sum(cost(t, 0) - cost(t, 1) for t in range(a, b + 1))) for a, b in runs(states)
    ]


def runs(states: Sequence[int]) -> list[tuple[int, int]]:
    """The longest runs of steps that are not in state 0, first and last step."""
    found: list[tuple[int, int]] = []
    for t, state in enumerate(states):
        if state:
            found = [*found[:-1], (found[-1][0], t)] if found and found[-1][1] == t - 1 else [*found, (t, t)]
    return found
