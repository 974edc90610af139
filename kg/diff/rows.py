"""Items of one kind, kept as a polars frame: a difference may have millions of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Rows(Sequence[T], Generic[T]):
    """Items of one kind in a stable order; a row of the frame becomes an object only when it is looked at."""

    frame: pl.DataFrame
    kind: type[T]

    def __len__(self) -> int:
        return self.frame.height

    def __iter__(self) -> Iterator[T]:
        import msgspec  # turns the lists of a row into the tuples and records that the kind declares

        return (msgspec.convert(row, self.kind) for row in self.frame.iter_rows(named=True))

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Rows[T]: ...
    def __getitem__(self, at: int | slice) -> T | Rows[T]:
        """The item at an index, or the items of a slice."""
        if isinstance(at, slice):
            return Rows(self.frame[at], self.kind)
        index = range(len(self))[at]  # a negative one counts from the end; one out of range raises IndexError
        return next(iter(Rows(self.frame[index : index + 1], self.kind)))


def rows_of(frame: pl.DataFrame, kind: type[T], largest_first: pl.Expr | None = None) -> Rows[T]:
    """The rows of `frame` as items of `kind`, without the columns that `kind` has no field for.

    They are sorted by `largest_first`, where it is given, and then by all columns, so that the order is stable.
    """
    import polars as pl

    wanted = frame.select(f.name for f in fields(kind))  # type: ignore[arg-type]  # every kind is a dataclass
    order = [pl.col(name) for name, dtype in wanted.schema.items() if dtype != pl.List(pl.Struct)]
    first = [] if largest_first is None else [-largest_first.cast(pl.Int64)]
    return Rows(wanted.sort([*first, *order]), kind)
