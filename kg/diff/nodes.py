"""Papers, authors and entities: matched, then compared field by field."""

from __future__ import annotations

import polars as pl

from kg.diff.items import Changed, Merging, Moved, Node, Renamed, Rows, Sets, Thing
from kg.diff.matching import Matching, changes, matched, named, renewed, shown, written
from kg.diff.records import Authors, Entities, Papers
from kg.diff.sides import Linked, Side
from kg.graph import SCHEMA

_PAPER_FIELDS = (
    *("title", "abstract", "author_string", "date", "venue", "doi", "arxiv", "ids", "subjects"),
    *("code", "pages", "has_code", "retracted", "cited_only"),
)


def match_papers(a: Side, b: Side) -> tuple[Matching, pl.DataFrame]:
    """Papers by id, then by the records that they were read from; and a row (was, now, key) for each such record."""
    was, now = a.table("papers", "id", "identifier"), b.table("papers", "id", "identifier")
    records = pl.DataFrame(schema={"was": pl.String, "now": pl.String, "key": pl.String})
    if set(was["id"]) != set(now["id"]):  # else there is nothing that records could tell
        records = _records(a, was, "was").join(_records(b, now, "now"), on="key").select("was", "now", "key")
    return matched(was["id"], now["id"], records), records


def _records(side: Side, papers: pl.DataFrame, column: str) -> pl.DataFrame:
    """(key, column): the paper of each record; a key that two papers have tells nothing."""
    found = side.sources().filter(pl.len().over("key") == 1)
    ids = papers.select(pl.col("identifier").alias("paper"), pl.col("id").alias(column))
    return found.join(ids, on="paper").select("key", column)


def papers(a: Side, b: Side, found: Matching, records: pl.DataFrame) -> Papers:
    """What came, went and changed of the papers."""
    was, now = a.table("papers", "id", *_PAPER_FIELDS), b.table("papers", "id", *_PAPER_FIELDS)
    names, news = (t.select("id", pl.col("title").alias("name")) for t in (was, now))
    renamed = found.pairs.filter(pl.col("was") != pl.col("now")).rename({"was": "was_id", "now": "id"})
    return Papers(
        came=Rows(shown(named(found.came.rename({"now": "id"}), news, name="id"), Node), Node),
        went=Rows(shown(named(found.went.rename({"was": "id"}), names, name="id"), Node), Node),
        renamed=Rows(shown(named(named(renamed, names, was_name="was_id"), news, name="id"), Renamed), Renamed),
        changed=Rows(_fields("papers", was, now, found.pairs, _PAPER_FIELDS, news), Changed),
        moved=_moved(found, records.rename({"key": "member"}), names, news),
    )


def authors(a: Side, b: Side) -> Authors:
    """What came, went and changed of the authors, matched by id."""
    was, now = a.table("authors"), b.table("authors")
    found = matched(was["id"], now["id"], pl.DataFrame(schema={"was": pl.String, "now": pl.String}))
    return Authors(
        came=Rows(shown(now.join(was, on="id", how="anti"), Node), Node),
        went=Rows(shown(was.join(now, on="id", how="anti"), Node), Node),
        changed=Rows(_fields("authors", was, now, found.pairs, ("name", "orcid", "names"), now), Changed),
    )


def _fields(
    table: str, was: pl.DataFrame, now: pl.DataFrame, pairs: pl.DataFrame, fields: tuple[str, ...], names: pl.DataFrame
) -> pl.DataFrame:
    as_text = [written(f, SCHEMA[table][f]) for f in fields]
    old = was.select("id", *as_text).rename({"id": "was"} | {f: f"was_{f}" for f in fields})
    new = now.select("id", *as_text).rename({"id": "now"})
    both = pairs.join(old, on="was").join(new, on="now").drop("was")
    differ = changes(both, list(fields)).rename({"now": "id"}).select("id", "changes")
    return shown(named(differ, names, name="id"), Changed)


def _moved(found: Matching, members: pl.DataFrame, names: pl.DataFrame, news: pl.DataFrame) -> Rows[Moved]:
    """`members` has a row (was, now, member)."""
    listed = (
        members.join(found.moves, on=["was", "now"], how="semi").group_by("was", "now").agg(pl.col("member").sort())
    )
    moves = found.moves.join(listed, on=["was", "now"]).rename({"was": "was_id", "now": "id", "member": "members"})
    return Rows(
        shown(named(named(moves, names, was_name="was_id"), news, name="id"), Moved, pl.col("members").list.len()),
        Moved,
    )


def match_entities(
    a: Side, b: Side, linked: tuple[Linked, Linked], of_papers: Matching
) -> tuple[Matching, pl.DataFrame]:
    """Entities by id, then by the names of papers that both hold; and a row (was, now, member) for each of these."""
    ids = a.table("papers", "id", "identifier"), b.table("papers", "id", "identifier")
    elsewhere = of_papers.heirs.filter(pl.col("was") != pl.col("now"))
    elsewhere = elsewhere.join(ids[0], left_on="was", right_on="id").join(ids[1], left_on="now", right_on="id")
    heirs = elsewhere.select(pl.col("identifier").alias("was"), pl.col("identifier_right").alias("now"))
    key = ["paper", "name"]  # one row for each, or a broken file could make the join grow with its square
    was = (
        renewed(linked[0].members, heirs, "paper")
        .rename({"entity": "was"})
        .unique(key, keep="first", maintain_order=True)
    )
    now = linked[1].members.rename({"entity": "now"}).unique(key, keep="first", maintain_order=True)
    both = was.join(now, on=key)
    told = pl.format("{} ({})", "name", "paper")
    both = both.select("was", "now", told.alias("member"))
    return matched(a.table("entities", "id")["id"], b.table("entities", "id")["id"], both), both


def entities(a: Side, b: Side, linked: tuple[Linked, Linked], found: Matching, shared: pl.DataFrame) -> Entities:
    """What came, went and changed of the entities."""
    columns = ("id", "name", "type", "types", "aliases", "broader", "same_as", "paper_count")
    was, now = (s.table("entities", *columns).rename({"paper_count": "papers"}) for s in (a, b))
    renamed = found.pairs.rename({"was": "was_id", "now": "id"})
    renamed = named(named(renamed, was, was_name="was_id"), now, name="id")
    renamed = renamed.filter((pl.col("was_id") != pl.col("id")) | (pl.col("was_name") != pl.col("name")))
    links = [_sets(was, now, found, field) for field in ("broader", "same_as")]
    return Entities(
        came=Rows(shown(now.join(found.came, left_on="id", right_on="now"), Thing, pl.col("papers")), Thing),
        went=Rows(shown(was.join(found.went, left_on="id", right_on="was"), Thing, pl.col("papers")), Thing),
        renamed=Rows(shown(renamed, Renamed), Renamed),
        retyped=Rows(_retyped(was, now, found), Sets),
        aliases=Rows(_sets(was, now, found, "aliases"), Sets),
        links=Rows(shown(pl.concat(links), Sets), Sets),
        moved=_moved(found, shared, was, now),
        merges_made=_only(b, (linked[1], linked[0]), found.pairs.select(was="now", now="was")),
        merges_undone=_only(a, linked, found.pairs),
    )


def _sets(was: pl.DataFrame, now: pl.DataFrame, found: Matching, field: str) -> pl.DataFrame:
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
    return shown(named(both, now, name="id"), Sets)


def _retyped(was: pl.DataFrame, now: pl.DataFrame, found: Matching) -> pl.DataFrame:
    """Entities of another first type, else of other types: the type that counts stands alone where it changed."""
    of_types = _sets(was, now, found, "types")
    both = found.pairs.join(was.select("id", "type"), left_on="was", right_on="id")
    both = both.join(now.select("id", "name", pl.col("type").alias("new")), left_on="now", right_on="id")
    first = both.filter(pl.col("type") != pl.col("new")).select(
        pl.col("now").alias("id"),
        "name",
        pl.lit("type").alias("field"),
        pl.concat_list("new").alias("came"),
        pl.concat_list("type").alias("went"),
    )
    return shown(pl.concat([first, of_types.join(first, on="id", how="anti")]), Sets)


def _only(side: Side, linked: tuple[Linked, Linked], pairs: pl.DataFrame) -> Rows[Merging]:
    """Merges of the first of `linked` whose names the same entity of the second does not all hold."""
    here, other = linked
    merges = here.merges.rename({"entity": "id"}).with_row_index("nr")
    given = other.merges.explode("names").select(pl.col("entity").alias("now"), "names")
    forms = pl.concat([other.members.select(pl.col("entity").alias("now"), pl.col("name").alias("names")), given])
    apart = merges.select("nr", "id", "names").explode("names").join(pairs, left_on="id", right_on="was")
    apart = apart.join(forms, on=["now", "names"], how="anti")
    kept = merges.join(apart, on="nr", how="semi")
    return Rows(shown(named(kept, side.table("entities", "id", "name"), name="id"), Merging), Merging)
