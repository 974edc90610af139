"""Pasted listings: two header lines, `Subscribe` glued to the first title, then title and abstract line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers.fields import Place, paper
from kg.readers.files import File, Found, Head

NAME: Final = "listing"
_HEADER: Final = "Get trending papers in your email inbox"
_GLUED: Final = "Subscribe"
_FIRST = re.compile(rf"{_GLUED}[A-Z0-9]")
_SHORTEST_ABSTRACT: Final = 200  # of one that tells a listing without its header
_LONGEST_TITLE: Final = 400  # what is longer in a title's place is a further paragraph of the abstract before it


def recognises(head: Head) -> bool:
    """Whether the header lines stand on top, or the first title that their last word is glued to."""
    if any(line.strip().startswith(_HEADER) for line in head.lines[:5]):
        return True
    first, second = [*(line.strip() for line in head.lines if line.strip()), "", ""][:2]
    return bool(_FIRST.match(first)) and len(first) < _LONGEST_TITLE and len(second) > _SHORTEST_ABSTRACT


def read(file: File) -> Iterator[Found]:
    """One paper for each title and abstract, its line that of the title; empty lines mean nothing."""
    first, start, title, abstract = True, 0, "", ""
    for number, raw in file.lines():
        line = raw.strip()
        if not line or line.startswith(_HEADER) or (first and line == _GLUED):
            continue
        if first:
            line, first = line.removeprefix(_GLUED).strip(), False
        if title and not abstract:
            abstract = line
        elif abstract and len(line) > _LONGEST_TITLE:
            abstract += " " + line
        else:
            if title:
                yield paper(Place(line=start), title=title, abstract=abstract)
            start, title, abstract = number, line, ""
    if title:
        yield paper(Place(line=start), title=title, abstract=abstract)
