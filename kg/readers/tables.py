"""CSV and TSV with a header: exports of Scopus, IEEE Xplore, SpringerLink, Web of Science, Zotero, and any other."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.readers.columns import positions, row_paper
from kg.readers.fields import Place
from kg.readers.files import TOO_LONG, File, Found, Head
from kg.records import Skipped

NAME: Final = "table"
_LONGEST_CELL: Final = 4 * 1024 * 1024
_DELIMITERS: Final = (",", "\t", ";")
_SPILLS: Final = "Funding Text 1"  # Scopus writes more of them than its header names


class _Spill(NamedTuple):
    at: int
    width: int


def recognises(head: Head) -> bool:
    """Whether the first line is a header with a title and another column that is known."""
    return not head.start.startswith(("{", "[", "<", "@", "%PDF")) and bool(_layout(head))


def read(file: File) -> Iterator[Found]:
    """One paper a row, at the line where the row starts."""
    layout = _layout(file.head)
    if layout is None:
        raise ValueError("no header with a title")
    delimiter, where, glued, spills = layout
    csv.field_size_limit(_LONGEST_CELL)  # the module's one setting; references of a review fill more than its default
    rows = csv.reader((line + "\n" for _, line in file.lines()), delimiter=delimiter)
    header, before = True, 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skipped(file="", line=before + 1, reason=f"not a row: {error}")
            before = rows.line_num
            continue
        start, before = before + 1, rows.line_num
        if header:
            header = not any(cell.strip() for cell in row)
            continue
        if TOO_LONG in row:
            yield Skipped(file="", line=start, reason=f"a line that is too long: {File.limit}")
        elif any(cell.strip() for cell in row):
            if spills and len(row) > spills.width:
                del row[spills.at : spills.at + len(row) - spills.width]
            cells = {field: row[at] for field, at in where.items() if at < len(row)}
            yield row_paper(cells, Place(line=start), glued)


def _layout(head: Head) -> tuple[str, dict[str, int], bool, _Spill | None] | None:
    """Delimiter, where the fields stand, whether authors are glued together, and where rows have more cells."""
    line = next((line for line in head.lines if line.strip()), "")
    for delimiter in _DELIMITERS:
        try:
            header = next(csv.reader([line.strip("\r\n")], delimiter=delimiter), [])
        except csv.Error:
            continue
        where = positions(header, head.columns)
        if where:
            at = header.index(_SPILLS) if _SPILLS in header else 0
            return delimiter, where, "Item DOI" in header, _Spill(at, len(header)) if at else None
    return None
