"""Text files of tagged lines: records cut out by the line that starts one, fields by their tags."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from kg.readers.files import File

Chunk: TypeAlias = tuple[int, list[str]]
Fields: TypeAlias = defaultdict[str, list[str]]

_MOST_LINES = 200_000  # of one record: thousands of authors and references fit, a file without records does not


def chunks(file: File, start: re.Pattern[str]) -> Iterator[Chunk]:
    """The records of a file, each with the number of its first line; what stands before the first one is left out.

    Raises:
        ValueError: a record has no end.
    """
    begun = 0
    lines: list[str] = []
    for number, line in file.lines():
        if start.match(line):
            if begun:
                yield begun, lines
            begun, lines = number, []
        if begun:
            lines.append(line)
            if len(lines) > _MOST_LINES:
                raise ValueError(f"the record of line {begun} has no end")
    if begun:
        yield begun, lines


def fields(lines: Iterable[str], tag: re.Pattern[str], each_line: frozenset[str] = frozenset()) -> Fields:
    """The values of each tag. A line without one goes on with the value before, or is a value in `each_line`.

    Args:
        lines: of one record.
        tag: matches the start of a line that has a tag, which is its first group.
        each_line: tags whose values stand one a line.
    """
    found: defaultdict[str, list[list[str]]] = defaultdict(list)
    now = ""
    for line in lines:
        match = tag.match(line)
        if match:
            now = match[1]
            found[now].append([line[match.end() :].strip()])
        elif now and line.strip():
            if now in each_line:
                found[now].append([line.strip()])
            else:
                found[now][-1].append(line.strip())
    joined = ((name, [" ".join(filter(None, parts)) for parts in values]) for name, values in found.items())
    return defaultdict(list, joined)
