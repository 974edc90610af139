"""JSON Lines: one object a line, each turned into a paper by the first shape that knows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from kg.readers import generic
from kg.readers.fields import Place
from kg.readers.files import TOO_LONG, File, Found, Head
from kg.records import Skipped

NAME: Final = "json_lines"


def recognises(head: Head) -> bool:
    """Whether the first line that is not empty starts an object."""
    return head.start.startswith("{")


def read(file: File) -> Iterator[Found]:
    """One paper a line; a line that is no object or no paper is skipped."""
    for number, line in file.lines():
        if not line.strip():
            continue
        if line is TOO_LONG:
            yield Skipped(file="", line=number, reason="the line is too long")
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Skipped(file="", line=number, reason=f"not JSON: {error}")
            continue
        yield generic.paper_of(record, Place(line=number))
