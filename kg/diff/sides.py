"""One of the two out folders: its tables by the column, and its JSON Lines as frames, a piece at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import polars as pl

from kg.errors import GraphError
from kg.folder import manifest
from kg.graph import SCHEMA

_PIECE = 50_000  # rows held as Python objects at once
_S = pl.String
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
            found = pl.read_parquet(self.path(name), columns=list(wanted))
        except (OSError, pl.exceptions.PolarsError) as error:
            said = str(error).partition("\n")[0]
            raise GraphError(f"{self.path(name)}: cannot be read as a table; run `kg build` again ({said})") from None
        if dict(found.schema) != wanted:
            raise GraphError(f"{self.path(name)}: has columns of another kind; run `kg build` again")
        return found

    def sources(self) -> pl.DataFrame:
        """(key, paper): the records that each paper was read from, by their own id or else by their place."""
        rows = (
            (s.id or f"{s.file}:{s.line if s.line is not None else s.record}", p.id)
            for p in self._lines("extractions.jsonl", _Paper)
            for s in p.sources
        )
        return framed(rows, {"key": _S, "paper": _S}).unique(maintain_order=True)

    def members(self) -> pl.DataFrame:
        """(paper, name, entity): the names that each paper's entities have."""
        rows = ((m.paper, m.name, e.id) for e in self._lines("entities.jsonl", _Entity) for m in e.members)
        return framed(rows, {"paper": _S, "name": _S, "entity": _S})

    def merges(self) -> pl.DataFrame:
        """(entity, names, reason, confidence): what linking joined."""
        rows = (
            (e.id, m.names, m.reason, m.confidence) for e in self._lines("entities.jsonl", _Entity) for m in e.merges
        )
        return framed(rows, {"entity": _S, "names": pl.List(_S), "reason": _S, "confidence": pl.Float64})

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


def framed(rows: Iterable[tuple[Any, ...]], schema: dict[str, Any]) -> pl.DataFrame:
    """Rows as a frame, made in pieces: strings of Python take several times the memory of a column."""
    pieces, held = [pl.DataFrame(schema=schema)], []
    for row in rows:
        held.append(row)
        if len(held) == _PIECE:
            pieces.append(pl.DataFrame(held, schema=schema, orient="row"))
            held = []
    return pl.concat([*pieces, pl.DataFrame(held, schema=schema, orient="row")])
