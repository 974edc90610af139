"""Which paper or entity of one build is which of the other: by id, then by the members that they share."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Matching:
    """How the nodes of two builds belong together; ids of the first are in the column `was`, of the second in `now`.

    Attributes:
        pairs: (was, now), the same node in both, one to one.
        heirs: (was, now), what each node of the first build is now: its pair, or else where most members are.
        moves: (was, now, how), nodes that are no pair and share members; `how` is merged, split or moved.
        came: (now), nodes that are in no pair and have no member of the first build.
        went: (was), nodes that have no heir.
    """

    pairs: pl.DataFrame
    heirs: pl.DataFrame
    moves: pl.DataFrame
    came: pl.DataFrame
    went: pl.DataFrame


def matched(was: pl.Series, now: pl.Series, shared: pl.DataFrame) -> Matching:
    """Match the ids `was` and `now`; `shared` has a row (was, now) for each member that both hold.

    An id that both builds have is the same node, unless all its remaining members are in other nodes now. Any other
    node is the same as the one that has most of its members; where several have the same best match, the pair is the
    one that gave it the most members, and the rest count as merged into it.
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
