"""From files to papers: every file is read by the reader that knows its content, equal papers become one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from kg.counting import counted
from kg.readers import encodings, tables
from kg.readers.citations import Citations, citations, cited_only, resolve
from kg.readers.fields import Place
from kg.readers.files import TOO_LONG, File, Found, Note
from kg.readers.foreign import foreign
from kg.readers.inputs import DAMAGE, check, damage, files
from kg.readers.merge import merge
from kg.readers.registry import Reader, reader_of, readers
from kg.readers.remarks import remarks
from kg.records import Paper, Skipped, Source

__all__ = ["Citations", "Reader", "Reading", "citations", "cited_only", "read", "readers", "records", "resolve"]

# neither XML nor a terminal can hold these
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_SKIPPED: Final = 1000  # of one file, named one by one
_BYTES: Final = range(0xDC80, 0xDD00)  # how bytes that are no UTF-8 stand in text (PEP 383)
_UTF8_ONLY: Final = ("json", "json_lines")  # by their standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read: papers in the order of their first record, and what a report should say of it."""

    papers: tuple[Paper, ...]
    records: int = 0
    merged: int = 0
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


def records(inputs: Sequence[Path], *, columns: Mapping[str, str] | None = None) -> Iterator[Paper | Skipped]:
    """Every record of the inputs in order, not merged, each with its one source.

    Raises:
        ReadError: an input does not exist, or a field of `columns` does not.
    """
    check(inputs, columns or {})
    return (found for found in _found(inputs, columns or {}) if not isinstance(found, Note))


def read(inputs: Sequence[Path], *, columns: Mapping[str, str] | None = None) -> Reading:
    """The papers of the inputs, those that stand in several records made one.

    Args:
        inputs: files and folders; folders are read whole, in the order of their paths.
        columns: for tables, which column holds which field, as in {"title": "Titel"}.

    Raises:
        ReadError: an input does not exist, or a field of `columns` does not.
    """
    check(inputs, columns or {})
    found: list[Skipped] = []
    notes: list[str] = []
    kept = 0

    def papers() -> Iterator[Paper]:
        nonlocal kept
        for item in _found(inputs, columns or {}):
            if isinstance(item, Paper) and item.fault:
                source = item.sources[0]
                found.append(_place(source).skipped(item.fault, source.file))
            elif isinstance(item, Paper):
                kept += 1
                yield item
            elif isinstance(item, Note):
                notes.append(item.text)
            else:
                found.append(item)

    merged = merge(papers())
    notes += [f"{old} is the id of several papers: one of them is {new} here" for old, new in merged.renamed]
    notes += remarks(merged.papers)
    return Reading(
        papers=merged.papers,
        records=kept,
        merged=merged.merged,
        skipped=tuple(found),
        notes=tuple(notes),
    )


def _found(inputs: Sequence[Path], columns: Mapping[str, str]) -> Iterator[Found]:
    for given in inputs:
        for file in files(given, columns):
            if isinstance(file, Skipped):
                yield file
            else:
                yield from _few(_read_file(file), file.name)


def _few(found: Iterator[Found], file: str) -> Iterator[Found]:
    """`found` with no more than the first findings about what was left out: a file of another kind has millions."""
    left_out = 0
    for item in found:
        left_out += isinstance(item, Skipped)
        if left_out <= _MOST_SKIPPED or not isinstance(item, Skipped):
            yield item
    if left_out > _MOST_SKIPPED:
        more = counted(left_out - _MOST_SKIPPED, "more record")
        yield Skipped(file=file, line=None, reason=f"{more} left out")


def _read_file(file: File) -> Iterator[Found]:
    """What one file holds; whatever is wrong with it ends in a `Skipped`."""
    reader = reader_of(file.head)
    if reader is None:
        yield Skipped(file=file.name, line=None, reason=_unknown(file))
        return
    nothing, western = True, 0
    try:
        for found in reader.read(file):
            nothing = False
            if isinstance(found, Paper) and reader.name not in _UTF8_ONLY:
                found, before = encodings.western(found), found
                western += found is not before
            yield _placed(found, file.name, reader.name)
        if nothing:
            yield Skipped(file=file.name, line=None, reason=f"read by {reader.name}: no record in it")
        if western:
            yield Note(f"{file.name}: {counted(western, 'record')} {encodings.NOTE}")
    except DAMAGE as error:
        yield Skipped(file=file.name, line=None, reason=damage(error))
    except ValueError as error:
        yield Skipped(file=file.name, line=None, reason=f"read by {reader.name}: {error}")


def _unknown(file: File) -> str:
    """Why no reader takes the file, as far as that is plain, and what to do."""
    start = file.head.bytes
    if not start.strip():
        return "the file is empty"
    if told := foreign(start):
        return told
    if b"\x00" in start:
        return "a binary file in no format that is read"
    if tables.header_of(file.head):
        return "no reader knows this format: if it is a table, --column title=NAME says which column is the title"
    told = "lines of “Title: ...” and “Abstract: ...” are read, and JSON Lines with id, title and abstract"
    return f"no reader knows this format: {told}"


def _placed(found: Found, file: str, reader: str) -> Found:
    """`found` with its file and reader; a paper without text, or with such as cannot be written again, is skipped."""
    if isinstance(found, Note):
        return Note(f"{file}: {found.text}")
    if isinstance(found, Skipped):
        return replace(found, file=file)
    source = found.sources[0]
    wrong = _wrong(found)
    if wrong:
        return _place(source).skipped(wrong, file)
    return replace(found, sources=(replace(source, file=file, reader=source.reader or reader),))


def _place(source: Source) -> Place:
    return Place(line=source.line, record=source.record)


def _wrong(found: Paper) -> str:
    """What makes a record unusable; "" where nothing does."""
    if not found.title and not found.abstract:
        return "neither title nor abstract"
    everything = "\n".join((found.id, found.title, found.abstract, found.author_string, found.venue, *found.subjects))
    if "\x00" in everything:
        return "a NUL character in the text"
    if TOO_LONG in everything:
        return "a line that is too long (more than 16 MB)"
    try:
        msgspec.json.encode(found)  # every text of the record
    except UnicodeEncodeError as error:
        sign = ord(error.object[error.start])
        if sign in _BYTES:
            return "bytes that are not UTF-8: save the file as UTF-8"
        return f"half a character (\\u{sign:04x}), which UTF-8 cannot hold: take it out"
    control = _CONTROL.search(found.title + found.id)
    return f"a control character (U+{ord(control[0]):04X}) in the title" if control else ""
