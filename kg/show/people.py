"""What a graph says of one author: the names that were joined, and the papers."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kg.counting import counted
from kg.graph import Graph
from kg.show.finding import Row


def of_author(graph: Graph, row: Row) -> Iterator[str]:
    """The lines about one author."""
    papers = graph.papers.filter(pl.col("authors").list.contains(row["id"])).sort("date", "title")
    yield f"{row['name']}  (author; {counted(papers.height, 'paper')})"
    if len(row["names"]) > 1:
        yield "also: " + ", ".join(n for n in row["names"] if n != row["name"])
    if row["orcid"]:
        yield f"same as: https://orcid.org/{row['orcid']}"
    yield "\npapers:"
    for date, title, written in papers.select("date", "title", "author_string").iter_rows():
        yield f"  {date[:4] or '    '}  {title}"
        yield f"      {written}"
