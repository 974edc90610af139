"""Rows of delimited text, each with the line it starts at; a quote that is not closed costs its row and no other."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

LONGEST_CELL: Final = 4 * 1024 * 1024
_LONGEST_ROW: Final = 16 * 1024 * 1024


class Row(NamedTuple):
    """Cells, and whether their quotes are out of order; a row that is so and has no cells could not be made out."""

    line: int
    cells: list[str]
    loose: bool = False


def rows(lines: Iterator[tuple[int, str]], delimiter: str, width: int) -> Iterator[Row]:
    """The rows that stand on numbered lines.

    Args:
        lines: without their ends.
        delimiter: between two cells.
        width: how many cells the header has.
    """
    csv.field_size_limit(LONGEST_CELL)  # the module's one setting; references of a review fill more than its default
    lines = ((number, line.replace("\r", " ")) for number, line in lines)  # which the module refuses
    for start, first in lines:
        held = [first]
        try:
            cells = next(csv.reader(_fed(held, lines), delimiter=delimiter, strict=True), [])
            sound = len(held) == 1 or len(cells) >= width
        except csv.Error:
            cells, sound = [], False
        if sound:
            yield Row(start, cells)
        else:
            yield from _mended(Row(start, cells), held, delimiter, width)


def _fed(held: list[str], lines: Iterator[tuple[int, str]]) -> Iterator[str]:
    """The line held, then as many as a row asks for, which are held too."""
    yield held[0] + "\n"
    size = len(held[0])
    for _, line in lines:
        held.append(line)
        size += len(line)
        if size > _LONGEST_ROW:
            raise csv.Error("a row without end")
        yield line + "\n"


def _mended(row: Row, held: list[str], delimiter: str, width: int) -> Iterator[Row]:
    """Lines each as a row where one below the first is whole, so that the first one's quote took it in; else `row`."""
    alone = [_lenient([line], delimiter) for line in held]
    if not any(len(cells) == width for cells in alone[1:]):
        yield row if row.cells else Row(row.line, _lenient(held, delimiter), loose=True)
        return
    for at, cells in enumerate(alone):
        whole = len(cells) == width
        if held[at].strip():
            yield Row(row.line + at, cells if whole else [], loose=not whole or at == 0)


def _lenient(lines: Iterable[str], delimiter: str) -> list[str]:
    try:
        return next(csv.reader((line + "\n" for line in lines), delimiter=delimiter), [])
    except csv.Error:
        return []
