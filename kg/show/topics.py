"""What a graph says of one topic: what is in it, and its papers."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kg.counting import counted
from kg.graph import Graph
from kg.names import normal
from kg.show.cutting import first, more
from kg.show.finding import Row, rows


def topics(graph: Graph, name: str) -> list[Row]:
    """The topics with that id, name or notation."""
    exact = pl.any_horizontal(pl.col("id", "name", "notation") == name)
    return rows(graph.topics.filter(exact)) or [
        r for r in rows(graph.topics) if normal(name) and normal(r["name"]) == normal(name)
    ]


def of_topic(graph: Graph, row: Row, limit: int = 0) -> Iterator[str]:
    """The lines about one topic, or about one subject that sources give.

    Of the things, the most frequent first, and of the papers, the newest first, `limit` are there, 0: all.
    """
    subject = row["kind"] == "subject"
    here = pl.col("subjects").list.contains(row["notation"]) if subject else pl.col("topic") == row["id"]
    papers = graph.papers.filter(here).sort("date", "title", descending=[True, False])
    yield f"{row['name']}  ({'subject' if subject else 'topic'}; {counted(papers.height, 'paper')})"
    things = graph.entities.filter(pl.col("topic") == row["id"]).sort("paper_count", "name", descending=[True, False])
    if things.height:
        yield "\nholds:"
        named = list(things.select("name", "type").iter_rows())
        yield from (f"  {name}  ({type})" for name, type in first(named, limit))
        yield from more(things.height, limit)
    yield "\npapers:"
    titled = list(papers.select("date", "title").iter_rows())
    yield from (f"  {date[:4] or '    '}  {title}" for date, title in first(titled, limit))
    yield from more(papers.height, limit)
