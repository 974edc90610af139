"""JSON: lines of objects, arrays, single documents and the pages of APIs; what a record means is its shape's matter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from kg.readers.fields import Place
from kg.readers.files import MAX_LINE, TOO_LONG, File, Found, Head, Rationed
from kg.readers.shapes import papers
from kg.records import Skipped

NAME: Final = "json"


def recognises(head: Head) -> bool:
    """Whether the file starts an object or an array of objects."""
    start = head.start
    return start.startswith("{") or (start.startswith("[") and start[1:].lstrip()[:1] in ("{", "]", ""))


def read(file: File) -> Iterator[Found]:
    """The papers of all records, with the line that they stand on or the number that they have in the document."""
    if file.head.start.startswith("["):
        yield from _array(file)
    elif _is_lines(file.head):
        yield from _lines(file)
    else:
        yield from papers(_parsed(file.document()), Place(record=1))


def _is_lines(head: Head) -> bool:
    """Whether each line is an object: the first one is whole, or cut off by a second that starts one."""
    lines = [line.strip() for line in head.lines if line.strip()]
    if len(lines) == 1 and not head.whole:
        return True  # one line longer than the head
    second = lines[1] if len(lines) > 1 else "{"
    try:
        json.loads(lines[0])
    except (ValueError, RecursionError):
        return second.startswith("{") and lines[0] != "{"
    return True


def _lines(file: File) -> Iterator[Found]:
    for number, line in file.lines():
        if line is TOO_LONG:
            yield Skipped(file="", line=number, reason=f"a line that is too long: {file.limit}")
            continue
        if not line.strip():
            continue
        try:
            value = _parsed(line)
        except ValueError as error:
            yield Skipped(file="", line=number, reason=str(error))
            continue
        yield from papers(value, Place(line=number))


def _parsed(data: str | bytes) -> object:
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("not JSON: nested too deeply") from error
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from error


def _array(file: File) -> Iterator[Found]:
    """The items of an array one by one, however large the file is."""
    import ijson  # only large arrays need it

    with file.open() as stream:
        rationed = Rationed(stream, MAX_LINE)
        try:
            for number, item in enumerate(ijson.items(rationed, "item", use_float=True), start=1):
                rationed.refill()
                yield from papers(item, Place(record=number))
        except (ijson.JSONError, RecursionError) as error:
            raise ValueError(f"not JSON: {' '.join(str(error).split())[:200]}") from error
