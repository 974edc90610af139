"""CSV and TSV with a header: exports of Scopus, IEEE Xplore, SpringerLink, Web of Science, Zotero, and any other."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from kg.counting import plural
from kg.readers.columns import positions, row_paper, unread
from kg.readers.fields import Place
from kg.readers.files import TOO_LONG, File, Found, Head, Note
from kg.readers.rows import Row, rows
from kg.readers.web_of_science import cells_of, paper_of, tags_of
from kg.records import Paper, Skipped

NAME: Final = "table"
_DELIMITERS: Final = (",", "\t", ";", "|")
_ABOVE: Final = 2  # lines that may stand over a header: whence the export is, and Excel's "sep=;"
_SPILLS: Final = "Funding Text 1"  # Scopus writes more of them than its header names
_NOTHING: Final = re.compile(r"\s*+(?::?-{3,}:?\s*+)?")  # also the rule below the header of a Markdown table
_MOST_LINES: Final = 5  # that a note names one by one


class _Layout(NamedTuple):
    """How a table is written, as far as its header tells."""

    delimiter: str
    header: list[str]
    end: int  # the header's last line
    where: dict[str, int]
    tags: list[str]  # of the columns, in a table of Web of Science

    @property
    def glued(self) -> bool:
        """Whether authors stand without anything between them, as SpringerLink writes them."""
        return "Item DOI" in self.header

    def fitted(self, cells: list[str]) -> list[str]:
        """The cells without those that Scopus writes beyond its header, and without empty ones at the end."""
        width, spills = len(self.header), self.header.index(_SPILLS) if _SPILLS in self.header else 0
        if spills and len(cells) > width:
            return cells[:spills] + cells[spills + len(cells) - width :]
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        return cells


def recognises(head: Head) -> bool:
    """Whether a header on top has a title and another column, or there is one and the user says which is the title."""
    if head.start.startswith(("{", "[", "<", "@", "%PDF")):
        return False
    return bool(_layout(head)) or ("title" in head.columns and bool(header_of(head)))


def read(file: File) -> Iterator[Found]:
    """One paper a row, at the line where the row starts."""
    layout = _layout(file.head)
    if layout is None:
        wanted = file.head.columns.get("title", "")
        raise ValueError(f"no column {wanted} for the title: there are {', '.join(header_of(file.head))[:200]}")
    number, loose, short = 0, [], []
    for row in rows(islice(file.lines(), layout.end, None), layout.delimiter, len(layout.header)):
        if not row.loose and all(_NOTHING.fullmatch(cell) for cell in row.cells):
            continue
        number += 1
        found = _paper(row, layout)
        if isinstance(found, Paper):
            loose += [row.line] if row.loose else []
            short += [row.line] if len(row.cells) < len(layout.header) else []
        yield found
    if number and (told := unread(layout.header, layout.where, file.head.columns)):
        yield Note(told)
    if loose:
        yield Note(f"quotes not closed, or not doubled inside a cell, in {_lines(loose)}: read as they stand")
    if short:
        yield Note(f"fewer cells than the header has in {_lines(short)}: the last columns are empty there")


def _paper(row: Row, layout: _Layout) -> Paper | Skipped:
    cells, width = layout.fitted(row.cells), len(layout.header)
    reason = ""
    if TOO_LONG in cells:
        reason = f"a line that is too long: {File.limit}"
    elif not cells:
        reason = "not a row: a quote that is not closed, or a cell without end"
    elif len(cells) > width:
        reason = f"{len(cells)} cells where the header has {width}: a cell with a delimiter in it must stand in quotes"
    if reason:
        return Skipped(file="", line=row.line, reason=reason)
    known = {field: cells[at] for field, at in layout.where.items() if at < len(cells)}
    if layout.tags and known.get("title", "").strip():
        return paper_of(cells_of(layout.tags, cells), Place(line=row.line))
    return row_paper(known, Place(line=row.line), layout.glued)


def _lines(numbers: Sequence[int]) -> str:
    """The lines of a note: "line 3", "lines 3, 4", or the first few and how many more."""
    first, more = ", ".join(map(str, numbers[:_MOST_LINES])), len(numbers) - _MOST_LINES
    return f"{plural(len(numbers), 'line')} {first}" + (f" and {more} more" if more > 0 else "")


def _layout(head: Head) -> _Layout | None:
    """The layout by the first line that is a header; None where there is none among the first few."""
    filled = (at for at, line in enumerate(head.lines) if line.strip())
    return next(filter(None, (_layout_at(head, at) for at in islice(filled, _ABOVE + 1))), None)


def _layout_at(head: Head, at: int) -> _Layout | None:
    lines = [line.rstrip("\r").replace("\r", " ") for line in head.lines[at:]]
    if lines[0].strip().lower() == "title" and _are_rows(lines[1:]):
        return _Layout("\t", ["title"], at + 1, {"title": 0}, [])
    for delimiter in _DELIMITERS:
        reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
        try:
            header = next(reader, [])
        except csv.Error:
            continue
        where = positions(header, head.columns)
        if len(where) > 1 or (where and header == header_of(head)):
            return _Layout(delimiter, header, at + reader.line_num, where, tags_of(header) if not head.columns else [])
    return None


def _are_rows(lines: Sequence[str]) -> bool:
    """Whether lines are a column of titles: a text that somebody copied has empty lines, and labels among its lines."""
    text = "\n" + "\n".join(lines).rstrip()
    return bool(text.strip()) and "\n\n" not in text and "\nabstract\n" not in text.lower()


def header_of(head: Head) -> list[str]:
    """The cells of the first line where the second has as many; none where the two look like no table."""
    lines = [line.rstrip("\r").replace("\r", " ") for line in head.lines if line.strip()][:2]
    for delimiter in _DELIMITERS:
        first, second = (
            ([], []) if len(lines) < 2 else (next(csv.reader([line], delimiter=delimiter)) for line in lines)
        )
        if len(first) == len(second) > 1 and "\x00" not in "".join(first):
            return first
    return []
