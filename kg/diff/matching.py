"""Which thing of one build is which of the other: by id, then by what both hold."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import polars as pl


@dataclass(frozen=True, slots=True)
class Matching:
    """Things of two builds; every frame has the columns `was` and `now`.

    Attributes:
        pairs: the same thing, one to one.
        heirs: what each thing of the first build is now: its pair, or else what holds most of its members.
        moves: pairs left aside, what holds members of what; `how` is merged, split or moved.
        came: (now), what neither is a pair nor holds anything of the first build.
        went: (was), what neither has a pair nor an heir.
    """

    pairs: pl.DataFrame
    heirs: pl.DataFrame
    moves: pl.DataFrame
    came: pl.DataFrame
    went: pl.DataFrame


def matched(was: pl.Series, now: pl.Series, shared: pl.DataFrame) -> Matching:
    """Match the ids `was` and `now`; `shared` has a row (was, now) for each member that both hold.

    An id that both have is one thing, unless all that is left of its members is elsewhere. Of the others, a thing is
    the one that holds the most of its members; where several claim the same, the one that gives it the most has it,
    and the rest are merged into it.
    """
    ids, others = pl.DataFrame({"was": was}).unique(), pl.DataFrame({"now": now}).unique()
    flows = shared.group_by("was", "now").len("n")
    same = ids.join(others, left_on="was", right_on="now").with_columns(now="was")
    at_home = flows.filter(pl.col("was") == pl.col("now"))
    astray = flows.join(at_home, on="was", how="anti")
    same = same.join(astray, on="was", how="anti")

    best = flows.sort(["was", "n", "now"], descending=[False, True, False]).unique("was", keep="first")
    claims = best.join(same, on="was", how="anti").join(same, on="now", how="anti")
    claims = claims.sort(["now", "n", "was"], descending=[False, True, False]).unique("now", keep="first")
    pairs = pl.concat([same, claims.select("was", "now")])

    heirs = pl.concat([pairs, best.join(pairs, on="was", how="anti").select("was", "now")])
    moves = flows.join(pairs, on=["was", "now"], how="anti").select("was", "now").sort("was", "now")
    new = others.join(pairs, on="now", how="anti")
    merged = heirs.join(pairs, on=["was", "now"], how="anti").with_columns(how=pl.lit("merged"))
    split = moves.join(merged, on=["was", "now"], how="anti").join(new, on="now", how="semi")
    told = pl.concat([merged.select("was", "now", "how"), split.with_columns(how=pl.lit("split"))])
    return Matching(
        pairs=pairs,
        heirs=heirs,
        moves=moves.join(told, on=["was", "now"], how="left").with_columns(pl.col("how").fill_null("moved")),
        came=new.join(flows, on="now", how="anti"),
        went=ids.join(heirs, on="was", how="anti"),
    )


def renewed(frame: pl.DataFrame, heirs: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """`frame` with the ids of `columns` as they are now; what has no heir stays."""
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


def shown(frame: pl.DataFrame, kind: type[Any], most: pl.Expr | None = None) -> pl.DataFrame:
    """The columns of `frame` that `kind` has fields for; those with the most of `most` first, then by their columns."""
    wanted = frame.select(f.name for f in fields(kind))
    order = [c for c, t in wanted.schema.items() if t != pl.List(pl.Struct)]
    return wanted.sort([*([] if most is None else [-most.cast(pl.Int64)]), *map(pl.col, order)])


def changes(pairs: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The rows in which a `was_` column differs from its column, with the list `changes`; all are strings."""
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
    """A column as text: lists joined by "; ", what is unknown as ""."""
    found = pl.col(column)
    return (found.list.join("; ") if isinstance(kind, pl.List) else found.cast(pl.String)).fill_null("").alias(column)
