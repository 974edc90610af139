"""JSON: lines of objects, arrays, one document or several, pages of APIs; what a record means is its shape's matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from kg.readers.fields import Place
from kg.readers.files import MAX_DOCUMENT, TOO_LONG, File, Found, Head
from kg.readers.json_arrays import DECODER, TOO_DEEP, TOO_MANY_DIGITS, Unread, values
from kg.readers.shapes import papers
from kg.readers.tagged import Chunk
from kg.records import Skipped

NAME: Final = "json"
_ARRAY = re.compile(r"\[\s*+(?:null\s*+,\s*+)*+(?:[{\]]|$)")  # null stands for what a source did not find
_GOES_ON: Final = ("{", "[", "(", ",", ":")  # a line of an object that ends so is not the whole object
_BETWEEN: Final = " \t\n\r,"  # values that stand after one another


def recognises(head: Head) -> bool:
    """Whether the file starts an object or an array of objects."""
    start = head.start
    return (start.startswith("{") and start[1:2] != "\\") or bool(_ARRAY.match(start))


def read(file: File) -> Iterator[Found]:
    """The papers of all records, with the line that they stand on or the number that they have in the document."""
    if file.head.start.startswith("["):
        yield from _array(file)
    elif _is_lines(file.head):
        yield from _lines(file)
    else:
        yield from _documents(file)


def _is_lines(head: Head) -> bool:
    """Whether each line is an object: the first one is whole, or cut off by a second that starts one."""
    lines = [line.strip() for line in head.lines if line.strip()]
    if len(lines) == 1 and not head.whole:
        return True  # one line longer than the head
    second = lines[1] if len(lines) > 1 else "{"
    try:
        DECODER.raw_decode(lines[0])
    except (ValueError, RecursionError):
        return second.startswith("{") and not lines[0].endswith(_GOES_ON)
    return True


def _lines(file: File) -> Iterator[Found]:
    for number, line in file.lines():
        yield from _values(line, number, alone=False)


def _documents(file: File) -> Iterator[Found]:
    """The papers of one document, or of several after one another as `jq` writes them.

    Raises:
        ValueError: a document is too large to be held.
    """
    pieces = _pieces(file)
    number, lines = next(pieces)
    second = next(pieces, None)
    yield from _values("\n".join(lines), number, alone=second is None)
    if second:
        yield from _values("\n".join(second[1]), second[0], alone=False)
    for number, lines in pieces:
        yield from _values("\n".join(lines), number, alone=False)


def _pieces(file: File) -> Iterator[Chunk]:
    """The file cut where an object ends a line and another starts the next, which no comma makes parts of a list."""
    begun, size, ended = 1, 0, False
    lines: list[str] = []
    for number, line in file.lines():
        words = line.strip()
        if ended and words.startswith("{"):
            yield begun, lines
            begun, lines, size = number, [], 0
        lines.append(line)
        size += len(line)
        if size > MAX_DOCUMENT:
            raise ValueError(f"one piece of more than {MAX_DOCUMENT >> 20} MB: give it as JSON Lines")
        ended = words.endswith("}") if words else ended
    yield begun, lines


def _values(text: str, line: int, *, alone: bool) -> Iterator[Found]:
    """The papers of the values in `text`, which starts on a line; of a file's one document they have numbers."""
    if TOO_LONG in text:
        yield Skipped(file="", line=line, reason=f"a line that is too long: {File.limit}")
        return
    at, end = _next(text, 0), len(text.rstrip(_BETWEEN))
    line += text.count("\n", 0, at)
    while at < end:
        try:
            value, after = DECODER.raw_decode(text, at)
            yield from papers(value, Place(record=1) if alone and after >= end else Place(line=line))
        except RecursionError:
            yield Skipped(file="", line=line, reason=TOO_DEEP)
            return
        except json.JSONDecodeError as error:
            wrong = line + text.count("\n", at, error.pos)
            yield Skipped(file="", line=line, reason=f"not JSON: {error.msg}: line {wrong} column {error.colno}")
            return
        except ValueError:
            yield Skipped(file="", line=line, reason=TOO_MANY_DIGITS)
            return
        alone = False
        following = _next(text, after)
        line += text.count("\n", at, following)
        at = following


def _next(text: str, at: int) -> int:
    """Where the next value starts."""
    while text[at : at + 1] and text[at] in _BETWEEN:
        at += 1
    return at


def _array(file: File) -> Iterator[Found]:
    """The items of an array one by one, however large the file is, and of what stands after it."""
    with file.open() as stream:
        for number, item in enumerate(values(stream), start=1):
            if isinstance(item, Unread):
                yield Place(record=number).skipped(item.reason)
            else:
                yield from _item(item, number)


def _item(item: object, number: int) -> Iterator[Found]:
    place = Place(record=number)
    try:
        yield from papers(item, place)
    except RecursionError:
        yield place.skipped(TOO_DEEP)
