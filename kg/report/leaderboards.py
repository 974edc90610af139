"""The report's part on leaderboards."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kg.analysis.leaderboards import Leaderboard, leaderboards
from kg.report import plots
from kg.report.marks import figure, number, p, sentences, table, with_unit
from kg.report.source import Part, Source


def boards(source: Source) -> Part:
    """Leaderboards, over time where papers are dated."""
    found = leaderboards(source.graph)[:8]
    body = "".join(_board(source, b) for b in found) or p("No data set has three comparable numbers of two papers.")
    lead = (
        "Numbers that papers report on the same data with the same measure. Set-ups may differ: read the sentences "
        "before comparing."
    )
    return Part(key="leaderboards", title="Leaderboards", lead=lead, body=body)


def _board(source: Source, found: Leaderboard) -> str:
    title = f"{source.names[found.on]}: {found.metric}"
    methods = [source.names.get(e.method, "its own method") if e.method else "not named" for e in found.entries]
    return f"<h3>{escape(title)}</h3>" + _plot(found, methods, title) + _table(source, found, methods)


def _plot(found: Leaderboard, methods: Sequence[str], title: str) -> str:
    """The numbers by year; "" where the dated ones are of one year."""
    points = [(e.year, e.value, m) for e, m in zip(found.entries, methods, strict=True) if e.year is not None]
    if len({year for year, *_ in points}) < 2:
        return ""
    caption = f"{title} by year; {'more' if found.rising else 'less'} is better; the line is the best so far."
    if len(points) < len(methods):
        caption += f" Only the {len(points)} of {len(methods)} numbers whose papers are dated can stand here."
    return figure(plots.board(points, found.rising, title), caption, "leaderboards")


def _table(source: Source, found: Leaderboard, methods: Sequence[str]) -> str:
    rows = [
        (
            number(with_unit(e.text), "leaderboards"),
            escape("the paper's own method" if e.method.startswith("paper/") else method),
            escape(source.names[e.paper]),
            str(e.year or ""),
            sentences(source.quotes[x] for x in e.evidence),
        )
        for e, method in list(zip(found.entries, methods, strict=True))[:10]
    ]
    return table(("number", "method", "paper", "year", "said where"), rows, "No numbers.")
