"""One of the two out folders: columns of its tables, and its JSON Lines files as frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import polars as pl

from kg import folder
from kg.errors import GraphError
from kg.graph import SCHEMA, completed

Line = TypeVar("Line")
Schema = dict[str, pl.DataType | type[pl.DataType]]
_PIECE = 50_000  # rows held as Python objects at once
_MEMBERS: Schema = dict.fromkeys(("paper", "name", "entity"), pl.String)
_MERGES: Schema = {"entity": pl.String, "names": pl.List(pl.String), "reason": pl.String, "confidence": pl.Float64}


class _Source(msgspec.Struct):
    id: str = ""
    file: str = ""
    line: int | None = None
    record: int | None = None


class _Paper(msgspec.Struct):
    id: str
    sources: list[_Source]


class _Member(msgspec.Struct):
    paper: str
    name: str


class _Merge(msgspec.Struct):
    names: list[str]
    reason: str
    confidence: float = 1.0


class _Entity(msgspec.Struct):
    id: str
    members: list[_Member]
    merges: list[_Merge]


class Pieces:
    """A frame that is built from rows, a piece at a time: Python objects take several times the memory of a column."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.done = [pl.DataFrame(schema=schema)]
        self.rows: list[tuple[object, ...]] = []

    def add(self, row: tuple[object, ...]) -> None:
        """Add a row."""
        self.rows.append(row)
        if len(self.rows) == _PIECE:
            self.done.append(pl.DataFrame(self.rows, schema=self.schema, orient="row"))
            self.rows = []

    def frame(self) -> pl.DataFrame:
        """All rows that were added."""
        return pl.concat([*self.done, pl.DataFrame(self.rows, schema=self.schema, orient="row")])


@dataclass(frozen=True, slots=True)
class Linked:
    """What `entities.jsonl` holds: `members` (paper, name, entity), `merges` (entity, names, reason, confidence)."""

    members: pl.DataFrame
    merges: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Side:
    """An out folder with its `build.json`."""

    out: Path
    manifest: dict[str, Any]

    @classmethod
    def of(cls, out: Path) -> Side:
        """The out folder `out`.

        Raises:
            GraphError: it holds no build.
        """
        return cls(out, folder.manifest(out))

    def path(self, table: str) -> Path:
        """The file of a table."""
        return self.out / "tables" / f"{table}.parquet"

    def table(self, name: str, *columns: str) -> pl.DataFrame:
        """The named columns of a table, or all of them.

        Raises:
            GraphError: it is missing, cannot be read, or has columns of another kind.
        """
        wanted = {c: SCHEMA[name][c] for c in columns or SCHEMA[name]}
        try:
            known = pl.read_parquet_schema(self.path(name))
            there = pl.read_parquet(self.path(name), columns=[c for c in wanted if c in known])
            found = completed(name, there).select(list(wanted))
        except (OSError, pl.exceptions.PolarsError) as error:
            said = str(error).partition("\n")[0]
            raise GraphError(f"{self.path(name)}: cannot be read as a table; run `kg build` again ({said})") from None
        if dict(found.schema) != wanted:
            raise GraphError(f"{self.path(name)}: has columns of another kind; run `kg build` again")
        return found

    def sources(self) -> pl.DataFrame:
        """(key, file, paper): the records that each paper was read from, by their own id or else by file and line.

        `file` is "" where the record has an id.

        Raises:
            GraphError: the file is missing or broken.
        """
        found = Pieces({"key": pl.String, "file": pl.String, "paper": pl.String})
        for paper in self._lines("extractions.jsonl", _Paper):
            for source in paper.sources:
                place = source.line if source.line is not None else source.record
                found.add((source.id or f"{source.file}:{place}", "" if source.id else source.file, paper.id))
        return found.frame().unique(maintain_order=True)

    def linked(self) -> Linked:
        """The members and merges of the entities.

        Raises:
            GraphError: the file is missing or broken.
        """
        members, merges = Pieces(_MEMBERS), Pieces(_MERGES)
        for entity in self._lines("entities.jsonl", _Entity):
            for member in entity.members:
                members.add((member.paper, member.name, entity.id))
            for merge in entity.merges:
                merges.add((entity.id, merge.names, merge.reason, merge.confidence))
        return Linked(members=members.frame(), merges=merges.frame())

    def _lines(self, name: str, kind: type[Line]) -> Iterator[Line]:
        path = self.out / name
        read: Callable[[bytes], Line] = partial(msgspec.json.decode, type=kind)
        number = 0
        try:
            with path.open("rb") as file:
                for number, text in enumerate(file, 1):  # noqa: B007  # the error names the line
                    yield read(text)
        except OSError as error:
            raise GraphError(f"{path}: cannot be read ({error.strerror}); run `kg build` again") from None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise GraphError(f"{path}:{number}: is no record of ours ({error}); run `kg build` again") from None
