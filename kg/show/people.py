"""What a graph says of one author: the names that were joined, and the papers."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kg.graph import Graph
from kg.linking.personal_names import name_parts, spellings
from kg.show.things import Row


def persons(graph: Graph, name: str) -> list[Row]:
    """The authors with that id or name; else those whose name it is but for accents, order and stops."""
    rows = list(graph.authors.iter_rows(named=True))
    exact = [r for r in rows if name in (r["id"], r["orcid"], *r["names"])]
    if exact:
        return exact
    asked = spellings(name_parts(name))
    return [r for r in rows if any(asked & spellings(name_parts(written)) for written in r["names"])]


def of_author(graph: Graph, row: Row) -> Iterator[str]:
    """The lines about one author."""
    papers = graph.papers.filter(pl.col("authors").list.contains(row["id"])).sort("date", "title")
    yield f"{row['name']}  (author; {papers.height} paper{'s' * (papers.height != 1)})"
    if len(row["names"]) > 1:
        yield "also: " + ", ".join(n for n in row["names"] if n != row["name"])
    if row["orcid"]:
        yield f"same as: https://orcid.org/{row['orcid']}"
    yield "\npapers:"
    for date, title, written in papers.select("date", "title", "author_string").iter_rows():
        yield f"  {date[:4] or '    '}  {title}"
        yield f"      {written}"
