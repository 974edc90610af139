"""The report's part on what is not tried, not compared, or in dispute."""

from __future__ import annotations

from html import escape

from kg.analysis.gaps import Disagreement, disagreements, matrix, never_compared
from kg.report import plots
from kg.report.marks import figure, listing, many, number, p, table
from kg.report.source import SHOWN, Part, Source


def gaps(source: Source) -> Part:
    """What is not tried, not compared, and in dispute."""
    said = [_dispute(source, found) for found in disagreements(source.graph)[:SHOWN]]
    disputes = listing(said) if said else p("Nowhere, as far as could be read.")
    return Part(
        key="gaps",
        title="Gaps and disagreements",
        lead="What none of these papers seems to have tried yet, and where they say different things.",
        body=_tasks_by_data(source) + _never_compared(source) + "<h3>Where papers disagree</h3>" + disputes,
    )


def _tasks_by_data(source: Source) -> str:
    """A grid of tasks and data sets, without the rows and columns in which nothing is to be seen."""
    found = matrix(source.graph, "Task", "Data", most=18)
    if not found.cells:
        return ""
    seen = {*found.cells, *found.empty}
    tasks = [task for task in found.rows if any(task == row for row, _ in seen)]
    data = [name for name in found.columns if any(name == column for _, column in seen)]
    row, column = {task: i for i, task in enumerate(tasks)}, {name: j for j, name in enumerate(data)}
    drawn = plots.heat(
        [source.names[task] for task in tasks],
        [source.names[name] for name in data],
        {(row[task], column[name]): n for (task, name), n in found.cells.items()},
        {(row[task], column[name]) for task, name in found.empty},
        "Tasks by data sets",
    )
    return figure(drawn, "Papers by task and data set; framed: both common, never together.", "matrix")


def _never_compared(source: Source) -> str:
    names = source.names
    found = never_compared(source.graph)
    body = "<h3>Never compared</h3>"
    if found:
        count = number(many(len(found), "pair"), "never-compared")
        was = "was" if len(found) == 1 else "were"
        body += f"<p>{count} of methods {was} evaluated on the same data by different papers, and no sentence "
        body += "compares the two.</p>"
    rows = [
        (escape(names[pair.one]), escape(names[pair.other]), escape("; ".join(names[d] for d in pair.data)))
        for pair in found[:SHOWN]
    ]
    none = "No two methods were evaluated on the same data by different papers without a sentence that compares them."
    return body + table(("method", "method", "on"), rows, none)


def _dispute(source: Source, found: Disagreement) -> str:
    names = source.names
    values = listing(f"{number(v, 'disagreements')}: {escape(names[paper])}" for paper, v in found.values)
    about = ", ".join(names[x] for x in found.about)
    lead = "Which is better: " if found.kind == "order" else ""
    return escape(lead + about) + values
