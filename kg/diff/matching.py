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
    best = flows.sort(["was", "n", "now"], descending=[False, True, False]).unique("was", keep="first")
    same = _same_ids(ids, others, flows)
    pairs = pl.concat([same, _by_members(best, same)])
    heirs = pl.concat([pairs, best.join(pairs, on="was", how="anti").select("was", "now")])
    new = others.join(pairs, on="now", how="anti")
    return Matching(
        pairs=pairs,
        heirs=heirs,
        moves=_moves(flows, pairs, heirs, new),
        came=new.join(flows, on="now", how="anti"),
        went=ids.join(heirs, on="was", how="anti"),
    )


def _same_ids(ids: pl.DataFrame, others: pl.DataFrame, flows: pl.DataFrame) -> pl.DataFrame:
    """(was, now): the ids of both builds, without those whose members all went to other nodes."""
    same = ids.join(others, left_on="was", right_on="now").with_columns(now="was")
    at_home = flows.filter(pl.col("was") == pl.col("now"))
    all_left = flows.join(at_home, on="was", how="anti")
    return same.join(all_left, on="was", how="anti")


def _by_members(best: pl.DataFrame, same: pl.DataFrame) -> pl.DataFrame:
    """(was, now): pairs of the other nodes; of several with the same best match the one that gave it most members."""
    claims = best.join(same, on="was", how="anti").join(same, on="now", how="anti")
    claims = claims.sort(["now", "n", "was"], descending=[False, True, False])
    return claims.unique("now", keep="first").select("was", "now")


def _moves(flows: pl.DataFrame, pairs: pl.DataFrame, heirs: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """(was, now, how): nodes that share members and are no pair."""
    ends = ["was", "now"]
    moves = flows.join(pairs, on=ends, how="anti").select(ends).sort(ends)
    merged = heirs.join(pairs, on=ends, how="anti").select(ends)
    split = moves.join(merged, on=ends, how="anti").join(new, on="now", how="semi")
    how = pl.concat([merged.with_columns(how=pl.lit("merged")), split.with_columns(how=pl.lit("split"))])
    return moves.join(how, on=ends, how="left").with_columns(pl.col("how").fill_null("moved"))
