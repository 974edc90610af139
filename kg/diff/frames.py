"""Steps that the comparisons share: ids brought up to date, names added, changed columns listed."""

from __future__ import annotations

import polars as pl

from kg.diff.items import Moved
from kg.diff.matching import Matching
from kg.diff.rows import Rows, rows_of


def renewed(frame: pl.DataFrame, heirs: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """`frame` with the present ids in `columns`; an id without an heir stays."""
    for column in columns:
        of = heirs.select(pl.col("was").alias(column), pl.col("now").alias("_now"))
        frame = frame.join(of, on=column, how="left", maintain_order="left")
        frame = frame.with_columns(pl.col("_now").fill_null(pl.col(column)).alias(column)).drop("_now")
    return frame


def named(frame: pl.DataFrame, names: pl.DataFrame, **columns: str) -> pl.DataFrame:
    """`frame` with a column of the names of another column's ids: `named(f, names, was_name="was_id")`."""
    for target, column in columns.items():
        of = names.select(pl.col("id").alias(column), pl.col("name").alias(target))
        frame = frame.join(of, on=column, how="left", maintain_order="left")
    return frame.with_columns(pl.col(target).fill_null("") for target in columns)


def changes(pairs: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The rows in which a column differs from its `was_` column, with the list `changes`; all columns are strings."""
    return (
        pairs.with_columns(
            pl.concat_list(
                pl.when(pl.col(f"was_{f}") != pl.col(f)).then(
                    pl.struct(pl.lit(f).alias("field"), pl.col(f"was_{f}").alias("was"), pl.col(f).alias("now"))
                )
                for f in columns
            )
            .list.drop_nulls()
            .alias("changes")
        )
        .filter(pl.col("changes").list.len() > 0)
        .drop([f"was_{f}" for f in columns])
    )


def written(column: str, kind: pl.DataType | type[pl.DataType]) -> pl.Expr:
    """A column as text: lists joined by "; ", null as ""."""
    found = pl.col(column)
    return (found.list.join("; ") if isinstance(kind, pl.List) else found.cast(pl.String)).fill_null("").alias(column)


def named_twice(frame: pl.DataFrame, names_was: pl.DataFrame, names_now: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the names of its columns `was_id` and `id`."""
    return named(named(frame, names_was, was_name="was_id"), names_now, name="id")


def moved(found: Matching, members: pl.DataFrame, names_was: pl.DataFrame, names_now: pl.DataFrame) -> Rows[Moved]:
    """What moved between nodes; `members` has a row (was, now, member) for each member of nodes of both builds."""
    ends = ["was", "now"]
    listed = members.join(found.moves, on=ends, how="semi").group_by(ends).agg(pl.col("member").sort())
    moves = found.moves.join(listed, on=ends).rename({"was": "was_id", "now": "id", "member": "members"})
    return rows_of(named_twice(moves, names_was, names_now), Moved, pl.col("members").list.len())
