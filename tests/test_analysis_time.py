"""Bursts, adoption, topics through time and link prediction."""

from __future__ import annotations

import random
from itertools import product
from math import comb, log

import numpy as np
import pytest

from kg.analysis.bursts import bursts, event_bursts
from kg.analysis.evolution import Stage, events, periods
from kg.analysis.prediction import OURS, prediction, scored
from kg.analysis.trends import adoption
from kg.graph import Graph
from tests.graphs import graph_of


def test_bursts_of_the_example_that_implementations_publish() -> None:
    times = [4, 17, 23, 27, 33, 35, 37, 76, 77, 82, 84, 88, 90, 92]
    found = [(b.level, b.start, b.end) for b in event_bursts(times, s=2, gamma=0.1)]
    assert found == [(1, 33, 37), (1, 76, 92), (2, 76, 77)]


def test_a_burst_within_a_burst_within_a_burst() -> None:
    times = [10, 20, 30, 40, 100, 101, 102, 103, 104, 105, 200]
    assert [(b.level, b.start, b.end) for b in event_bursts(times)] == [(n, 100, 105) for n in (1, 2, 3)]
    assert event_bursts([1, 2, 3, 10, 11, 12, 13, 14, 20, 25, 30]) == []


def test_yearly_bursts_are_the_cheapest_of_all_sequences() -> None:
    draw = random.Random(5)  # noqa: S311  # made-up data
    for _ in range(20):
        totals = [draw.randint(5, 30) for _ in range(7)]
        hits = [min(d, draw.choice((0, 1, 1, 2, 9))) for d in totals]
        if not any(hits):
            continue
        base = sum(hits) / sum(totals)
        shares = (base, min(2 * base, 0.9999))

        def cost(
            states: tuple[int, ...],
            hits: list[int] = hits,
            totals: list[int] = totals,
            shares: tuple[float, float] = shares,
        ) -> float:
            climbs = sum(max(0, b - a) for a, b in zip((0, *states), states, strict=False)) * log(7)
            fits = ((r, d, shares[q]) for r, d, q in zip(hits, totals, states, strict=True))
            return climbs - sum(log(comb(d, r)) + r * log(p) + (d - r) * log(1 - p) for r, d, p in fits)

        best = min(product((0, 1), repeat=7), key=cost)
        found = tuple(int(any(b.start <= t <= b.end for b in bursts(hits, totals))) for t in range(7))
        assert cost(found) == pytest.approx(cost(best))


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="no hit without a paper"):
        bursts([2], [1])
    with pytest.raises(ValueError, match="one time"):
        event_bursts([1, 1])


def test_adoption_knows_the_first_paper_and_the_burst() -> None:
    papers = {f"p{y}-{i}": {"date": str(y)} for y in range(2000, 2010) for i in range(10)}
    says = [(p, p, "mentions", "X") for p in papers if p[1:5] in ("2007", "2008") or p == "p2002-0"]
    (found,) = adoption(graph_of(papers, {"X": "Method"}, says))
    assert (found.first, found.first_paper, found.half) == (2002, "paper/p2002-0", 2007)
    assert found.counts[2004] == 0
    assert [(b.start, b.end) for b in found.bursts] == [(2007, 2008)]


def test_periods_are_whole_years_without_overlap() -> None:
    of = {str(i): 2000 + i // 25 for i in range(100)}
    assert periods(of) == [(2000, 2000), (2001, 2001), (2002, 2002), (2003, 2003)]
    assert periods({"a": 2000}) == []


def test_topics_are_born_merged_split_and_gone() -> None:
    def stage(year: int, name: str, *comes_from: int) -> Stage:
        return Stage(period=(year, year), name=name, papers=9, entities={}, comes_from=comes_from)

    before = [stage(2000, "a"), stage(2000, "b"), stage(2000, "c")]
    after = [stage(2001, "ab", 0, 1), stage(2001, "b2", 1), stage(2001, "new")]
    assert [(e.kind, e.before, e.after) for e in events([before, after])] == [
        ("merged", ("a", "b"), ("ab",)),
        ("born", (), ("new",)),
        ("split", ("b",), ("ab", "b2")),
        ("died", ("c",), ()),
    ]


def test_scores_of_a_perfect_a_reversed_and_a_blind_guess() -> None:
    came = np.array([True] * 50 + [False] * 450)
    ranked = np.arange(500, 0, -1).astype(float)
    assert scored("", ranked, came).auc == 1
    assert scored("", ranked, came).first_hundred == 50
    assert scored("", -ranked, came).auc == 0
    blind = scored("", np.zeros(500), came)
    assert (blind.auc, blind.precision, blind.first_hundred) == (0.5, 0.1, 10)


def growing_field() -> Graph:
    """Papers that name five things of one of five groups; in every year, things near what is common then."""
    draw = random.Random(3)  # noqa: S311  # made-up data
    papers, says = {}, []
    for i in range(700):
        group, year = i % 5, i // 70
        named = {f"e{group}-{int(draw.expovariate(0.06)) + 2 * year}" for _ in range(5)}
        papers[f"p{i}"] = {"date": str(2000 + year)}
        says += [(f"p{i}", f"p{i}", "mentions", e) for e in sorted(named)]
    entities = dict.fromkeys(sorted({e for *_, e in says}), "Method")
    return graph_of(papers, entities, says)


def test_guesses_are_better_than_common_neighbours_and_preferential_attachment() -> None:
    found = prediction(growing_field())
    assert found is not None
    auc = {s.name: s.auc for s in found.scores}
    assert auc[OURS] > auc["common neighbours"]
    assert auc[OURS] > auc["preferential attachment"]
    assert 2000 < found.year < 2009
    assert found.next[0][2] >= found.next[-1][2]


def test_too_few_dates_make_no_guess() -> None:
    assert prediction(graph_of({"p": {"date": "2001"}}, {"X": "Method"}, [("p", "p", "uses", "X")])) is None
