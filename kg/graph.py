"""The graph as tables: what the exporters stream and the analyses look at.

A node's id is its address below the base IRI: "paper/p1", "entity/imagenet",
"author/...", "topic/...", "result/...", "statement/...", "evidence/...". The
tables are polars frames with the columns of `SCHEMA`, kept as Parquet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final, Self

import polars as pl

from kg.errors import GraphError

_S, _L, _F, _B, _I = pl.String, pl.List(pl.String), pl.Float64, pl.Boolean, pl.Int64

SCHEMA: Final[dict[str, dict[str, pl.DataType | type[pl.DataType]]]] = {
    # one row a paper; text columns are "" and lists are empty where nothing is known
    "papers": {
        "id": _S,
        "identifier": _S,  # the id as the user gave it
        "title": _S,
        "abstract": _S,
        "authors": _L,  # author ids, in order
        "author_string": _S,
        "date": _S,
        "venue": _S,
        "doi": _S,
        "arxiv": _S,
        "ids": _L,  # further identifiers, "scheme:value"
        "subjects": _L,
        "code": _L,  # addresses of code
        "pages": _L,  # other addresses
        "files": _L,  # source files
        "places": _L,  # "file:line" of every record
        "has_code": _B,
        "retracted": _B,
        "cited_only": _B,  # known from references alone
        "topic": _S,
        "pagerank": _F,
    },
    "authors": {"id": _S, "name": _S, "orcid": _S, "names": _L},
    "entities": {
        "id": _S,
        "name": _S,
        "type": _S,
        "types": _L,  # every type that papers give it, the most frequent first
        "aliases": _L,
        "broader": _L,
        "same_as": _L,
        "paper_count": _I,
        "first_seen": _I,  # a year, or null
        "topic": _S,
        "pagerank": _F,
        "betweenness": _F,
    },
    # one row for each subject, predicate, object and modality
    "statements": {
        "id": _S,
        "subject": _S,
        "predicate": _S,
        "object": _S,
        "modality": _S,  # "" is plain
        "confidence": _F,  # the highest of its evidence
        "support": _I,  # papers
        "asserted": _B,  # whether the direct triple holds
    },
    "support": {"statement": _S, "evidence": _S, "paper": _S, "confidence": _F},
    "evidence": {"id": _S, "paper": _S, "field": _S, "start": _I, "end": _I, "quote": _S},
    "results": {
        "id": _S,
        "paper": _S,
        "method": _S,  # id of an entity or a paper, or ""
        "on": _S,
        "metric": _S,
        "method_text": _S,
        "on_text": _S,
        "metric_text": _S,
        "value_text": _S,
        "unit": _S,
        "confidence": _F,
        "modality": _S,
        "asserted": _B,
        "evidence": _L,
        "gain": _B,  # a difference from another method or from before
    },
    "citations": {"citing": _S, "cited": _S},  # stated by the source
    # kind: community, part (of the community `parent`), subject
    "topics": {"id": _S, "name": _S, "kind": _S, "notation": _S, "parent": _S, "size": _I},
    # records that were not built, and triples that break domain or range
    "quarantine": {"paper": _S, "head": _S, "predicate": _S, "tail": _S, "reason": _S},
}

# columns that an earlier version did not write, and what they hold then
_LATER: Final[dict[str, dict[str, bool]]] = {"results": {"gain": False}}


def completed(table: str, found: pl.DataFrame) -> pl.DataFrame:
    """`found` with the columns that the version which wrote it did not know yet."""
    later = {c: v for c, v in _LATER.get(table, {}).items() if c not in found.columns}
    return found.with_columns(**{c: pl.lit(v) for c, v in later.items()})


def frame(table: str, rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    """Rows in the column order of SCHEMA as a frame."""
    return pl.DataFrame(list(rows), schema=SCHEMA[table], orient="row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Ten tables; the columns are those of SCHEMA. A changed graph is a new one (`with_column`)."""

    papers: pl.DataFrame
    authors: pl.DataFrame
    entities: pl.DataFrame
    statements: pl.DataFrame
    support: pl.DataFrame
    evidence: pl.DataFrame
    results: pl.DataFrame
    citations: pl.DataFrame
    topics: pl.DataFrame
    quarantine: pl.DataFrame

    def with_column(self, table: str, column: str, values: dict[str, object]) -> Graph:
        """A graph whose `table` has `column` set by id; ids that `values` lacks keep what they had."""
        old: pl.DataFrame = getattr(self, table)
        new = [values.get(i, v) for i, v in zip(old["id"], old[column], strict=True)]
        series = pl.Series(column, new, dtype=SCHEMA[table][column])
        return replace(self, **{table: old.with_columns(series)})

    def shown(self) -> Graph:
        """A graph without the entities that no paper names surely enough, and what is said of them: none by default."""
        unsure = self.entities.filter(pl.col("paper_count") == 0)["id"].implode()
        if not len(unsure[0]):
            return self
        return replace(
            self,
            entities=self.entities.filter(pl.col("paper_count") > 0),
            statements=self.statements.filter(~pl.any_horizontal(pl.col("subject", "object").is_in(unsure))),
        )

    def save(self, folder: Path) -> None:
        """Write every table as Parquet into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in SCHEMA:
            getattr(self, name).write_parquet(folder / f"{name}.parquet", compression="zstd")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The graph that `save` wrote, if by an earlier version too: what that did not tell is as if it were not so.

        Raises:
            GraphError: a table is missing or cannot be read.
        """
        tables = {}
        for name in (f.name for f in fields(cls)):
            path = folder / f"{name}.parquet"
            try:
                table = pl.read_parquet(path)
            except (OSError, pl.exceptions.PolarsError) as error:
                raise GraphError(f"{path}: cannot be read as a table; run `kg build` again ({error})") from None
            tables[name] = completed(name, table)
        return cls(**tables)
