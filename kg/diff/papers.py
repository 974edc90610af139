"""Papers and authors: matched, then compared field by field."""

from __future__ import annotations

import polars as pl

from kg.diff.difference import Authors, Papers
from kg.diff.frames import changes, moved, named, named_twice, written
from kg.diff.items import Changed, Node, Renamed
from kg.diff.manifests import changed_inputs
from kg.diff.matching import Matching, matched
from kg.diff.rows import rows_of
from kg.diff.sides import Side
from kg.graph import SCHEMA

_PAPER_FIELDS = (
    *("title", "abstract", "author_string", "date", "venue", "doi", "arxiv", "ids", "subjects"),
    *("code", "pages", "has_code", "retracted", "cited_only"),
)
_FIELDS = {"papers": _PAPER_FIELDS, "authors": ("name", "orcid", "names")}


def match_papers(a: Side, b: Side) -> tuple[Matching, pl.DataFrame]:
    """Papers matched by id, then by the records that they were read from.

    Second comes a row (was, now, member) for each record that a paper of both builds was read from. A line of a file
    that has changed may hold another record now: it identifies only papers whose ids are not in both builds.
    """
    was, now = a.table("papers", "id", "identifier"), b.table("papers", "id", "identifier")
    records = pl.DataFrame(schema={"was": pl.String, "now": pl.String, "member": pl.String})
    if set(was["id"]) != set(now["id"]):  # equal ids need no records to match by
        both = _records(a, was, "was").join(_records(b, now, "now"), on=["member", "file"])
        stayed = pl.col("was").is_in(now["id"].implode()) | pl.col("now").is_in(was["id"].implode())
        moving = pl.col("file").is_in(changed_inputs(a, b))
        records = both.filter(~(stayed & moving)).select("was", "now", "member")
    return matched(was["id"], now["id"], records), records


def _records(side: Side, papers: pl.DataFrame, column: str) -> pl.DataFrame:
    """(member, file, `column`): the paper of each record; a record of two papers identifies neither and is left out."""
    found = side.sources().rename({"key": "member"}).filter(pl.len().over("member") == 1)
    ids = papers.select(pl.col("identifier").alias("paper"), pl.col("id").alias(column))
    return found.join(ids, on="paper").select("member", "file", column)


def papers(a: Side, b: Side, found: Matching, records: pl.DataFrame) -> Papers:
    """What came, went and changed of the papers."""
    was, now = a.table("papers", "id", *_PAPER_FIELDS), b.table("papers", "id", *_PAPER_FIELDS)
    names_was, names_now = (t.select("id", pl.col("title").alias("name")) for t in (was, now))
    renamed = found.pairs.filter(pl.col("was") != pl.col("now")).rename({"was": "was_id", "now": "id"})
    return Papers(
        came=rows_of(named(found.came.rename({"now": "id"}), names_now, name="id"), Node),
        went=rows_of(named(found.went.rename({"was": "id"}), names_was, name="id"), Node),
        renamed=rows_of(named_twice(renamed, names_was, names_now), Renamed),
        changed=rows_of(named(_changed_fields("papers", was, now, found.pairs), names_now, name="id"), Changed),
        moved=moved(found, records, names_was, names_now),
    )


def authors(a: Side, b: Side) -> Authors:
    """What came, went and changed of the authors, matched by id."""
    was, now = a.table("authors"), b.table("authors")
    found = matched(was["id"], now["id"], pl.DataFrame(schema={"was": pl.String, "now": pl.String}))
    return Authors(
        came=rows_of(now.join(was, on="id", how="anti"), Node),
        went=rows_of(was.join(now, on="id", how="anti"), Node),
        changed=rows_of(named(_changed_fields("authors", was, now, found.pairs), now, name="id"), Changed),
    )


def _changed_fields(table: str, was: pl.DataFrame, now: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """(id, changes) of the rows of `table` that both builds have and in which a field differs."""
    fields = _FIELDS[table]
    as_text = [written(f, SCHEMA[table][f]) for f in fields]
    old = was.select("id", *as_text).rename({"id": "was"} | {f: f"was_{f}" for f in fields})
    new = now.select("id", *as_text).rename({"id": "now"})
    both = pairs.join(old, on="was").join(new, on="now").drop("was")
    return changes(both, list(fields)).rename({"now": "id"}).select("id", "changes")
