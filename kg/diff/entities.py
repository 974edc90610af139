"""Entities: matched, then compared by name, type, aliases, links and merges."""

from __future__ import annotations

import polars as pl

from kg.diff.difference import Entities
from kg.diff.frames import moved, named, named_twice, renewed
from kg.diff.items import Entity, ListChange, Merge, Renamed
from kg.diff.matching import Matching, matched
from kg.diff.rows import Rows, rows_of
from kg.diff.sides import Linked, Side


def match_entities(
    a: Side, b: Side, linked: tuple[Linked, Linked], of_papers: Matching
) -> tuple[Matching, pl.DataFrame]:
    """Entities matched by id, then by the names that papers of both builds give them.

    Second comes a row (was, now, member) for each such name of a paper.
    """
    was = renewed(linked[0].members, _renamed_papers(a, b, of_papers), "paper").rename({"entity": "was"})
    now = linked[1].members.rename({"entity": "now"})
    key = ["paper", "name"]  # one row for each, or a broken file could make the join grow with its square
    was, now = (t.unique(key, keep="first", maintain_order=True) for t in (was, now))
    member = pl.format("{} ({})", "name", "paper").alias("member")
    shared = was.join(now, on=key).select("was", "now", member)
    return matched(a.table("entities", "id")["id"], b.table("entities", "id")["id"], shared), shared


def _renamed_papers(a: Side, b: Side, of_papers: Matching) -> pl.DataFrame:
    """(was, now): the identifiers of papers that have another id in the second build."""
    ids_a, ids_b = a.table("papers", "id", "identifier"), b.table("papers", "id", "identifier")
    renamed = of_papers.heirs.filter(pl.col("was") != pl.col("now"))
    renamed = renamed.join(ids_a, left_on="was", right_on="id").join(ids_b, left_on="now", right_on="id")
    return renamed.select(pl.col("identifier").alias("was"), pl.col("identifier_right").alias("now"))


def entities(a: Side, b: Side, linked: tuple[Linked, Linked], found: Matching, shared: pl.DataFrame) -> Entities:
    """What came, went and changed of the entities."""
    columns = ("id", "name", "type", "types", "aliases", "broader", "same_as", "paper_count")
    was, now = (s.table("entities", *columns).rename({"paper_count": "papers"}) for s in (a, b))
    renamed = named_twice(found.pairs.rename({"was": "was_id", "now": "id"}), was, now)
    renamed = renamed.filter((pl.col("was_id") != pl.col("id")) | (pl.col("was_name") != pl.col("name")))
    links = pl.concat([_list_changes(was, now, found, field) for field in ("broader", "same_as")])
    backwards = found.pairs.select(was="now", now="was")
    return Entities(
        came=rows_of(now.join(found.came, left_on="id", right_on="now"), Entity, pl.col("papers")),
        went=rows_of(was.join(found.went, left_on="id", right_on="was"), Entity, pl.col("papers")),
        renamed=rows_of(renamed, Renamed),
        retyped=rows_of(_retyped(was, now, found), ListChange),
        aliases=rows_of(_list_changes(was, now, found, "aliases"), ListChange),
        links=rows_of(links, ListChange),
        moved=moved(found, shared, was, now),
        merges_made=_merges_missing_in(linked[0], linked[1], backwards, now),
        merges_undone=_merges_missing_in(linked[1], linked[0], found.pairs, was),
    )


def _list_changes(was: pl.DataFrame, now: pl.DataFrame, found: Matching, field: str) -> pl.DataFrame:
    """What the lists of `field` gained and lost in entities that both builds have."""
    value = pl.col(field).alias("value")
    old = was.select(pl.col("id").alias("was"), value).explode("value").drop_nulls().join(found.pairs, on="was")
    old = old.select(pl.col("now").alias("id"), "value").unique()
    if field == "broader":
        old = renewed(old, found.heirs, "value").unique()
    new = now.select("id", value).explode("value").drop_nulls().unique()
    new = new.join(found.pairs, left_on="id", right_on="now", how="semi")
    came = new.join(old, on=["id", "value"], how="anti").group_by("id").agg(pl.col("value").sort().alias("came"))
    went = old.join(new, on=["id", "value"], how="anti").group_by("id").agg(pl.col("value").sort().alias("went"))
    both = came.join(went, on="id", how="full", coalesce=True)
    empty = pl.lit([], dtype=pl.List(pl.String))
    both = both.with_columns(pl.lit(field).alias("field"), pl.col("came", "went").fill_null(empty))
    return named(both, now, name="id").select("id", "name", "field", "came", "went")


def _retyped(was: pl.DataFrame, now: pl.DataFrame, found: Matching) -> pl.DataFrame:
    """Entities whose type changed; of those that kept it, the ones whose further types changed."""
    of_types = _list_changes(was, now, found, "types")
    both = found.pairs.join(was.select("id", "type"), left_on="was", right_on="id")
    both = both.join(now.select("id", "name", pl.col("type").alias("new")), left_on="now", right_on="id")
    first = both.filter(pl.col("type") != pl.col("new")).select(
        pl.col("now").alias("id"),
        "name",
        pl.lit("type").alias("field"),
        pl.concat_list("new").alias("came"),
        pl.concat_list("type").alias("went"),
    )
    return pl.concat([first, of_types.join(first, on="id", how="anti")])


def _merges_missing_in(other: Linked, here: Linked, pairs: pl.DataFrame, names: pl.DataFrame) -> Rows[Merge]:
    """The merges of `here` of which the same entity of `other` has not all names.

    `pairs` has a row (was, now) for the same entity here and there; `names` are those of the entities here.
    """
    merges = here.merges.rename({"entity": "id"}).with_row_index("nr")
    merged = other.merges.explode("names").select(pl.col("entity").alias("now"), "names")
    forms = pl.concat([other.members.select(pl.col("entity").alias("now"), pl.col("name").alias("names")), merged])
    apart = merges.select("nr", "id", "names").explode("names").join(pairs, left_on="id", right_on="was")
    apart = apart.join(forms, on=["now", "names"], how="anti")
    return rows_of(named(merges.join(apart, on="nr", how="semi"), names, name="id"), Merge)
