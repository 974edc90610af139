"""Topics: which topic of one build is which of the other, and which nodes changed their topic."""

from __future__ import annotations

import polars as pl

from kg.diff.difference import Topics
from kg.diff.frames import named
from kg.diff.items import Renamed, Topic, TopicChanged
from kg.diff.rows import rows_of
from kg.diff.sides import Side
from kg.diff.statements import Names

LEAST_OVERLAP = 0.3  # of the Jaccard index, the threshold of Greene, Doyle and Cunningham (2010)


def topics(a: Side, b: Side, names: Names, pairs: pl.DataFrame) -> Topics:
    """Which topics were born, are gone or were renamed, and which of the nodes in `pairs` changed their topic."""
    was, now = (side.table("topics").filter(pl.col("kind") != "part") for side in (a, b))  # a part has no nodes
    both = pairs.join(_topic_of(a), left_on="was", right_on="id")
    both = both.join(_topic_of(b), left_on="now", right_on="id", suffix="_now").rename({"topic": "topic_was"})
    same = pl.concat([_by_overlap(both), _subjects(was, now)])
    renamed = same.rename({"topic_was": "was_id", "topic_now": "id"})
    renamed = named(named(renamed, was, was_name="was_id"), now, name="id")
    renamed = renamed.filter((pl.col("was_id") != pl.col("id")) | (pl.col("was_name") != pl.col("name")))
    moved = both.filter(pl.any_horizontal(pl.col("topic_was", "topic_now") != ""))
    moved = moved.join(same, on=["topic_was", "topic_now"], how="anti")
    moved = moved.select(id="now", was_topic="topic_was", topic="topic_now")
    moved = named(named(named(moved, was, was_topic_name="was_topic"), now, topic_name="topic"), names.now, name="id")
    born = now.join(same, left_on="id", right_on="topic_now", how="anti")
    gone = was.join(same, left_on="id", right_on="topic_was", how="anti")
    return Topics(
        born=rows_of(born, Topic, pl.col("size")),
        gone=rows_of(gone, Topic, pl.col("size")),
        renamed=rows_of(renamed, Renamed),
        moved=rows_of(moved, TopicChanged),
    )


def _topic_of(side: Side) -> pl.DataFrame:
    return pl.concat([side.table("papers", "id", "topic"), side.table("entities", "id", "topic")])


def _subjects(was: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    given = [t.filter(pl.col("kind") != "community").select("id") for t in (was, now)]
    return given[0].join(given[1], on="id").select(topic_was="id", topic_now="id")


def _by_overlap(both: pl.DataFrame) -> pl.DataFrame:
    """(topic_was, topic_now): communities that are each other's nearest by the Jaccard index of the nodes of both."""
    sizes = [both.group_by(c).len(f"of_{c}") for c in ("topic_was", "topic_now")]
    flows = both.filter((pl.col("topic_was") != "") & (pl.col("topic_now") != ""))
    flows = flows.group_by("topic_was", "topic_now").len("n").join(sizes[0], on="topic_was")
    flows = flows.join(sizes[1], on="topic_now").cast(
        {"n": pl.Int64, "of_topic_was": pl.Int64, "of_topic_now": pl.Int64}
    )
    overlap = pl.col("n") / (pl.col("of_topic_was") + pl.col("of_topic_now") - pl.col("n"))
    flows = flows.with_columns(overlap=overlap).filter(pl.col("overlap") >= LEAST_OVERLAP)
    order = ["overlap", "topic_was", "topic_now"]
    flows = flows.sort(order, descending=[True, False, False])
    nearest = [flows.unique(c, keep="first", maintain_order=True) for c in ("topic_was", "topic_now")]
    ends = ["topic_was", "topic_now"]
    return nearest[0].join(nearest[1], on=ends, how="semi").select(ends)
