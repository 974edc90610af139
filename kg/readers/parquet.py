"""Parquet files with a title column, read in slices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.readers.columns import positions, row_paper, unread
from kg.readers.fields import Place
from kg.readers.files import File, Found, Head, Note

NAME: Final = "parquet"
_SLICE: Final = 10_000  # rows held at a time


def recognises(head: Head) -> bool:
    """Whether the file has Parquet's mark."""
    return head.bytes.startswith(b"PAR1")


def read(file: File) -> Iterator[Found]:
    """One paper a row, with the row's number."""
    import polars as pl  # a large import, for this format only

    if not file.path:
        raise ValueError("a Parquet file inside an archive: unpack it first")
    try:
        table = pl.scan_parquet(file.path, glob=False)
        names = table.collect_schema().names()
        where = positions(names, file.columns)
        if not where:
            raise ValueError(f"no title among the columns {', '.join(names)[:200]}: say which one with --column")
        chosen = table.select([pl.col(names[at]).alias(field) for field, at in where.items()])
        number = 0
        while not (part := chosen.slice(number, _SLICE).collect()).is_empty():
            for row in part.iter_rows(named=True):
                number += 1
                yield row_paper({key: _plain(value) for key, value in row.items()}, Place(record=number), glued=False)
        if number and (told := unread(names, where, file.columns)):
            yield Note(told)
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"not Parquet: {' '.join(str(error).split())[:200]}") from error


def _plain(value: object) -> object:
    """Dates as text; text, numbers and lists as they are."""
    return value if value is None or isinstance(value, str | int | float | list) else str(value)
