"""Dates as exact as the sources give them, and what years papers are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph


def later(date: str, than: str) -> bool:
    """Whether `date` is known to lie after `than`; ISO dates, compared as exactly as both are known.

    >>> later("2020-02", "2020-01-31"), later("2020-12-01", "2020")
    (True, False)
    """
    shared = min(len(date), len(than))
    return date[:shared] > than[:shared]


def years(graph: Graph) -> dict[str, int]:
    """Paper -> its year, for the papers whose date is known."""
    rows = graph.papers.select("id", "date").iter_rows()
    return {paper: int(date[:4]) for paper, date in rows if date[:4].isdigit()}
