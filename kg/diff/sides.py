"""One of the two out folders: its tables by the column, and its JSON Lines as frames, a piece at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import polars as pl

from kg.errors import GraphError
from kg.folder import manifest
from kg.graph import SCHEMA, completed

_PIECE = 50_000  # rows held as Python objects at once
_S = pl.String
_MEMBERS = {"paper": _S, "name": _S, "entity": _S}
_MERGES = {"entity": _S, "names": pl.List(_S), "reason": _S, "confidence": pl.Float64}
Line = TypeVar("Line")


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
    """A frame in the making, a piece at a time: strings of Python take several times the memory of a column."""

    def __init__(self, schema: dict[str, Any]) -> None:
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
        """All rows."""
        return pl.concat([*self.done, pl.DataFrame(self.rows, schema=self.schema, orient="row")])


@dataclass(frozen=True, slots=True)
class Linked:
    """What `entities.jsonl` holds: `members` (paper, name, entity), `merges` (entity, names, reason, confidence)."""

    members: pl.DataFrame
    merges: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Side:
    """An out folder, and what its `build.json` says."""

    out: Path
    told: dict[str, Any]

    @classmethod
    def of(cls, out: Path) -> Side:
        """The side of an out folder.

        Raises:
            GraphError: it holds no build.
        """
        return cls(out, manifest(out))

    def path(self, table: str) -> Path:
        """The file of a table."""
        return self.out / "tables" / f"{table}.parquet"

    def table(self, name: str, *columns: str) -> pl.DataFrame:
        """Columns of a table, all of them where none is named.

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
        """(key, paper): the records that each paper was read from, by their own id or else by their place."""
        found = Pieces({"key": _S, "paper": _S})
        for p in self._lines("extractions.jsonl", _Paper):
            for s in p.sources:
                found.add((s.id or f"{s.file}:{s.line if s.line is not None else s.record}", p.id))
        return found.frame().unique(maintain_order=True)

    def linked(self) -> Linked:
        """What linking says of the entities."""
        members, merges = Pieces(_MEMBERS), Pieces(_MERGES)
        for e in self._lines("entities.jsonl", _Entity):
            for m in e.members:
                members.add((m.paper, m.name, e.id))
            for g in e.merges:
                merges.add((e.id, g.names, g.reason, g.confidence))
        return Linked(members=members.frame(), merges=merges.frame())

    def _lines(self, name: str, kind: type[Line]) -> Iterator[Line]:
        path = self.out / name
        read: Callable[[bytes], Line] = partial(msgspec.json.decode, type=kind)
        number = 0
        try:
            with path.open("rb") as file:
                for number, text in enumerate(file, 1):  # noqa: B007  # told when a line is no record
                    yield read(text)
        except OSError as error:
            raise GraphError(f"{path}: cannot be read ({error.strerror}); run `kg build` again") from None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise GraphError(f"{path}:{number}: is no record of ours ({error}); run `kg build` again") from None
