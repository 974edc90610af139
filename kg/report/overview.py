"""The report's part on how much was read."""

from __future__ import annotations

from kg.analysis.dates import years
from kg.analysis.trends import papers_by_year
from kg.report import plots
from kg.report.marks import figure, p
from kg.report.source import Part, Source


def overview(source: Source) -> Part:
    """How much there is, and of which years."""
    graph = source.graph
    counts = (
        (graph.papers.height, "paper", "papers"),
        (graph.entities.height, "thing named", "things named"),
        (graph.statements.height, "statement", "statements"),
        (int(graph.results["asserted"].sum()), "result", "results"),
        (graph.evidence.height, "sentence as evidence", "sentences as evidence"),
    )
    tiles = "".join(f'<div class="tile"><b>{n:,}</b>{one if n == 1 else more}</div>' for n, one, more in counts)
    body = f'<div class="tiles">{tiles}</div>'
    if graph.papers.height > 1:
        dated = len(years(graph))
        body += p(f"{dated:,} of {graph.papers.height:,} papers are dated; parts about time count these alone.")
    by_year = papers_by_year(graph)
    if len(by_year) > 1:
        body += figure(plots.bars(by_year, "Papers by year"), "Papers by year.", "years")
    lead = (
        "A program read the titles and abstracts of these papers and noted which methods, data sets, tasks and "
        "measures they name and what they say of them. Each such statement keeps the sentence that it was read from. "
        "This report counts and compares what was noted; it can be wrong where the reading was."
    )
    return Part(key="overview", title="What was read", lead=lead, body=body)
